import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { Leads } from "../../webapp/static/js/leads.js";
import { Html5Player } from "../../webapp/static/js/players/html5.js";
import { YouTubePlayer } from "../../webapp/static/js/players/youtube.js";
import { Sync } from "../../webapp/static/js/sync.js";
import { positionAt } from "../../webapp/static/js/timeline.js";
import { FakePage } from "./fakes/page.mjs";
import { FakeTime } from "./fakes/time.mjs";

const AHEAD_MS = 1_700_000_000_000;

/** A page in a room: one player, its sync, and a clock that is right. */
class Viewer {
  time = new FakeTime();
  heard = [];
  bursts = 0;
  clock = { isReady: true, now: () => this.time.now() + AHEAD_MS, burst: () => (this.bursts += 1) };

  constructor({ video = {}, kind = Html5Player, capabilities = {}, sound } = {}) {
    this.page = new FakePage(this.time, video);
    this.player = new kind({ url: "https://files.example/a.mp4", id: "x" }, this.page.container);
    const real = this.player.capabilities;
    if (Object.keys(capabilities).length)
      Object.defineProperty(this.player, "capabilities", { value: { ...real, ...capabilities } });
    const leads = new Leads(this.player.firstLeads);
    const { player, clock, page: host } = this;
    this.sync = new Sync({ player, clock, sound, host, leads });
    for (const type of ["soundblocked", "soundenabled", "tapneeded", "detached", "attached"])
      this.sync.addEventListener(type, () => this.heard.push(type));
    this.sync.addEventListener("buffering", ({ detail }) => this.heard.push(`buffering ${detail}`));
  }

  get video() {
    return this.page.videos[0];
  }

  /** The room's motion from now on. */
  motion({ position = 0, rate = 1, paused = false, in_ms = 0 } = {}) {
    const updated_at_ms = this.clock.now() + in_ms;
    this.playback = { position, rate, paused, updated_at_ms };
    return this.playback;
  }

  /** The room moves, and this page hears of it. */
  follow(motion) {
    this.sync.follow(this.motion(motion));
  }

  /** Where the video itself is, whatever its player says: seconds ahead of the room. */
  get drift() {
    return this.video.currentTime - positionAt(this.playback, this.clock.now());
  }

  async watch(motion, ms = 6_000) {
    this.follow(motion);
    await this.time.advance(ms);
    this.video.seeks.length = 0;
    this.heard.length = 0;
  }
}

const youtube = { kind: YouTubePlayer };
const within = (actual, limit) => assert.ok(Math.abs(actual) <= limit, `${actual}`);

