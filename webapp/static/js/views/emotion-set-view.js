import { openDialog } from "../lib/dialog.js";
import { Listeners, h, reconcile, setText } from "../lib/dom.js";
import { Command } from "../protocol.js";

// What the server takes; see MAX_SET in shared/domain/emotions.py.
const MOST = 8;
// What films are answered with most; any other can be typed.
const OFFERED =
  "❤️ 🔥 😂 😱 💀 👏 👍 👎 😢 😭 😍 🥰 🤯 😡 🤔 👀 🙈 😴 🤮 🍿 🎉 💯 ✨ 💔".split(" ");

/** Open the choice of what people may feel in this room; every change is made at once. */
export function openEmotionSet(room) {
  const { t } = room;
  const body = h("div", { class: "stack emotion-set" });
  const words = { title: t("emotions_own"), closeLabel: t("close"), testid: "emotion-set" };
  const dialog = openDialog(words, body);
  dialog.addEventListener("close", mount(body, room));
}

function mount(root, { config, store, send, toast, t }) {
  const chosen = group("emotions_chosen", "emotion-set-chosen");
  const offered = group("emotions_more", "emotion-set-offered");
  const hint = h("p", { class: "field__hint", role: "status" });
  const input = h("input", {
    class: "field__input",
    id: "emotion-set-other",
    autocomplete: "off",
    enterkeyhint: "done",
    "data-testid": "emotion-set-input",
  });
  const add = h(
    "button",
    { class: "btn", type: "submit", "data-testid": "emotion-set-add" },
    t("emotions_add"),
  );
  const form = h(
    "form",
    { class: "field", onsubmit: submit },
    h("label", { class: "field__label", for: input.id }, t("emotions_other")),
    h("div", { class: "field__row" }, input, add),
  );
  const restore = h(
    "button",
    {
      class: "btn btn--wide",
      type: "button",
      "data-testid": "emotion-set-restore",
      onclick: () => choose(Object.keys(config.emotions)),
    },
    t("emotions_restore"),
  );
  root.append(chosen.whole, hint, offered.whole, form, restore);

  function group(msgid, testid) {
    const list = h("div", { class: "emotion-set__list", "data-testid": testid });
    const legend = h("legend", { class: "field__label" }, t(msgid));
    return { list, whole: h("fieldset", { class: "choices" }, legend, list) };
  }

  const choose = (emotions) => send(Command.SET_EMOTIONS, { emotions });

  async function takeOut(emotion) {
    const { emotions } = store.room;
    if (emotions.length === 1) return toast(t("emotions_last"));
    const at = emotions.indexOf(emotion);
    if (!(await choose(emotions.filter((each) => each !== emotion)))) return;
    (chosen.list.children[at] ?? chosen.list.lastElementChild)?.focus();
  }

  async function submit(event) {
    event.preventDefault();
    const emotion = input.value.trim();
    if (!emotion || store.room.emotions.includes(emotion)) return (input.value = "");
    if (await choose([...store.room.emotions, emotion])) input.value = "";
    return input.focus();
  }

  function chip(emotion, msgid, onclick) {
    const attributes = { class: "btn emotion-set__emotion", type: "button", onclick };
    const label = t(msgid, { emotion });
    return h("button", { ...attributes, "aria-label": label, title: label }, emotion);
  }

  function draw() {
    const { emotions } = store.room;
    const isFull = emotions.length >= MOST;
    const itself = (emotion) => emotion;
    reconcile(chosen.list, emotions, itself, (emotion) =>
      chip(emotion, "emotion_take_out", () => takeOut(emotion)),
    );
    const others = OFFERED.filter((emotion) => !emotions.includes(emotion));
    const putIn = (emotion) => choose([...store.room.emotions, emotion]);
    reconcile(
      offered.list,
      others,
      itself,
      (emotion) => chip(emotion, "emotion_put_in", () => putIn(emotion)),
      (element) => (element.disabled = isFull),
    );
    input.disabled = add.disabled = isFull;
    setText(hint, isFull ? t("emotions_full") : t("emotions_chosen_hint", { limit: MOST }));
  }

  draw();
  const listeners = new Listeners();
  listeners.on(store, "change", draw);
  return () => listeners.stop();
}
