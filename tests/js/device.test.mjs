import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { createAppearance } from "../../webapp/static/js/appearance.js";
import { lossOfClosing } from "../../webapp/static/js/closing.js";
import { MOST_MS, STEP_MS, bounded, offsetAt, placeOf } from "../../webapp/static/js/own-offset.js";
import { levelCap } from "../../webapp/static/js/players/hls.js";
import { Silence } from "../../webapp/static/js/players/silence.js";
import { Preferences } from "../../webapp/static/js/preferences.js";
import { addressOf, isChatOnly } from "../../webapp/static/js/second-screen.js";
import { WakeLock } from "../../webapp/static/js/wake-lock.js";
import { FakeTime } from "./fakes/time.mjs";

function makeRoot() {
  const variables = new Map();
  const style = {
    setProperty: (name, value) => variables.set(name, value),
    removeProperty: (name) => variables.delete(name),
  };
  return { dataset: {}, style, variables };
}

describe("colours:", () => {
  const NIGHT = { bg_color: "#17212b", text_color: "#f5f5f5" };
  const GROUND = "--tg-theme-bg-color";

  test("Telegram's are worn by default", () => {
    const root = makeRoot();
    createAppearance(root).paint(NIGHT);
    assert.equal(root.dataset.theme, "dark");
    assert.equal(root.variables.get(GROUND), "#17212b");
  });

  test("the other of light and dark is ours, and auto brings Telegram's back", () => {
    const root = makeRoot();
    const appearance = createAppearance(root);
    appearance.paint(NIGHT);
    appearance.choose("light");
    assert.equal(root.dataset.theme, "light");
    assert.equal(root.variables.has(GROUND), false);
    appearance.choose("dark");
    assert.equal(root.variables.get(GROUND), "#17212b");
    appearance.choose("light");
    appearance.choose("auto");
    assert.equal(root.dataset.theme, "dark");
    assert.equal(root.variables.get(GROUND), "#17212b");
  });

  test("a theme that comes later does not undo a choice", () => {
    const root = makeRoot();
    const appearance = createAppearance(root);
    appearance.choose("light");
    appearance.paint(NIGHT);
    assert.equal(root.dataset.theme, "light");
    assert.equal(root.variables.has(GROUND), false);
  });

  test("outside Telegram auto leaves it to the system", () => {
    const root = makeRoot();
    const appearance = createAppearance(root);
    appearance.choose("dark");
    appearance.choose("auto");
    assert.equal("theme" in root.dataset, false);
  });
});

describe("own offset:", () => {
  test("every place of the slider is a whole step, and comes back to itself", () => {
    for (let ms = -MOST_MS; ms <= MOST_MS; ms += STEP_MS) {
      assert.equal(offsetAt(placeOf(ms)), ms);
    }
  });

  test("half of the slider is for what people have", () => {
    assert.equal(offsetAt(0.5), 630);
    assert.equal(offsetAt(-1), -MOST_MS);
  });

  test("what is no number is none", () => {
    for (const ms of [NaN, undefined, -1]) assert.ok(Object.is(bounded(ms), 0), `${ms}`);
    assert.equal(bounded(99_999), MOST_MS);
  });
});

describe("preferences:", () => {
  function makeWindow({ saveData = false, forbidden = false } = {}) {
    const kept = new Map();
    const localStorage = {
      getItem: (key) => kept.get(key) ?? null,
      setItem: (key, value) => kept.set(key, value),
    };
    const window = { navigator: { connection: Object.assign(new EventTarget(), { saveData }) } };
    const get = () => {
      if (forbidden) throw new Error("SecurityError");
      return localStorage;
    };
    return Object.defineProperty(window, "localStorage", { get });
  }

  test("data are saved where the browser does, until the person says otherwise", () => {
    const window = makeWindow({ saveData: true });
    const preferences = new Preferences(window);
    assert.equal(preferences.isSaving, true);
    preferences.isSaving = false;
    assert.equal(new Preferences(window).isSaving, false);
  });

  test("a browser that begins to save is followed", () => {
    const window = makeWindow();
    const preferences = new Preferences(window);
    let changes = 0;
    preferences.addEventListener("change", () => (changes += 1));
    window.navigator.connection.saveData = true;
    window.navigator.connection.dispatchEvent(new Event("change"));
    assert.deepEqual([preferences.isSaving, changes], [true, 1]);
  });

  test("how late a device is heard is kept in whole steps", () => {
    const window = makeWindow();
    assert.equal(new Preferences(window).ownOffsetMs, 0);
    new Preferences(window).ownOffsetMs = 184;
    assert.equal(new Preferences(window).ownOffsetMs, 180);
    window.localStorage.setItem("own_offset_ms", "soon");
    assert.equal(new Preferences(window).ownOffsetMs, 0);
  });

  test("where nothing may be kept, a choice holds as long as the page", () => {
    const preferences = new Preferences(makeWindow({ forbidden: true }));
    assert.equal(preferences.theme, "auto");
    preferences.theme = "dark";
    assert.equal(preferences.theme, "dark");
  });
});

