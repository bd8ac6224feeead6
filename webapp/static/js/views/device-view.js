import { h, icon } from "../lib/dom.js";
import { THEMES } from "../preferences.js";
import { addressOf, isChatOnly } from "../second-screen.js";
import { openKeys } from "./keys-view.js";
import { entry, segments, toggle } from "./menu-parts.js";
import { offsetWords, openOwnOffset } from "./own-offset-view.js";
import { vibrationSwitch } from "./vibration-view.js";

/** What concerns this device alone: its colours, its data, whether it shows the video. */
export function deviceSection(room, follow) {
  const { preferences, picture, stage, telegram, t } = room;
  const hasKeys = matchMedia("(hover: hover)").matches;
  return h(
    "section",
    { class: "device", "data-testid": "device" },
    h("h3", { class: "field__label" }, t("device_title")),
    stage.isScreen && ownOffset(room, follow),
    themeChoice(preferences, t),
    saverSwitch(preferences, t),
    vibrationSwitch(telegram, t),
    secondScreen(t),
    hasKeys &&
      h(
        "button",
        {
          class: "btn btn--wide menu__item",
          type: "button",
          "data-testid": "menu-keys",
          onclick: () => follow(() => openKeys({ picture, t })),
        },
        icon("keyboard"),
        t("keys_title"),
      ),
  );
}

function ownOffset(room, follow) {
  const { preferences, t } = room;
  const ms = preferences.ownOffsetMs;
  const text = h(
    "span",
    { class: "choice__text" },
    h("b", {}, t("offset_entry")),
    ms !== 0 && offsetWords(ms, room),
  );
  return entry("volume", text, "menu-offset", () => follow(() => openOwnOffset(room)));
}

function themeChoice(preferences, t) {
  return segments({
    name: "theme",
    legend: t("device_theme"),
    options: THEMES.map((value) => ({ value, label: t(`device_theme_${value}`) })),
    held: () => preferences.theme,
    choose: (value) => {
      preferences.theme = value;
      return true;
    },
  });
}

function saverSwitch(preferences, t) {
  return toggle({
    label: t("device_saver"),
    hint: t("device_saver_hint"),
    testid: "data-saver",
    isOn: preferences.isSaving,
    change: (isOn) => {
      preferences.isSaving = isOn;
      return true;
    },
  });
}

function secondScreen(t) {
  const isOn = isChatOnly(location);
  const attributes = {
    class: "btn btn--wide menu__item",
    href: addressOf(location, { chatOnly: !isOn }),
    "data-testid": "second-screen",
  };
  const label = t(isOn ? "device_with_video" : "device_chat_only");
  return h("a", attributes, icon(isOn ? "play" : "chat"), label);
}
