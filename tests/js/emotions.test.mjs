import assert from "node:assert/strict";
import { test } from "node:test";

import { OwnTaps, flights } from "../../webapp/static/js/emotions.js";

test("every tap flies while there is room", () => {
  assert.deepEqual(flights({ "🔥": 2, "😂": 1 }, 12), ["🔥", "😂", "🔥"]);
});

test("a storm of one emotion does not drown another", () => {
  assert.deepEqual(flights({ "🔥": 500, "💀": 1 }, 3), ["🔥", "💀", "🔥"]);
});

test("nothing flies when the air is full", () => {
  assert.deepEqual(flights({ "🔥": 5 }, 0), []);
  assert.deepEqual(flights({ "🔥": 5 }, -1), []);
});

test("one's own taps are not felt a second time when they come back", () => {
  const own = new OwnTaps();
  own.made("🔥");
  own.made("🔥");
  assert.equal(own.feltByOthers({ "🔥": 2 }), null);
  assert.equal(own.feltByOthers({ "🔥": 1 }), "🔥");
});

test("what the others felt most is felt, whatever one tapped oneself", () => {
  const own = new OwnTaps();
  for (let tap = 0; tap < 5; tap += 1) own.made("🔥");
  assert.equal(own.feltByOthers({ "🔥": 6, "😂": 3, "💀": 2 }), "😂");
  assert.equal(own.feltByOthers({}), null);
});

test("a tap that was refused or lost does not swallow that of another", () => {
  const own = new OwnTaps();
  own.made("🔥");
  own.refused("🔥");
  assert.equal(own.feltByOthers({ "🔥": 1 }), "🔥");
  own.made("💀");
  own.forget();
  assert.equal(own.feltByOthers({ "💀": 1 }), "💀");
});
