import assert from "node:assert/strict";
import { test } from "node:test";

import { UNDO_MS } from "../../webapp/static/js/protocol.js";
import { ranked, skipVote } from "../../webapp/static/js/queue-order.js";
import { QueueUndo } from "../../webapp/static/js/queue-undo.js";
import { FakeTime } from "./fakes/time.mjs";

const people = (...ids) => ({ count: ids.length, users: ids.map((id) => ({ id })) });

test("suggestions are ordered by votes, and by age where these are equal", () => {
  const suggestions = [
    { item: "a", votes: [1] },
    { item: "b", votes: [1, 2] },
    { item: "c", votes: [3] },
  ];
  assert.deepEqual(
    ranked(suggestions).map(({ item }) => item),
    ["b", "a", "c"],
  );
  assert.equal(suggestions[0].item, "a");
});

test("more than half of those here have to be for skipping, and at least two", () => {
  const room = { skip_votes: [1, 9] };
  assert.deepEqual(skipVote(room, people(1)), { votes: 1, needed: 2 });
  assert.deepEqual(skipVote(room, people(1, 2, 3)), { votes: 1, needed: 2 });
  assert.deepEqual(skipVote(room, people(1, 2, 3, 9)), { votes: 2, needed: 3 });
});

test("in a room too large to be listed every vote is counted", () => {
  const presence = { ...people(1, 2), count: 300 };
  assert.deepEqual(skipVote({ skip_votes: [1, 9] }, presence), { votes: 2, needed: 151 });
});

function followed(undo = null) {
  const time = new FakeTime();
  const store = { room: { undo } };
  const sent = [];
  const send = (...asked) => sent.push(asked);
  const queueUndo = new QueueUndo({ store, send, timers: time });
  queueUndo.follow();
  const set = (next) => {
    store.room = { undo: next };
    queueUndo.follow();
  };
  return { time, sent, queueUndo, set };
}

test("a change can be undone by name for ten seconds", async () => {
  const { time, sent, queueUndo, set } = followed();
  set({ change_id: "x" });
  queueUndo.take();
  assert.deepEqual(sent, [["undo_queue", { change_id: "x" }]]);
  await time.advance(UNDO_MS - 1);
  assert.equal(queueUndo.offer.change_id, "x");
  await time.advance(1);
  assert.equal(queueUndo.offer, null);
});

test("what a page finds when it opens is not offered", () => {
  const { queueUndo, set } = followed({ change_id: "old" });
  assert.equal(queueUndo.offer, null);
  set({ change_id: "old" });
  assert.equal(queueUndo.offer, null);
});

test("a later change takes the place of the one before, and has its own ten seconds", async () => {
  const { time, queueUndo, set } = followed();
  set({ change_id: "x" });
  await time.advance(UNDO_MS - 1);
  set({ change_id: "y" });
  await time.advance(UNDO_MS - 1);
  assert.equal(queueUndo.offer.change_id, "y");
  set(null);
  assert.equal(queueUndo.offer, null);
});
