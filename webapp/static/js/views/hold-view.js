import { holdOf } from "../hold.js";
import { Listeners, h, setText } from "../lib/dom.js";
import { nameOf } from "../lib/format.js";
import { Command, Permission } from "../protocol.js";

const MAX_NAMED = 3;

/** For whom the room stands still: under the picture, with a way on for those who may control. */
export function mount(root, { store, send, locale, t }) {
  const text = h("p", { class: "hold__text", role: "status", "data-testid": "hold-text" });
  const button = h(
    "button",
    {
      class: "btn hold__go",
      type: "button",
      "data-testid": "hold-go",
      onclick: () => send(Command.PLAY),
    },
    t("hold_go"),
  );
  const sign = h("span", { class: "hold__sign", "aria-hidden": "true" });
  const line = h("div", { class: "hold", hidden: true, "data-testid": "hold" }, sign, text, button);
  root.append(line);
  let timer = 0;

  function draw() {
    clearTimeout(timer);
    const hold = holdOf(store.room, store.nowMs);
    line.hidden = hold === null;
    setText(text, hold ? wordsFor(hold.user_ids) : "");
    if (!hold) return;
    button.hidden = !store.can(Permission.CONTROL);
    timer = setTimeout(draw, hold.until_ms - store.nowMs);
  }

  function wordsFor(userIds) {
    if (userIds.includes(store.me?.id)) return t("hold_for_you");
    const named = userIds.slice(0, MAX_NAMED).map((id) => nameOf(personOf(id), t));
    const unnamed = userIds.length - named.length;
    const others = unnamed > 0 ? [t("hold_others", { count: unnamed })] : [];
    return t("hold_for", { names: new Intl.ListFormat(locale).format([...named, ...others]) });
  }

  const personOf = (id) => store.presence.users.find((user) => user.id === id) ?? { id };

  draw();
  const listeners = new Listeners();
  listeners.on(store, "change", draw);
  return () => {
    clearTimeout(timer);
    listeners.stop();
    root.replaceChildren();
  };
}
