import assert from "node:assert/strict";
import { test } from "node:test";

import { ChatLog } from "../../webapp/static/js/chat-log.js";

const ME = 1;

function chat() {
  const sends = [];
  const send = (text) =>
    new Promise((resolve, reject) => sends.push({ text, take: resolve, refuse: reject }));
  return { sends, log: new ChatLog({ send, me: () => ME }) };
}

const message = (id, text, user_id = 2, sent_at_ms = id * 1000) => ({
  id,
  text,
  user_id,
  sent_at_ms,
  name: "",
  position: null,
});
const shown = (log) => log.lines.map(({ text, state }) => `${text} ${state}`);

test("messages stand in the order of sending, whichever came first", () => {
  const { log } = chat();
  log.receive(message(2, "second"));
  log.receive(message(1, "first"));
  assert.deepEqual(shown(log), ["first sent", "second sent"]);
});

test("a message that comes twice is shown once", () => {
  const { log } = chat();
  assert.equal(log.receive(message(1, "hello")), true);
  assert.equal(log.receive(message(1, "hello")), false);
  assert.equal(log.lines.length, 1);
});

test("one's own line is pending until the server repeats it, and stands there once", async () => {
  const { log, sends } = chat();
  const said = log.say("hello");
  assert.deepEqual(shown(log), ["hello pending"]);
  log.receive(message(1, "hello", ME));
  sends[0].take();
  assert.equal(await said, true);
  assert.deepEqual(shown(log), ["hello sent"]);
});

test("a line that was refused stays and can be sent again", async () => {
  const { log, sends } = chat();
  const said = log.say("hello");
  sends[0].refuse(new Error("offline"));
  assert.equal(await said, false);
  assert.deepEqual(shown(log), ["hello failed"]);

  const again = log.retry(log.lines[0].key);
  assert.deepEqual(shown(log), ["hello pending"]);
  assert.equal(sends[1].text, "hello");
  log.receive(message(1, "hello", ME));
  sends[1].take();
  await again;
  assert.deepEqual(shown(log), ["hello sent"]);
});

test("a line whose answer was lost is found again in the history", async () => {
  const { log, sends } = chat();
  const said = log.say("hello");
  sends[0].refuse(new Error("offline"));
  await said;
  log.reset([message(1, "hello", ME)]);
  assert.deepEqual(shown(log), ["hello sent"]);
});

test("the same words of somebody else do not settle one's own", () => {
  const { log } = chat();
  log.say("hello");
  log.receive(message(1, "hello", 2));
  assert.deepEqual(shown(log), ["hello sent", "hello pending"]);
});

test("an old message in a repeated history does not settle a new line with the same words", () => {
  const { log } = chat();
  log.reset([message(1, "ok", ME)]);
  log.say("ok");
  log.reset([message(1, "ok", ME)]);
  assert.deepEqual(shown(log), ["ok sent", "ok pending"]);
});

test("a long evening does not grow the page without end: the oldest lines go", () => {
  const { log } = chat();
  for (let id = 1; id <= 600; id += 1) log.receive(message(id, `line ${id}`));
  assert.equal(log.lines.length, 500);
  assert.equal(log.lines[0].text, "line 101");
});
