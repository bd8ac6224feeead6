import { h, setAttribute, setText } from "../lib/dom.js";
import { Command, MAX_CAPACITY, MIN_CAPACITY } from "../protocol.js";

const LIMITS = { min: MIN_CAPACITY, max: MAX_CAPACITY };

/** How many people the room holds, as a form of the room's menu. */
export function capacityForm({ store, send, toast, t }) {
  const input = h("input", {
    class: "field__input",
    id: "room-capacity-input",
    type: "number",
    inputmode: "numeric",
    ...LIMITS,
    value: store.room.capacity,
    "aria-describedby": "room-capacity-error room-capacity-hint",
    "data-testid": "capacity-input",
    oninput: () => complain(""),
  });
  const error = h("p", { class: "field__error", id: "room-capacity-error", role: "alert", hidden: true });
  const hint = h("p", { class: "field__hint", id: "room-capacity-hint" }, t("room_capacity_hint", LIMITS));

  function complain(text) {
    setText(error, text);
    error.hidden = !text;
    setAttribute(input, "aria-invalid", text ? "true" : null);
  }

  async function save(event) {
    event.preventDefault();
    const capacity = input.valueAsNumber;
    if (!Number.isInteger(capacity) || capacity < MIN_CAPACITY || capacity > MAX_CAPACITY) {
      complain(t("room_capacity_wrong", LIMITS));
      input.focus();
    } else if (await send(Command.SET_CAPACITY, { capacity })) {
      toast(t("room_capacity_set", { count: capacity }), "success");
    }
  }

  const label = h("label", { class: "field__label", for: input.id }, t("room_capacity"));
  const submit = { class: "btn", type: "submit", "data-testid": "capacity-submit" };
  const row = h("div", { class: "field__row" }, input, h("button", submit, t("save")));
  return h("form", { class: "field", novalidate: true, onsubmit: save }, label, row, error, hint);
}
