import { Listeners, h, icon } from "../lib/dom.js";
import { Command, Permission } from "../protocol.js";

/** A hand to raise for those who only watch: an admin lets them control with one tap. */
export function mount(root, { store, send, telegram, toast, t }) {
  const button = h(
    "button",
    {
      class: "btn btn--icon btn--ghost ask",
      type: "button",
      "data-testid": "ask-button",
      onclick: ask,
    },
    icon("hand"),
  );
  root.prepend(button);

  const isAsking = () => store.room.hands.includes(store.me?.id);

  async function ask() {
    telegram.haptic.impact("light");
    const wanted = !isAsking();
    if ((await send(Command.ASK_FOR_CONTROL, { is_asking: wanted })) && wanted) toast(t("hand_asked"));
  }

  function draw() {
    button.hidden =
      !store.room || store.can(Permission.CONTROL) || !store.can(Permission.SUGGEST);
    if (button.hidden) return;
    const label = t(isAsking() ? "hand_lower" : "hand_raise");
    button.setAttribute("aria-pressed", String(isAsking()));
    button.setAttribute("aria-label", label);
    button.title = label;
  }

  draw();
  const listeners = new Listeners();
  listeners.on(store, "change", draw);
  return () => {
    listeners.stop();
    button.remove();
  };
}
