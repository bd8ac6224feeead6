import { Listeners, h, icon, setText } from "../lib/dom.js";
import { formatUntil } from "../lib/format.js";
import { Permission } from "../protocol.js";

/**
 * In place of the line one writes in, where one may not: why, and until when.
 *
 * @param {HTMLElement} line What gives way.
 */
export function mount(root, line, { store, locale, t }) {
  const text = h("span", {});
  const barred = h(
    "p",
    { class: "chat__barred soft", role: "status", "data-testid": "chat-barred", hidden: true },
    icon("muted"),
    text,
  );
  root.append(barred);

  function draw() {
    if (!store.room) return;
    const isBarred = !store.can(Permission.CHAT);
    line.hidden = isBarred;
    barred.hidden = !isBarred;
    if (isBarred) setText(text, sentence());
  }

  function sentence() {
    const { mute, room } = store;
    if (!mute) return t(`chat_barred_${room.grants[Permission.CHAT]}`);
    return t("chat_barred_muted", {
      until: formatUntil(mute.until_ms, { t, locale, nowMs: store.nowMs }),
    });
  }

  draw();
  const listeners = new Listeners();
  listeners.on(store, "change", draw);
  return () => {
    listeners.stop();
    barred.remove();
  };
}