describe("landing:", () => {
  for (const [name, options, limit] of [
    ["a file", {}, 0.005],
    ["a YouTube video", youtube, 0.15],
  ]) {
    test(`a late joiner of ${name} comes out where the room is`, async () => {
      const viewer = new Viewer(options);
      viewer.follow({ position: 120 });
      await viewer.time.advance(8_000);
      within(viewer.drift, limit);
      assert.equal(viewer.video.playbackRate, 1);
    });
  }

  test("a paused room is shown at exactly its position", async () => {
    const viewer = new Viewer();
    viewer.follow({ position: 33.3, paused: true });
    await viewer.time.advance(1_000);
    assert.equal(viewer.video.currentTime, 33.3);
    assert.equal(viewer.video.paused, true);
    await viewer.watch({ position: 40 });
    viewer.follow({ position: 45.98, paused: true }); // the news took twenty milliseconds
    await viewer.time.advance(500);
    assert.equal(viewer.video.currentTime, 45.98);
  });

  test("a paused room is followed to its next frame", async () => {
    const viewer = new Viewer();
    await viewer.watch({ position: 33.3, paused: true }, 1_000);
    for (const position of [33.317, 33.33, 33.31]) {
      viewer.follow({ position, paused: true });
      await viewer.time.advance(500);
      assert.equal(viewer.video.currentTime, position);
    }
  });

  test("the room's own seek is followed however short it is", async () => {
    for (const step of [0.3, -0.3, 1, 60]) {
      const viewer = new Viewer();
      await viewer.watch({ position: 100 });
      viewer.follow({ position: 106 + step });
      await viewer.time.advance(1_000);
      within(viewer.drift, 0.05);
      assert.ok(viewer.video.seeks.length <= 1, `${step}`); // the room comes to who is ahead
      await viewer.time.advance(4_000);
      within(viewer.drift, 0.005);
    }
  });

  test("a start from where it stood needs no seek", async () => {
    const viewer = new Viewer();
    await viewer.watch({ position: 10 });
    await viewer.watch({ position: 16, paused: true });
    viewer.follow({ position: 16 });
    await viewer.time.advance(2_000);
    assert.deepEqual(viewer.video.seeks, []);
    within(viewer.drift, 0.005);
  });

  test("the same motion told again moves nobody", async () => {
    const viewer = new Viewer();
    await viewer.watch({ position: 10 });
    viewer.video.slip(1);
    viewer.sync.follow({ ...viewer.playback });
    const measured_again = positionAt(viewer.playback, viewer.clock.now());
    viewer.follow({ position: measured_again });
    assert.deepEqual(viewer.video.seeks, []);
  });

  test("a change of rate needs no seek", async () => {
    const viewer = new Viewer();
    await viewer.watch({ position: 10 });
    viewer.follow({ position: 16, rate: 1.5 });
    await viewer.time.advance(3_000);
    assert.deepEqual(viewer.video.seeks, []);
    assert.equal(viewer.video.playbackRate, 1.5);
    within(viewer.drift, 0.005);
  });

  test("a start in the future is waited for in place", async () => {
    const viewer = new Viewer();
    await viewer.watch({ position: 4 });
    await viewer.watch({ position: 10, paused: true });
    viewer.follow({ position: 50, in_ms: 900 });
    await viewer.time.advance(800);
    assert.equal(viewer.video.paused, true);
    assert.equal(viewer.video.currentTime, 50);
    await viewer.time.advance(90); // a little ahead: a start after a seek takes its time
    assert.equal(viewer.video.paused, false);
    await viewer.time.advance(50);
    within(viewer.drift, 0.08);
    await viewer.time.advance(3_000);
    within(viewer.drift, 0.005);
    assert.equal(viewer.video.seeks.length, 1);
  });

  test("a start in months is waited for, and by the clock as it is then", async () => {
    const viewer = new Viewer();
    const months = 100 * 86_400_000; // more than a timer can hold
    viewer.follow({ position: 50, in_ms: months });
    await viewer.time.advance(60_000);
    assert.equal(viewer.video.paused, true);
    assert.equal(viewer.video.currentTime, 50);
    const { now } = viewer.clock;
    viewer.clock.now = () => now() + months - 70_000; // the page slept
    await viewer.time.advance(9_800);
    assert.equal(viewer.video.paused, true);
    await viewer.time.advance(4_000);
    within(viewer.drift, 0.005);
    assert.equal(viewer.video.seeks.length, 1);
  });

  test("what is started by hand before its time is stopped again", async () => {
    const viewer = new Viewer({ kind: YouTubePlayer });
    viewer.follow({ position: 10, in_ms: 60_000 });
    await viewer.time.advance(5_000);
    viewer.video.play();
    await viewer.time.advance(1_000);
    assert.equal(viewer.video.paused, true);
  });

  test("a start in the future that is taken back does not happen", async () => {
    const viewer = new Viewer();
    await viewer.watch({ position: 10, paused: true });
    viewer.follow({ position: 10, in_ms: 500 });
    await viewer.time.advance(200);
    viewer.follow({ position: 10, paused: true });
    await viewer.time.advance(2_000);
    assert.equal(viewer.video.plays, 0);
  });

  test("a start that the room interrupted does not hold up the next one", async () => {
    const viewer = new Viewer({ video: { startMs: 300 } });
    await viewer.watch({ position: 10, paused: true });
    viewer.follow({ position: 10 });
    await viewer.time.advance(100);
    viewer.follow({ position: 10, paused: true });
    await viewer.time.advance(100);
    viewer.follow({ position: 10 });
    await viewer.time.advance(500);
    assert.ok(viewer.video.currentTime > 10);
  });

  test("nothing moves before the clock is ready", async () => {
    const viewer = new Viewer();
    viewer.clock.isReady = false;
    viewer.follow({ position: 10 });
    await viewer.time.advance(1_000);
    assert.equal(viewer.video.plays, 0);
    viewer.clock.isReady = true;
    await viewer.time.advance(4_000);
    within(viewer.drift, 0.005);
  });

  test("what a player says right after a seek is not believed", async () => {
    const viewer = new Viewer({ video: { settlingMs: 70 } });
    await viewer.watch({ position: 10 });
    for (const position of [30, 60]) {
      viewer.follow({ position }); // by now it is known what a start costs
      await viewer.time.advance(4_000);
    }
    let strongest = 0;
    viewer.video.addEventListener("ratechange", () => {
      strongest = Math.max(strongest, Math.abs(viewer.video.playbackRate - 1));
    });
    viewer.follow({ position: 100 });
    await viewer.time.advance(4_000);
    assert.ok(strongest < 0.06, `${strongest}`);
    within(viewer.drift, 0.005);
  });

  test("where a seek came out too late, the next one aims further", async () => {
    const viewer = new Viewer({ video: { seekMs: 500 } });
    const misses = [];
    for (let turn = 0; turn < 5; turn += 1) {
      viewer.follow({ position: 100 * (turn + 1) });
      await viewer.time.advance(900);
      misses.push(Math.abs(viewer.drift));
      await viewer.time.advance(8_000);
    }
    assert.ok(misses[0] > 0.2 && misses.at(-1) < 0.08, `${misses}`);
  });
});

