import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { Permission } from "../../webapp/static/js/protocol.js";
import { RoomStore } from "../../webapp/static/js/room-store.js";

const vectors = JSON.parse(readFileSync(new URL("../data/vectors.json", import.meta.url)));
const { start, frames, end } = vectors.room;
const NOBODY = { count: 0, leader_id: null, users: [] };
const snapshot = (room, me = { id: 4 }, presence = NOBODY) => ({ room, me, presence });

function storeAt(room) {
  const store = new RoomStore();
  store.reset(snapshot(room));
  return store;
}

test("the browser's room ends where the server's did", () => {
  const store = storeAt(start);
  for (const frame of frames) assert.equal(store.receive(frame), true);
  assert.deepEqual(store.room, end);
});

for (const part of ["queue", "order", "ready"]) {
  test(`so does its ${part}`, () => {
    const { start, frames, end } = vectors[part];
    const store = storeAt(start);
    for (const frame of frames) assert.equal(store.receive(frame), true);
    assert.deepEqual(store.room, end);
  });
}

test("frames may arrive in any order, and twice", () => {
  const store = storeAt(start);
  for (const frame of [...frames].reverse()) {
    store.receive(frame);
    store.receive(frame);
  }
  assert.deepEqual(store.room, end);
});

test("a missing frame is noticed and a snapshot repairs it", () => {
  const store = storeAt(start);
  assert.equal(store.receive(frames.at(-1)), false);
  store.reset(snapshot(end));
  assert.equal(store.receive(frames.at(-1)), true);
  assert.deepEqual(store.room, end);
});

test("frames that overtake the snapshot are applied to it", () => {
  const store = new RoomStore();
  for (const frame of frames) store.receive(frame);
  assert.equal(store.room, null);
  store.reset(snapshot(start));
  assert.deepEqual(store.room, end);
});

test("a late snapshot does not take the room back", () => {
  const store = storeAt(end);
  store.reset(snapshot(start));
  assert.deepEqual(store.room, end);
});

test("a change is announced once a frame, and not for what is old", () => {
  const store = storeAt(start);
  let changes = 0;
  store.addEventListener("change", () => (changes += 1));
  for (const frame of [frames[0], frames[0], frames[2], frames[1]]) store.receive(frame);
  assert.equal(changes, 2);
});

test("both sides give a person the same role", () => {
  assert.ok(vectors.standings.length > 4);
  for (const { room, leader_id, user_id, role } of vectors.standings) {
    const store = new RoomStore();
    store.reset(snapshot(room, { id: user_id }, { ...NOBODY, leader_id }));
    assert.equal(store.role, role);
    assert.equal(store.can(Permission.CONTROL), role !== "viewer");
    assert.equal(store.can(Permission.CHAT), true);
    assert.equal(store.can(Permission.MANAGE), role === "owner");
  }
});

test("nobody may do anything before the snapshot", () => {
  const store = new RoomStore();
  assert.equal(store.role, "viewer");
  assert.equal(store.can(Permission.CHAT), false);
});
