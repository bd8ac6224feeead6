import { openDialog } from "../lib/dialog.js";
import { Listeners, h, icon, reconcile, setText } from "../lib/dom.js";
import { formatUntil, nameOf } from "../lib/format.js";
import { isInForce } from "../moderation-reduce.js";
import { Command } from "../protocol.js";
import { openActionLog } from "./action-log-view.js";
import { entry } from "./menu-parts.js";

const SLOW_MODES = [0, 5, 10, 30, 60, 300, 900, 3600]; // seconds
const LISTS = [
  ["muted", Command.UNMUTE_USER],
  ["banned", Command.UNBAN_USER],
];

/** Open what keeps the room in order: slow mode, unwanted words, who is kept from what, the log. */
export function openOrder(room) {
  const { t } = room;
  const lists = LISTS.map(([name, lift]) => sanctionList(room, name, lift));
  const words = { title: t("order_title"), closeLabel: t("close"), testid: "order-dialog" };
  const dialog = openDialog(
    words,
    slowMode(room),
    filterForm(room),
    ...lists.map(({ whole }) => whole),
    entry("queue", t("log_title"), "order-log", () => {
      dialog.close();
      openActionLog(room);
    }),
  );
  const listeners = new Listeners();
  const draw = () => lists.forEach((list) => list.draw());
  listeners.on(room.store, "change", draw);
  dialog.addEventListener("close", () => listeners.stop());
  draw();
}

function slowMode({ store, send, t }) {
  const held = store.room.slow_mode_s;
  const offered = SLOW_MODES.includes(held) ? SLOW_MODES : [...SLOW_MODES, held];
  const select = h(
    "select",
    {
      class: "field__input",
      id: "slow-mode",
      "data-testid": "slow-mode",
      async onchange() {
        const isDone = await send(Command.SET_SLOW_MODE, { interval_s: Number(select.value) });
        if (!isDone) select.value = store.room.slow_mode_s;
      },
    },
    ...offered.map((value) => h("option", { value, selected: value === held }, lengthOf(value, t))),
  );
  return h(
    "div",
    { class: "field" },
    h("label", { class: "field__label", for: select.id }, t("slow_mode")),
    select,
    h("p", { class: "field__hint" }, t("slow_mode_hint")),
  );
}

function lengthOf(seconds, t) {
  if (seconds === 0) return t("slow_mode_off");
  if (seconds < 60) return t("slow_mode_seconds", { count: seconds });
  return t("slow_mode_minutes", { count: Math.round(seconds / 60) });
}

function filterForm({ store, send, toast, t }) {
  const input = h("textarea", {
    class: "field__input",
    id: "filter-words",
    rows: 3,
    "aria-describedby": "filter-hint",
    "data-testid": "filter-words",
  });
  input.value = store.room.filtered_words.join("\n");
  const save = async (event) => {
    event.preventDefault();
    const words = input.value.split("\n").map((word) => word.trim());
    if (!(await send(Command.SET_FILTER, { words: words.filter(Boolean) }))) return;
    toast(t("filter_saved"), "success");
  };
  const attributes = { class: "btn", type: "submit", "data-testid": "filter-save" };
  return h(
    "form",
    { class: "field", onsubmit: save },
    h("label", { class: "field__label", for: input.id }, t("filter_title")),
    input,
    h("p", { class: "field__hint", id: "filter-hint" }, t("filter_hint")),
    h("button", attributes, t("save")),
  );
}

/** Who is on a list, until when, and why; with a way off it. */
function sanctionList({ clock, store, send, locale, t }, name, lift) {
  const list = h("ul", { class: "order__list", "data-testid": `order-${name}` });
  const whole = h(
    "section",
    { class: "field" },
    h("h3", { class: "field__label" }, t(`order_${name}`)),
    list,
  );

  function draw() {
    const nowMs = clock.now();
    const listed = store.room[name].filter((sanction) => isInForce(sanction, nowMs));
    whole.hidden = listed.length === 0;
    reconcile(list, listed, ({ user_id: id }) => id, row, update);
  }

  function row(sanction) {
    const person = { id: sanction.user_id, name: sanction.name };
    const label = t(`order_${name}_lift`, { name: nameOf(person, t) });
    const onclick = () => send(lift, { user_id: sanction.user_id });
    const attributes = { class: "btn btn--icon btn--ghost", type: "button", onclick };
    return h(
      "li",
      { class: "order__row" },
      h(
        "div",
        { class: "order__text" },
        h("p", { class: "truncate", dir: "auto" }, nameOf(person, t)),
        h("p", { class: "soft small order__until" }),
      ),
      h("button", { ...attributes, "aria-label": label, title: label }, icon("close")),
    );
  }

  function update(element, { until_ms: untilMs, reason }) {
    const until = formatUntil(untilMs, { t, locale, nowMs: clock.now() });
    const words = [until, reason].filter(Boolean).join(" · ");
    setText(element.querySelector(".order__until"), words);
  }

  return { whole, draw };
}
