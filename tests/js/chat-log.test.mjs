import assert from "node:assert/strict";
import { test } from "node:test";

import { ChatLog } from "../../webapp/static/js/chat-log.js";

const ME = 1;

function chat() {
  const sends = [];
  const asked = [];
  const send = (said) =>
    new Promise((resolve, reject) => sends.push({ ...said, take: resolve, refuse: reject }));
  const history = (before) =>
    new Promise((resolve, reject) => asked.push({ before, give: resolve, refuse: reject }));
  return { sends, asked, log: new ChatLog({ send, history, me: () => ME }) };
}

const message = (id, text, more = {}) => ({
  id,
  text,
  user_id: 2,
  sent_at_ms: id * 1000,
  name: "",
  position: null,
  mentions: [],
  reply: null,
  nonce: null,
  is_deleted: false,
  ...more,
});
const pages = (from, to) =>
  Array.from({ length: to - from + 1 }, (_, at) => message(from + at, `line ${from + at}`));
const snapshot = (messages, has_more = false) => ({ messages, has_more });
const shown = (log) => log.lines.map(({ text, state }) => `${text} ${state}`);
const ids = (log) => log.lines.map(({ id }) => id);

test("messages stand in the order in which they were kept, whichever came first", () => {
  const { log } = chat();
  log.receive(message(2, "second"));
  log.receive(message(1, "first"));
  assert.deepEqual(shown(log), ["first sent", "second sent"]);
  assert.equal(log.newestId, 2);
});

test("a message that comes twice is shown once", () => {
  const { log } = chat();
  assert.equal(log.receive(message(1, "hello")), true);
  assert.equal(log.receive(message(1, "hello")), false);
  assert.equal(log.lines.length, 1);
});

test("one's own line is pending until the server repeats it, and stands there once", async () => {
  const { log, sends } = chat();
  const said = log.say({ text: "hello" });
  assert.deepEqual(shown(log), ["hello pending"]);
  const kept = message(1, "hello", { user_id: ME, nonce: sends[0].nonce });
  log.receive(kept);
  sends[0].take({ message: kept });
  assert.equal(await said, true);
  assert.deepEqual(shown(log), ["hello sent"]);
});

test("the acknowledgement alone is enough for a line to stand there", async () => {
  const { log, sends } = chat();
  const said = log.say({ text: " hello" });
  sends[0].take({ message: message(1, "hello", { user_id: ME, nonce: sends[0].nonce }) });
  await said;
  assert.deepEqual(shown(log), ["hello sent"]);
});

test("a line that was refused stays and is sent again under the same name", async () => {
  const { log, sends } = chat();
  const said = log.say({ text: "hello", reply: { id: 7 } });
  sends[0].refuse(new Error("offline"));
  assert.equal(await said, false);
  assert.deepEqual(shown(log), ["hello failed"]);

  const again = log.retry(log.lines[0].key);
  assert.deepEqual(shown(log), ["hello pending"]);
  const { text, nonce, reply_to } = sends[1];
  assert.deepEqual({ text, nonce, reply_to }, { text: "hello", nonce: sends[0].nonce, reply_to: 7 });
  log.receive(message(1, "hello", { user_id: ME, nonce }));
  sends[1].take({});
  await again;
  assert.deepEqual(shown(log), ["hello sent"]);
});

test("a line whose answer was lost is found again in the history", async () => {
  const { log, sends } = chat();
  const said = log.say({ text: "hello" });
  sends[0].refuse(new Error("offline"));
  await said;
  log.reset(snapshot([message(1, "hello", { user_id: ME, nonce: sends[0].nonce })]));
  assert.deepEqual(shown(log), ["hello sent"]);
});

test("the same words settle nothing but the line they were said with", () => {
  const { log, sends } = chat();
  log.say({ text: "ok" });
  log.receive(message(1, "ok"));
  log.receive(message(2, "ok", { user_id: ME, nonce: "another window" }));
  log.receive(message(3, "ok", { user_id: 2, nonce: sends[0].nonce }));
  assert.deepEqual(shown(log), ["ok sent", "ok sent", "ok sent", "ok pending"]);
});

test("a line that was not sent can be given up", async () => {
  const { log, sends } = chat();
  const said = log.say({ text: "hello" });
  sends[0].refuse(new Error("denied"));
  await said;
  log.discard(log.lines[0].key);
  assert.deepEqual(log.lines, []);
  assert.equal(await log.retry("gone"), false);
});

