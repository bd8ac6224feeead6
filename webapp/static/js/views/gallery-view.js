import { h, icon, reconcile, setText } from "../lib/dom.js";
import { hostOf, titleOf } from "../lib/format.js";

/**
 * The public rooms as tiles; a tile stays while its room does, so nothing blinks on a refresh.
 *
 * @param {HTMLElement} root A list.
 * @returns {{show: (rooms: object[]) => void}} Takes them as `GET /api/rooms` answers.
 */
export function mount(root, { t }) {
  const show = (rooms) => reconcile(root, rooms, (room) => room.id, createTile, updateTile);

  function updateTile(tile, { id, title, count, media, is_featured: isFeatured }) {
    tile.querySelector(".tile__mark").hidden = !isFeatured;
    const name = title || (media ? titleOf(media) : t("room_untitled"));
    tile.querySelector(".tile__link").href = `/room/${encodeURIComponent(id)}`;
    setText(tile.querySelector(".tile__title"), name);
    const source = media ? sourceOf(media, name) : t("gallery_waiting");
    setText(tile.querySelector(".tile__source"), source);
    const people = tile.querySelector(".tile__count");
    setText(people, `👥 ${count}`);
    people.setAttribute("aria-label", t("gallery_people", { count }));
    updatePicture(tile.querySelector(".tile__picture"), media?.thumbnail_url ?? "");
  }

  function createTile() {
    return h(
      "li",
      { class: "tile", "data-testid": "gallery-room" },
      h(
        "a",
        { class: "tile__link" },
        h(
          "span",
          { class: "tile__picture" },
          icon("play"),
          h("span", { class: "tile__mark", hidden: true }, t("room_featured")),
          h("span", { class: "tile__count tabular", role: "img" }),
        ),
        h(
          "span",
          { class: "tile__foot" },
          h(
            "span",
            { class: "tile__words" },
            h("span", { class: "tile__title" }),
            h("span", { class: "tile__source truncate" }),
          ),
          // The whole tile is the link; this says so.
          h("span", { class: "btn btn--primary", "aria-hidden": "true" }, t("gallery_join")),
        ),
      ),
    );
  }

  return { show };
}

/** Where it comes from; and what it is, where the room has a name of its own. */
function sourceOf(media, name) {
  const title = titleOf(media);
  return [title !== name && title, hostOf(media.url)].filter(Boolean).join(" · ");
}

function updatePicture(picture, url) {
  if ((picture.dataset.url ?? "") === url) return;
  picture.dataset.url = url;
  picture.querySelector("img")?.remove();
  if (!url) return;
  const image = h("img", {
    alt: "",
    loading: "lazy",
    decoding: "async",
    // The address of a room is nobody's business.
    referrerpolicy: "no-referrer",
    onerror: () => image.remove(),
  });
  image.src = url;
  picture.prepend(image);
}
