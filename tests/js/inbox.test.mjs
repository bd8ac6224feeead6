import assert from "node:assert/strict";
import { test } from "node:test";

import { Inbox } from "../../webapp/static/js/inbox.js";
import { newsAddress, newsSentence } from "../../webapp/static/js/news.js";

const told = (id, facts = {}) => ({ id, code: "promoted", is_read: false, ...facts });
const NOW = 1_000_000;

function inboxOver(...pages) {
  const asked = [];
  const http = {
    get: async (path) => (asked.push(path), pages.shift()),
    post: async (path, body) => (asked.push([path, body]), { unread: 0 }),
  };
  const inbox = new Inbox({ http, wallClock: () => NOW });
  const arrived = [];
  inbox.addEventListener("arrival", ({ detail }) => arrived.push(detail.id));
  return { inbox, asked, arrived };
}

const page = (items, facts = {}) => ({
  notifications: items,
  has_more: false,
  unread: items.filter((item) => !item.is_read).length,
  now_ms: NOW,
  ...facts,
});

test("what arrives is counted and announced once", () => {
  const { inbox, arrived } = inboxOver();
  inbox.receive(told(1));
  inbox.receive(told(2));
  inbox.receive(told(2));
  assert.equal(inbox.unread, 2);
  assert.deepEqual(arrived, [1, 2]);
  assert.deepEqual(
    inbox.items.map(({ id }) => id),
    [2, 1],
  );
});

test("a page without a socket announces what came between two looks, in order", async () => {
  const { inbox, arrived } = inboxOver(
    page([told(1)]),
    page([told(4, { is_read: true }), told(3), told(2), told(1)]),
  );
  await inbox.refresh();
  assert.deepEqual(arrived, []);
  await inbox.refresh();
  assert.deepEqual(arrived, [2, 3]);
});

test("the first thing ever told is announced", async () => {
  const { inbox, arrived } = inboxOver(page([]), page([told(1)]));
  await inbox.refresh();
  await inbox.refresh();
  assert.deepEqual(arrived, [1]);
});

test("looking at the list marks all of it, and does not repeat that", async () => {
  const { inbox, asked } = inboxOver(page([told(2), told(1)]));
  await inbox.refresh();
  await inbox.markSeen();
  await inbox.markSeen();
  assert.deepEqual(asked, ["/api/notifications", ["/api/notifications/read", { up_to: 2 }]]);
  assert.equal(inbox.unread, 0);
  assert.ok(inbox.items.every((item) => item.is_read));
});

test("what another device has seen is read here", () => {
  const { inbox } = inboxOver();
  for (const id of [1, 2, 3]) inbox.receive(told(id));
  inbox.seen({ up_to: 2, unread: 1 });
  assert.deepEqual(
    inbox.items.map((item) => item.is_read),
    [false, true, true],
  );
  assert.equal(inbox.unread, 1);
});

test("the list goes on before the oldest that is known", async () => {
  const { inbox, asked } = inboxOver(page([told(3), told(2)], { has_more: true }), page([told(1)]));
  await inbox.refresh();
  assert.ok(inbox.hasMore);
  await inbox.more();
  assert.equal(asked.at(-1), "/api/notifications?before=2");
  assert.equal(inbox.items.length, 3);
  assert.ok(!inbox.hasMore);
});

test("time is the server's", async () => {
  const { inbox } = inboxOver(page([], { now_ms: NOW - 3_600_000 }));
  await inbox.refresh();
  assert.equal(inbox.nowMs, NOW - 3_600_000);
});

test("an invitation leads into its room with its link, and a closed room nowhere", () => {
  const invitation = { code: "invitation", room_id: "r", token: "a-b" };
  assert.equal(newsAddress(invitation), "/room/r?startapp=a-b");
  assert.equal(newsAddress({ code: "promoted", room_id: "r" }), "/room/r");
  assert.equal(newsAddress({ code: "room_closed", room_id: "r" }), null);
});

test("news names the video by what is known of it, and the person by their name", () => {
  const t = (msgid, values) => `${msgid} ${values?.name ?? ""}${values?.video ?? ""}`;
  const media = { title: null, kind: "mp4", url: "https://films.test/a.mp4" };
  assert.match(newsSentence({ code: "suggestion_played", media }, t), /a\.mp4/);
  const actor = { id: 5, name: "Вера" };
  assert.match(newsSentence({ code: "invitation", actor }, t), /Вера/);
  assert.match(newsSentence({ code: "invitation", actor: null }, t), /news_somebody/);
});