describe("a room that stops for somebody:", () => {
  const HOLD_MS = 15_000;

  async function held({ late = 0.1 } = {}) {
    const viewer = new Viewer();
    await viewer.watch({ position: 10 });
    viewer.follow({ position: 16 - late, in_ms: HOLD_MS });
    await viewer.time.advance(1_000);
    return viewer;
  }

  test("takes nobody back for what they have played meanwhile", async () => {
    const viewer = await held();
    assert.ok(viewer.video.paused);
    within(viewer.video.currentTime - 16, 0.02);

    viewer.follow({ position: 15.9, in_ms: 300 });
    await viewer.time.advance(3_000);
    within(viewer.drift, 0.01);
    assert.deepEqual(viewer.video.seeks, []);
  });

  test("goes on by itself when its patience ends", async () => {
    const viewer = await held();
    await viewer.time.advance(HOLD_MS + 2_000);
    within(viewer.drift, 0.01);
    assert.deepEqual(viewer.video.seeks, []);
  });

  test("meets whoever fell behind where it stands", async () => {
    const viewer = await held({ late: -1.5 });
    assert.deepEqual(viewer.video.seeks, [17.5]);

    viewer.follow({ position: 17.5, in_ms: 300 });
    await viewer.time.advance(3_000);
    within(viewer.drift, 0.01);
    assert.equal(viewer.video.seeks.length, 1);
  });
});

describe("drift:", () => {
  for (const slip of [1.9, -1.9, 0.3, -0.05]) {
    test(`${slip} s are drawn in by rate`, async () => {
      const viewer = new Viewer();
      await viewer.watch({ position: 100 });
      viewer.video.slip(slip);
      await viewer.time.advance(12_000);
      assert.deepEqual(viewer.video.seeks, []);
      within(viewer.drift, 0.05);
      await viewer.time.advance(5_000);
      within(viewer.drift, 0.005);
      assert.equal(viewer.video.playbackRate, 1);
      assert.equal(viewer.video.preservesPitch, true);
    });
  }

  test("more than two seconds are one seek", async () => {
    const viewer = new Viewer();
    await viewer.watch({ position: 100 });
    viewer.video.slip(-2.5);
    await viewer.time.advance(4_000);
    assert.equal(viewer.video.seeks.length, 1);
    within(viewer.drift, 0.005);
  });

  test("YouTube is drawn in by steps of a quarter", async () => {
    const viewer = new Viewer(youtube);
    await viewer.watch({ position: 100 }, 15_000);
    viewer.video.slip(1.5);
    const rates = new Set();
    viewer.video.addEventListener("ratechange", () => rates.add(viewer.video.playbackRate));
    await viewer.time.advance(10_000);
    assert.deepEqual(rates, new Set([0.75, 1]));
    assert.deepEqual(viewer.video.seeks, []);
    within(viewer.drift, 0.15);
  });

  test("a player without rates is left alone below a fifth of a second", async () => {
    const viewer = new Viewer({ capabilities: { rates: null } });
    await viewer.watch({ position: 100 });
    viewer.video.slip(-0.19);
    await viewer.time.advance(30_000);
    assert.deepEqual(viewer.video.seeks, []);
    assert.equal(viewer.video.playbackRate, 1);
  });

  test("farther behind it is sent ahead, and started when the room comes by", async () => {
    const viewer = new Viewer({ capabilities: { rates: null }, video: { seekMs: 200 } });
    await viewer.watch({ position: 100 });
    viewer.video.slip(-0.5);
    await viewer.time.advance(6_000);
    within(viewer.drift, 0.2);
    assert.ok(viewer.video.seeks.length <= 2, `${viewer.video.seeks.length} seeks`);
  });

  test("ahead, it waits for the room where it is", async () => {
    const viewer = new Viewer({ capabilities: { rates: null } });
    await viewer.watch({ position: 100 });
    viewer.video.slip(0.5);
    await viewer.time.advance(3_000);
    within(viewer.drift, 0.05);
    assert.deepEqual(viewer.video.seeks, []);
  });

  test("a player that takes rates and does not obey is found out", async () => {
    const viewer = new Viewer();
    Object.defineProperty(viewer.video, "playbackRate", { value: 1, writable: true });
    await viewer.watch({ position: 100 });
    viewer.video.slip(-0.5);
    await viewer.time.advance(10_000);
    within(viewer.drift, 0.2);
    assert.equal(viewer.video.playbackRate, 1);
  });

  test("seeks that do not help grow rare", async () => {
    const viewer = new Viewer({ video: { seekMiss: -5 }, capabilities: { rates: null } });
    await viewer.watch({ position: 100 }, 1_000);
    await viewer.time.advance(60_000);
    const { length } = viewer.video.seeks;
    assert.ok(length >= 3 && length <= 6, `${length} seeks in a minute`);
  });

  test("the room's rate is the one that is kept and come back to", async () => {
    const viewer = new Viewer();
    await viewer.watch({ position: 100, rate: 1.25 });
    viewer.video.slip(0.2);
    await viewer.time.advance(10_000);
    assert.equal(viewer.video.playbackRate, 1.25);
    within(viewer.drift, 0.006);
  });

  test("it is told, positive when ahead, and unknown while paused", async () => {
    const viewer = new Viewer({ capabilities: { rates: null } });
    await viewer.watch({ position: 100 });
    viewer.video.slip(1);
    await viewer.time.advance(200);
    within(viewer.sync.drift - viewer.drift, 1e-9);
    viewer.follow({ position: 110, paused: true });
    assert.equal(viewer.sync.drift, null);
  });
});

