import assert from "node:assert/strict";
import { test } from "node:test";

import { connectTelegram } from "../../webapp/static/js/telegram.js";

const USER = { id: 7, first_name: "Анна", last_name: "К", language_code: "ru" };
const DARK = { bg_color: "#17212b", text_color: "#f5f5f5" };

function launchHash(options = {}) {
  const { version = "8.0", startParam = "", theme = DARK, platform = "ios", ...rest } = options;
  const signed = new URLSearchParams({ user: JSON.stringify(USER), hash: "00" });
  if (startParam) signed.set("start_param", startParam);
  return `#${new URLSearchParams({
    tgWebAppData: signed,
    tgWebAppVersion: version,
    tgWebAppPlatform: platform,
    tgWebAppThemeParams: JSON.stringify(theme),
    ...rest,
  })}`;
}

/** As much of a browser's window as the bridge touches, and what was done to it. */
function fakeWindow({ hash = launchHash(), search = "", stored = new Map(), ...rest } = {}) {
  const events = new EventTarget();
  const variables = new Map();
  const timers = new Map();
  const window = {
    variables,
    opened: [],
    vibrations: [],
    reloads: 0,
    location: { hash, search, pathname: "/", href: `https://ours.example/${search}${hash}` },
    history: { state: null, replaceState: (state, title, url) => (window.location.shown = url) },
    sessionStorage: {
      getItem: (key) => stored.get(key) ?? null,
      setItem: (key, value) => stored.set(key, value),
    },
    navigator: {
      vibrate: (pattern) => window.vibrations.push(pattern),
      userActivation: { hasBeenActive: true },
    },
    document: {
      documentElement: {
        dataset: {},
        style: { setProperty: (name, value) => variables.set(name, value) },
      },
    },
    addEventListener: (type, handler) => events.addEventListener(type, handler),
    matchMedia: () => ({ matches: false }),
    open: (...args) => window.opened.push(args),
    setTimeout: (handler) => timers.set(timers.size + 1, handler).size,
    clearTimeout: (id) => timers.delete(id),
    expire: () => [...timers.values()].forEach((handler) => handler()),
    receiveMessage: (source, data) =>
      events.dispatchEvent(Object.assign(new Event("message"), { source, data })),
    ...rest,
  };
  window.location.reload = () => (window.reloads += 1);
  window.parent ??= window;
  return window;
}

/** A window inside a native client, with what the page has posted to it. */
function nativeWindow(options) {
  const posted = [];
  const TelegramWebviewProxy = { postEvent: (type, json) => posted.push([type, JSON.parse(json)]) };
  const window = fakeWindow({ TelegramWebviewProxy, ...options });
  const sent = (kind) => posted.filter(([type]) => type === kind).map(([, data]) => data);
  return { window, sent, receive: (...event) => window.Telegram.WebView.receiveEvent(...event) };
}

function framedWindow(options) {
  const posted = [];
  const parent = { postMessage: (json, origin) => posted.push({ ...JSON.parse(json), origin }) };
  const window = fakeWindow({ parent, ...options });
  const sent = (kind) => posted.filter(({ eventType }) => eventType === kind);
  const receive = (eventType, eventData) =>
    window.receiveMessage(parent, JSON.stringify({ eventType, eventData }));
  return { window, sent, receive };
}

test("the launch data say who is here, in which language, and by which link", () => {
  const { window } = nativeWindow({ hash: launchHash({ startParam: "token" }) });
  const telegram = connectTelegram(window);
  assert.equal(telegram.isInside, true);
  assert.equal(new URLSearchParams(telegram.initData).get("hash"), "00");
  assert.equal(telegram.userName, "Анна К");
  assert.equal(telegram.languageCode, "ru");
  assert.equal(telegram.startParam, "token");
  assert.equal(telegram.platform, "ios");
});

