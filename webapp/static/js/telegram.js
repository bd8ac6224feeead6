import { Bridge, launchParams, parsed } from "./bridge.js";
import { createAppearance } from "./appearance.js";
import { createKeepsake } from "./lib/keepsake.js";

// iOS 12.9 never answers a request for fullscreen; an answer that comes, comes at once.
const FULLSCREEN_ANSWER_MS = 500;
// Felt rather than heard; longer ones read as an alarm. On and off in turn.
const VIBRATION_MS = {
  tap: [12],
  success: [12, 60, 12],
  warning: [20, 60, 20],
  error: [30, 40, 30],
};
const INSETS = {
  safe_area_changed: "--tg-safe-area-inset",
  content_safe_area_changed: "--tg-content-safe-area-inset",
};

/**
 * Greet the Telegram client around the page and put its theme and its insets into CSS variables.
 *
 * Outside Telegram `isInside` is false, links open in a tab, taps vibrate, the rest does nothing.
 * `on(event, handler)` takes the client's own names of events and returns a function that stops it.
 *
 * @param {Window} window
 */
export function connectTelegram(window) {
  const launch = launchParams(window);
  const bridge = new Bridge(window, launch);
  const signed = new URLSearchParams(launch.get("tgWebAppData") ?? "");
  const query = new URLSearchParams(window.location.search);
  const user = parsed(signed.get("user")) ?? {};
  const appearance = createAppearance(window.document.documentElement);
  dress(window, bridge, launch, appearance);

  return {
    isInside: bridge.isInside,
    initData: launch.get("tgWebAppData") ?? "",
    // The address first: a link pasted since is newer than the one the launch came with.
    startParam:
      query.get("startapp") || query.get("tgWebAppStartParam") || signed.get("start_param") || "",
    platform: launch.get("tgWebAppPlatform") ?? "unknown",
    version: bridge.version,
    languageCode: user.language_code ?? "",
    userName: [user.first_name, user.last_name].filter(Boolean).join(" "),
    get colorScheme() {
      const { theme } = window.document.documentElement.dataset;
      return theme ?? (prefers(window, "color-scheme: dark") ? "dark" : "light");
    },
    isVersionAtLeast: (version) => bridge.isVersionAtLeast(version),
    /** @param {"auto" | "light" | "dark"} theme Auto is the client's, elsewhere the system's. */
    chooseTheme: (theme) => appearance.choose(theme),
    on: (event, handler) => bridge.on(event, handler),
    ready: () => bridge.post("web_app_ready"),
    expand: () => bridge.post("web_app_expand"),
    haptic: haptic(window, bridge),
    backButton: backButton(bridge),
    setVerticalSwipes: (isAllowed) =>
      bridge.post("web_app_setup_swipe_behavior", { allow_vertical_swipe: isAllowed }, "7.7"),
    setClosingConfirmation: (isNeeded) =>
      bridge.post("web_app_setup_closing_behavior", { need_confirmation: isNeeded }, "6.2"),
    requestFullscreen: () => requestFullscreen(window, bridge),
    exitFullscreen: () => bridge.post("web_app_exit_fullscreen", undefined, "8.0"),
    sharePrepared: (id) => sharePrepared(bridge, id),
    canSwitchInline: launch.has("tgWebAppBotInline") && bridge.isVersionAtLeast("6.7"),
    switchInline: (query, chatTypes) =>
      bridge.post("web_app_switch_inline_query", { query, chat_types: chatTypes }, "6.7"),
    openLink: (url) => openLink(window, bridge, url),
    openTelegramLink: (url) => openTelegramLink(window, bridge, url),
  };
}

const prefers = (window, feature) => window.matchMedia(`(prefers-${feature})`).matches;

/** The client's colours, viewport and insets, where the stylesheets read them. */
function dress(window, bridge, launch, appearance) {
  if (!bridge.isInside) return;
  const { dataset, style } = window.document.documentElement;
  dataset.platform = launch.get("tgWebAppPlatform") ?? "unknown";
  appearance.paint(parsed(launch.get("tgWebAppThemeParams")) ?? {});
  bridge.on("theme_changed", ({ theme_params }) => appearance.paint(theme_params ?? {}));
  bridge.on("viewport_changed", ({ height, is_state_stable }) => {
    if (!(height > 0)) return;
    style.setProperty("--tg-viewport-height", `${height}px`);
    if (is_state_stable) style.setProperty("--tg-viewport-stable-height", `${height}px`);
  });
  for (const [event, prefix] of Object.entries(INSETS)) {
    bridge.on(event, (insets) => {
      for (const side of ["top", "bottom", "left", "right"]) {
        if (insets[side] >= 0) style.setProperty(`${prefix}-${side}`, `${insets[side]}px`);
      }
    });
  }
  bridge.post("web_app_set_header_color", { color_key: "bg_color" }, "6.1");
  bridge.post("web_app_request_theme");
  bridge.post("web_app_request_viewport");
  bridge.post("web_app_request_safe_area", undefined, "8.0");
  bridge.post("web_app_request_content_safe_area", undefined, "8.0");
}