describe("a device that is heard late:", () => {
  const heardLate = (options = {}) => {
    const viewer = new Viewer(options);
    viewer.sync.ownOffsetMs = 200;
    return viewer;
  };

  test("plays so much before the room, and is in step with it", async () => {
    const viewer = heardLate();
    viewer.follow({ position: 100 });
    await viewer.time.advance(6_000);
    within(viewer.drift - 0.2, 0.005);
    within(viewer.sync.drift, 0.005);
  });

  test("plays before it by the same time at any rate", async () => {
    const viewer = heardLate();
    await viewer.watch({ position: 100, rate: 2 });
    within(viewer.drift - 0.4, 0.01);
  });

  test("leaves nothing of the beginning out", async () => {
    const viewer = heardLate();
    await viewer.watch({ position: 0, paused: true }, 1_000);
    viewer.follow({ position: 0, in_ms: 500 });
    await viewer.time.advance(4_000);
    assert.deepEqual(viewer.video.seeks, []);
    within(viewer.drift - 0.2, 0.005);
  });

  test("stands where everybody stands while the room is paused", async () => {
    const viewer = heardLate();
    await viewer.watch({ position: 100 });
    viewer.follow({ position: 106, paused: true });
    await viewer.time.advance(1_000);
    assert.equal(viewer.video.currentTime, 106);
  });

  test("is drawn unheard to what a step of the hand changes", async () => {
    const viewer = heardLate();
    await viewer.watch({ position: 100 });
    viewer.sync.ownOffsetMs = 230;
    await viewer.time.advance(1_500);
    within(viewer.drift - 0.23, 0.01);
    viewer.sync.ownOffsetMs = 190;
    await viewer.time.advance(1_500);
    within(viewer.drift - 0.19, 0.01);
    assert.deepEqual(viewer.video.seeks, []);
  });

  for (const offset of [500, -300]) {
    test(`is at ${offset} ms at once when it is set so far`, async () => {
      const viewer = heardLate();
      await viewer.watch({ position: 100 });
      viewer.sync.ownOffsetMs = offset;
      await viewer.time.advance(900);
      within(viewer.drift - offset / 1000, 0.02);
      assert.ok(viewer.video.seeks.length <= 1);
    });
  }

  test("is set again while it is being sent somewhere, and gets there", async () => {
    const viewer = heardLate({ video: { seekMs: 400 } });
    await viewer.watch({ position: 100 });
    for (const offset of [400, 700, 1_000]) {
      viewer.sync.ownOffsetMs = offset;
      await viewer.time.advance(150);
    }
    await viewer.time.advance(6_000);
    within(viewer.drift - 1, 0.02);
  });

  test("may be a frame of somebody else's", async () => {
    const viewer = heardLate(youtube);
    await viewer.watch({ position: 100 }, 12_000);
    within(viewer.drift - 0.2, 0.15);
  });
});

describe("at other speeds:", () => {
  for (const [name, options, limit] of [
    ["a file", {}, 0.012],
    ["a YouTube video", youtube, 0.16],
  ]) {
    for (const rate of [0.25, 2]) {
      test(`${name} is kept in step at ${rate}`, async () => {
        const viewer = new Viewer(options);
        await viewer.watch({ position: 100, rate }, 15_000);
        within(viewer.drift / rate, limit);
        for (const slip of [-0.5, 0.5]) {
          viewer.video.slip(slip * rate);
          await viewer.time.advance(15_000);
          within(viewer.drift / rate, limit + 0.05);
        }
        assert.equal(viewer.video.playbackRate, rate);
      });
    }
  }
});

