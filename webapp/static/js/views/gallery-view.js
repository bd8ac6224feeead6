import { h, icon, reconcile, setAttribute, setIcon, setText } from "../lib/dom.js";
import { formatTime } from "../lib/format.js";
import { nameOfRoom, sourceOfRoom } from "../room-words.js";
import { positionAt } from "../timeline.js";
import { createFill, levelOf, updateFill } from "./fill-view.js";

/**
 * The public rooms as tiles; a tile stays while its room does, so nothing blinks on a refresh.
 *
 * @param {HTMLElement} root A list.
 * @param {{t: Function, now: () => number}} options `now` is the server's clock.
 * @returns {{show: (rooms: object[]) => void, tick: () => void}} `show` takes rooms as
 *   `GET /api/rooms` tells of them; `tick` moves their times on.
 */
export function mount(root, { t, now }) {
  let shown = [];

  function show(rooms) {
    shown = rooms;
    reconcile(root, rooms, (room) => room.id, createTile, updateTile);
  }

  function tick() {
    for (const [at, room] of shown.entries()) updateState(root.children[at], room);
  }

  function updateTile(tile, room) {
    const isFull = levelOf(room.count, room.capacity) === "full";
    const part = (name) => tile.querySelector(`.tile__${name}`);
    setAttribute(tile, "data-over", Boolean(room.is_over));
    setText(part("mark"), t("room_featured"));
    part("mark").hidden = !room.is_featured;
    part("link").href = `/room/${encodeURIComponent(room.id)}${isFull ? "?wait" : ""}`;
    setText(part("title"), nameOfRoom(room, t));
    setText(part("source"), room.media ? sourceOfRoom(room, t) : t("gallery_waiting"));
    setText(part("join"), t(isFull ? "gallery_wait" : "gallery_join"));
    part("join").classList.toggle("btn--primary", !isFull);
    updateFill(tile.querySelector(".fill"), room, t, room.is_over && t("gallery_over"));
    setIcon(tile.querySelector(".tile__picture > .icon"), room.media ? "play" : "people");
    updatePicture(part("picture"), room.media?.thumbnail_url ?? "");
    updateState(tile, room);
  }

  /** Whether it plays and how far it is; how long it is, the server does not know. */
  function updateState(tile, { media, playback, is_over: isOver }) {
    const state = tile.querySelector(".tile__state");
    state.hidden = !media || Boolean(isOver);
    if (state.hidden) return;
    const isSoon = !playback.paused && playback.updated_at_ms > now();
    const time = formatTime(positionAt(playback, now()));
    const isPlaying = !playback.paused && !isSoon;
    setIcon(state.firstElementChild, isPlaying ? "play" : "pause");
    setText(state.lastElementChild, isSoon ? t("gallery_soon") : time);
    const label = t(isPlaying ? "gallery_playing" : "gallery_paused", { time });
    setAttribute(state, "aria-label", isSoon ? t("gallery_soon") : label);
    state.dataset.state = isPlaying ? "playing" : "paused";
  }

  return { show, tick };
}

function createTile() {
  const span = (name, ...content) => h("span", { class: `tile__${name}` }, ...content);
  const state = h(
    "span",
    { class: "tile__state tabular", role: "img", "data-testid": "tile-state" },
    icon("play"),
    h("span"),
  );
  // The whole tile is the link; this says so.
  const join = h("span", { class: "tile__join btn", "aria-hidden": "true" });
  return h(
    "li",
    { class: "tile", "data-testid": "gallery-room" },
    h(
      "a",
      { class: "tile__link" },
      span("picture", icon("play"), span("mark"), state),
      span("words", span("title"), h("span", { class: "tile__source truncate" })),
      span("foot", createFill(), join),
    ),
  );
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
