import { Listeners, h, icon, setText } from "../lib/dom.js";

const MOST_SHOWN = 99;

/** The way to what one was told, with how much of it is unread. */
export function mount(root, { inbox, t, onOpen }) {
  const badge = h("span", { class: "bell__badge tabular", "aria-hidden": "true" });
  const button = h(
    "button",
    {
      class: "btn btn--icon btn--ghost bell",
      type: "button",
      title: t("news_title"),
      "data-testid": "bell",
      onclick: onOpen,
    },
    icon("bell"),
    badge,
  );
  root.append(button);

  function draw() {
    const { unread } = inbox;
    badge.hidden = unread === 0;
    setText(badge, unread > MOST_SHOWN ? `${MOST_SHOWN}+` : unread);
    button.setAttribute("aria-label", unread ? t("news_unread", { count: unread }) : t("news_title"));
  }

  draw();
  const listeners = new Listeners();
  listeners.on(inbox, "change", draw);
  return () => {
    listeners.stop();
    button.remove();
  };
}
