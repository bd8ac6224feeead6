import { openDialog } from "../lib/dialog.js";
import { h, icon } from "../lib/dom.js";
import { nameOf } from "../lib/format.js";
import { Command, Grounds } from "../protocol.js";

// What the server takes; see MAX_WORDS in shared/domain/reporting.py.
const MAX_WORDS = 500;

/**
 * Ask what is wrong, and report it to those who run the service.
 *
 * @param {object} room What room.js has made.
 * @param {{about: "message" | "person" | "room", message_id?: number, user_id?: number,
 *   name?: string}} subject The name is a person's, for the title.
 */
export function openReport({ send, toast, t }, { name, ...subject }) {
  const words = h("textarea", {
    class: "field__input",
    id: "report-words",
    maxlength: MAX_WORDS,
    dir: "auto",
    "data-testid": "report-words",
  });
  const attributes = { class: "btn btn--primary btn--wide", "data-testid": "report-send" };
  const button = h("button", attributes, t("report_send"));
  const form = h(
    "form",
    { class: "stack", onsubmit: report },
    h("p", { class: "soft small" }, t("report_hint")),
    h(
      "fieldset",
      { class: "choices" },
      h("legend", { class: "field__label" }, t("report_grounds")),
      ...Object.values(Grounds).map((grounds) => choice(grounds, t)),
    ),
    h(
      "div",
      { class: "field" },
      h("label", { class: "field__label", for: words.id }, t("report_words")),
      words,
    ),
    button,
  );
  const title = t(`report_about_${subject.about}`, { name: nameOf({ ...subject, name }, t) });
  const dialog = openDialog({ title, closeLabel: t("close"), testid: "report-dialog" }, form);

  async function report(event) {
    event.preventDefault();
    button.disabled = true;
    const reason = new FormData(form).get("reason");
    const isTaken = await send(Command.REPORT, { ...subject, reason, text: words.value });
    button.disabled = false;
    if (!isTaken) return;
    dialog.close();
    toast(t("report_taken"), "success");
  }
}

/** @returns {HTMLElement} A button for a menu; what it does is `act`. */
export function reportButton(label, act) {
  const attributes = { class: "btn btn--wide menu__item", type: "button", onclick: act };
  return h("button", { ...attributes, "data-testid": "report" }, icon("warning"), label);
}

function choice(grounds, t) {
  const radio = { type: "radio", name: "reason", value: grounds, required: true };
  return h(
    "label",
    { class: "choice" },
    h("input", { ...radio, class: "choice__radio", "data-testid": `report-${grounds}` }),
    h("span", { class: "choice__text" }, h("b", {}, t(`report_grounds_${grounds}`))),
  );
}
