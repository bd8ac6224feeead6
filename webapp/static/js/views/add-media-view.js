import { h, setText } from "../lib/dom.js";
import { Command, Permission } from "../protocol.js";
import { sentenceOf } from "../refusals.js";

// People paste "youtu.be/…" as it stands in the address bar.
const SCHEME = /^[a-z][a-z\d+.-]*:/i;

/**
 * The form that puts a link on, or into the queue; what is wrong with the link is said under it.
 *
 * @param {{store, request, t, canQueue: boolean, onDone: () => void}} room
 */
export function mount(root, { store, request, t, canQueue = true, onDone = () => {} }) {
  const error = h("p", { class: "field__error", role: "alert", hidden: true });
  const input = h("input", {
    class: "field__input",
    type: "url",
    inputmode: "url",
    enterkeyhint: "go",
    autocomplete: "off",
    placeholder: t("media_link"),
    "aria-label": t("media_link"),
    "data-testid": "load-url",
    oninput: () => say(""),
  });
  const load = submit(t("media_load"), Command.LOAD, "load-submit", "btn btn--primary");
  const queue = submit(t("media_queue"), Command.ADD_TO_QUEUE, "queue-submit", "btn");
  const buttons = [
    store.can(Permission.CONTROL) && load,
    canQueue && store.can(Permission.QUEUE) && queue,
  ].filter(Boolean);
  const form = h(
    "form",
    { class: "add-media", novalidate: true, onsubmit: send },
    input,
    error,
    h("div", { class: "add-media__buttons" }, ...buttons),
    h("p", { class: "field__hint" }, t("media_supported")),
  );

  async function send(event) {
    event.preventDefault();
    const url = withScheme(input.value.trim());
    if (!url) return input.focus();
    const pressed = event.submitter ?? buttons[0];
    pressed.setAttribute("aria-busy", "true");
    try {
      await request(pressed.value, { url });
      input.value = "";
      onDone(pressed.value);
    } catch (refusal) {
      say(sentenceOf(refusal, t));
      input.focus();
    } finally {
      pressed.removeAttribute("aria-busy");
    }
  }

  function say(text) {
    setText(error, text);
    error.hidden = !text;
    input.setAttribute("aria-invalid", String(Boolean(text)));
  }

  root.append(form);
  return () => form.remove();
}

function withScheme(text) {
  return !text || SCHEME.test(text) ? text : `https://${text}`;
}

function submit(label, command, testid, style) {
  const attributes = { class: style, type: "submit", value: command, "data-testid": testid };
  return h("button", attributes, label);
}