describe("stalls:", () => {
  test("a short one is caught up by rate, and nothing is touched meanwhile", async () => {
    const viewer = new Viewer();
    await viewer.watch({ position: 100 });
    viewer.video.stall(1_500);
    await viewer.time.advance(1_450);
    assert.equal(viewer.video.playbackRate, 1);
    await viewer.time.advance(14_000);
    assert.deepEqual(viewer.video.seeks, []);
    within(viewer.drift, 0.005);
  });

  test("a long one is caught up by a seek once it is over", async () => {
    const viewer = new Viewer();
    await viewer.watch({ position: 100 });
    viewer.video.stall(6_000);
    await viewer.time.advance(5_900);
    assert.deepEqual(viewer.video.seeks, []);
    await viewer.time.advance(4_000);
    assert.equal(viewer.video.seeks.length, 1);
    within(viewer.drift, 0.005);
  });

  test("one that lasts is told, a blink is not", async () => {
    const viewer = new Viewer();
    await viewer.watch({ position: 100 });
    viewer.video.stall(200);
    await viewer.time.advance(2_000);
    assert.deepEqual(viewer.heard, []);
    viewer.video.stall(1_000);
    await viewer.time.advance(600);
    assert.equal(viewer.sync.isBuffering, true);
    await viewer.time.advance(600);
    assert.equal(viewer.sync.isBuffering, false);
    assert.deepEqual(viewer.heard, ["buffering true", "buffering false"]);
  });
});

describe("nobody needs to wait", () => {
  const SLOW_MS = 3_000;

  test("for who is on the way to where the room will be, until it is there", async () => {
    const viewer = new Viewer({ video: { seekMs: SLOW_MS } });
    await viewer.watch({ position: 10 });
    viewer.follow({ position: 100 }); // what seeks cost here is known by now
    await viewer.time.advance(SLOW_MS);
    assert.equal(viewer.sync.isBuffering, true);
    assert.equal(viewer.sync.stalledMs, 0);
    viewer.video.stall(SLOW_MS);
    await viewer.time.advance(2_000);
    assert.ok(viewer.sync.stalledMs > 1_000, `${viewer.sync.stalledMs}`);
  });

  test("for who strayed, while they find the way back and when they are there", async () => {
    for (const seekMs of [613, 1_027, 1_941]) {
      const viewer = new Viewer();
      let longest = 0;
      viewer.time.setInterval(() => (longest = Math.max(longest, viewer.sync.stalledMs)), 3);
      await viewer.watch({ position: 10 });
      longest = 0;
      viewer.video.seekMs = seekMs;
      viewer.video.slip(-4);
      await viewer.time.advance(6_000);
      assert.equal(viewer.video.seeks.length > 0, true);
      assert.ok(longest < 300, `${longest} of ${seekMs}`);
    }
  });

  test("but for who does not find it", async () => {
    const viewer = new Viewer();
    await viewer.watch({ position: 10 });
    viewer.video.seekMs = 60_000;
    viewer.video.slip(-4);
    await viewer.time.advance(3_500);
    assert.ok(viewer.sync.stalledMs > 500, `${viewer.sync.stalledMs}`);
  });

  test("but for who plays, and has nothing to play", async () => {
    const viewer = new Viewer();
    await viewer.watch({ position: 10 });
    viewer.video.stall(SLOW_MS);
    await viewer.time.advance(1_000);
    within(viewer.sync.stalledMs / 1000 - 1, 0.15);
  });
});

