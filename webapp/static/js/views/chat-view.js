import { Listeners, h, icon, reconcile } from "../lib/dom.js";
import { formatTime, nameOf } from "../lib/format.js";
import { Command, Permission } from "../protocol.js";
import * as composer from "./composer-view.js";

// Nearer to the end than this is "at the end": a line and a half.
const END_PX = 40;

/** What people say, and the line to say something. */
export function mount(root, { store, chat, send, t }) {
  const list = h("ol", { class: "chat__list", "data-testid": "chat-list" });
  const toEnd = h(
    "button",
    { class: "btn chat__to-end", type: "button", hidden: true, onclick: scrollToEnd },
    t("chat_to_end"),
  );
  const empty = h("p", { class: "panel__empty" }, t("chat_empty"));
  const scroller = h(
    "div",
    {
      class: "chat__scroller",
      role: "log",
      "aria-live": "polite",
      "aria-label": t("chat"),
      tabindex: 0, // so that the arrow keys scroll it
    },
    h("p", { class: "chat__disclaimer" }, t("disclaimer")),
    empty,
    list,
  );
  const foot = h("div", { class: "chat__foot" });
  root.append(scroller, toEnd, foot);
  const unmountComposer = composer.mount(foot, { chat, t, onSaid: scrollToEnd });

  let drawing = 0;
  let isAtEnd = true;

  function scrollToEnd() {
    isAtEnd = true;
    requestAnimationFrame(() => {
      scroller.scrollTop = scroller.scrollHeight;
    });
  }

  function drawSoon() {
    drawing ||= requestAnimationFrame(draw);
  }

  function draw() {
    drawing = 0;
    const { lines } = chat;
    const shown = lines.map((line, at) => ({
      ...line,
      isFollowUp: isFollowUp(line, lines[at - 1]),
    }));
    reconcile(list, shown, (line) => line.key, create, update);
    empty.hidden = lines.length > 0;
    if (isAtEnd) scrollToEnd();
    else toEnd.hidden = false;
  }

  function create(line) {
    const isOwn = line.user_id === store.me?.id;
    return h(
      "li",
      { class: "message", dataset: { own: isOwn }, "data-testid": "message" },
      h("span", { class: "message__name" }, isOwn ? t("chat_you") : nameOf(author(line), t)),
      h("span", { class: "message__text" }, line.text),
      moment(line),
    );
  }

  function update(element, line) {
    element.dataset.state = line.state;
    element.toggleAttribute("data-follow-up", line.isFollowUp);
    const known = element.querySelector(".message__retry");
    if ((line.state === "failed") === Boolean(known)) return;
    if (known) known.remove();
    else element.append(retry(line));
  }

  function moment({ position }) {
    if (position === null || position === undefined) return null;
    const text = formatTime(position);
    if (!store.can(Permission.CONTROL))
      return h("span", { class: "message__moment tabular" }, text);
    const attributes = {
      class: "message__moment message__moment--link tabular",
      type: "button",
      "aria-label": t("chat_seek", { time: text }),
      onclick: () => send(Command.SEEK, { position }),
    };
    return h("button", attributes, text);
  }

  function retry({ key }) {
    const attributes = { class: "message__retry", type: "button", "data-testid": "chat-retry" };
    return h(
      "button",
      { ...attributes, onclick: () => chat.retry(key) },
      icon("sync"),
      t("chat_retry"),
    );
  }

  let couldControl = store.can(Permission.CONTROL);
  function drawRole() {
    foot.hidden = store.room !== null && !store.can(Permission.CHAT);
    if (couldControl === store.can(Permission.CONTROL)) return;
    couldControl = !couldControl;
    list.replaceChildren(); // whether a moment can be tapped is part of each line
    draw();
  }

  draw();
  const listeners = new Listeners();
  listeners.on(chat, "change", drawSoon);
  listeners.on(store, "change", drawRole);
  listeners.on(scroller, "scroll", () => {
    isAtEnd = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < END_PX;
    if (isAtEnd) toEnd.hidden = true;
  });
  // A keyboard that opens, or a tab that is shown, must not leave the last line behind.
  const resized = new ResizeObserver(() => isAtEnd && scrollToEnd());
  resized.observe(scroller);
  return () => {
    cancelAnimationFrame(drawing);
    resized.disconnect();
    listeners.stop();
    unmountComposer();
    root.replaceChildren();
  };
}

const author = ({ user_id, name }) => ({ id: user_id, name: name ?? "" });

// Within this time the same person is still speaking.
const SAME_BREATH_MS = 5 * 60 * 1000;

/** Whether a line needs no name because the one before has it. */
export function isFollowUp(line, before) {
  if (!before || before.user_id !== line.user_id) return false;
  if (!line.sent_at_ms || !before.sent_at_ms) return true;
  return line.sent_at_ms - before.sent_at_ms < SAME_BREATH_MS;
}
