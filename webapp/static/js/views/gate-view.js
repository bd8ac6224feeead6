import { Listeners, h, icon, setIcon, setText } from "../lib/dom.js";

const ICONS = { sound: "volume", tap: "play", detached: "sync" };

/**
 * The one button for the gesture a browser wants before it lets a video be heard, or start, and
 * back to the room for whoever paused inside a player.
 */
export function mount(root, { stage, t }) {
  const label = h("span");
  const picture = icon("volume");
  const button = h(
    "button",
    {
      class: "btn btn--primary btn--wide gate",
      type: "button",
      hidden: true,
      "data-testid": "sound-button",
      onclick: () => stage.passGate(),
    },
    picture,
    label,
  );

  function draw() {
    button.hidden = stage.gate === null;
    if (!stage.gate) return;
    setText(label, t(`gate_${stage.gate}`));
    setIcon(picture, ICONS[stage.gate]);
  }

  root.append(button);
  const listeners = new Listeners();
  listeners.on(stage, "sound replaced failure", draw);
  return () => {
    listeners.stop();
    button.remove();
  };
}
