import { askToConfirm } from "../lib/dialog.js";
import { h, icon } from "../lib/dom.js";

/** @returns {HTMLButtonElement} A line of a menu; `label` is a text, or an element. */
export function entry(picture, label, testid, onclick, style = "") {
  const attributes = { class: `btn btn--wide menu__item ${style}`, type: "button", onclick };
  return h("button", { ...attributes, "data-testid": testid }, icon(picture), label);
}

/** @returns {HTMLElement} A line of a menu that is on or off. */
export function toggle({ label, hint, testid, isOn, change }) {
  const onchange = async () => {
    const wanted = box.checked;
    if (!(await change(wanted))) box.checked = !wanted; // refused: it springs back
  };
  const box = h("input", {
    class: "choice__radio",
    type: "checkbox",
    role: "switch",
    checked: isOn,
    "data-testid": testid,
    onchange,
  });
  const text = h("span", { class: "choice__text" }, h("b", {}, label), hint ?? null);
  return h("label", { class: "choice" }, box, text);
}

/** Ask before something whose msgid has a question beside it. */
export const isSure = (t, msgid, words = {}) =>
  askToConfirm({
    title: t(msgid),
    text: t(`${msgid}_question`, words),
    action: t(msgid),
    closeLabel: t("close"),
  });

/**
 * One of several, each on a line of its own.
 *
 * @param {() => string} held What is chosen now, by the room.
 * @param {(value: string) => Promise<boolean>} choose If it was refused, the choice springs back.
 */
export function choices({ name, legend, options, held, choose }) {
  return radios({ name, legend, held, choose, style: "choices" }, options, (radio, option) =>
    h(
      "label",
      { class: "choice" },
      radio,
      h("span", { class: "choice__text" }, h("b", {}, option.label), option.hint ?? null),
    ),
  );
}

/** One of a few, side by side; otherwise as {@link choices}. */
export function segments({ name, legend, options, held, choose }) {
  return radios({ name, legend, held, choose, style: "segments" }, options, (radio, option) =>
    h("label", { class: "segments__one" }, radio, h("span", {}, option.label)),
  );
}

function radios({ name, legend, held, choose, style }, options, lineOf) {
  const onchange = async ({ target }) => {
    if (await choose(target.value)) return;
    fieldset.querySelector(`[value="${held()}"]`).checked = true;
  };
  const lines = options.map((option) => {
    const { value } = option;
    const radio = { type: "radio", name, value, checked: value === held(), onchange };
    return lineOf(
      h("input", { ...radio, class: "choice__radio", "data-testid": `${name}-${value}` }),
      option,
    );
  });
  const fieldset = h(
    "fieldset",
    { class: style },
    h("legend", { class: "field__label" }, legend),
    h("div", { class: `${style}__lines` }, ...lines),
  );
  return fieldset;
}
