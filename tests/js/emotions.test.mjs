import assert from "node:assert/strict";
import { test } from "node:test";

import { flights } from "../../webapp/static/js/emotions.js";

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