describe("sound:", () => {
  test("refused with sound, it plays muted and says so", async () => {
    const viewer = new Viewer({ video: { policy: "muted" } });
    viewer.follow({ position: 10 });
    await viewer.time.advance(3_000);
    assert.deepEqual(viewer.heard, ["soundblocked"]);
    assert.equal(viewer.sync.soundBlocked, true);
    assert.equal(viewer.video.muted, true);
    within(viewer.drift, 0.1);
  });

  test("a tap brings the sound, without a jump", async () => {
    const viewer = new Viewer({ video: { policy: "muted" } });
    await viewer.watch({ position: 10 });
    viewer.video.policy = "all";
    await viewer.sync.enableSound();
    assert.equal(viewer.video.muted, false);
    assert.equal(viewer.sync.soundBlocked, false);
    assert.deepEqual(viewer.heard, ["soundenabled"]);
    assert.deepEqual(viewer.video.seeks, []);
  });

  test("a tap that does not count leaves it playing muted", async () => {
    const viewer = new Viewer({ video: { policy: "muted" } });
    await viewer.watch({ position: 10 });
    await viewer.sync.enableSound();
    await viewer.time.advance(1_000);
    assert.equal(viewer.video.muted, true);
    assert.deepEqual(viewer.heard, ["soundblocked"]);
  });

  test("refused even muted, it waits for a tap and does not nag", async () => {
    const viewer = new Viewer({ video: { policy: "nothing" } });
    viewer.follow({ position: 10 });
    await viewer.time.advance(10_000);
    assert.deepEqual(viewer.heard, ["soundblocked", "tapneeded"]);
    assert.equal(viewer.video.plays, 2);
    assert.ok(viewer.video.seeks.length <= 1);
    viewer.video.policy = "all";
    viewer.sync.enableSound();
    await viewer.time.advance(5_000);
    assert.equal(viewer.video.muted, false);
    assert.equal(viewer.heard.at(-1), "soundenabled");
    within(viewer.drift, 0.005);
  });

  test("in a YouTube frame too", async () => {
    const viewer = new Viewer({ ...youtube, video: { policy: "muted" } });
    viewer.follow({ position: 10 });
    await viewer.time.advance(8_000);
    const ofSound = viewer.heard.filter((type) => !type.startsWith("buffering"));
    assert.deepEqual(ofSound, ["soundblocked"]);
    assert.equal(viewer.video.muted, true);
    within(viewer.drift, 0.15);
  });

  test("a person's own choice is kept for the next item", async () => {
    const sound = { muted: true, volume: 0.3 };
    const viewer = new Viewer({ sound });
    assert.deepEqual([viewer.video.muted, viewer.video.volume], [true, 0.3]);
    viewer.player.muted = false;
    viewer.player.volume = 0.6;
    assert.deepEqual(sound, { muted: false, volume: 0.6 });
  });

  test("what the browser imposes is not taken for a choice", async () => {
    const sound = { muted: false, volume: 1 };
    const viewer = new Viewer({ sound, video: { policy: "muted" } });
    await viewer.watch({ position: 10 });
    assert.equal(viewer.video.muted, true);
    assert.equal(sound.muted, false);
  });
});

describe("the end:", () => {
  const short = { video: { loadedDuration: 20 } };

  test("what has ended is not started again", async () => {
    const viewer = new Viewer(short);
    await viewer.watch({ position: 15 }, 3_000);
    const { plays } = viewer.video;
    await viewer.time.advance(30_000);
    assert.equal(viewer.video.ended, true);
    assert.equal(viewer.video.plays, plays);
  });

  test("ended a little before the room, it does not play its last second again", async () => {
    const viewer = new Viewer(short);
    await viewer.watch({ position: 15 }, 4_000);
    viewer.video.slip(0.9);
    await viewer.time.advance(10_000);
    assert.equal(viewer.video.ended, true);
    assert.deepEqual(viewer.video.seeks, []);
  });

  test("who joins after it hears of the end all the same", async () => {
    const viewer = new Viewer(short);
    let ends = 0;
    viewer.player.addEventListener("ended", () => (ends += 1));
    viewer.follow({ position: 3_000 });
    await viewer.time.advance(5_000);
    assert.equal(ends, 1);
    assert.equal(viewer.video.currentTime, 20);
  });

  test("a room that goes back from the end plays again", async () => {
    const viewer = new Viewer(short);
    await viewer.watch({ position: 18 });
    assert.equal(viewer.video.ended, true);
    viewer.follow({ position: 5 });
    await viewer.time.advance(4_000);
    within(viewer.drift, 0.005);
  });

  test("a paused room beyond the end is shown at the end", async () => {
    const viewer = new Viewer(short);
    viewer.follow({ position: 3_000, paused: true });
    await viewer.time.advance(1_000);
    assert.equal(viewer.video.currentTime, 20);
  });
});

