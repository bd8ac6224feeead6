import { rowsOf } from "../chat-rows.js";
import { Listeners, h, icon, reconcile, setText } from "../lib/dom.js";
import { Permission } from "../protocol.js";
import * as barredView from "./barred-view.js";
import * as composer from "./composer-view.js";
import { openMessageActions } from "./message-actions-view.js";
import { createMessage, updateMessage } from "./message-view.js";
import { createNotices, updateNotices } from "./notice-row-view.js";
import * as typingView from "./typing-view.js";

// Nearer to the end than this is "at the end": a line and a half.
const END_PX = 40;
// Nearer to the top than this, older lines are asked for, to be there before they are looked for.
const TOP_PX = 300;

/** What people say, and the line to say something. */
export function mount(root, room) {
  const { store, chat, reading, notices, t, toast } = room;
  const list = h("ol", { class: "chat__list", "data-testid": "chat-list" });
  const toEndText = h("span", {});
  const toEnd = h(
    "button",
    {
      class: "btn chat__to-end",
      type: "button",
      "data-testid": "chat-to-end",
      hidden: true,
      onclick: leaveHistory,
    },
    icon("down"),
    toEndText,
  );
  const empty = h("p", { class: "panel__empty" }, t("chat_empty"));
  const disclaimer = h("p", { class: "chat__disclaimer" }, t("disclaimer"));
  const older = h("p", { class: "chat__older", hidden: true }, t("chat_loading"));
  const scroller = h(
    "div",
    {
      class: "chat__scroller",
      role: "log",
      "aria-live": "polite",
      "aria-label": t("chat"),
      tabindex: 0, // so that the arrow keys scroll it
    },
    disclaimer,
    older,
    empty,
    list,
  );
  const above = h("div", { class: "chat__above" }, toEnd);
  const foot = h("div", { class: "chat__foot" }, above);
  root.append(scroller, foot);
  const parts = {
    ...room,
    onSaid: said,
    onReply: (line) => written.reply(line),
    onActions: (line) => openMessageActions(line, parts),
    onQuote: goTo,
  };
  const unmountTyping = typingView.mount(above, room);
  const line = h("div", { class: "chat__line" });
  foot.append(line);
  const unmountBarred = barredView.mount(foot, line, room);
  const written = composer.mount(line, parts);

  let drawing = 0;
  let isAtEnd = true;

  function said() {
    reading.settle();
    scrollToEnd();
  }

  function leaveHistory() {
    chat.forgetOlder();
    scrollToEnd();
  }

  function scrollToEnd() {
    isAtEnd = true;
    stayAtEnd();
  }

  /** Whoever scrolls up before the next picture is not thrown back. */
  function stayAtEnd() {
    requestAnimationFrame(() => {
      if (isAtEnd) scroller.scrollTop = scroller.scrollHeight;
    });
  }

  function drawSoon() {
    drawing ||= requestAnimationFrame(draw);
  }

  function draw() {
    cancelAnimationFrame(drawing);
    drawing = 0;
    const place = isAtEnd ? null : firstSeen();
    const rows = rowsOf(chat.lines, notices.items, reading.mark);
    reconcile(list, rows, (row) => row.key, create, update);
    empty.hidden = rows.length > 0;
    disclaimer.hidden = chat.hasOlder;
    older.hidden = !chat.isLoading;
    if (isAtEnd) stayAtEnd();
    else if (place) scroller.scrollTop += offsetOf(place.element) - place.offset;
    const isShort = scroller.clientHeight > 0 && scroller.scrollHeight <= scroller.clientHeight;
    if (isShort && chat.hasOlder && !chat.isLoading) chat.loadOlder();
  }

  // What was looked at stays where it was, whatever comes above or below.
  function firstSeen() {
    const top = scroller.getBoundingClientRect().top;
    const isSeen = (row) => row.getBoundingClientRect().bottom > top && row.dataset.id;
    const element = [...list.children].find(isSeen);
    return element && { element, offset: offsetOf(element) };
  }

  const offsetOf = (element) => element.getBoundingClientRect().top;

  function create(row) {
    if (row.kind === "notices") return createNotices();
    if (row.kind === "message") return createMessage(row, parts);
    return h("li", { class: "chat__unread", "data-testid": "unread-mark" }, t("chat_new"));
  }

  function update(element, row) {
    if (row.kind === "notices") updateNotices(element, row, room);
    if (row.kind === "message") updateMessage(element, row, room);
  }

  async function goTo({ id }) {
    isAtEnd = false;
    const isThere = await chat.reach(id);
    draw();
    const element = isThere && list.querySelector(`[data-id="${id}"]`);
    if (!element) return toast(t("chat_quote_gone"));
    element.scrollIntoView({ block: "center" });
    element.tabIndex = -1;
    element.focus({ preventScroll: true });
    element.addEventListener("animationend", () => element.removeAttribute("data-found"));
    element.dataset.found = "";
  }

  function drawReading() {
    const { unread, isCalled } = reading;
    const words = unread ? t("chat_to_end_count", { count: unread }) : t("chat_to_end");
    setText(toEndText, isCalled ? `@ ${words}` : words);
    drawSoon();
  }

  function onScroll() {
    if (scroller.clientHeight === 0) return; // not shown: nothing was scrolled
    isAtEnd = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < END_PX;
    toEnd.hidden = isAtEnd;
    reading.setAtEnd(isAtEnd);
    if (scroller.scrollTop < TOP_PX && !isAtEnd && !chat.isLoading) chat.loadOlder();
  }

  let couldControl = store.can(Permission.CONTROL);
  function drawRole() {
    if (couldControl === store.can(Permission.CONTROL)) return;
    couldControl = !couldControl;
    list.replaceChildren(); // whether a moment can be tapped is part of each line
    draw();
  }

  drawReading();
  draw();
  const listeners = new Listeners();
  listeners.on(chat, "change", drawSoon);
  listeners.on(notices, "change", drawSoon);
  listeners.on(reading, "change", drawReading);
  listeners.on(store, "change", drawRole);
  listeners.on(scroller, "scroll", onScroll);
  // A keyboard that opens, or a tab that is shown, must not leave the last line behind.
  const resized = new ResizeObserver(stayAtEnd);
  resized.observe(scroller);
  return () => {
    cancelAnimationFrame(drawing);
    resized.disconnect();
    listeners.stop();
    unmountTyping();
    unmountBarred();
    written.unmount();
    root.replaceChildren();
  };
}
