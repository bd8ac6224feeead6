import { h, icon, setAttribute, setText } from "../lib/dom.js";
import { formatTime, nameOf, titleOf } from "../lib/format.js";

/* What rows of the queue and of the suggestions have in common. */

/** A row: a picture, which plays it if `onPlay` is given, two lines of text, and buttons. */
export function mediaRow({ media, t, testid, onPlay }, ...buttons) {
  const picture = thumbnail(media);
  const attributes = {
    class: "queue__play",
    type: "button",
    "aria-label": t("queue_play", { title: titleOf(media) }),
    "data-testid": "queue-play",
    onclick: onPlay,
  };
  return h(
    "li",
    { class: "queue__item", "data-testid": testid },
    onPlay ? h("button", attributes, picture, icon("play")) : picture,
    h(
      "div",
      { class: "queue__text" },
      h("p", { class: "queue__title" }),
      h("p", { class: "queue__source tabular" }),
    ),
    ...buttons,
  );
}

/** @param {(string | null | false)[]} facts What stands under the title. */
export function describeRow(element, media, facts) {
  setText(element.querySelector(".queue__title"), titleOf(media));
  setText(element.querySelector(".queue__source"), facts.filter(Boolean).join(" · "));
}

/** @returns {string | null} The name of who added something; null if they are not here. */
export function adderOf({ added_by: id }, { presence }, t) {
  const person = presence.users.find((user) => user.id === id);
  return person ? nameOf(person, t) : null;
}

/** @returns {string | null} How long it is, where that is known. */
export function lengthOf(seconds) {
  return Number.isFinite(seconds) && seconds > 0 ? formatTime(seconds) : null;
}

export function action(name, label, testid, onclick) {
  const attributes = { class: "btn btn--icon btn--ghost", type: "button", title: label, onclick };
  return h("button", { ...attributes, "aria-label": label, "data-testid": testid }, icon(name));
}

/** A button that shows a count and whether one is among those counted. */
export function voteButton(content, testid, onclick) {
  const attributes = { class: "btn queue__vote tabular", type: "button", onclick };
  return h(
    "button",
    { ...attributes, "data-testid": testid },
    content,
    h("span", { class: "queue__count" }),
  );
}

export function describeVote(button, { label, count, isMine }) {
  setAttribute(button, "aria-label", label);
  setAttribute(button, "aria-pressed", String(isMine));
  setText(button.querySelector(".queue__count"), count);
}

function thumbnail({ thumbnail_url: src, kind }) {
  const frame = h("div", { class: "queue__thumbnail" }, icon(kind === "video" ? "play" : "link"));
  if (!src) return frame;
  const attributes = { src, alt: "", loading: "lazy", referrerpolicy: "no-referrer" };
  // What cannot be loaded leaves the icon under it to be seen.
  frame.append(h("img", { ...attributes, onerror: ({ target }) => target.remove() }));
  return frame;
}
