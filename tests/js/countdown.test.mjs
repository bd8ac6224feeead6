import assert from "node:assert/strict";
import { test } from "node:test";

import { Countdown } from "../../webapp/static/js/countdown.js";
import { amountsOf, formatInstant } from "../../webapp/static/js/views/countdown-view.js";
import { FakeTime } from "./fakes/time.mjs";

const AHEAD_MS = 1_700_000_000_000;

/** A page that waits with its room. */
class Page {
  time = new FakeTime();
  clock = { isReady: true, now: () => this.time.now() + AHEAD_MS };
  heard = [];

  constructor() {
    this.countdown = new Countdown({ clock: this.clock, timers: this.time });
    this.countdown.addEventListener("change", () => this.heard.push(this.countdown.seconds));
    this.countdown.addEventListener("begun", () => this.heard.push("begun"));
  }

  follow({ in_ms, paused = false, rate = 1 }) {
    const updated_at_ms = this.clock.now() + in_ms;
    this.countdown.follow({ position: 0, rate, paused, updated_at_ms });
  }
}

test("it counts whole seconds down to the instant of the start", async () => {
  const page = new Page();
  page.follow({ in_ms: 3_400 });
  assert.deepEqual(page.heard, [4]);
  await page.time.advance(399);
  assert.deepEqual(page.heard, [4]);
  await page.time.advance(3_000);
  assert.deepEqual(page.heard, [4, 3, 2, 1]);
  await page.time.advance(1);
  assert.deepEqual(page.heard, [4, 3, 2, 1, 0, "begun"]);
  assert.equal(page.countdown.isOn, false);
  assert.equal(page.time.pending, 0);
});

test("whoever looks when it is over but not yet said to be reads no zero", () => {
  const page = new Page();
  page.follow({ in_ms: 3_400 });
  const late = page.clock.now() + 3_410;
  page.clock.now = () => late;
  assert.equal(page.countdown.isOn, true);
  assert.equal(page.countdown.seconds, 1);
});

test("a start within three seconds is not counted, nor is what plays or stands", async () => {
  const page = new Page();
  page.follow({ in_ms: 2_999 });
  page.follow({ in_ms: -5_000 });
  page.follow({ in_ms: 60_000, paused: true });
  await page.time.advance(4_000);
  assert.deepEqual(page.heard, []);
});

test("what is taken back has not begun", () => {
  const page = new Page();
  page.follow({ in_ms: 9_000 });
  page.follow({ in_ms: 0, paused: true });
  assert.deepEqual(page.heard, [9, 0]);
  assert.equal(page.time.pending, 0);
});

test("what is started before its time has begun", () => {
  const page = new Page();
  page.follow({ in_ms: 9_000 });
  page.follow({ in_ms: 0 });
  assert.deepEqual(page.heard, [9, 0, "begun"]);
});

test("another rate does not end the waiting, however near the start is", async () => {
  const page = new Page();
  page.follow({ in_ms: 4_000 });
  await page.time.advance(3_000);
  page.follow({ in_ms: 1_000, rate: 2 });
  assert.equal(page.countdown.isOn, true);
  await page.time.advance(1_000);
  assert.equal(page.heard.at(-1), "begun");
});

test("it begins to count once the clock is known", async () => {
  const page = new Page();
  page.clock.isReady = false;
  page.follow({ in_ms: 9_000 });
  await page.time.advance(500);
  assert.deepEqual(page.heard, []);
  page.clock.isReady = true;
  await page.time.advance(100);
  assert.equal(page.countdown.seconds, 9);
});

test("a page that slept goes on where the clock is", async () => {
  const page = new Page();
  page.follow({ in_ms: 100_000 });
  const { now } = page.clock;
  page.clock.now = () => now() + 95_000;
  await page.time.advance(1_000);
  assert.equal(page.countdown.seconds, 4);
  await page.time.advance(4_000);
  assert.equal(page.heard.at(-1), "begun");
});

test("a room that is left is waited for no more", () => {
  const page = new Page();
  page.follow({ in_ms: 9_000 });
  page.countdown.follow(null);
  assert.equal(page.countdown.isOn, false);
  assert.equal(page.time.pending, 0);
});

test("the time left is days, hours, minutes and seconds", () => {
  assert.deepEqual(amountsOf(0), [0, 0, 0, 0]);
  assert.deepEqual(amountsOf(3_599), [0, 0, 59, 59]);
  assert.deepEqual(amountsOf(2 * 86_400 + 3 * 3_600 + 4 * 60 + 5), [2, 3, 4, 5]);
});

test("the start is told in the reader's language and place", () => {
  const start = new Date(2026, 10, 21, 21, 5);
  assert.match(formatInstant(start, "ru"), /суббота, 21 ноября.* 21:05/);
  assert.match(formatInstant(start, "en"), /Saturday, November 21.* 9:05/);
});
