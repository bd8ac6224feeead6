import assert from "node:assert/strict";
import { test } from "node:test";

import { formatAgo } from "../../webapp/static/js/lib/ago.js";

const NOW = 1_700_000_000_000;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

for (const [ms, en, ru] of [
  [-5_000, "now", "сейчас"],
  [30_000, "now", "сейчас"],
  [MINUTE, "1 minute ago", "1 минуту назад"],
  [2 * HOUR + 59 * MINUTE, "2 hours ago", "2 часа назад"],
  [DAY, "yesterday", "вчера"],
  [5 * DAY, "5 days ago", "5 дней назад"],
  [60 * DAY, "2 months ago", "2 месяца назад"],
  [400 * DAY, "last year", "в прошлом году"],
]) {
  test(`${ms} ms ago is "${en}"`, () => {
    assert.equal(formatAgo(NOW - ms, NOW, "en"), en);
    assert.equal(formatAgo(NOW - ms, NOW, "ru"), ru);
  });
}
