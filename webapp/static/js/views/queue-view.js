import { Listeners, h, icon, reconcile, setText } from "../lib/dom.js";
import { hostOf, titleOf } from "../lib/format.js";
import { Command, Permission } from "../protocol.js";

/** What is on and what comes next. */
export function mount(root, { store, send, t, onAddMedia }) {
  const add = h(
    "button",
    { class: "btn btn--wide", type: "button", "data-testid": "queue-add", onclick: onAddMedia },
    icon("add"),
    t("queue_add"),
  );
  const empty = h("p", { class: "panel__empty", "data-testid": "queue-empty" });
  const list = h("ol", { class: "queue__list", "data-testid": "queue-list" });
  root.append(add, empty, list);

  function draw() {
    const { room } = store;
    if (!room) return;
    const canQueue = store.can(Permission.QUEUE);
    const canControl = store.can(Permission.CONTROL);
    add.hidden = !canQueue;
    empty.hidden = room.queue.length > 0;
    setText(empty, t(canQueue ? "queue_empty_admin" : "queue_empty"));
    const items = [room.current && { ...room.current, isOn: true }, ...room.queue].filter(Boolean);
    // A row is made for a right and a picture; with another of either it is another row.
    const keyOf = ({ id, isOn, media }) =>
      [id, Boolean(isOn), canControl, canQueue, media.thumbnail_url].join(" ");
    reconcile(list, items, keyOf, (item) => row(item, { canControl, canQueue }), describe);
  }

  function row(item, { canControl, canQueue }) {
    const play = () => send(Command.PLAY_ITEM, { item_id: item.id });
    const remove = () => send(Command.REMOVE_FROM_QUEUE, { item_id: item.id });
    const title = titleOf(item.media);
    return h(
      "li",
      {
        class: "queue__item",
        "aria-current": item.isOn ? "true" : null,
        "data-testid": "queue-item",
      },
      thumbnail(item.media),
      h(
        "div",
        { class: "queue__text" },
        h("p", { class: "queue__title" }),
        h("p", { class: "queue__source" }),
      ),
      canControl && !item.isOn && action("play", t("queue_play", { title }), "queue-play", play),
      canQueue &&
        !item.isOn &&
        action("remove", t("queue_remove", { title }), "queue-remove", remove),
    );
  }

  function describe(element, { media, isOn }) {
    setText(element.querySelector(".queue__title"), titleOf(media));
    const host = hostOf(media.url);
    setText(element.querySelector(".queue__source"), isOn ? `${t("queue_on")} · ${host}` : host);
  }

  draw();
  const listeners = new Listeners();
  listeners.on(store, "change", draw);
  return () => {
    listeners.stop();
    root.replaceChildren();
  };
}

function thumbnail({ thumbnail_url: src, kind }) {
  const frame = h("div", { class: "queue__thumbnail" }, icon(kind === "video" ? "play" : "link"));
  if (!src) return frame;
  const attributes = { src, alt: "", loading: "lazy", referrerpolicy: "no-referrer" };
  // What cannot be loaded leaves the icon under it to be seen.
  frame.append(h("img", { ...attributes, onerror: ({ target }) => target.remove() }));
  return frame;
}

function action(name, label, testid, onclick) {
  const attributes = { class: "btn btn--icon btn--ghost", type: "button", title: label, onclick };
  return h("button", { ...attributes, "aria-label": label, "data-testid": testid }, icon(name));
}