test("the launch data leave the address and outlive a reload", () => {
  const stored = new Map();
  const { window } = nativeWindow({ stored, search: "?a=1" });
  const { initData } = connectTelegram(window);
  assert.equal(window.location.shown, "/?a=1");
  const reloaded = connectTelegram(nativeWindow({ stored, hash: "" }).window);
  assert.equal(reloaded.initData, initData);
  assert.equal(reloaded.isInside, true);
});

test("launch data that cannot be stored stay in the address", () => {
  const { window } = nativeWindow();
  delete window.sessionStorage;
  Object.defineProperty(window, "sessionStorage", {
    get: () => {
      throw new Error("SecurityError");
    },
  });
  assert.notEqual(connectTelegram(window).initData, "");
  assert.equal(window.location.shown, undefined);
});

test("a link in the address is newer than the one of the launch", () => {
  const { window } = nativeWindow({
    hash: launchHash({ startParam: "old" }),
    search: "?startapp=new",
  });
  assert.equal(connectTelegram(window).startParam, "new");
  const outside = fakeWindow({ hash: "", search: "?tgWebAppStartParam=plain" });
  assert.equal(connectTelegram(outside).startParam, "plain");
});

test("outside Telegram nothing is posted and nothing breaks", async () => {
  const parent = { postMessage: () => assert.fail("posted to a stranger") };
  const window = fakeWindow({ hash: "#comments", parent });
  const telegram = connectTelegram(window);
  telegram.ready();
  telegram.expand();
  telegram.backButton.show(() => assert.fail("nobody can press it"));
  telegram.backButton.hide();
  telegram.setVerticalSwipes(false);
  telegram.exitFullscreen();
  assert.equal(telegram.isInside, false);
  assert.equal(telegram.initData, "");
  assert.equal(await telegram.requestFullscreen(), false);
  assert.equal(window.Telegram, undefined);
  assert.equal(window.location.shown, undefined);
});

test("the native clients' proxy takes a type and JSON", () => {
  const { window, sent } = nativeWindow();
  const telegram = connectTelegram(window);
  telegram.ready();
  telegram.setVerticalSwipes(false);
  assert.deepEqual(sent("web_app_ready"), [""]);
  assert.deepEqual(sent("web_app_setup_swipe_behavior"), [{ allow_vertical_swipe: false }]);
});

test("old Windows clients are notified", () => {
  const posted = [];
  const external = { notify: (json) => posted.push(JSON.parse(json)) };
  connectTelegram(fakeWindow({ external })).ready();
  assert.ok(posted.some(({ eventType }) => eventType === "web_app_ready"));
});

test("in a frame the parent is told that the page can be reloaded", () => {
  const { window, sent, receive } = framedWindow();
  connectTelegram(window);
  const [ready] = sent("iframe_ready");
  assert.deepEqual(ready.eventData, { reload_supported: true });
  receive("reload_iframe");
  assert.equal(sent("iframe_will_reload").length, 1);
  assert.equal(window.reloads, 1);
});

test("messages of other windows than the parent are ignored", () => {
  const { window, receive } = framedWindow();
  const telegram = connectTelegram(window);
  const heard = [];
  telegram.on("back_button_pressed", (detail) => heard.push(detail));
  const forged = JSON.stringify({ eventType: "back_button_pressed" });
  window.receiveMessage({}, forged);
  window.receiveMessage(window, forged);
  window.receiveMessage(null, forged);
  assert.deepEqual(heard, []);
  receive("back_button_pressed");
  assert.equal(heard.length, 1);
});

test("at the top level no message is taken for the client's", () => {
  const { window } = nativeWindow();
  const telegram = connectTelegram(window);
  telegram.on("back_button_pressed", () => assert.fail("forged"));
  window.receiveMessage(window, JSON.stringify({ eventType: "back_button_pressed" }));
});

test("what is not a message of Telegram's is passed over", () => {
  const { window, receive } = framedWindow();
  connectTelegram(window);
  for (const data of ["not json", "null", "17", '"text"', { eventType: "reload_iframe" }]) {
    window.receiveMessage(window.parent, data);
  }
  receive("event_of_the_future", { depth: 3 });
  assert.equal(window.reloads, 0);
});

