import assert from "node:assert/strict";
import { test } from "node:test";

import { DriftLog } from "../../webapp/static/js/drift-log.js";

function filled(drifts) {
  const time = { now: 0 };
  const log = new DriftLog(() => time.now);
  for (const drift of drifts) {
    log.note(drift);
    time.now += 100;
  }
  return { log, time };
}

test("drift is told either way, the usual and the worst", () => {
  const { log } = filled(Array.from({ length: 20 }, (_, n) => (n % 2 ? 0.01 : -0.01) * (n + 1)));
  const { p50, p95 } = log.summary;
  assert.ok(Math.abs(p50 - 100) < 1e-6 && Math.abs(p95 - 190) < 1e-6, `${p50}, ${p95}`);
});

test("one reading that went wrong does not count", () => {
  const { log } = filled([2, ...Array(40).fill(0.004)]);
  assert.ok(Math.abs(log.summary.p95 - 4) < 1e-6);
});

test("what is longer ago than ten seconds is forgotten", () => {
  const { log, time } = filled(Array(20).fill(0.5));
  time.now += 10_000;
  assert.equal(log.summary, null);
  assert.equal(log.lately, null);
});

test("lately is what most readings of the last seconds say, and which way", () => {
  const before = Array(60).fill(0);
  const { log, time } = filled([...before, ...Array(30).fill(-3.2)]);
  assert.equal(log.lately, -3_200);
  assert.equal(filled([...before, ...Array(25).fill(-3.2), 0.5, 0.5, 9]).log.lately, -3_200);
  time.now += 3_000;
  assert.equal(log.lately, null);
});

test("a few readings tell nothing, nor do those of another video", () => {
  assert.equal(filled([0.1, 0.1]).log.summary, null);
  const { log } = filled(Array(20).fill(0.5));
  log.clear();
  assert.equal(log.summary, null);
});