describe("pauses that are not the room's:", () => {
  test("the system's is undone", async () => {
    const viewer = new Viewer();
    await viewer.watch({ position: 100 });
    viewer.video.pause();
    await viewer.time.advance(3_000);
    assert.equal(viewer.video.paused, false);
    within(viewer.drift, 0.005);
    assert.deepEqual(viewer.heard, []);
  });

  test("insisted on, it is a person's", async () => {
    const viewer = new Viewer();
    await viewer.watch({ position: 100 });
    viewer.video.pause();
    await viewer.time.advance(2_000);
    viewer.video.pause();
    await viewer.time.advance(5_000);
    assert.equal(viewer.video.paused, true);
    assert.deepEqual(viewer.heard, ["detached"]);
  });

  test("inside YouTube's frame it is a person's, until they come back", async () => {
    const viewer = new Viewer(youtube);
    await viewer.watch({ position: 100 }, 10_000);
    viewer.video.pause();
    await viewer.time.advance(5_000);
    assert.equal(viewer.sync.isDetached, true);
    viewer.follow({ position: 300 });
    await viewer.time.advance(2_000);
    assert.equal(viewer.video.paused, true);
    viewer.sync.resync();
    await viewer.time.advance(5_000);
    assert.equal(viewer.sync.isDetached, false);
    assert.deepEqual(viewer.heard.slice(0, 2), ["detached", "attached"]);
    within(viewer.drift, 0.15);
  });

  test("who plays on inside the frame is back in the room", async () => {
    const viewer = new Viewer(youtube);
    await viewer.watch({ position: 100 }, 10_000);
    viewer.video.pause();
    await viewer.time.advance(5_000);
    viewer.video.play();
    await viewer.time.advance(6_000);
    assert.deepEqual(viewer.heard.slice(0, 2), ["detached", "attached"]);
    within(viewer.drift, 0.15);
  });

  test("a frame that obeys a past pause late is not a person", async () => {
    const viewer = new Viewer(youtube);
    await viewer.watch({ position: 100 }, 10_000);
    viewer.follow({ position: 110, paused: true });
    viewer.follow({ position: 110 });
    await viewer.time.advance(6_000);
    assert.ok(!viewer.heard.includes("detached"));
    assert.equal(viewer.video.paused, false);
  });

  test("one that came with leaving the page is undone on return", async () => {
    const viewer = new Viewer(youtube);
    await viewer.watch({ position: 100 }, 10_000);
    viewer.video.pause();
    await viewer.time.advance(300);
    viewer.page.setVisible(false);
    await viewer.time.advance(5_000);
    viewer.page.setVisible(true);
    await viewer.time.advance(6_000);
    assert.equal(viewer.sync.isDetached, false);
    within(viewer.drift, 0.15);
  });

  test("a start inside a paused room is undone", async () => {
    const viewer = new Viewer(youtube);
    await viewer.watch({ position: 100 }, 8_000);
    await viewer.watch({ position: 108, paused: true });
    viewer.video.play();
    await viewer.time.advance(3_000);
    assert.equal(viewer.video.paused, true);
  });
});

describe("the page:", () => {
  test("coming back, by whatever road, the clock is asked anew", async () => {
    const viewer = new Viewer();
    await viewer.watch({ position: 100 });
    viewer.page.setVisible(false);
    assert.equal(viewer.bursts, 0);
    viewer.page.setVisible(true);
    viewer.page.dispatchEvent(new Event("pageshow"));
    viewer.page.dispatchEvent(new Event("online"));
    assert.equal(viewer.bursts, 3);
  });

  test("coming back is no reason to seek", async () => {
    const viewer = new Viewer();
    await viewer.watch({ position: 100 });
    viewer.page.setVisible(false);
    viewer.video.slip(-1);
    viewer.page.setVisible(true);
    await viewer.time.advance(10_000);
    assert.deepEqual(viewer.video.seeks, []);
    within(viewer.drift, 0.05);
  });

  test("a person who asks to be where the room is gets there at once", async () => {
    const viewer = new Viewer();
    await viewer.watch({ position: 100 });
    viewer.video.slip(-1);
    viewer.sync.resync();
    assert.equal(viewer.video.seeks.length, 1);
  });

  test("destroyed, it leaves the player alone and no timer behind", async () => {
    const viewer = new Viewer();
    await viewer.watch({ position: 100, in_ms: 30_000 }, 1_000);
    viewer.sync.destroy();
    viewer.page.setVisible(true);
    viewer.player.destroy();
    await viewer.time.advance(60_000);
    assert.equal(viewer.time.pending, 0);
    assert.equal(viewer.bursts, 0);
  });
});

