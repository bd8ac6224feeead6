import { Listeners, h, icon, setAttribute, setIcon } from "../lib/dom.js";
import { Command, Loop, Permission, UNDO_MS } from "../protocol.js";
import { QueueUndo } from "../queue-undo.js";
import { action } from "./queue-row.js";

const NEXT_LOOP = { [Loop.OFF]: Loop.ALL, [Loop.ALL]: Loop.ONE, [Loop.ONE]: Loop.OFF };

/** How the queue plays, and what is done to the whole of it; for those who may. */
export function mount(root, { store, send, toast, t }) {
  const undo = new QueueUndo({ store, send });
  const toggleAutoplay = () => send(Command.SET_AUTOPLAY, { is_on: !store.room.autoplay });
  const turnLoop = () => send(Command.SET_LOOP, { mode: NEXT_LOOP[store.room.loop] });
  const autoplay = h(
    "button",
    { class: "btn", type: "button", "data-testid": "queue-autoplay", onclick: toggleAutoplay },
    icon("play"),
    t("queue_autoplay"),
  );
  const loop = action("repeat", "", "queue-loop", turnLoop);
  const shuffle = action("shuffle", t("queue_shuffle"), "queue-shuffle", () =>
    send(Command.SHUFFLE_QUEUE),
  );
  const clear = action("remove", t("queue_clear"), "queue-clear", () => send(Command.CLEAR_QUEUE));
  const back = action("undo", t("queue_undo"), "queue-undo", () => undo.take());
  root.setAttribute("role", "group");
  root.setAttribute("aria-label", t("queue_settings"));
  root.append(autoplay, loop, shuffle, clear, back);
  let dismiss = () => {};

  function draw() {
    if (!store.room) return;
    undo.follow();
    const { room } = store;
    root.hidden = !store.can(Permission.QUEUE);
    setAttribute(autoplay, "aria-pressed", String(room.autoplay));
    const label = t(`queue_loop_${room.loop}`);
    setAttribute(loop, "aria-pressed", String(room.loop !== Loop.OFF));
    setAttribute(loop, "aria-label", label);
    setAttribute(loop, "title", label);
    setIcon(loop.firstElementChild, room.loop === Loop.ONE ? "repeat-one" : "repeat");
    shuffle.disabled = room.queue.length < 2;
    clear.disabled = room.queue.length === 0;
    back.disabled = undo.offer === null;
  }

  function offer() {
    dismiss();
    draw();
    const { offer: made } = undo;
    // Others have the button; whoever did it is also told.
    if (made?.user_id !== store.me?.id) return;
    const words = t(`undo_${made.change}`, { count: made.count });
    const button = { label: t("queue_undo"), act: () => undo.take(), shownMs: UNDO_MS };
    dismiss = toast(words, "success", button);
  }

  draw();
  const listeners = new Listeners();
  listeners.on(store, "change", draw);
  listeners.on(undo, "change", offer);
  return () => {
    listeners.stop();
    root.replaceChildren();
  };
}
