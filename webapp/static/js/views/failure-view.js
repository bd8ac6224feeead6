import { Listeners, h, icon } from "../lib/dom.js";
import { Command, Permission } from "../protocol.js";

// Failures that may pass by themselves.
const PASSING = new Set(["network", "unanswered", "unknown"]);

/** Says that a video does not play here, why, and what helps. */
export function mount(root, { stage, store, send, t, telegram, onAddMedia }) {
  const card = h("div", { class: "failure", role: "alert", "data-testid": "failure-card" });

  let drawnFor = "";

  function draw() {
    const { failure, item } = stage;
    if (!failure || !item) return clear();
    const canControl = store.can(Permission.CONTROL);
    // Drawn anew it would be read out anew, and a button would lose its focus.
    const facts = [item.id, failure.reason, canControl, store.room.queue.length > 0].join();
    if (facts === drawnFor) return;
    drawnFor = facts;
    card.replaceChildren(
      icon("warning"),
      h("p", { class: "failure__text" }, t(`failure_${failure.reason}`)),
      h(
        "p",
        { class: "failure__hint" },
        t(canControl ? "failure_admin_hint" : "failure_viewer_hint"),
      ),
      h("div", { class: "failure__actions" }, ...actions(failure, item, canControl)),
    );
    if (!card.isConnected) root.append(card);
  }

  function clear() {
    drawnFor = "";
    card.remove();
  }

  const button = (label, style, testid, onclick) =>
    h("button", { class: `btn ${style}`, type: "button", "data-testid": testid, onclick }, label);

  function actions(failure, item, canControl) {
    const skip = () => send(Command.SKIP, { item_id: item.id });
    const open = () => telegram.openLink(item.media.url);
    return [
      canControl &&
        store.room.queue.length > 0 &&
        button(t("control_next"), "btn--primary", "failure-next", skip),
      PASSING.has(failure.reason) &&
        button(t("try_again"), "", "failure-retry", () => stage.retry()),
      button(t("failure_open_outside"), "", "failure-open", open),
      canControl && button(t("failure_other_link"), "", "failure-change", onAddMedia),
    ].filter(Boolean);
  }

  const listeners = new Listeners();
  listeners.on(stage, "failure replaced", draw);
  listeners.on(store, "change", draw);
  return () => {
    listeners.stop();
    card.remove();
  };
}
