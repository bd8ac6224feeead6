import { h, icon } from "../lib/dom.js";
import { formatTime, nameOf } from "../lib/format.js";
import { isEmojiOnly, partsOf } from "../message-parts.js";
import { Command, Permission } from "../protocol.js";
import { isFor } from "../reading.js";

/**
 * One line of the chat as an element. What people wrote becomes text nodes.
 *
 * @param {object} line Of the ChatLog.
 * @param {object} room What room.js has made, and `onActions(line)`, `onQuote(reply)`.
 */
export function createMessage(line, room) {
  const { store, t } = room;
  const me = store.me?.id;
  const isOwn = line.user_id === me;
  const element = h(
    "li",
    {
      class: "message",
      dataset: {
        own: isOwn,
        ...(line.id && { id: line.id }),
        ...(isFor(me, line) && { forMe: "" }),
        ...(line.is_deleted && { deleted: "" }),
      },
      "data-testid": "message",
      onclick: (event) => isTapOn(event) && actions(),
    },
    h(
      "span",
      { class: "message__name", dir: "auto" },
      isOwn ? t("chat_you") : authorOf(line, room),
    ),
    line.reply && createQuote(line.reply, room),
    line.is_deleted
      ? h("span", { class: "message__text" }, t("chat_deleted"))
      : createText(line, room),
    !line.is_deleted && createMoment(line, room),
    !line.is_deleted && createMore(),
  );
  return element;

  function createMore() {
    const attributes = {
      class: "message__more",
      type: "button",
      "aria-haspopup": "dialog",
      "aria-label": t("chat_actions", { name: authorOf(line, room) }),
      "data-testid": "message-actions",
    };
    return h("button", { ...attributes, onclick: actions }, icon("more"));
  }

  function actions() {
    if (!line.is_deleted) room.onActions({ ...line, state: element.dataset.state });
  }
}

/** What may change of a line while its element stays. */
export function updateMessage(element, line, { chat, t }) {
  element.dataset.state = line.state;
  element.toggleAttribute("data-follow-up", line.isFollowUp);
  const known = element.querySelector(".message__retry");
  if ((line.state === "failed") === Boolean(known)) return;
  if (known) return known.remove();
  const attributes = { class: "message__retry", type: "button", "data-testid": "chat-retry" };
  const onclick = () => chat.retry(line.nonce);
  element.append(h("button", { ...attributes, onclick }, icon("sync"), t("chat_retry")));
}

/** What to call whoever wrote a line. */
export function authorOf({ user_id: id, name }, { t }) {
  return nameOf({ id, name: name ?? "" }, t);
}

// A finger opens what may be done with a line; a mouse has a button for it, and selects text.
function isTapOn({ target }) {
  if (!matchMedia("(pointer: coarse)").matches) return false;
  return !target.closest("a, button") && getSelection().isCollapsed;
}

function createText({ text, mentions }, { store, telegram }) {
  const isBig = isEmojiOnly(text);
  const parts = partsOf(text, mentions).map((part) => {
    if (part.kind === "link") return createLink(part, telegram);
    if (part.kind !== "mention") return part.text;
    const isMe = part.userId === store.me?.id;
    return h("span", { class: "mention", dir: "auto", dataset: { me: isMe } }, part.text);
  });
  const attributes = { class: "message__text", dir: "auto", "data-emoji": isBig };
  return h("span", attributes, ...parts);
}

function createLink({ text, url }, telegram) {
  const attributes = {
    href: url,
    title: url,
    target: "_blank",
    rel: "noopener noreferrer nofollow",
    dir: "ltr",
    onclick: (event) => {
      event.preventDefault();
      if (new URL(url).hostname === "t.me") telegram.openTelegramLink(url);
      else telegram.openLink(url);
    },
  };
  return h("a", attributes, text);
}

/** The beginning of what a line answers; leads there. */
function createQuote(reply, room) {
  const { t } = room;
  if (reply.is_deleted) {
    return h("span", { class: "quote quote--gone" }, t("chat_deleted"));
  }
  const name = authorOf(reply, room);
  return h(
    "button",
    {
      class: "quote",
      type: "button",
      "aria-label": `${t("chat_quote_open", { name })}. ${reply.text}`,
      "data-testid": "quote",
      onclick: () => room.onQuote(reply),
    },
    h("span", { class: "quote__name truncate", dir: "auto" }, name),
    h("span", { class: "quote__text truncate", dir: "auto" }, reply.text),
  );
}

function createMoment({ position }, { store, send, t }) {
  if (position === null || position === undefined) return null;
  const text = formatTime(position);
  if (!store.can(Permission.CONTROL)) {
    return h("span", { class: "message__moment tabular" }, text);
  }
  const attributes = {
    class: "message__moment message__moment--link tabular",
    type: "button",
    "aria-label": t("chat_seek", { time: text }),
    onclick: () => send(Command.SEEK, { position }),
  };
  return h("button", attributes, text);
}
