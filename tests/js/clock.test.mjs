import assert from "node:assert/strict";
import { test } from "node:test";

import { ServerClock, estimate } from "../../webapp/static/js/clock.js";
import { FakeTime, settled } from "./fakes/time.mjs";

const AHEAD_MS = 1_700_000_000_000; // of the server, before the local clock

/** A server behind a line with the given delays, in turn; a delay of null is a lost echo. */
function line(time, delays) {
  const server = { ahead_ms: AHEAD_MS, asked: 0, delays };
  server.echo = async () => {
    const delay = server.delays[server.asked++ % server.delays.length];
    if (delay === null) throw new Error("offline");
    const [up, down] = delay;
    await new Promise((resolve) => time.setTimeout(resolve, up));
    const received_ms = time.now() + server.ahead_ms;
    await new Promise((resolve) => time.setTimeout(resolve, down));
    return { received_ms, replied_ms: received_ms };
  };
  return server;
}

function start(delays) {
  const time = new FakeTime();
  const server = line(time, delays);
  const clock = new ServerClock(server.echo, { ...timers(time), random: () => 0.5 });
  clock.start();
  const error = () => clock.now() - (time.now() + server.ahead_ms);
  return { time, server, clock, error };
}

const timers = ({ now, setTimeout, clearTimeout }) => ({ now, setTimeout, clearTimeout });

test("the least way up and the least way down need not come from one echo", () => {
  const samples = [
    { up_ms: 1010, down_ms: -900, at_ms: 0 }, // up 10, down 100
    { up_ms: 1100, down_ms: -990, at_ms: 0 }, // up 100, down 10
  ];
  assert.deepEqual(estimate(samples, 0), { offset_ms: 1000, uncertainty_ms: 10 });
});

test("an old sample gives way to a new one that is hardly worse", () => {
  const old = { up_ms: 1010, down_ms: -990, at_ms: 0 };
  const young = { up_ms: 1010.5, down_ms: -990.5 + 1, at_ms: 300_000 };
  const { offset_ms } = estimate([old, young], 300_000);
  assert.equal(offset_ms, 1000); // its own, not half of each
});

test("a burst of eight makes the clock ready and right", async () => {
  const { time, server, clock, error } = start([[20, 20]]);
  assert.equal(clock.isReady, false);
  assert.equal(clock.uncertainty_ms, Infinity);
  await time.advance(900);
  assert.equal(clock.isReady, true);
  assert.equal(server.asked, 8);
  assert.ok(Math.abs(error()) < 0.01, `${error()}`);
  assert.ok(Math.abs(clock.uncertainty_ms - 20) < 0.1);
});

test("after the burst it asks about every ten seconds", async () => {
  const { time, server } = start([[5, 5]]);
  await time.advance(60_000);
  assert.ok(server.asked >= 13 && server.asked <= 14, `${server.asked}`);
});

test("jitter leaves less than a tenth of itself", async () => {
  const delays = [[150, 60], [55, 140], [90, 51], [130, 130], [52, 77], [101, 149], [70, 120]];
  const { time, error } = start(delays);
  await time.advance(60_000);
  assert.ok(Math.abs(error()) < 5, `${error()}`);
});

test("lost echoes and an echo that never comes are survived", async () => {
  const { time, server, clock, error } = start([null, null, [10, 1e9], [10, 10]]);
  await time.advance(60_000);
  assert.ok(server.asked > 8);
  assert.equal(clock.isReady, true);
  assert.ok(Math.abs(error()) < 1);
});

test("a small change is slewed: the clock neither jumps nor runs backwards", async () => {
  const { time, server, clock, error } = start([[80, 20]]); // 30 ms wrong, unseen
  await time.advance(2_000);
  assert.ok(Math.abs(error() - 30) < 0.1);
  server.delays = [[20, 20]];
  clock.burst();
  let before = clock.now();
  let fastest = 0;
  for (let step = 0; step < 60; step += 1) {
    await time.advance(100);
    const passed = clock.now() - before;
    fastest = Math.max(fastest, Math.abs(passed - 100));
    before = clock.now();
  }
  assert.ok(fastest <= 1.001, `changed by ${fastest} ms in 100`);
  assert.ok(Math.abs(error()) < 0.5, `${error()}`);
});

test("a clock that has jumped is found out by its first echo", async () => {
  const { time, server, clock, error } = start([[10, 10]]);
  await time.advance(30_000);
  server.ahead_ms += 3_600_000; // the local clock stood still while the device slept
  clock.burst();
  await time.advance(100);
  assert.ok(Math.abs(error()) < 0.1, `${error()}`);
  server.ahead_ms -= 5_000;
  clock.burst();
  await time.advance(100);
  assert.ok(Math.abs(error()) < 0.1, `${error()}`);
  assert.equal(clock.isReady, true);
});

test("drifting crystals are followed", async () => {
  const { time, server, error } = start([[30, 25], [26, 31], [25, 25]]);
  for (let second = 0; second < 1_800; second += 10) {
    server.ahead_ms += 0.5; // 50 ppm
    await time.advance(10_000);
  }
  assert.ok(Math.abs(error()) < 5, `${error()}`);
});

test("a stopped clock asks no more", async () => {
  const { time, server, clock } = start([[5, 5]]);
  await time.advance(2_000);
  clock.stop();
  const { asked } = server;
  await time.advance(60_000);
  await settled();
  assert.equal(server.asked, asked);
  assert.equal(time.pending, 0);
});
