import { h } from "../lib/dom.js";

/** Whether emotions and taps are felt on this device; nothing where nothing can be felt. */
export function vibrationSwitch({ haptic }, t) {
  if (!haptic.isPossible) return null;
  const box = h("input", {
    class: "choice__radio",
    type: "checkbox",
    role: "switch",
    checked: haptic.isOn && !haptic.isCalm,
    disabled: haptic.isCalm,
    "data-testid": "vibration",
    onchange: () => {
      haptic.isOn = box.checked;
      haptic.impact("light");
    },
  });
  const words = h("b", {}, t("haptics"));
  const hint = haptic.isCalm && t("haptics_calm");
  return h("label", { class: "choice" }, box, h("span", { class: "choice__text" }, words, hint));
}