test("a deleted message keeps its line, and its words are gone from where they are quoted", () => {
  const { log } = chat();
  const quote = { id: 1, user_id: 2, name: "", text: "secret", is_deleted: false };
  log.receive(message(1, "secret"));
  log.receive(message(2, "really?", { reply: quote }));
  log.say({ text: "no", reply: quote });
  log.erase(1);
  assert.equal(log.lines.length, 3);
  assert.equal(log.lines[0].is_deleted, true);
  assert.equal(JSON.stringify(log.lines).includes("secret"), false);
});

test("what was deleted while one was away is known from the snapshot", () => {
  const { log } = chat();
  log.receive(message(1, "secret"));
  log.reset(snapshot([message(1, "", { is_deleted: true })]));
  assert.deepEqual(shown(log), [" sent"]);
});

test("a long evening does not grow the page without end: the oldest lines go", () => {
  const { log } = chat();
  for (let id = 1; id <= 600; id += 1) log.receive(message(id, `line ${id}`));
  assert.equal(log.lines.length, 500);
  assert.equal(log.lines[0].text, "line 101");
  assert.equal(log.hasOlder, true);
});

test("older pages are put before, once each, until there are no more", async () => {
  const { log, asked } = chat();
  log.reset(snapshot(pages(51, 100), true));
  const loading = log.loadOlder();
  assert.equal(log.loadOlder(), loading);
  assert.equal(log.isLoading, true);
  assert.deepEqual(asked.map(({ before }) => before), [51]);
  asked[0].give({ messages: pages(1, 50), has_more: false });
  assert.equal(await loading, true);
  assert.deepEqual([log.lines.length, log.hasOlder, log.isLoading], [100, false, false]);
  assert.equal(await log.loadOlder(), false);
  assert.equal(asked.length, 1);
});

test("a page that did not come can be asked for again", async () => {
  const { log, asked } = chat();
  log.reset(snapshot(pages(51, 100), true));
  const loading = log.loadOlder();
  asked[0].refuse(new Error("offline"));
  assert.equal(await loading, false);
  assert.deepEqual([log.hasOlder, log.isLoading], [true, false]);
});

test("what was read back stays while new lines come, until it is forgotten", async () => {
  const { log, asked } = chat();
  log.reset(snapshot(pages(501, 1000), true));
  const loading = log.loadOlder();
  asked[0].give({ messages: pages(451, 500), has_more: false });
  await loading;
  log.receive(message(1001, "new"));
  assert.equal(log.lines.length, 550);
  log.forgetOlder();
  assert.equal(log.lines.length, 500);
  assert.equal(log.hasOlder, true);
});

test("a snapshot that does not reach what is known leaves no hole", () => {
  const { log } = chat();
  log.reset(snapshot(pages(1, 50), false));
  log.receive(message(300, "overtook the snapshot"));
  log.reset(snapshot(pages(200, 249), true));
  assert.deepEqual([ids(log)[0], ids(log).at(-1)], [200, 300]);
  assert.equal(log.hasOlder, true);
});

test("a snapshot that overlaps keeps what is older", () => {
  const { log } = chat();
  log.reset(snapshot(pages(1, 50), false));
  log.reset(snapshot(pages(40, 60), true));
  assert.equal(log.lines.length, 60);
  assert.equal(log.hasOlder, false);
});

test("an answered message is looked for page by page", async () => {
  const { log, asked } = chat();
  log.reset(snapshot(pages(101, 150), true));
  const found = log.reach(60);
  asked[0].give({ messages: pages(51, 100), has_more: true });
  assert.equal(await found, true);
  assert.equal(asked.length, 1);
});

test("of one whose messages were all taken back only the lines are left, quoted or not", () => {
  const { log } = chat();
  const reply = { id: 1, user_id: 2, name: "", text: "one", is_deleted: false };
  log.receive(message(1, "one"));
  log.receive(message(2, "two"));
  log.receive(message(3, "three", { user_id: 3, reply }));
  log.eraseOf(2);
  assert.deepEqual(shown(log), [" sent", " sent", "three sent"]);
  assert.equal(log.lines[2].reply.text, "");
});