function haptic(window, bridge) {
  const keepsake = createKeepsake(window);
  const isCalm = () => prefers(window, "reduced-motion: reduce");
  const isOn = () => keepsake.get("vibration") !== "off";
  const trigger = (touch, pattern) => {
    if (!isOn() || isCalm()) return;
    if (bridge.post("web_app_trigger_haptic_feedback", touch, "6.1")) return;
    const { navigator } = window;
    // Before the first tap browsers refuse to vibrate and complain about being asked.
    if (!navigator.vibrate || !navigator.userActivation?.hasBeenActive) return;
    navigator.vibrate(pattern);
  };
  return {
    /** Whether there is anything to feel on this device. */
    get isPossible() {
      const isHeld = window.matchMedia("(any-pointer: coarse)").matches;
      return isHeld && Boolean(bridge.isInside || window.navigator.vibrate);
    },
    /** Whether the device asks for stillness, whatever is chosen here. */
    get isCalm() {
      return isCalm();
    },
    /** What the person has chosen; kept on the device. */
    get isOn() {
      return isOn();
    },
    set isOn(turnsOn) {
      keepsake.set("vibration", turnsOn ? "on" : "off");
    },
    /** @param {"light" | "medium" | "heavy" | "rigid" | "soft"} style */
    impact: (style) => trigger({ type: "impact", impact_style: style }, VIBRATION_MS.tap),
    /** @param {"error" | "success" | "warning"} type */
    notify: (type) =>
      trigger({ type: "notification", notification_type: type }, VIBRATION_MS[type]),
    selection: () => trigger({ type: "selection_change" }, VIBRATION_MS.tap),
  };
}

function backButton(bridge) {
  let stop = () => {};
  const setVisible = (isVisible) =>
    bridge.post("web_app_setup_back_button", { is_visible: isVisible }, "6.1");
  return {
    show(handler) {
      stop();
      stop = bridge.on("back_button_pressed", handler);
      setVisible(true);
    },
    hide() {
      stop();
      setVisible(false);
    },
  };
}

/** @returns {Promise<boolean>} Whether the client has given the whole screen. */
function requestFullscreen(window, bridge) {
  return new Promise((resolve) => {
    const stops = [];
    const settle = (isFullscreen) => {
      for (const stop of stops) stop();
      window.clearTimeout(timer);
      resolve(isFullscreen);
    };
    const timer = window.setTimeout(() => settle(false), FULLSCREEN_ANSWER_MS);
    stops.push(
      bridge.on("fullscreen_changed", ({ is_fullscreen }) => settle(is_fullscreen === true)),
      bridge.on("fullscreen_failed", ({ error }) => settle(error === "ALREADY_FULLSCREEN")),
    );
    if (!bridge.post("web_app_request_fullscreen", undefined, "8.0")) settle(false);
  });
}

/**
 * Let the person choose a chat for a message that the bot has prepared.
 *
 * @returns {Promise<string>} "sent", or in the client's words why not: `USER_DECLINED` is a choice,
 *   and `UNSUPPORTED` also what clients before 8.0 are answered for with.
 */
function sharePrepared(bridge, id) {
  return new Promise((resolve) => {
    const stops = [];
    const settle = (outcome) => {
      for (const stop of stops) stop();
      resolve(outcome);
    };
    stops.push(
      bridge.on("prepared_message_sent", () => settle("sent")),
      bridge.on("prepared_message_failed", ({ error }) => settle(error ?? "UNKNOWN_ERROR")),
    );
    if (!bridge.post("web_app_send_prepared_message", { id }, "8.0")) settle("UNSUPPORTED");
  });
}

function openLink(window, bridge, url) {
  const href = new URL(url, window.location.href).href;
  if (bridge.post("web_app_open_link", { url: href }, "6.1")) return;
  window.open(href, "_blank", "noopener");
}

function openTelegramLink(window, bridge, url) {
  const { hostname, pathname, search } = new URL(url);
  const isPosted =
    hostname === "t.me" &&
    bridge.post("web_app_open_tg_link", { path_full: pathname + search }, "6.1");
  if (!isPosted) openLink(window, bridge, url);
}
