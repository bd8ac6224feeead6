import assert from "node:assert/strict";
import { test } from "node:test";

import { keepCurrent } from "../../webapp/static/js/live-room.js";
import { PROTOCOL_VERSION } from "../../webapp/static/js/protocol.js";
import { RoomStore } from "../../webapp/static/js/room-store.js";

const room = (version) => ({
  version,
  owner_id: 1,
  title: "",
  admins: [],
  queue: [],
  current: null,
  grants: {},
});
const presence = { count: 1, leader_id: 1, users: [] };
const snapshot = (version, protocol = PROTOCOL_VERSION) => ({
  protocol,
  room: room(version),
  presence,
  me: { id: 1 },
  messages: [],
});
const renamed = (version, title) => ({
  version,
  events: [{ type: "room_renamed", title }],
});

function live() {
  const answers = [];
  const connection = Object.assign(new EventTarget(), {
    state: "connecting",
    request: () => new Promise((resolve, reject) => answers.push({ resolve, reject })),
  });
  const say = (name, detail) => connection.dispatchEvent(new CustomEvent(name, { detail }));
  const waiting = new Map();
  let serial = 0;
  const timers = {
    setTimeout: (handler) => (waiting.set(++serial, handler), serial),
    clearTimeout: (id) => waiting.delete(id),
  };
  const store = new RoomStore();
  const seen = { snapshots: 0, outdated: [] };
  keepCurrent({
    connection,
    store,
    timers,
    onSnapshot: () => (seen.snapshots += 1),
    onOutdated: (protocol) => seen.outdated.push(protocol),
  });
  const enter = (state) => {
    connection.state = state;
    say("state", state);
  };
  const elapse = () => [...waiting.values()].forEach((handler) => handler());
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  return { answers, enter, say, store, seen, waiting, elapse, settle };
}

async function connected(version = 3) {
  const page = live();
  page.enter("connected");
  page.answers[0].resolve(snapshot(version));
  await page.settle();
  return page;
}

test("every connection begins with a snapshot", async () => {
  const { enter, answers, store, seen, settle } = await connected();
  assert.equal(store.room.version, 3);
  enter("reconnecting");
  enter("connected");
  answers[1].resolve(snapshot(7));
  await settle();
  assert.equal(store.room.version, 7);
  assert.equal(seen.snapshots, 2);
});

test("frames and presence reach the store", async () => {
  const { say, store, answers } = await connected();
  say("frame", renamed(4, "Cinema"));
  say("presence", { ...presence, count: 5 });
  assert.equal(store.room.title, "Cinema");
  assert.equal(store.presence.count, 5);
  assert.equal(answers.length, 1);
});

test("a gap that closes by itself is no reason to ask", async () => {
  const { say, waiting, store, answers, elapse } = await connected();
  say("frame", renamed(5, "second"));
  assert.equal(waiting.size, 1);
  say("frame", renamed(4, "first"));
  elapse();
  assert.equal(store.room.title, "second");
  assert.equal(answers.length, 1);
});

test("a gap that stays open is closed by a snapshot", async () => {
  const { say, store, answers, elapse, settle } = await connected();
  say("frame", renamed(5, "second"));
  elapse();
  assert.equal(answers.length, 2);
  answers[1].resolve(snapshot(6));
  await settle();
  assert.equal(store.room.version, 6);
});

test("a snapshot that fails is asked for again while the connection stands, and only then", async () => {
  const { enter, answers, waiting, elapse, settle } = live();
  enter("connected");
  answers[0].reject(new Error("offline"));
  await settle();
  elapse();
  assert.equal(answers.length, 2);

  waiting.clear();
  enter("reconnecting");
  answers[1].reject(new Error("offline"));
  await settle();
  assert.equal(waiting.size, 0);
});

test("a server that speaks another version is not listened to", async () => {
  const { enter, answers, store, seen, settle } = live();
  enter("connected");
  answers[0].resolve(snapshot(3, PROTOCOL_VERSION + 1));
  await settle();
  assert.deepEqual(seen.outdated, [PROTOCOL_VERSION + 1]);
  assert.equal(store.room, null);
});
