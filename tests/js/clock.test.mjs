import assert from "node:assert/strict";
import { test } from "node:test";

import { estimate } from "../../webapp/static/js/clock-estimate.js";
import { ServerClock } from "../../webapp/static/js/clock.js";
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
  const { offset_ms, slack_ms } = estimate(samples, 0);
  assert.equal(offset_ms, 1000);
  assert.equal(slack_ms, 20);
});

/** Echoes every second, and the offset that there truly is at the end. */
function echoes({ seconds, skew, jitter }) {
  const noise = [0.4, 0.9, 0, 0.7, 0.2, 1, 0.1, 0.6, 0.3, 0.8, 0.5];
  return Array.from({ length: seconds }, (_, second) => {
    const at_ms = second * 1_000;
    const offset = 5_000 + skew * at_ms;
    const [up, down] = [noise[second % 11], noise[(second * 7 + 3) % 11]];
    return { up_ms: offset + 20 + jitter * up, down_ms: 20 + jitter * down - offset, at_ms };
  });
}

test("a clock that gains on the other is seen to gain, and by how much", () => {
  for (const skew of [200e-6, -200e-6, 0]) {
    const samples = echoes({ seconds: 60, skew, jitter: 4 });
    const { offset_ms, skew: seen } = estimate(samples, 59_000);
    assert.ok(Math.abs(seen - skew) < 15e-6, `${seen}`);
    assert.ok(Math.abs(offset_ms - (5_000 + skew * 59_000)) < 0.5, `${offset_ms}`);
  }
});

test("what jitter may leave becomes less with more samples", () => {
  const [few, many] = [8, 60].map((seconds) => {
    return estimate(echoes({ seconds, skew: 0, jitter: 40 }), seconds * 1_000).precision_ms;
  });
  assert.ok(few > 2 * many, `${few}, ${many}`);
});

test("glimpses of one way only help that way", () => {
  const echo = { up_ms: 1_010, down_ms: -900, at_ms: 0 }; // 90 ms late on the way down
  const glimpse = { up_ms: Infinity, down_ms: -990, at_ms: 0 };
  const { slack_ms } = estimate([echo, glimpse], 0);
  assert.equal(slack_ms, 20);
});

test("an answer before its question gives a jump away", () => {
  const before = { up_ms: 1_010, down_ms: -990, at_ms: 0 };
  const after = { up_ms: 6_010, down_ms: -5_990, at_ms: 1 };
  assert.ok(estimate([before, after], 1).slack_ms < 0);
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

test("after the burst it asks rarely, and ever more rarely", async () => {
  const { time, server } = start([[5, 5]]);
  await time.advance(60_000);
  assert.ok(server.asked <= 16, `${server.asked}`);
  await time.advance(600_000);
  assert.ok(server.asked <= 32, `${server.asked}`);
});

test("a jittery line is asked for longer, and the server is not flooded", async () => {
  const delays = [[150, 60], [55, 140], [90, 51], [130, 130], [52, 77], [101, 149], [70, 120]];
  const { time, server } = start(delays);
  await time.advance(6_000);
  assert.ok(server.asked > 20 && server.asked <= 72, `${server.asked}`);
  await time.advance(594_000);
  assert.ok(server.asked < 400, `${server.asked}`);
  await time.advance(600_000);
  assert.ok(server.asked < 700, `${server.asked}`);
});

test("what comes anyway is a glimpse of the server's clock, for free", async () => {
  const { time, server, clock, error } = start([[20, 120]]); // the way back is slow: 50 ms wrong
  await time.advance(2_000);
  const wrong = Math.abs(error());
  clock.hear(time.now() + server.ahead_ms - 20); // a frame that took 20
  await time.advance(10_000);
  assert.ok(wrong > 45 && Math.abs(error()) < 3, `${error()}`); // it asks again, being in doubt
});

test("after a burst has been asked for, nothing is certain until it is answered", async () => {
  const { time, clock } = start([[20, 20]]);
  await time.advance(2_000);
  assert.ok(clock.uncertainty_ms < 25);
  clock.burst();
  assert.equal(clock.uncertainty_ms, Infinity);
  await time.advance(2_000);
  assert.ok(clock.uncertainty_ms < 25);
});

test("a clock that ran as no clock runs is right again after the next burst", async () => {
  const { time, server, clock, error } = start([[20, 20]]);
  for (let second = 0; second < 120; second += 1) {
    await time.advance(1_000);
    server.ahead_ms += 0.6;
  }
  clock.burst();
  clock.hear(time.now() + server.ahead_ms - 20); // before anything is answered
  await time.advance(3_000);
  assert.ok(Math.abs(error()) < 1, `${error()}`);
});

test("what was glimpsed long ago is forgotten", async () => {
  const { time, server, clock, error } = start([[20, 20]]);
  await time.advance(2_000);
  clock.hear(time.now() + server.ahead_ms - 20);
  server.delays = [null];
  await time.advance(25 * 60_000);
  server.ahead_ms -= 30; // of the two, one gained 20 parts in a million
  server.delays = [[20, 20]];
  clock.burst();
  await time.advance(4_000);
  assert.ok(Math.abs(error()) < 1, `${error()}`);
});

test("it tells the server what its round trip usually is", async () => {
  const told = [];
  const time = new FakeTime();
  const server = line(time, [[30, 20]]);
  const clock = new ServerClock(
    (roundTrip) => {
      told.push(roundTrip);
      return server.echo();
    },
    { ...timers(time), random: () => 0.5 },
  );
  clock.start();
  await time.advance(2_000);
  assert.equal(told[0], null);
  assert.ok(Math.abs(told.at(-1) - 50) < 1e-6);
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