describe("live:", () => {
  test("it plays and pauses with the room, at the edge, and is never corrected", async () => {
    const viewer = new Viewer({ video: { loadedDuration: Infinity } });
    viewer.follow({ position: 0, rate: 1.5 });
    await viewer.time.advance(2_000);
    assert.equal(viewer.video.playbackRate, 1);
    assert.equal(viewer.video.paused, false);
    assert.deepEqual(viewer.video.seeks, [900]);
    await viewer.time.advance(20_000);
    assert.equal(viewer.video.seeks.length, 1);
    viewer.follow({ position: 20, paused: true });
    assert.equal(viewer.video.paused, true);
    await viewer.time.advance(5_000);
    viewer.follow({ position: 20 });
    await viewer.time.advance(1_000);
    assert.equal(viewer.video.paused, false);
    assert.deepEqual(viewer.video.seeks, [900, 900]);
  });

  test("who pauses for themselves just before a start stays so", async () => {
    const viewer = new Viewer();
    await viewer.watch({ position: 10, paused: true });
    viewer.follow({ position: 10, in_ms: 400 });
    await viewer.time.advance(200);
    viewer.sync.pause();
    await viewer.time.advance(3_000);
    assert.equal(viewer.sync.isDetached, true);
    assert.equal(viewer.video.paused, true);
    viewer.sync.resync();
    await viewer.time.advance(3_000);
    within(viewer.drift, 0.01);
  });

  test("who paused for themselves stays so, whatever the player does meanwhile", async () => {
    const viewer = new Viewer({ video: { loadedDuration: Infinity } });
    await viewer.watch({ position: 0 });
    viewer.sync.pause();
    viewer.video.currentTime = 880; // as hls.js does, when the edge has moved on
    await viewer.time.advance(5_000);
    viewer.video.dispatchEvent(new Event("durationchange"));
    assert.deepEqual([viewer.video.paused, viewer.sync.isDetached], [true, true]);
  });

  test("whom the browser does not let play is not sent to the edge again and again", async () => {
    const viewer = new Viewer({ video: { loadedDuration: Infinity, policy: "nothing" } });
    await viewer.watch({ position: 0 });
    await viewer.time.advance(10_000);
    assert.ok(viewer.video.seeks.length <= 1, `${viewer.video.seeks.length}`);
  });
});

describe("asked to be in step:", () => {
  test("who is already is not disturbed", async () => {
    const viewer = new Viewer();
    await viewer.watch({ position: 100 });
    const { plays } = viewer.video;
    for (let taps = 0; taps < 5; taps += 1) {
      viewer.sync.resync();
      await viewer.time.advance(100);
      assert.ok(Math.abs(viewer.video.playbackRate - 1) < 0.01);
    }
    assert.deepEqual([viewer.video.seeks, viewer.video.plays], [[], plays]);
  });

  test("tapping again while on the way does not begin anew", async () => {
    const viewer = new Viewer({ video: { seekMs: 500 } });
    await viewer.watch({ position: 100 });
    viewer.video.slip(-1);
    for (let taps = 0; taps < 8; taps += 1) {
      viewer.sync.resync();
      await viewer.time.advance(100);
    }
    await viewer.time.advance(3_000);
    assert.equal(viewer.video.seeks.length, 1);
    within(viewer.drift, 0.02);
  });

  test("who waits for media a little behind keeps what is loaded, and then comes", async () => {
    const viewer = new Viewer();
    await viewer.watch({ position: 100 });
    viewer.video.stall(1_500);
    await viewer.time.advance(1_000);
    viewer.sync.resync();
    await viewer.time.advance(400);
    assert.deepEqual(viewer.video.seeks, []);
    await viewer.time.advance(2_500);
    assert.equal(viewer.video.seeks.length, 1);
    within(viewer.drift, 0.02);
  });

  test("who waits far behind goes where the others are, once", async () => {
    const viewer = new Viewer();
    await viewer.watch({ position: 100 });
    viewer.video.stall(20_000);
    await viewer.time.advance(5_000);
    viewer.sync.resync();
    viewer.sync.resync();
    await viewer.time.advance(1_000);
    assert.equal(viewer.video.seeks.length, 1);
  });

  test("what a player says right after a start is not believed", async () => {
    const viewer = new Viewer({ ...youtube, video: { settlingMs: 700 } });
    viewer.follow({ position: 100 });
    await viewer.time.advance(1_200);
    const { length } = viewer.video.seeks;
    viewer.sync.resync();
    await viewer.time.advance(300);
    assert.equal(viewer.video.seeks.length, length);
  });

  test("it is the tap that a browser waits for", async () => {
    const viewer = new Viewer({ video: { policy: "nothing" } });
    viewer.follow({ position: 10 });
    await viewer.time.advance(3_000);
    viewer.video.policy = "all";
    viewer.sync.resync();
    await viewer.time.advance(3_000);
    assert.equal(viewer.heard.at(-1), "soundenabled");
    within(viewer.drift, 0.02);
  });

  test("who paused for themselves is back, live or not", async () => {
    for (const loadedDuration of [600, Infinity]) {
      const viewer = new Viewer({ video: { loadedDuration } });
      await viewer.watch({ position: 100 });
      viewer.sync.pause();
      await viewer.time.advance(5_000);
      assert.equal(viewer.video.paused, true);
      viewer.sync.resync();
      await viewer.time.advance(2_000);
      assert.equal(viewer.video.paused, false);
      assert.deepEqual(viewer.heard, ["detached", "attached"]);
    }
  });

  test("at the live edge it is left there", async () => {
    const viewer = new Viewer({ video: { loadedDuration: Infinity } });
    await viewer.watch({ position: 0 });
    viewer.sync.resync();
    await viewer.time.advance(500);
    assert.deepEqual(viewer.video.seeks, []);
  });
});
