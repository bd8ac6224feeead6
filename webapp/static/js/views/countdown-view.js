import { Listeners, h, icon, setText } from "../lib/dom.js";
import { titleOf } from "../lib/format.js";
import { Command, Permission } from "../protocol.js";

const UNITS = [
  ["days", 86_400, Infinity],
  ["hours", 3_600, 24],
  ["minutes", 60, 60],
  ["seconds", 1, 60],
];

/**
 * When the video will start by itself: under the picture, never on it. Those who may control can
 * start it now, or not at all.
 */
export function mount(root, { countdown, store, send, locale, t }) {
  const title = h("h2", { class: "countdown__title truncate" });
  const cells = UNITS.map(([name]) => cell(t(`countdown_${name}`)));
  // A timer is not read out by itself; a second is not news.
  const clock = h(
    "div",
    { class: "countdown__clock", role: "timer", "data-testid": "countdown-clock" },
    ...cells.map(({ element }) => element),
  );
  const instant = h("time", { class: "countdown__instant" });
  const waiting = h("span", { class: "countdown__waiting" });
  const start = button("play", t("countdown_start_now"), "btn--primary", "start-now", Command.PLAY);
  const cancel = button("close", t("countdown_cancel"), "", "cancel-start", Command.PAUSE);
  const actions = h("div", { class: "countdown__actions" }, start, cancel);
  const card = h(
    "section",
    { class: "countdown", hidden: true, "data-testid": "countdown" },
    title,
    clock,
    h("p", { class: "countdown__line" }, instant, waiting),
    actions,
  );
  const news = h("p", { class: "visually-hidden", role: "status" });
  root.append(card, news);

  function button(name, label, style, testid, command) {
    const onclick = () => send(command);
    const attributes = { class: `btn ${style}`, type: "button", "data-testid": testid, onclick };
    return h("button", attributes, icon(name), label);
  }

  function draw() {
    const { room, presence } = store;
    card.hidden = !countdown.isOn || !room?.current;
    if (card.hidden) return;
    setText(news, "");
    setText(title, t("countdown_starts", { title: titleOf(room.current.media) }));
    drawClock(countdown.seconds);
    const date = new Date(countdown.startsAtMs);
    instant.dateTime = date.toISOString();
    setText(instant, formatInstant(date, locale));
    setText(waiting, t("countdown_waiting", { count: presence.count }));
    actions.hidden = !store.can(Permission.CONTROL);
  }

  function drawClock(seconds) {
    const amounts = amountsOf(seconds);
    const [days, hours] = amounts;
    cells[0].element.hidden = days === 0;
    cells[1].element.hidden = days === 0 && hours === 0;
    for (const [at, { number }] of cells.entries()) {
      setText(number, String(amounts[at]).padStart(2, "0"));
    }
  }

  draw();
  const listeners = new Listeners();
  listeners.on(countdown, "change", draw);
  listeners.on(store, "change", draw);
  listeners.on(countdown, "begun", () => setText(news, t("countdown_begun")));
  return () => {
    listeners.stop();
    root.replaceChildren();
  };
}

/** @returns {number[]} Days, hours, minutes and seconds. */
export function amountsOf(seconds) {
  return UNITS.map(([, length, most]) => Math.floor(seconds / length) % most);
}

/** @returns {string} Date and time of day where the reader is. */
export function formatInstant(date, locale) {
  const day = { weekday: "long", day: "numeric", month: "long" };
  const time = { hour: "numeric", minute: "2-digit" };
  return new Intl.DateTimeFormat(locale, { ...day, ...time }).format(date);
}

function cell(label) {
  const number = h("span", { class: "countdown__number tabular" });
  const unit = h("span", { class: "countdown__unit" }, label);
  return { element: h("span", { class: "countdown__cell" }, number, unit), number };
}
