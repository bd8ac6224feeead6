import { h } from "../lib/dom.js";
import { Command } from "../protocol.js";
import { segments } from "./menu-parts.js";

const CHOICES_S = [0.5, 1, 2, 5];

/** From how far off a page jumps to where the room is, as a choice of its menu. */
export function toleranceChoice({ store, send, t, locale }) {
  const fieldset = segments({
    name: "tolerance",
    legend: t("tolerance"),
    options: CHOICES_S.map((seconds) => ({
      value: String(seconds),
      label: t("tolerance_seconds", { seconds: seconds.toLocaleString(locale) }),
    })),
    held: () => String(store.room.tolerance_s),
    choose: (value) => send(Command.SET_TOLERANCE, { tolerance_s: Number(value) }),
  });
  fieldset.append(h("p", { class: "field__hint" }, t("tolerance_hint")));
  return fieldset;
}
