import { h, setText } from "../lib/dom.js";
import { Command, Permission } from "../protocol.js";
import { sentenceOf } from "../refusals.js";

// People paste "youtu.be/…" as it stands in the address bar.
const SCHEME = /^[a-z][a-z\d+.-]*:/i;
const YOUTUBE = /(^|\.)(youtube\.com|youtu\.be)$/;

/**
 * The form that puts a link on, into the queue, or forward as a suggestion; what is wrong with the
 * link is said under it.
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
    oninput() {
      say("");
      playlist.hidden = !namesPlaylist(withScheme(input.value.trim()));
    },
  });
  const queues = canQueue && store.can(Permission.QUEUE);
  const words = t("media_playlist");
  const playlist = submit(words, Command.ADD_PLAYLIST, "playlist-submit", "btn--wide");
  playlist.hidden = true;
  const buttons = [
    store.can(Permission.CONTROL) &&
      submit(t("media_load"), Command.LOAD, "load-submit", "btn--primary"),
    queues && submit(t("media_next"), Command.ADD_TO_QUEUE, "next-submit", "", { is_next: true }),
    queues && submit(t("media_queue"), Command.ADD_TO_QUEUE, "queue-submit"),
    canQueue &&
      !store.can(Permission.QUEUE) &&
      store.can(Permission.SUGGEST) &&
      submit(t("media_suggest"), Command.SUGGEST, "suggest-submit"),
  ].filter(Boolean);
  const form = h(
    "form",
    { class: "add-media", novalidate: true, onsubmit: send },
    input,
    error,
    h("div", { class: "add-media__buttons" }, ...buttons),
    queues && playlist,
    h("p", { class: "field__hint" }, t("media_supported")),
  );

  async function send(event) {
    event.preventDefault();
    const url = withScheme(input.value.trim());
    if (!url) return input.focus();
    const pressed = event.submitter ?? buttons[0];
    pressed.setAttribute("aria-busy", "true");
    try {
      await request(pressed.value, { url, ...JSON.parse(pressed.dataset.with) });
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

function namesPlaylist(url) {
  if (!URL.canParse(url)) return false;
  const { hostname, searchParams } = new URL(url);
  return YOUTUBE.test(hostname) && searchParams.has("list");
}

function submit(label, command, testid, style = "", extra = {}) {
  const attributes = { class: `btn ${style}`, type: "submit", value: command };
  const dataset = { testid, with: JSON.stringify(extra) };
  return h("button", { ...attributes, dataset }, label);
}
