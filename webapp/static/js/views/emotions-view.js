import { Listeners, h } from "../lib/dom.js";
import { MOST_FLYING, OwnTaps, flights } from "../emotions.js";
import { Command, Permission } from "../protocol.js";
import { createTouch } from "../touch.js";

// How long a count stands beside its emotion where nothing may fly.
const FLASH_MS = 1_200;
const STAGGER_MS = 90;

/**
 * The row of the room's emotions, and those of everybody flying up: over the picture where that is
 * allowed, beside it otherwise.
 *
 * @param {HTMLElement} screen What lies over the picture; emotions fly there.
 */
export function mount(root, { config, store, connection, stage, request, telegram, screen, t }) {
  const beside = h("div", { class: "flight", "aria-hidden": "true" });
  const over = h("div", { class: "flight", "aria-hidden": "true" });
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  const row = h("div", { class: "emotions__row", role: "group", "aria-label": t("emotions") });
  const feel = createTouch(telegram.haptic);
  const own = new OwnTaps();
  let buttons = new Map();
  let drawn = null;
  root.append(row, beside);
  screen.append(over);

  function button(emotion) {
    const attributes = {
      class: "btn btn--ghost emotions__button",
      type: "button",
      "aria-label": t("emotion_send", { emotion }),
      "data-testid": `emotion-${emotion}`,
      onclick: () => tap(emotion),
    };
    return h("button", attributes, h("span", { "aria-hidden": "true" }, emotion));
  }

  function tap(emotion) {
    feel(config.emotions[emotion]);
    own.made(emotion);
    // One emotion too many is dropped in silence: it is a feeling, not a form.
    request(Command.SEND_EMOTION, { emotion, ...(stage.isLive && { is_live: true }) }).catch(() =>
      own.refused(emotion),
    );
  }

  function receive({ detail: { counts, haptics } }) {
    const felt = own.feltByOthers(counts);
    if (felt && !document.hidden) feel(haptics?.[felt]);
    if (calm.matches) return Object.entries(counts).forEach(flash);
    const layer = stage.isCoverable ? over : beside;
    const free = MOST_FLYING - over.children.length - beside.children.length;
    flights(counts, free).forEach((emotion, at) => fly(layer, emotion, at));
  }

  function fly(layer, emotion, at) {
    const from = layer === beside ? startOf(buttons.get(emotion)) : `${15 + Math.random() * 70}%`;
    const flying = h("span", { class: "flight__emotion" }, emotion);
    flying.style.setProperty("--from", from);
    flying.style.setProperty("--sway", `${Math.round(Math.random() * 40 - 20)}px`);
    flying.style.animationDelay = `${at * STAGGER_MS}ms`;
    flying.addEventListener("animationend", () => flying.remove());
    layer.append(flying);
  }

  function startOf(known) {
    if (!known) return "50%";
    return `${known.offsetLeft + known.offsetWidth / 2 - row.scrollLeft}px`;
  }

  function flash([emotion, count]) {
    const known = buttons.get(emotion);
    if (!known) return;
    known.dataset.count = `×${count}`;
    setTimeout(() => delete known.dataset.count, FLASH_MS);
  }

  function draw() {
    row.hidden = !store.can(Permission.EMOTE);
    if (!store.room || store.room.emotions === drawn) return;
    drawn = store.room.emotions;
    buttons = new Map(drawn.map((emotion) => [emotion, buttons.get(emotion) ?? button(emotion)]));
    row.replaceChildren(...buttons.values());
  }

  draw();
  const listeners = new Listeners();
  listeners.on(store, "change", draw);
  listeners.on(connection, "emotions", receive);
  listeners.on(connection, "state", () => own.forget());
  return () => {
    listeners.stop();
    over.remove();
    root.replaceChildren();
  };
}
