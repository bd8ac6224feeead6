import { Listeners, h, setText } from "../lib/dom.js";
import { Permission } from "../protocol.js";

const TICK_MS = 1_000;

/**
 * Under the line one writes in, while the room is in slow mode: how often, and how long still.
 *
 * @param {() => void} onChange When waiting has begun or ended.
 * @returns {{readonly isWaiting: boolean, unmount(): void}}
 */
export function mount(root, { store, chat, t }, onChange) {
  const line = h("p", {
    class: "composer__slow soft small tabular",
    "data-testid": "slow-mode-line",
    hidden: true,
  });
  root.append(line);
  let isWaiting = false;
  let timer = 0;

  function draw() {
    clearTimeout(timer);
    const interval = store.room?.slow_mode_s ?? 0;
    line.hidden = interval === 0 || store.can(Permission.MODERATE);
    const left = line.hidden ? 0 : waitOf(chat.lines, store, interval);
    if (!line.hidden) {
      const msgid = left ? "slow_mode_wait" : "slow_mode_line";
      setText(line, t(msgid, { seconds: left || interval }));
    }
    if (left) timer = setTimeout(draw, TICK_MS);
    if (isWaiting === left > 0) return;
    isWaiting = left > 0;
    onChange();
  }

  const listeners = new Listeners();
  listeners.on(store, "change", draw);
  listeners.on(chat, "change", draw);
  draw();
  return {
    get isWaiting() {
      return isWaiting;
    },
    unmount() {
      clearTimeout(timer);
      listeners.stop();
      line.remove();
    },
  };
}

/** @returns {number} Whole seconds until one may speak again. */
export function waitOf(lines, { me, nowMs }, interval) {
  const own = lines.filter((line) => line.state === "sent" && line.user_id === me?.id);
  const last = own.at(-1)?.sent_at_ms ?? -Infinity;
  return Math.max(0, Math.ceil((last + interval * 1000 - nowMs) / 1000));
}
