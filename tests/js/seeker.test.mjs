import assert from "node:assert/strict";
import { test } from "node:test";

import { settled } from "./fakes/time.mjs";
import { Seeker } from "../../webapp/static/js/seeker.js";

function seeking({ position = 20, duration = 100 } = {}) {
  const sent = [];
  let due = null;
  const timers = {
    setTimeout: (handler) => ((due = handler), 1),
    clearTimeout: () => (due = null),
  };
  const send = (target) => new Promise((resolve) => sent.push({ target, answer: resolve }));
  const seeker = new Seeker({ position: () => position, duration: () => duration, send, timers });
  const rest = () => due?.();
  const targets = () => sent.map(({ target }) => target);
  return { seeker, sent, targets, rest };
}

test("dragging shows a position and tells nobody until it is let go", async () => {
  const { seeker, sent, targets } = seeking();
  seeker.hold(30);
  seeker.hold(42);
  assert.equal(seeker.held, 42);
  assert.deepEqual(targets(), []);
  const done = seeker.commit();
  assert.deepEqual(targets(), [42]);
  assert.equal(seeker.held, 42, "until the room has answered");
  sent[0].answer();
  await done;
  assert.equal(seeker.held, null);
});

test("steps in quick succession are one seek", () => {
  const { seeker, targets, rest } = seeking();
  seeker.nudge(10);
  seeker.nudge(10);
  seeker.nudge(10);
  rest();
  assert.deepEqual(targets(), [50]);
});

test("nobody can seek before the start or beyond the end", () => {
  const { seeker } = seeking();
  seeker.nudge(-50);
  assert.equal(seeker.held, 0);
  seeker.moveTo(500);
  assert.equal(seeker.held, 100);
});

test("without a known end the start is the only border", () => {
  const { seeker } = seeking({ duration: NaN });
  seeker.moveTo(500);
  assert.equal(seeker.held, 500);
});

test("an answer to an earlier seek does not let go of the thumb", async () => {
  const { seeker, sent } = seeking();
  seeker.hold(30);
  const first = seeker.commit();
  seeker.hold(60);
  sent[0].answer();
  await first;
  assert.equal(seeker.held, 60);
});

test("letting go of what was not held asks for nothing", async () => {
  const { seeker, targets } = seeking();
  await seeker.commit();
  assert.deepEqual(targets(), []);
});

/** One whose room answers when it is told to. */
function unanswered() {
  const sent = [];
  const answers = [];
  const send = (position) => {
    sent.push(position);
    return new Promise((resolve) => answers.push(resolve));
  };
  const seeker = new Seeker({ position: () => 10, duration: () => 60, send });
  return { seeker, sent, answer: () => answers.pop()() };
}

test("a step is sent at once, and of those that come meanwhile only the last", async () => {
  const { seeker, sent, answer } = unanswered();
  seeker.stepTo(10.1);
  seeker.stepTo(10.2);
  seeker.stepTo(10.3);
  assert.deepEqual(sent, [10.1]);
  answer();
  await settled();
  assert.deepEqual(sent, [10.1, 10.3]);
  assert.equal(seeker.held, 10.3);
  answer();
  await settled();
  assert.equal(seeker.held, null);
  seeker.stepTo(10.4);
  assert.deepEqual(sent, [10.1, 10.3, 10.4]);
});

test("steps there and back within one answer leave nothing held", async () => {
  const { seeker, sent, answer } = unanswered();
  seeker.stepTo(10.1);
  seeker.stepTo(10.2);
  seeker.stepTo(10.1);
  answer();
  await settled();
  answer();
  await settled();
  assert.deepEqual(sent, [10.1, 10.1]);
  assert.equal(seeker.held, null);
});
