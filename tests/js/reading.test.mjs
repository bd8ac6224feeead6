import assert from "node:assert/strict";
import { test } from "node:test";

import { Reading, isFor } from "../../webapp/static/js/reading.js";

test("what comes while one looks at the end is read", () => {
  const reading = new Reading();
  reading.receive({ id: 1 });
  assert.deepEqual([reading.unread, reading.mark], [0, null]);
});

test("the first unread line is marked, and stays marked while it is read", () => {
  const reading = new Reading();
  reading.setAtEnd(false);
  reading.receive({ id: 1 });
  reading.receive({ id: 2 }, true);
  assert.deepEqual([reading.unread, reading.mark, reading.isCalled], [2, 1, true]);
  reading.setAtEnd(true);
  assert.deepEqual([reading.unread, reading.mark, reading.isCalled], [0, 1, false]);
  reading.setOpen(false);
  reading.receive({ id: 3 });
  assert.deepEqual([reading.unread, reading.mark], [1, 3]);
});

test("the end of a chat that is not shown is not seen", () => {
  const reading = new Reading();
  reading.setOpen(false);
  reading.receive({ id: 1 });
  reading.setAtEnd(true);
  assert.equal(reading.unread, 1);
  reading.setOpen(true);
  assert.equal(reading.unread, 0);
});

test("whoever answers has read", () => {
  const reading = new Reading();
  reading.setAtEnd(false);
  reading.receive({ id: 1 });
  reading.settle();
  assert.deepEqual([reading.unread, reading.mark], [0, null]);
});

test("a message is for whom it calls and for whom it answers, never for who wrote it", () => {
  const message = { user_id: 2, mentions: [{ user_id: 1 }], reply: { user_id: 3 } };
  assert.deepEqual([1, 2, 3, 4].map((id) => isFor(id, message)), [true, false, true, false]);
  assert.equal(isFor(2, { user_id: 2, mentions: [{ user_id: 2 }] }), false);
  assert.equal(isFor(undefined, { user_id: 2 }), false);
});
