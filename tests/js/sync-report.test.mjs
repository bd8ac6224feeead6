import assert from "node:assert/strict";
import { beforeEach, describe, test } from "node:test";

import { PlayerKind } from "../../webapp/static/js/protocol.js";
import { reportSync } from "../../webapp/static/js/sync-report.js";
import { SyncTally } from "../../webapp/static/js/sync-tally.js";
import { FakeTime } from "./fakes/time.mjs";

const SERVER_AHEAD_MS = 1_000_000;
const MINUTE_MS = 60_000;
const NEXT_MS = 76_000;

/** A page that was opened just now, in a room that has been playing for a while. */
class Page {
  time = new FakeTime();
  told = [];
  stage = Object.assign(new EventTarget(), {
    sync: {},
    isRunning: true,
    player: { capabilities: { dead_band: 0.004 } },
    playerKind: PlayerKind.FILE,
    drifts: { p50: 2.06, p95: 7 },
    tally: new SyncTally(this.time.now),
    gate: null,
  });
  store = { room: { playback: { updated_at_ms: 0 } } };
  clock = { precision_ms: 0.84, roundTrip_ms: 61, now: () => this.time.now() + SERVER_AHEAD_MS };
  document = Object.assign(new EventTarget(), { hidden: false, pictureInPictureElement: null });
  connection = Object.assign(new EventTarget(), {
    state: "connected",
    request: async (name, report) => void this.told.push([name, report]),
  });

  constructor(document = {}, chance = 0.5) {
    Object.assign(this.document, document);
    this.time.random = () => chance;
    reportSync(this);
  }

  reads(drift) {
    this.stage.dispatchEvent(new CustomEvent("drift", { detail: drift }));
  }

  hide(isHidden) {
    this.document.hidden = isHidden;
    this.document.dispatchEvent(new Event("visibilitychange"));
  }

  async last() {
    await this.time.advance(NEXT_MS);
    return this.told.at(-1)[1];
  }
}

let page;
beforeEach(() => (page = new Page()));

describe("reporting:", () => {
  test("is what was measured, rounded, and what happened since", async () => {
    page.stage.tally.count("landings");
    await page.time.advance(16_000);
    const measured = { drift_p50_ms: 2.1, drift_p95_ms: 7, precision_ms: 0.8, round_trip_ms: 61 };
    const first = { player: "file", ...measured, landings: 1 };
    assert.deepEqual(page.told, [["report_sync", first]]);
    await page.time.advance(MINUTE_MS);
    assert.deepEqual(page.told.slice(1), [["report_sync", { player: "file", ...measured }]]);
  });

  test("is done once a minute, by each page at instants of its own", async () => {
    const firsts = [];
    for (const chance of [0.01, 0.4, 0.99]) {
      page = new Page({}, chance);
      const opened = page.time.now();
      while (!page.told.length) await page.time.advance(100);
      firsts.push(Math.round((page.time.now() - opened) / 1_000));
      const first = page.time.now();
      while (page.told.length < 2) await page.time.advance(100);
      const apart = page.time.now() - first;
      assert.ok(apart >= 45_000 && apart <= 75_100, `${apart}`);
    }
    assert.deepEqual(firsts, [0, 12, 30]);
  });

  test("what is not known is left out", async () => {
    Object.assign(page.stage, { drifts: null });
    Object.assign(page.clock, { precision_ms: Infinity, roundTrip_ms: null });
    assert.deepEqual(await page.last(), { player: "file" });
  });

  for (const [name, spoil] of Object.entries({
    "the room stands still": ({ stage }) => (stage.isRunning = false),
    "nothing is on, or this is a second screen": ({ stage }) => (stage.sync = null),
    "nobody looks": ({ document }) => (document.hidden = true),
    "there is no connection": ({ connection }) => (connection.state = "reconnecting"),
  })) {
    test(`rests while ${name}, and loses nothing`, async () => {
      page.stage.tally.count("seeks");
      const before = { ...page.stage };
      spoil(page);
      await page.time.advance(MINUTE_MS);
      assert.deepEqual(page.told, []);
      Object.assign(page.stage, before);
      Object.assign(page.document, { hidden: false });
      page.connection.state = "connected";
      assert.equal((await page.last()).seeks, undefined);
      assert.equal(page.told[0][1].seeks, 1);
    });
  }

  test("a picture of its own is watched while the page is not", async () => {
    Object.assign(page.document, { hidden: true, pictureInPictureElement: {} });
    await page.time.advance(MINUTE_MS);
    assert.ok(page.told.length);
  });
});

describe("arriving:", () => {
  const arrived = async () => {
    await page.time.advance(MINUTE_MS);
    return page.told.map(([, report]) => report.in_sync_after_ms).filter(Number.isFinite);
  };

  test("takes from opening the page until the player is near the room; told once", async () => {
    const opened = page.time.now();
    page.reads(-0.4);
    await page.time.advance(700);
    page.reads(0.021);
    await page.time.advance(300);
    page.reads(-0.02);
    await page.time.advance(100);
    page.reads(0);
    assert.deepEqual(await arrived(), [opened + 1_000]);
  });

  test("is as near as a player can be brought", async () => {
    page.stage.player.capabilities.dead_band = 0.08;
    page.reads(0.08);
    assert.equal((await arrived()).length, 1);
  });

  for (const [name, happen] of Object.entries({
    "the room was started or moved meanwhile": () =>
      (page.store.room.playback.updated_at_ms = page.clock.now()),
    "the person looked elsewhere": () => page.hide(true),
    "a tap was wanted": () => {
      page.stage.gate = "tap";
      page.stage.dispatchEvent(new Event("sound"));
    },
    "the video failed": () => page.stage.dispatchEvent(new CustomEvent("failure")),
    "there was a line to wait in": () =>
      page.connection.dispatchEvent(new CustomEvent("state", { detail: "waiting" })),
    "the page was opened unseen": () => {
      page = new Page({ hidden: true });
      page.hide(false);
    },
  })) {
    test(`is not the page's time where ${name}`, async () => {
      happen();
      page.hide(false);
      page.reads(0);
      assert.deepEqual(await arrived(), []);
    });
  }

  test("other sounds, and a line that is lost and found again, do not matter", async () => {
    page.stage.gate = "sound";
    page.stage.dispatchEvent(new Event("sound"));
    for (const detail of ["reconnecting", "connected"])
      page.connection.dispatchEvent(new CustomEvent("state", { detail }));
    page.reads(0);
    assert.equal((await arrived()).length, 1);
  });
});