describe("the screen:", () => {
  function makeWindow() {
    const locks = [];
    const request = async () => {
      const lock = { released: false, release: async () => void (lock.released = true) };
      locks.push(lock);
      return lock;
    };
    const document = Object.assign(new EventTarget(), { hidden: false });
    return { locks, document, navigator: { wakeLock: { request } } };
  }
  const settled = () => new Promise((resolve) => setImmediate(resolve));

  test("it is kept on once, and let go", async () => {
    const window = makeWindow();
    const wakeLock = new WakeLock(window);
    wakeLock.want(true);
    wakeLock.want(true);
    await settled();
    assert.equal(window.locks.length, 1);
    wakeLock.want(false);
    assert.equal(window.locks[0].released, true);
  });

  test("a lock that hiding ended is asked for again on the return", async () => {
    const window = makeWindow();
    new WakeLock(window).want(true);
    await settled();
    window.locks[0].released = true;
    window.document.hidden = true;
    window.document.dispatchEvent(new Event("visibilitychange"));
    await settled();
    assert.equal(window.locks.length, 1);
    window.document.hidden = false;
    window.document.dispatchEvent(new Event("visibilitychange"));
    await settled();
    assert.equal(window.locks.length, 2);
  });

  test("a lock that comes too late is let go", async () => {
    const window = makeWindow();
    const wakeLock = new WakeLock(window);
    wakeLock.want(true);
    wakeLock.want(false);
    await settled();
    assert.equal(window.locks[0].released, true);
  });

  test("without the interface nothing happens", async () => {
    const window = makeWindow();
    window.navigator = {};
    new WakeLock(window).want(true);
    await settled();
    assert.equal(window.locks.length, 0);
  });
});

describe("a server's silence:", () => {
  function makeSilence() {
    const time = new FakeTime();
    const document = { hidden: false };
    const window = { document, setInterval: time.setInterval, clearInterval: time.clearInterval };
    const told = [];
    return { time, document, told, silence: new Silence(window, () => told.push(time.now())) };
  }

  test("it is told of once, after twelve seconds", async () => {
    const { time, told, silence } = makeSilence();
    silence.expect();
    await time.advance(11_500);
    assert.deepEqual(told, []);
    await time.advance(30_000);
    assert.equal(told.length, 1);
    assert.equal(time.pending, 0);
  });

  test("whatever comes begins it anew, and an answer ends it", async () => {
    const { time, told, silence } = makeSilence();
    silence.expect();
    await time.advance(10_000);
    silence.hear();
    await time.advance(10_000);
    silence.end();
    await time.advance(30_000);
    assert.deepEqual(told, []);
  });

  test("a page that is not looked at does not count", async () => {
    const { time, told, document, silence } = makeSilence();
    document.hidden = true;
    silence.expect();
    await time.advance(60_000);
    assert.deepEqual(told, []);
  });
});

describe("closing:", () => {
  const CONTROL = { control: "admin" };
  const makeStore = ({ users = [], role = true, leader = null, current = {}, owner = 1 } = {}) => ({
    room: { owner_id: owner, admins: [3], chat_admins: [], grants: CONTROL, current },
    presence: { users: users.map((id) => ({ id })), leader_id: leader },
    me: { id: 1 },
    can: () => role,
  });
  const loss = (store, { draft = "", lines = [] } = {}) =>
    lossOfClosing({ store, chat: { lines }, draft });

  test("nothing is lost where nothing is unsent and others can go on", () => {
    assert.equal(loss(makeStore({ users: [1] })), null);
    assert.equal(loss(makeStore({ users: [1, 2, 3] })), null);
    assert.equal(loss(makeStore({ users: [1, 2], role: false })), null);
    assert.equal(loss(makeStore({ users: [1, 2], leader: 2 })), null);
    assert.equal(loss(makeStore({ users: [1, 2], current: null })), null);
  });

  test("the only one in control of people who watch is missed", () => {
    assert.equal(loss(makeStore({ users: [1, 2] })), "control");
  });

  test("a line that was not sent is lost", () => {
    assert.equal(loss(makeStore(), { draft: "half a sen" }), "line");
    assert.equal(loss(makeStore(), { draft: "  " }), null);
    assert.equal(loss(makeStore(), { lines: [{ state: "failed" }] }), "line");
    assert.equal(loss(makeStore(), { lines: [{ state: "sent" }] }), null);
  });
});

test("saving takes the finest level a phone shows well, else the lowest", () => {
  const levels = (...heights) => heights.map((height) => ({ height }));
  assert.equal(levelCap(levels(240, 480, 1080)), 1);
  assert.equal(levelCap(levels(1080, 360, 240)), 1);
  assert.equal(levelCap(levels(720, 1080)), 0);
  assert.equal(levelCap([]), 0);
});

test("the second screen is an address, and the way back is one too", () => {
  const room = { pathname: "/room/a", search: "?startapp=x" };
  const second = addressOf(room, { chatOnly: true });
  assert.equal(second, "/room/a?startapp=x&screen=chat");
  assert.equal(isChatOnly(new URL(second, "https://ours.example")), true);
  assert.equal(isChatOnly(room), false);
  assert.equal(addressOf(new URL(second, "https://ours.example"), { chatOnly: false }), "/room/a?startapp=x");
});
