import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { createLaunch } from "../../webapp/static/js/launch.js";
import { FakeTime } from "./fakes/time.mjs";

const LEAD_MS = 400;
const COUNTED_MS = 3_000;

let time, store, launch, felt, shown;

beforeEach(() => {
  time = new FakeTime();
  felt = [];
  shown = [];
  const haptic = { impact: (kind) => felt.push(kind), notify: (kind) => felt.push(kind) };
  const clock = { isReady: true, now: time.now };
  store = Object.assign(new EventTarget(), { room: null });
  Object.defineProperty(store, "nowMs", { get: time.now });
  launch = createLaunch({ clock, store, timers: time, telegram: { haptic } });
  launch.addEventListener("change", () => shown.push(launch.isOn ? launch.seconds : null));
});

function show(room) {
  store.room = room;
  store.dispatchEvent(new CustomEvent("change"));
}

function countsDown() {
  const at = time.now() + LEAD_MS + COUNTED_MS;
  show({
    playback: { position: 0, rate: 1, paused: false, updated_at_ms: at },
    ready_check: { id: "c", until_ms: at, ready: [], starts_at_ms: at },
  });
}

test("three, two, one are shown and felt at their instants, and so is the start", async () => {
  countsDown();
  await time.advance(LEAD_MS - 1);
  assert.deepEqual([shown, felt], [[4], []]);
  await time.advance(2);
  assert.deepEqual([shown, felt], [[4, 3], ["medium"]]);
  await time.advance(2_000);
  assert.deepEqual([shown, felt], [[4, 3, 2, 1], ["medium", "medium", "medium"]]);
  await time.advance(1_000);
  assert.deepEqual([shown.at(-1), felt.at(-1)], [null, "success"]);
});

test("what is called off is neither", async () => {
  countsDown();
  await time.advance(1_500);
  show({ playback: { paused: true, updated_at_ms: time.now() }, ready_check: null });
  await time.advance(5_000);
  assert.deepEqual(felt, ["medium", "medium"]);
  assert.equal(shown.at(-1), null);
});

test("a start at a set time is not counted here", async () => {
  const at = time.now() + 5_000;
  show({ playback: { paused: false, updated_at_ms: at }, ready_check: null });
  await time.advance(10_000);
  assert.deepEqual([shown, felt], [[], []]);
});
