import assert from "node:assert/strict";
import { test } from "node:test";

import { FELT_EVERY_MS, createTouch } from "../../webapp/static/js/touch.js";

function touch() {
  const felt = [];
  const clock = { ms: 0 };
  const record = (kind) => (style) => felt.push(style ? `${kind} ${style}` : kind);
  const haptic = { impact: record("impact"), notify: record("notify"), selection: record("select") };
  return { felt, clock, feel: createTouch(haptic, () => clock.ms) };
}

test("each hint is felt as it says", () => {
  const { felt, clock, feel } = touch();
  for (const hint of ["impact heavy", "notification error", "selection", undefined]) {
    feel(hint);
    clock.ms += FELT_EVERY_MS;
  }
  assert.deepEqual(felt, ["impact heavy", "notify error", "select", "impact light"]);
});

test("a storm is felt five times a second and no oftener", () => {
  const { felt, clock, feel } = touch();
  for (clock.ms = 0; clock.ms < 1_000; clock.ms += 10) feel("impact light");
  assert.equal(felt.length, 5);
});

test("the first touch after a pause is felt at once", () => {
  const { clock, feel } = touch();
  assert.equal(feel("impact soft"), true);
  assert.equal(feel("impact soft"), false);
  clock.ms += FELT_EVERY_MS;
  assert.equal(feel("impact soft"), true);
});

test("a hint of a later server does no harm", () => {
  const { felt, feel } = touch();
  feel("thunder long");
  assert.deepEqual(felt, []);
});
