import { h, icon, setText } from "../lib/dom.js";
import { mentionsIn } from "../message-parts.js";
import { Command } from "../protocol.js";
import { createTypingHint } from "../typing.js";
import { attachMentions } from "./mention-view.js";
import { authorOf } from "./message-view.js";
import * as slowModeView from "./slow-mode-view.js";

// What the server takes; see MAX_MESSAGE in shared/domain/chat_commands.py.
const MAX_MESSAGE = 4000;
// From here on it is said how much is left: a paragraph before the end.
const NEAR_END = 300;

/**
 * The line one writes in. While it is written in on a phone, `data-typing` on the root element lets
 * everything but the video and the chat give way to the keyboard.
 *
 * @returns {{reply(line: object): void, unmount(): void}} `reply` makes what is written next an
 *   answer to a line.
 */
export function mount(root, room) {
  const { chat, request, t, onSaid } = room;
  const hint = createTypingHint(() => request(Command.TYPING).catch(() => {}));
  let answered = null;
  const input = h("textarea", {
    class: "field__input composer__input",
    rows: 1,
    maxlength: MAX_MESSAGE,
    enterkeyhint: "send",
    dir: "auto",
    placeholder: t("chat_write"),
    "aria-label": t("chat_write"),
    "aria-describedby": "composer-left",
    "data-testid": "chat-input",
    oninput: onInput,
    onkeydown: onKey,
    onfocus: () => typing(matchMedia("(pointer: coarse)").matches),
    onblur: () => {
      typing(false);
      mentions.close();
    },
  });
  const button = h(
    "button",
    {
      class: "btn btn--primary btn--icon composer__send",
      type: "submit",
      "aria-label": t("chat_send"),
      "data-testid": "chat-send",
      // Keeps the keyboard open, and the button in place under the finger.
      onpointerdown: (event) => event.preventDefault(),
    },
    icon("send"),
  );
  const left = h("p", {
    class: "composer__left tabular",
    id: "composer-left",
    "data-testid": "chat-left",
    hidden: true,
  });
  const quoted = h("div", { class: "composer__reply", "data-testid": "reply-bar", hidden: true });
  root.append(quoted, h("form", { class: "composer", onsubmit: submit }, input, button), left);
  const mentions = attachMentions(root, input, room);
  const slowMode = slowModeView.mount(root, room, () => draw());
  draw();

  function submit(event) {
    event.preventDefault();
    say();
  }

  function onInput() {
    draw();
    mentions.update();
    if (input.value.trim()) hint();
  }

  function onKey(event) {
    if (mentions.onKey(event)) return;
    if (event.key === "Escape" && answered) {
      event.stopPropagation();
      reply(null);
    }
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    say();
  }

  function say() {
    const text = input.value.trim();
    if (!text || slowMode.isWaiting) return;
    const said = { text, mentions: mentionsIn(text, mentions.people()), reply: answered };
    input.value = "";
    mentions.close();
    reply(null);
    draw();
    chat.say(said);
    onSaid();
  }

  function draw() {
    button.disabled = input.value.trim() === "" || slowMode.isWaiting;
    input.style.blockSize = "auto";
    // scrollHeight leaves out the border; without text the placeholder would be measured.
    if (input.value) input.style.blockSize = `${input.scrollHeight + 2}px`;
    const count = MAX_MESSAGE - input.value.length;
    left.hidden = count > NEAR_END;
    if (!left.hidden) setText(left, t("chat_left", { count }));
  }

  function reply(line) {
    answered = line && quoteOf(line);
    quoted.hidden = !line;
    if (!line) return quoted.replaceChildren();
    quoted.replaceChildren(
      h(
        "div",
        { class: "quote" },
        h(
          "span",
          { class: "quote__name truncate", dir: "auto" },
          t("chat_reply_to", { name: authorOf(line, room) }),
        ),
        h("span", { class: "quote__text truncate", dir: "auto" }, line.text),
      ),
      h(
        "button",
        {
          class: "btn btn--icon btn--ghost",
          type: "button",
          "aria-label": t("chat_reply_cancel"),
          "data-testid": "reply-cancel",
          onpointerdown: (event) => event.preventDefault(),
          onclick: () => reply(null),
        },
        icon("close"),
      ),
    );
    input.focus();
  }

  return {
    reply,
    unmount() {
      typing(false);
      slowMode.unmount();
      root.replaceChildren();
    },
  };
}

// As the server will repeat it; see `reply` in docs/protocol.md.
function quoteOf({ id, user_id, name, text }) {
  return { id, user_id, name, text: text.replace(/\s+/g, " "), is_deleted: false };
}

function typing(isTyping) {
  document.documentElement.toggleAttribute("data-typing", isTyping);
}
