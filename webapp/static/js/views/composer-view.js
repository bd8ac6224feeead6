import { h, icon } from "../lib/dom.js";

// What the server takes; see MAX_MESSAGE in shared/domain/commands.py.
const MAX_MESSAGE = 4000;

/**
 * The line one writes in. While it is written in on a phone, `data-typing` on the root element lets
 * everything but the video and the chat give way to the keyboard.
 */
export function mount(root, { chat, t, onSaid }) {
  const input = h("textarea", {
    class: "field__input composer__input",
    rows: 1,
    maxlength: MAX_MESSAGE,
    enterkeyhint: "send",
    placeholder: t("chat_write"),
    "aria-label": t("chat_write"),
    "data-testid": "chat-input",
    oninput: draw,
    onkeydown: (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      say();
    },
    onfocus: () => typing(matchMedia("(pointer: coarse)").matches),
    onblur: () => typing(false),
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
  root.append(h("form", { class: "composer", onsubmit: submit }, input, button));
  draw();

  function submit(event) {
    event.preventDefault();
    say();
  }

  function say() {
    const text = input.value.trim();
    if (!text) return;
    input.value = "";
    draw();
    chat.say(text);
    onSaid();
  }

  function draw() {
    button.disabled = input.value.trim() === "";
    input.style.blockSize = "auto";
    // scrollHeight leaves out the border; without text the placeholder would be measured.
    if (input.value) input.style.blockSize = `${input.scrollHeight + 2}px`;
  }

  return () => {
    typing(false);
    root.replaceChildren();
  };
}

function typing(isTyping) {
  document.documentElement.toggleAttribute("data-typing", isTyping);
}