test("every alias of the clients reaches the same handlers", () => {
  const { window } = nativeWindow();
  const telegram = connectTelegram(window);
  let heard = 0;
  const stop = telegram.on("activated", () => (heard += 1));
  window.Telegram.WebView.receiveEvent("activated");
  window.TelegramGameProxy.receiveEvent("activated");
  window.TelegramGameProxy_receiveEvent("activated");
  assert.equal(heard, 3);
  stop();
  window.Telegram.WebView.receiveEvent("activated");
  assert.equal(heard, 3);
});

test("a client is asked only for what its version knows", async () => {
  const { window, sent } = nativeWindow({ hash: launchHash({ version: "6.9" }) });
  const telegram = connectTelegram(window);
  telegram.setVerticalSwipes(false);
  telegram.setClosingConfirmation(true);
  assert.deepEqual(sent("web_app_setup_swipe_behavior"), []);
  assert.deepEqual(sent("web_app_setup_closing_behavior"), [{ need_confirmation: true }]);
  assert.deepEqual(sent("web_app_request_safe_area"), []);
  assert.equal(await telegram.requestFullscreen(), false);
  assert.deepEqual(sent("web_app_request_fullscreen"), []);
});

test("versions are compared as numbers, not as texts", () => {
  const { window } = nativeWindow({ hash: launchHash({ version: "7.10" }) });
  const { isVersionAtLeast } = connectTelegram(window);
  assert.equal(isVersionAtLeast("7.7"), true);
  assert.equal(isVersionAtLeast("7.10"), true);
  assert.equal(isVersionAtLeast("8.0"), false);
  assert.equal(isVersionAtLeast("6.99"), true);
});

test("the theme becomes variables and decides between light and dark", () => {
  const { window, receive } = nativeWindow();
  const telegram = connectTelegram(window);
  assert.equal(window.variables.get("--tg-theme-bg-color"), "#17212b");
  assert.equal(telegram.colorScheme, "dark");
  receive("theme_changed", { theme_params: { bg_color: "#ffffff" } });
  assert.equal(window.variables.get("--tg-theme-bg-color"), "#ffffff");
  assert.equal(telegram.colorScheme, "light");
  receive("theme_changed", {});
  assert.equal(telegram.colorScheme, "light");
});

test("the stable height does not follow a drag, the other does", () => {
  const { window, receive } = nativeWindow();
  connectTelegram(window);
  receive("viewport_changed", { height: 700, is_state_stable: true, is_expanded: true });
  receive("viewport_changed", { height: 512 });
  receive("viewport_changed", {});
  assert.equal(window.variables.get("--tg-viewport-height"), "512px");
  assert.equal(window.variables.get("--tg-viewport-stable-height"), "700px");
});

test("insets become variables", () => {
  const { window, receive } = nativeWindow();
  connectTelegram(window);
  receive("safe_area_changed", { top: 47, bottom: 34, left: 0, right: 0 });
  receive("content_safe_area_changed", { top: 46, bottom: "x" });
  assert.equal(window.variables.get("--tg-safe-area-inset-top"), "47px");
  assert.equal(window.variables.get("--tg-safe-area-inset-left"), "0px");
  assert.equal(window.variables.get("--tg-content-safe-area-inset-top"), "46px");
  assert.equal(window.variables.has("--tg-content-safe-area-inset-bottom"), false);
});

test("fullscreen is what the client answers, and no when it is silent", async () => {
  const { window, receive } = nativeWindow();
  const telegram = connectTelegram(window);
  const granted = telegram.requestFullscreen();
  receive("fullscreen_changed", { is_fullscreen: true });
  assert.equal(await granted, true);
  const failed = telegram.requestFullscreen();
  receive("fullscreen_failed", { error: "UNSUPPORTED" });
  assert.equal(await failed, false);
  const silent = telegram.requestFullscreen();
  window.expire();
  assert.equal(await silent, false);
});

