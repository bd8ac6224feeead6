import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { Leads } from "../../webapp/static/js/leads.js";
import { Html5Player } from "../../webapp/static/js/players/html5.js";
import { Sync } from "../../webapp/static/js/sync.js";
import { SyncTally } from "../../webapp/static/js/sync-tally.js";
import { FakePage } from "./fakes/page.mjs";
import { FakeTime } from "./fakes/time.mjs";

function tally() {
  const time = { now: 5_000 };
  return { time, tally: new SyncTally(() => time.now) };
}

test("what did not happen is not told", () => {
  assert.deepEqual(tally().tally.take(), {});
});

test("each is told once", () => {
  const { tally: counted } = tally();
  for (const what of ["seeks", "landings", "landings", "false_pauses"]) counted.count(what);
  assert.deepEqual(counted.take(), { seeks: 1, landings: 2, false_pauses: 1 });
  assert.deepEqual(counted.take(), {});
});

test("a stall is as long as it was, though known of only later", () => {
  const { time, tally: counted } = tally();
  counted.beginStall(4_500);
  time.now += 1_000;
  counted.endStall();
  counted.endStall();
  time.now += 9_000;
  assert.deepEqual(counted.take(), { stalls: 1, stalled_s: 1.5 });
});

test("one that goes on is told in parts, and counted once", () => {
  const { time, tally: counted } = tally();
  counted.beginStall(time.now);
  time.now += 2_000;
  assert.deepEqual(counted.take(), { stalls: 1, stalled_s: 2 });
  time.now += 3_000;
  assert.deepEqual(counted.take(), { stalled_s: 3 });
});

test("a nudge is heard once, however its strength changes, until it is over", () => {
  const { tally: counted } = tally();
  for (const change of [0.02, 0.05, 0.08, -0.03, 0.02, 0, 0.1, 0]) counted.nudge(change);
  assert.deepEqual(counted.take(), { audible_nudges: 2 });
});

test("a nudge of up to two parts in a hundred is not heard", () => {
  const { tally: counted } = tally();
  for (const rate of [1.02, 0.98]) counted.nudge(rate - 1);
  counted.nudge(1.275 / 1.25 - 1);
  assert.deepEqual(counted.take(), {});
});

/** A page that has come into a room which plays. */
async function watching(video = {}) {
  const time = new FakeTime();
  const page = new FakePage(time, video);
  const player = new Html5Player({ url: "https://files.example/a.mp4" }, page.container);
  const clock = { isReady: true, now: time.now, burst: () => {} };
  const counted = new SyncTally(time.now);
  const leads = new Leads(player.firstLeads);
  const sync = new Sync({ player, clock, host: page, leads, tally: counted });
  sync.follow({ position: 100, rate: 1, paused: false, updated_at_ms: time.now() });
  await time.advance(20_000);
  return { time, page, sync, video: page.videos[0], tally: counted };
}

describe("keeping a player with the room:", () => {
  test("coming in is a landing; its seek is no stall and no correction, however long", async () => {
    const { tally: counted } = await watching({ seekMs: 900, loadMs: 2_000 });
    // The first seek came out late, because nobody knew what one costs.
    assert.deepEqual(counted.take(), { landings: 2 });
  });

  const CASES = [
    ["nothing happens", () => {}, {}],
    ["it is a little behind", ({ video }) => video.slip(-0.015), {}],
    ["it is far behind", ({ video }) => video.slip(-1), { audible_nudges: 1 }],
    ["it is too far behind", ({ video }) => video.slip(-2.5), { seeks: 1, landings: 1 }],
    ["the system paused it", ({ video }) => video.pause(), { false_pauses: 1 }],
  ];
  for (const [name, happen, expected] of CASES) {
    test(`${name}: ${JSON.stringify(expected)}`, async () => {
      const viewer = await watching();
      viewer.tally.take();
      happen(viewer);
      await viewer.time.advance(15_000);
      assert.deepEqual(viewer.tally.take(), expected);
    });
  }

  test("media that does not come is a stall, as long as it takes", async () => {
    const viewer = await watching();
    viewer.tally.take();
    viewer.video.stall(1_500);
    await viewer.time.advance(4_000);
    const { stalls, stalled_s } = viewer.tally.take();
    assert.equal(stalls, 1);
    assert.ok(Math.abs(stalled_s - 1.5) < 0.2, `${stalled_s}`);
  });

  test("what takes a player away ends its stall", async () => {
    const viewer = await watching();
    viewer.tally.take();
    viewer.video.stall(60_000);
    await viewer.time.advance(2_000);
    viewer.sync.destroy();
    await viewer.time.advance(30_000);
    const { stalled_s } = viewer.tally.take();
    assert.ok(stalled_s > 1.5 && stalled_s < 2.5, `${stalled_s}`);
  });

  test("the room's own moves are landings, not corrections", async () => {
    const viewer = await watching();
    viewer.tally.take();
    const updated_at_ms = viewer.time.now();
    viewer.sync.follow({ position: 300, rate: 1, paused: false, updated_at_ms });
    await viewer.time.advance(10_000);
    assert.deepEqual(viewer.tally.take(), { landings: 1 });
  });
});
