import assert from "node:assert/strict";
import { beforeEach, describe, test } from "node:test";

import { reportPageState } from "../../webapp/static/js/page-state.js";
import { FakeTime } from "./fakes/time.mjs";

const BLINK_MS = 1_500;
const LONG_MS = 6_000;

/** A page in a room that plays, connected, with nothing to complain of. */
class Page {
  time = new FakeTime();
  told = [];
  stage = {
    isScreen: true,
    isRunning: true,
    isLive: false,
    isAtEnd: false,
    failure: null,
    driftLately: 0,
    sync: { drift: 0, isBuffering: false },
  };
  document = Object.assign(new EventTarget(), { hidden: false, pictureInPictureElement: null });
  connection = Object.assign(new EventTarget(), {
    state: "connected",
    request: async (name, report) => void this.told.push([name, report]),
  });

  constructor() {
    reportPageState(this);
  }

  get states() {
    return this.told.map(([, { state }]) => state);
  }

  hide(isHidden) {
    this.document.hidden = isHidden;
    this.document.dispatchEvent(new Event("visibilitychange"));
  }

  enter(state) {
    this.connection.state = state;
    this.connection.dispatchEvent(new CustomEvent("state", { detail: state }));
  }

  async lasts(changes, ms) {
    const { drift = 0, isBuffering = false, ...rest } = changes;
    Object.assign(this.stage, rest);
    if (this.stage.sync) Object.assign(this.stage.sync, { drift, isBuffering });
    this.stage.driftLately = drift === null ? null : drift * 1000;
    await this.time.advance(ms);
  }
}

let page;
beforeEach(() => (page = new Page()));

test("a page in step says nothing", async () => {
  await page.lasts({ drift: -0.3 }, 60_000);
  assert.deepEqual(page.told, []);
});

describe("falling behind:", () => {
  test("is told with how far, once, and so is having caught up", async () => {
    await page.lasts({ drift: -3.21 }, LONG_MS);
    await page.lasts({ drift: -2.9 }, LONG_MS);
    await page.lasts({ drift: -0.1 }, LONG_MS);
    assert.deepEqual(page.told, [
      ["report_state", { state: "behind", drift_ms: -3_210 }],
      ["report_state", { state: "in_sync", drift_ms: -100 }],
    ]);
  });

  test("is told again when it is another number of seconds, but not all the time", async () => {
    await page.lasts({ drift: -3.21 }, LONG_MS);
    for (const drift of [-3.6, -4.1, -4.9, -6.2, -6.4]) await page.lasts({ drift }, 1_000);
    await page.lasts({ drift: null }, LONG_MS);
    const far = page.told.map(([, { drift_ms }]) => drift_ms);
    assert.deepEqual(far, [-3_210, -6_200, null]);
  });

  test("what passes by itself is not told", async () => {
    for (let turn = 0; turn < 5; turn += 1) {
      await page.lasts({ drift: -3 }, BLINK_MS);
      await page.lasts({ isBuffering: true, drift: null }, BLINK_MS);
      await page.lasts({}, BLINK_MS);
    }
    assert.deepEqual(page.told, []);
  });

  test("whoever is catching up has not yet caught up", async () => {
    await page.lasts({ drift: -3 }, LONG_MS);
    await page.lasts({ drift: -0.7 }, LONG_MS);
    assert.deepEqual(page.told.at(-1)[1], { state: "behind", drift_ms: -700 });
  });

  test("so does who paused the player by hand, or has yet to tap", async () => {
    await page.lasts({ drift: null }, LONG_MS);
    assert.deepEqual(page.told, [["report_state", { state: "behind", drift_ms: null }]]);
  });

  for (const [name, stage] of Object.entries({
    "the room stands still": { isRunning: false },
    "the video is over": { isAtEnd: true },
    "what is on has no end": { isLive: true },
  })) {
    test(`there is nothing to be behind with when ${name}`, async () => {
      await page.lasts({ ...stage, drift: null }, LONG_MS);
      assert.deepEqual(page.told, []);
    });
  }
});

describe("waiting for media:", () => {
  test("is told, also where it does not come at all", async () => {
    await page.lasts({ isBuffering: true, drift: null }, LONG_MS);
    await page.lasts({}, LONG_MS);
    await page.lasts({ failure: { reason: "network" }, sync: null }, LONG_MS);
    assert.deepEqual(page.states, ["stalled", "in_sync", "stalled"]);
  });
});

test("a second screen has nothing to be behind with, and says so once", async () => {
  await page.lasts({ isScreen: false, sync: null }, LONG_MS);
  page.hide(true);
  await page.time.advance(LONG_MS);
  assert.deepEqual(page.states, ["second_screen"]);
});

test("an advertisement is neither", async () => {
  page.stage.player = { isAdvertising: true };
  await page.lasts({ isBuffering: true, drift: null }, LONG_MS);
  page.stage.player.isAdvertising = false;
  await page.lasts({}, LONG_MS);
  assert.deepEqual(page.states, ["advertisement", "in_sync"]);
});

describe("being away:", () => {
  test("is told at once, because the page may be put to sleep", () => {
    page.hide(true);
    assert.deepEqual(page.states, ["away"]);
  });

  test("ends when the page has been looked at for a moment", async () => {
    page.hide(true);
    await page.time.advance(LONG_MS);
    page.hide(false);
    await page.time.advance(LONG_MS);
    assert.deepEqual(page.states, ["away", "in_sync"]);
  });

  test("a glance elsewhere and back and elsewhere is told once", async () => {
    for (const isHidden of [true, false, true, false, true]) {
      page.hide(isHidden);
      await page.time.advance(BLINK_MS);
    }
    assert.deepEqual(page.states, ["away"]);
  });

  test("whoever watches a picture of its own is not away", async () => {
    page.document.pictureInPictureElement = {};
    page.hide(true);
    await page.time.advance(LONG_MS);
    assert.deepEqual(page.told, []);
  });
});

describe("a new connection:", () => {
  test("is told what the last one was", async () => {
    await page.lasts({ drift: -3 }, LONG_MS);
    page.enter("reconnecting");
    page.enter("connected");
    assert.deepEqual(page.states, ["behind", "behind"]);
  });

  test("is told only what is worth telling", async () => {
    page.enter("reconnecting");
    page.enter("connected");
    await page.time.advance(LONG_MS);
    assert.deepEqual(page.told, []);
  });

  test("without one, what happened meanwhile is told afterwards", async () => {
    page.enter("reconnecting");
    await page.lasts({ drift: -3 }, LONG_MS);
    assert.deepEqual(page.told, []);
    page.enter("connected");
    assert.deepEqual(page.states, ["behind"]);
  });
});