test("the back button calls its newest handler, and none once hidden", () => {
  const { window, sent, receive } = nativeWindow();
  const { backButton } = connectTelegram(window);
  const pressed = [];
  backButton.show(() => pressed.push("first"));
  backButton.show(() => pressed.push("second"));
  receive("back_button_pressed");
  backButton.hide();
  receive("back_button_pressed");
  assert.deepEqual(pressed, ["second"]);
  const shown = sent("web_app_setup_back_button").map(({ is_visible }) => is_visible);
  assert.deepEqual(shown, [true, true, false]);
});

test("touches are the client's inside Telegram and the phone's outside", () => {
  const { window, sent } = nativeWindow();
  connectTelegram(window).haptic.impact("light");
  const [touch] = sent("web_app_trigger_haptic_feedback");
  assert.deepEqual(touch, { type: "impact", impact_style: "light" });
  assert.deepEqual(window.vibrations, []);
  const outside = fakeWindow({ hash: "" });
  connectTelegram(outside).haptic.notify("success");
  assert.equal(outside.vibrations.length, 1);
});

test("nothing vibrates for those who want less motion, or before the first tap", () => {
  const still = fakeWindow({
    hash: "",
    matchMedia: (query) => ({ matches: query === "(prefers-reduced-motion: reduce)" }),
  });
  connectTelegram(still).haptic.impact("light");
  assert.deepEqual(still.vibrations, []);
  const untouched = fakeWindow({ hash: "" });
  untouched.navigator.userActivation.hasBeenActive = false;
  connectTelegram(untouched).haptic.selection();
  assert.deepEqual(untouched.vibrations, []);
});

test("links of Telegram's open in it, others beside it", () => {
  const { window, sent } = nativeWindow();
  const telegram = connectTelegram(window);
  telegram.openTelegramLink("https://t.me/share/url?url=x");
  telegram.openTelegramLink("https://elsewhere.example/a");
  telegram.openLink("/terms");
  assert.deepEqual(sent("web_app_open_tg_link"), [{ path_full: "/share/url?url=x" }]);
  assert.deepEqual(sent("web_app_open_link"), [
    { url: "https://elsewhere.example/a" },
    { url: "https://ours.example/terms" },
  ]);
  const outside = fakeWindow({ hash: "" });
  connectTelegram(outside).openTelegramLink("https://t.me/share/url?url=x");
  assert.deepEqual(outside.opened, [["https://t.me/share/url?url=x", "_blank", "noopener"]]);
});

test("a prepared message is offered to the client, which tells what became of it", async () => {
  const { window, sent, receive } = nativeWindow();
  const telegram = connectTelegram(window);
  const outcome = telegram.sharePrepared("p1");
  assert.deepEqual(sent("web_app_send_prepared_message"), [{ id: "p1" }]);
  receive("prepared_message_sent");
  assert.equal(await outcome, "sent");
  const declined = telegram.sharePrepared("p2");
  receive("prepared_message_failed", { error: "USER_DECLINED" });
  assert.equal(await declined, "USER_DECLINED");
});

test("a client that knows no prepared messages is not bothered with one", async () => {
  const { window, sent } = nativeWindow({ hash: launchHash({ version: "7.10" }) });
  assert.equal(await connectTelegram(window).sharePrepared("p1"), "UNSUPPORTED");
  assert.deepEqual(sent("web_app_send_prepared_message"), []);
});

test("inline mode is there if the bot has it and the client can switch to it", () => {
  const can = (options) => {
    const { window } = nativeWindow({ hash: launchHash(options) });
    return connectTelegram(window).canSwitchInline;
  };
  assert.equal(can({ tgWebAppBotInline: "1" }), true);
  assert.equal(can({ tgWebAppBotInline: "1", version: "6.6" }), false);
  assert.equal(can({}), false);
  const { window, sent } = nativeWindow({ hash: launchHash({ tgWebAppBotInline: "1" }) });
  connectTelegram(window).switchInline("room1", ["users"]);
  const asked = { query: "room1", chat_types: ["users"] };
  assert.deepEqual(sent("web_app_switch_inline_query"), [asked]);
});
