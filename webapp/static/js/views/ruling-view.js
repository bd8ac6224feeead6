import { openDialog } from "../lib/dialog.js";
import { h } from "../lib/dom.js";

// What the server takes; see MAX_REASON in webapp/review.py.
const MAX_REASON = 300;
const DAY_S = 24 * 60 * 60;
const DURATIONS = { day: DAY_S, week: 7 * DAY_S, month: 30 * DAY_S, ever: null };
const GRAVE = new Set(["closed", "banned"]);

/**
 * Ask why, and for how long if it is a ban.
 *
 * @param {string} ruling As `Ruling` in shared/review.py names it.
 * @param {string} title
 * @returns {Promise<{reason: string, duration_s?: number | null} | null>} Null if it was left.
 */
export function askForReason(ruling, title, t) {
  return new Promise((resolve) => {
    let answer = null;
    const reason = h("textarea", {
      class: "field__input",
      id: "ruling-reason",
      maxlength: MAX_REASON,
      required: true,
      dir: "auto",
      "data-testid": "ruling-reason",
    });
    const style = GRAVE.has(ruling) ? "btn--danger" : "btn--primary";
    const form = h(
      "form",
      { class: "stack", onsubmit: decide },
      ruling === "banned" && durations(t),
      h(
        "div",
        { class: "field" },
        h("label", { class: "field__label", for: reason.id }, t("review_reason")),
        reason,
        h("p", { class: "field__hint" }, t(`review_reason_${toldOf(ruling)}`)),
      ),
      h("button", { class: `btn btn--wide ${style}`, "data-testid": "ruling-submit" }, title),
    );
    const dialog = openDialog({ title, closeLabel: t("close"), testid: "ruling-dialog" }, form);
    dialog.addEventListener("close", () => resolve(answer));

    function decide(event) {
      event.preventDefault();
      const chosen = new FormData(form).get("duration");
      answer = {
        reason: reason.value,
        ...(chosen && { duration_s: DURATIONS[chosen] }),
      };
      dialog.close();
    }
  });
}

const toldOf = (ruling) => (ruling === "dismissed" ? "kept" : "told");

function durations(t) {
  return h(
    "fieldset",
    { class: "choices" },
    h("legend", { class: "field__label" }, t("review_ban_for")),
    ...Object.keys(DURATIONS).map((name, at) =>
      h(
        "label",
        { class: "choice" },
        h("input", {
          class: "choice__radio",
          type: "radio",
          name: "duration",
          value: name,
          checked: at === 0,
          "data-testid": `ban-${name}`,
        }),
        h("span", { class: "choice__text" }, h("b", {}, t(`review_ban_${name}`))),
      ),
    ),
  );
}
