import { openDialog } from "../lib/dialog.js";
import { h } from "../lib/dom.js";
import { nameOf } from "../lib/format.js";
import { Command } from "../protocol.js";

const COMMANDS = { kick: Command.KICK_USER, mute: Command.MUTE_USER, ban: Command.BAN_USER };
// Seconds; "" is for good.
const LENGTHS = { 600: "for_10_minutes", 3600: "for_hour", 86400: "for_day", "": "for_good" };
const USUAL = { mute: "600", ban: "" };
// What the server takes; see MAX_REASON in shared/domain/sanctions.py.
const MAX_REASON = 200;

/**
 * Ask for how long and why, and do it.
 *
 * @param {{id: number, name: string}} person
 * @param {"kick" | "mute" | "ban"} kind
 */
export function openSanction(room, person, kind) {
  const { send, toast, t } = room;
  const name = nameOf(person, t);
  const form = h(
    "form",
    { class: "stack", onsubmit: submit },
    h("p", { class: "soft small" }, t(`sanction_${kind}_hint`)),
    kind in USUAL && lengthChoice(kind, t),
    reasonField(t),
    kind !== "mute" && forgetChoice(t),
    h(
      "button",
      { class: "btn btn--danger btn--wide", type: "submit", "data-testid": "sanction-submit" },
      t(`person_${kind}`),
    ),
  );
  const words = { title: t(`sanction_${kind}`, { name }), closeLabel: t("close") };
  const dialog = openDialog({ ...words, testid: "sanction-dialog" }, form);

  async function submit(event) {
    event.preventDefault();
    const asked = new FormData(form);
    const length = asked.get("length");
    dialog.close();
    const isDone = await send(COMMANDS[kind], {
      user_id: person.id,
      reason: asked.get("reason").trim(),
      ...(length && { for_s: Number(length) }),
    });
    if (!isDone) return;
    if (asked.has("forget")) await send(Command.DELETE_MESSAGES, { user_id: person.id });
    toast(t(`sanction_${kind}_done`, { name }), "success");
  }
}

function lengthChoice(kind, t) {
  const options = Object.entries(LENGTHS).map(([value, msgid]) => {
    const radio = { type: "radio", name: "length", value, checked: value === USUAL[kind] };
    return h(
      "label",
      { class: "choice" },
      h("input", { ...radio, class: "choice__radio", "data-testid": msgid }),
      t(msgid),
    );
  });
  const legend = h("legend", { class: "field__label" }, t("sanction_length"));
  return h("fieldset", { class: "choices" }, legend, ...options);
}

function reasonField(t) {
  const input = h("input", {
    class: "field__input",
    id: "sanction-reason",
    name: "reason",
    maxlength: MAX_REASON,
    autocomplete: "off",
    placeholder: t("sanction_reason_hint"),
    "data-testid": "sanction-reason",
  });
  const label = h("label", { class: "field__label", for: input.id }, t("sanction_reason"));
  return h("div", { class: "field" }, label, input);
}

function forgetChoice(t) {
  const box = { class: "choice__radio", type: "checkbox", name: "forget" };
  return h(
    "label",
    { class: "choice" },
    h("input", { ...box, "data-testid": "sanction-forget" }),
    t("sanction_forget"),
  );
}
