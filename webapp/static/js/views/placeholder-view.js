import { Listeners, h, icon, picture } from "../lib/dom.js";
import { Permission } from "../protocol.js";
import * as addMedia from "./add-media-view.js";

/** What stands where the video will be, while nothing is on. */
export function mount(root, { store, request, t }) {
  const form = h("div", { class: "placeholder__form" });
  const card = h(
    "div",
    { class: "placeholder", "data-testid": "placeholder" },
    picture("placeholder__picture", "picture-together"),
    h("p", { class: "placeholder__text" }, t("room_waiting")),
    form,
    h(
      "a",
      { class: "btn btn--ghost", href: "/gallery", "data-testid": "gallery-link" },
      icon("gallery"),
      t("room_to_gallery"),
    ),
  );
  root.append(card);

  let unmountForm = null;
  function draw() {
    const isEmpty = store.room !== null && store.room.current === null;
    card.hidden = !isEmpty;
    card.toggleAttribute("data-form", isEmpty && store.can(Permission.CONTROL));
    const offersForm = isEmpty && store.can(Permission.CONTROL);
    if (offersForm === Boolean(unmountForm)) return;
    unmountForm?.();
    unmountForm = offersForm ? addMedia.mount(form, { store, request, t, canQueue: false }) : null;
  }

  draw();
  const listeners = new Listeners();
  listeners.on(store, "change", draw);
  return () => {
    listeners.stop();
    card.remove();
  };
}
