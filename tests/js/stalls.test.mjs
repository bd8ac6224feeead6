import assert from "node:assert/strict";
import { beforeEach, describe, test } from "node:test";

import { Patience } from "../../webapp/static/js/protocol.js";
import { reportStalls } from "../../webapp/static/js/stalls.js";
import { FakeTime } from "./fakes/time.mjs";

const GRACE_MS = 500;
const LATE_MS = 2_000;
const NOW = 1_700_000_000_000;

/** A page that has come into a room in which a film runs, and keeps up with it. */
class Page {
  time = new FakeTime();
  told = [];
  player = {
    capabilities: { prepares: true },
    isAdvertising: false,
    seeking: false,
    readyState: 4,
    currentTime: 30,
    duration: 600,
    bufferedAhead: 20,
  };
  stage = {
    isRunning: true,
    isLive: false,
    isAtEnd: false,
    gate: null,
    player: this.player,
    sync: { drift: null, isBuffering: false, stalledMs: 0 },
  };
  store = {
    nowMs: NOW,
    presence: { count: 3 },
    room: { current: { id: "film" }, patience: Patience.AUTO, hold: null },
  };
  clock = { isReady: true };
  document = Object.assign(new EventTarget(), { hidden: false, pictureInPictureElement: null });
  connection = Object.assign(new EventTarget(), {
    state: "connected",
    request: async (_name, { item_id: id, is_stalled: is }) => void this.told.push([id, is]),
  });

  constructor() {
    reportStalls(this);
  }

  async is(changes, ms) {
    const { drift = null, ...rest } = changes;
    Object.assign(this.stage, rest);
    Object.assign(this.stage.sync, { drift, isBuffering: false, stalledMs: 0 });
    await this.time.advance(ms);
  }

  keepsUp = (ms = LATE_MS) => this.is({ drift: 0 }, ms);

  async stalls(ms = GRACE_MS + 100) {
    const since = this.time.now();
    const stalledMs = { get: () => this.time.now() - since, configurable: true };
    await this.is({}, 0);
    this.stage.sync = Object.defineProperty({ drift: null, isBuffering: true }, "stalledMs", stalledMs);
    await this.time.advance(ms);
    this.stage.sync = { drift: null, isBuffering: true, stalledMs: ms };
  }

  async isHeld() {
    this.store.room.hold = { user_ids: [1], until_ms: NOW + 15_000 };
    Object.assign(this.player, { readyState: 2, bufferedAhead: 0 });
    await this.is({ isRunning: false }, LATE_MS);
  }
}

let page;
beforeEach(() => (page = new Page()));

describe("a page that has kept up", () => {
  beforeEach(() => page.keepsUp());

  test("tells at once after half a second of grace", async () => {
    await page.stalls();
    assert.deepEqual(page.told, [["film", true]]);
  });

  test("does not tell of what is over by then", async () => {
    for (let turn = 0; turn < 5; turn += 1) {
      await page.stalls(GRACE_MS - 100);
      await page.keepsUp(200);
    }
    assert.deepEqual(page.told, []);
  });

  test("is ready when enough lies ahead of it while the room waits", async () => {
    await page.stalls();
    await page.isHeld();
    page.player.readyState = 4;
    page.player.bufferedAhead = 1;
    await page.time.advance(LATE_MS);
    assert.deepEqual(page.told, [["film", true]]);

    page.player.bufferedAhead = 3;
    await page.time.advance(500);
    assert.deepEqual(page.told.at(-1), ["film", false]);
  });

  test("needs no more than there is before the end", async () => {
    await page.stalls();
    await page.isHeld();
    Object.assign(page.player, { readyState: 4, currentTime: 599, bufferedAhead: 0.9 });
    await page.time.advance(500);
    assert.deepEqual(page.told.at(-1), ["film", false]);
  });

  test("has caught up only in step, where the room went on without it", async () => {
    await page.stalls();
    await page.is({ drift: -8 }, LATE_MS);
    assert.deepEqual(page.told, [["film", true]]);

    await page.is({ drift: -0.2 }, 500);
    assert.deepEqual(page.told.at(-1), ["film", false]);
  });

  for (const [name, change] of Object.entries({
    "is hidden": (at) => (at.document.hidden = true),
    "waits for a tap": (at) => (at.stage.gate = "tap"),
    "was paused inside the player": (at) => (at.stage.gate = "detached"),
    "has failed": (at) => Object.assign(at.stage, { player: null, sync: { drift: null } }),
    "shows an advertisement": (at) => (at.player.isAdvertising = true),
    "is live": (at) => (at.stage.isLive = true),
    "is at the end": (at) => (at.stage.isAtEnd = true),
    "loads nothing before it plays": (at) =>
      Object.assign(at.player, { capabilities: { prepares: false }, readyState: 1 }),
  })) {
    test(`is not waited for if it ${name}`, async () => {
      change(page);
      await page.stalls(LATE_MS);
      assert.deepEqual(page.told, []);
    });

    test(`is waited for no longer once it ${name}`, async () => {
      await page.stalls();
      await page.isHeld();
      change(page);
      await page.time.advance(100);
      assert.deepEqual(page.told.at(-1), ["film", false]);
    });
  }

  test("does not stop the room on its way back from elsewhere", async () => {
    page.document.hidden = true;
    await page.time.advance(LATE_MS);
    page.document.hidden = false;
    await page.stalls(LATE_MS);
    assert.deepEqual(page.told, []);

    await page.keepsUp();
    await page.stalls();
    assert.deepEqual(page.told, [["film", true]]);
  });

  test("tells a new connection what it told the last one", async () => {
    await page.stalls();
    page.connection.dispatchEvent(new CustomEvent("state"));
    await page.stalls();
    assert.deepEqual(page.told, [["film", true], ["film", true]]);
  });

  test("says no more of a video that is not on any more", async () => {
    await page.stalls();
    page.store.room.current = { id: "next" };
    await page.keepsUp();
    assert.deepEqual(page.told, [["film", true]]);
  });
});

test("whoever comes late stops nobody", async () => {
  await page.stalls(LATE_MS);
  await page.is({ drift: -20 }, LATE_MS);
  await page.stalls(LATE_MS);
  assert.deepEqual(page.told, []);
});

test("whoever does not know the time yet has not seen the room stand still", async () => {
  page.clock.isReady = false;
  await page.is({ isRunning: false }, LATE_MS);
  page.clock.isReady = true;
  page.stage.isRunning = true;
  await page.stalls(LATE_MS);
  assert.deepEqual(page.told, []);
});

test("whoever comes while the room waits for another is late as well", async () => {
  await page.isHeld();
  page.stage.isRunning = true;
  await page.stalls(LATE_MS);
  assert.deepEqual(page.told, []);
});

for (const [name, begin] of Object.entries({
  "comes on": (at) => (at.store.room.current = { id: "next" }),
  "was paused": (at) => at.is({ isRunning: false }, LATE_MS),
})) {
  test(`whoever was there when it ${name} and is not ready at its start is waited for`, async () => {
    await page.is({}, LATE_MS);
    await begin(page);
    page.stage.isRunning = true;
    await page.stalls(LATE_MS);
    assert.deepEqual(page.told, [[page.store.room.current.id, true]]);
  });
}

for (const [name, change] of Object.entries({
  "is a crowd": ({ store }) => (store.presence.count = 11),
  "never waits": ({ store }) => (store.room.patience = Patience.NEVER),
})) {
  test(`nothing is told to a room that ${name}`, async () => {
    change(page);
    await page.keepsUp();
    await page.stalls(LATE_MS);
    assert.deepEqual(page.told, []);
  });
}
