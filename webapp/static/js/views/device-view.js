import { h, icon } from "../lib/dom.js";
import { THEMES } from "../preferences.js";
import { addressOf, isChatOnly } from "../second-screen.js";
import { openKeys } from "./keys-view.js";
import { vibrationSwitch } from "./vibration-view.js";

/** What concerns this device alone: its colours, its data, whether it shows the video. */
export function deviceSection({ preferences, picture, telegram, t }, follow) {
  const hasKeys = matchMedia("(hover: hover)").matches;
  return h(
    "section",
    { class: "device", "data-testid": "device" },
    h("h3", { class: "field__label" }, t("device_title")),
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

function themeChoice(preferences, t) {
  const choose = ({ target }) => {
    preferences.theme = target.value;
  };
  const option = (value) => {
    const radio = { type: "radio", name: "theme", value, checked: preferences.theme === value };
    return h(
      "label",
      { class: "device__theme" },
      h("input", { ...radio, onchange: choose, "data-testid": `theme-${value}` }),
      h("span", {}, t(`device_theme_${value}`)),
    );
  };
  const legend = h("legend", { class: "visually-hidden" }, t("device_theme"));
  return h("fieldset", { class: "device__themes" }, legend, ...THEMES.map(option));
}

function saverSwitch(preferences, t) {
  const box = h("input", {
    class: "choice__radio",
    type: "checkbox",
    role: "switch",
    checked: preferences.isSaving,
    "aria-describedby": "device-saver-hint",
    "data-testid": "data-saver",
    onchange: () => {
      preferences.isSaving = box.checked;
    },
  });
  return h(
    "label",
    { class: "choice" },
    box,
    h(
      "span",
      { class: "choice__text" },
      h("b", {}, t("device_saver")),
      h("span", { id: "device-saver-hint" }, t("device_saver_hint")),
    ),
  );
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
