import assert from "node:assert/strict";
import { test } from "node:test";

import { EmotionCurve, outline } from "../../webapp/static/js/emotion-curve.js";
import { keepCurve } from "../../webapp/static/js/live-curve.js";
import { FakeTime, settled } from "./fakes/time.mjs";

const told = (buckets) => ({ bucket_s: 5, buckets });

test("the curve is highest where most was felt and low where nothing was", () => {
  const curve = new EmotionCurve();
  curve.reset(told({ 2: { "😂": 9, "🔥": 7 }, 7: { "🔥": 4 } }));
  const heights = curve.heights(50);
  assert.equal(heights.length, 10);
  assert.equal(heights[2], 1);
  assert.equal(heights[7].toFixed(2), "0.38");
  assert.equal(heights[5], 0);
});

test("a long film has no more points than a seek bar shows", () => {
  const curve = new EmotionCurve();
  curve.reset(told({ 1439: { "😂": 1 } }));
  const heights = curve.heights(7_200);
  assert.equal(heights.length, 100);
  assert.equal(heights.at(-1), 1);
});

test("what was felt beyond the end of the video is not drawn", () => {
  const curve = new EmotionCurve();
  curve.reset(told({ 40: { "😂": 3 } }));
  assert.deepEqual(curve.heights(100), []);
});

test("without a length or without taps there is no curve", () => {
  const curve = new EmotionCurve();
  assert.deepEqual(curve.heights(60), []);
  curve.add(3, { "😂": 1 });
  assert.deepEqual([NaN, 0, Infinity].map((duration) => curve.heights(duration)), [[], [], []]);
  assert.equal(outline([]), "");
});

test("what flies by is added where it was felt", () => {
  const curve = new EmotionCurve();
  let changes = 0;
  curve.addEventListener("change", () => (changes += 1));
  curve.reset(told({ 1: { "😂": 2 } }));
  curve.add(9.9, { "😂": 2, "💀": 3 });
  assert.deepEqual(curve.peaks(), [
    { emotion: "😂", position: 5 },
    { emotion: "💀", position: 5 },
  ]);
  assert.equal(changes, 2);
});

test("a tap or two are no peak, and the earliest of equals is named", () => {
  const curve = new EmotionCurve();
  curve.reset(told({ 9: { "😂": 3 }, 4: { "😂": 3, "🔥": 2 } }));
  assert.deepEqual(curve.peaks(), [{ emotion: "😂", position: 20 }]);
});

test("the outline starts and ends on the floor", () => {
  const path = outline([0, 1, 0.25]);
  assert.ok(path.startsWith("M0 1Q"));
  assert.ok(path.endsWith("L1 1Z"));
  assert.ok(!path.includes("NaN"));
});

function room(answers) {
  const time = new FakeTime();
  const asked = [];
  const parts = {
    curve: new EmotionCurve(),
    connection: new EventTarget(),
    stage: Object.assign(new EventTarget(), { item: { id: "a" }, isLive: false, position: 0 }),
    store: { room: { id: "cinema" }, presence: { count: 1 } },
    http: { get: async (path) => (asked.push(path), answers.shift()?.()) },
    timers: time,
  };
  keepCurve(parts);
  const puts = async (item) => {
    parts.stage.item = item;
    parts.stage.dispatchEvent(new Event("replaced"));
    await time.advance(10);
    await settled();
  };
  const fly = (counts) =>
    parts.connection.dispatchEvent(new CustomEvent("emotions", { detail: { counts } }));
  return { ...parts, asked, puts, fly };
}

const answer = (item_id, buckets) => () => ({ item_id, ...told(buckets) });

test("the curve of what comes on is asked for, and carried on by what flies by", async () => {
  const { asked, curve, fly, puts, stage } = room([answer("a", { 0: { "😂": 2 } })]);
  await puts({ id: "a" });
  stage.position = 2;
  fly({ "😂": 1 });
  assert.deepEqual(asked, ["/api/rooms/cinema/curve"]);
  assert.deepEqual(curve.peaks(), [{ emotion: "😂", position: 0 }]);
});

test("the curve of another item is not shown, nor what cannot be had", async () => {
  const refused = () => {
    throw new Error("offline");
  };
  const { curve, puts } = room([answer("old", { 0: { "😂": 5 } }), refused]);
  await puts({ id: "new" });
  assert.deepEqual(curve.peaks(), []);
  await puts({ id: "newer" });
  assert.deepEqual(curve.peaks(), []);
});

test("live streams have no curve", async () => {
  const { curve, fly, puts, stage } = room([answer("a", {})]);
  await puts({ id: "a" });
  stage.isLive = true;
  fly({ "😂": 9 });
  assert.deepEqual(curve.peaks(), []);
});
