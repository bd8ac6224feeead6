import assert from "node:assert/strict";
import { test } from "node:test";

import { SEEK_FROM, correction, earlier, isAhead, positionAt } from "../../webapp/static/js/timeline.js";

const playing = { position: 10, rate: 1.5, paused: false, updated_at_ms: 1_000 };
const fine = { rates: "fine", rate: 1, deadBand: 0.004, canSeek: true };
const stepped = { rates: [0.5, 0.75, 1, 1.25, 1.5], rate: 1, deadBand: 0.15, canSeek: true };
const fixed = { rates: null, rate: 1, deadBand: 0.15, canSeek: true };

/** Let a perfect player obey for a while; a reading every tenth of a second. */
function drawIn(drift, state, seconds) {
  const trace = [];
  let last;
  for (let tick = 0; tick < seconds * 10; tick += 1) {
    last = correction(drift, { ...state, last });
    const rate = last.action === "rate" ? last.rate : state.rate;
    if (last.action === "seek") drift = 0;
    else drift += (rate - state.rate) * 0.1;
    trace.push({ drift, ...last });
  }
  return trace;
}

test("the playhead moves by its rate from where it was measured", () => {
  assert.equal(positionAt(playing, 3_000), 13);
});

test("a paused playhead stands", () => {
  assert.equal(positionAt({ ...playing, paused: true }, 9_000), 10);
});

test("a start in the future has not begun", () => {
  assert.equal(positionAt(playing, 0), 10);
});

test("only what plays later is ahead", () => {
  assert.equal(isAhead(playing, 999), true);
  assert.equal(isAhead(playing, 1_000), false);
  assert.equal(isAhead({ ...playing, paused: true }, 0), false);
});

test("who is heard late plays before the room by the same time at any rate", () => {
  for (const rate of [0.25, 1, 2]) {
    const room = { ...playing, rate };
    assert.equal(positionAt(earlier(room, 200), 5_000), positionAt(room, 5_200));
    assert.equal(positionAt(earlier(room, -200), 5_000), positionAt(room, 4_800));
  }
});

test("a pause is for everybody at the same place", () => {
  const held = { ...playing, paused: true };
  assert.equal(earlier(held, 200), held);
});

test("below two seconds nobody who can be drawn in is made to seek", () => {
  for (const state of [fine, stepped]) {
    for (const drift of [-1.99, -0.5, 0.5, 1.99]) {
      assert.notEqual(correction(drift, state).action, "seek");
    }
  }
});

test("above two seconds everybody is", () => {
  for (const state of [fine, stepped, fixed]) {
    for (const drift of [-2.01, 2.01, 300]) assert.equal(correction(drift, state).action, "seek");
  }
});

test("the room says from where on", () => {
  assert.equal(correction(-0.6, { ...fine, seekFrom: 0.5 }).action, "seek");
  assert.equal(correction(-4.9, { ...fine, seekFrom: 5 }).action, "rate");
  assert.equal(correction(-0.3, { ...fixed, seekFrom: 5 }).action, "seek");
});

test("where no rate is left to draw in by, a fifth of a second is enough to seek", () => {
  const fastest = { ...stepped, rate: 1.5 };
  assert.equal(correction(-0.3, fastest).action, "seek");
  assert.equal(correction(-0.1, fastest).action, "hold");
  assert.equal(correction(0.3, fastest).action, "rate");
  assert.equal(correction(0.3, { ...stepped, rate: 0.5 }).action, "seek");
});

test("while a seek must wait, a player with rates does what it can", () => {
  const impatient = correction(-3, { ...fine, canSeek: false });
  assert.equal(impatient.action, "rate");
  assert.ok(impatient.rate > 1);
  assert.equal(correction(-3, { ...fixed, canSeek: false }).action, "hold");
});

test("a player without rates is left alone until a jump is due", () => {
  for (const drift of [0.19, -0.19]) assert.equal(correction(drift, fixed).action, "hold");
  for (const drift of [0.21, -0.21]) assert.equal(correction(drift, fixed).action, "seek");
});

test("a room may be stricter, and then players without rates are not left behind", () => {
  for (const state of [fine, stepped]) {
    assert.equal(correction(-0.9, { ...state, seekFrom: 0.8 }).action, "seek");
  }
  assert.equal(correction(-0.15, { ...fixed, seekFrom: 0.1 }).action, "seek");
});

test("corrections start late and stop early", () => {
  for (const [state, between] of [[fine, 0.003], [stepped, 0.1]]) {
    assert.equal(correction(between, state).action, "hold");
    const last = correction(state.deadBand * 1.1, state);
    assert.equal(last.action, "rate");
    assert.equal(correction(between, { ...state, last }).action, "rate");
    assert.equal(correction(state.deadBand * 0.3, { ...state, last }).action, "hold");
  }
});

test("whoever is ahead slows down and whoever is behind hurries", () => {
  for (const state of [fine, stepped]) {
    assert.ok(correction(1, state).rate < 1);
    assert.ok(correction(-1, state).rate > 1);
  }
});

test("small nudges are not heard, and greater ones keep the pitch", () => {
  const small = correction(-0.1, fine);
  assert.deepEqual(small, { action: "rate", rate: 1.02, coarse: false });
  const great = correction(-0.3, fine);
  assert.deepEqual(great, { action: "rate", rate: 1.12, coarse: true });
  assert.equal(correction(-0.1, { ...fine, last: great }).coarse, true);
  assert.equal(correction(-0.04, { ...fine, last: great }).coarse, false);
});

test("no nudge is stronger than a quarter", () => {
  for (const drift of [-SEEK_FROM, SEEK_FROM]) {
    assert.ok(Math.abs(correction(drift, fine).rate - 1) <= 0.25);
  }
});

test("two seconds are drawn in within ten or so, without overshooting", () => {
  for (const drift of [-2, 2]) {
    const trace = drawIn(drift, fine, 20);
    assert.ok(Math.abs(trace[105].drift) < 0.1, `${trace[105].drift}`);
    assert.ok(Math.abs(trace.at(-1).drift) <= 0.004);
    assert.equal(trace.at(-1).action, "hold");
    assert.ok(trace.every((step) => Math.sign(step.drift) === Math.sign(drift)));
  }
});

test("steps of a quarter draw in two seconds within eight", () => {
  const trace = drawIn(-2, stepped, 10);
  assert.deepEqual(new Set(trace.map(({ rate }) => rate)), new Set([1.25, undefined]));
  assert.ok(Math.abs(trace[80].drift) < 0.06);
  assert.equal(trace.at(-1).action, "hold");
});

test("steps are the room's neighbours, and at the last one nothing is to be done by rate", () => {
  assert.equal(correction(1, { ...stepped, rate: 1.5 }).rate, 1.25);
  const waiting = { ...stepped, canSeek: false };
  assert.equal(correction(-1, { ...waiting, rate: 1.5 }).action, "hold");
  assert.equal(correction(1, { ...waiting, rate: 0.5 }).action, "hold");
});

test("nudges are parts of the room's rate", () => {
  assert.equal(correction(-0.5, { ...fine, rate: 2 }).rate, 2 * 1.2);
});
