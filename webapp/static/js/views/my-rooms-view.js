import { h, icon, reconcile, setAttribute, setText } from "../lib/dom.js";
import { nameOfRoom, sourceOfRoom, useOfRoom } from "../room-words.js";

/**
 * One's own rooms as cards.
 *
 * @param {HTMLElement} root A list.
 * @param {{t, locale, onInvite: (room: object) => void, onClose: (room: object) => void}} page
 * @returns {{show: (rooms: object[], nowMs: number) => void}} Takes them as `GET /api/my/rooms`
 *   answers.
 */
export function mount(root, { t, locale, onInvite, onClose }) {
  const known = new Map();

  function show(rooms, nowMs) {
    known.clear();
    for (const room of rooms) known.set(room.id, room);
    reconcile(
      root,
      rooms,
      ({ id }) => id,
      create,
      (card, room) => update(card, room, nowMs),
    );
  }

  function create({ id }) {
    const address = `/room/${encodeURIComponent(id)}`;
    return h(
      "li",
      { class: "own-room card", "data-testid": "own-room" },
      h("h2", { class: "own-room__title", dir: "auto" }),
      h("p", { class: "own-room__tags" }),
      h("p", { class: "own-room__on soft small", dir: "auto" }),
      h("p", { class: "own-room__use soft small" }),
      h("p", { class: "own-room__reason small", dir: "auto" }),
      h(
        "div",
        { class: "own-room__actions" },
        h(
          "a",
          { class: "btn btn--primary", href: address, "data-testid": "own-room-open" },
          t("my_rooms_open"),
        ),
        h(
          "button",
          {
            class: "btn",
            type: "button",
            "data-testid": "own-room-invite",
            onclick: () => onInvite(known.get(id)),
          },
          icon("share"),
          t("room_invite"),
        ),
        h(
          "button",
          {
            class: "btn btn--icon btn--ghost own-room__close",
            type: "button",
            "data-testid": "own-room-close",
            onclick: () => onClose(known.get(id)),
          },
          icon("remove"),
        ),
      ),
    );
  }

  function update(card, room, nowMs) {
    const title = nameOfRoom(room, t);
    setText(card.querySelector(".own-room__title"), title);
    const label = t("room_close_named", { title });
    setAttribute(card.querySelector(".own-room__close"), "aria-label", label);
    setText(card.querySelector(".own-room__on"), sourceOfRoom(room, t));
    setText(card.querySelector(".own-room__use"), useOfRoom(room, nowMs, { t, locale }));
    const reason = card.querySelector(".own-room__reason");
    setText(reason, room.reason ? t("reason_by_service", room) : "");
    reason.hidden = !room.reason;
    card.querySelector(".own-room__tags").replaceChildren(...tagsOf(room));
  }

  function tagsOf(room) {
    const msgids = [
      `visibility_${room.visibility}`,
      room.is_hidden && "room_hidden",
      room.is_featured && "room_featured",
    ];
    return msgids
      .filter(Boolean)
      .map((msgid) => h("span", { class: "tag", dataset: { tag: msgid } }, t(msgid)));
  }

  return { show };
}
