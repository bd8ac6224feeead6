import { h, icon, setText } from "../lib/dom.js";
import { createFill, updateFill } from "./fill-view.js";

/**
 * What stands before a full room: how full it is, a place in the line, and the way in once there is
 * one. The room itself stays behind it, as it is.
 *
 * @param {HTMLElement} room The room's own part of the page.
 * @param {{connection: EventTarget, onLetIn: () => void, t: Function}} parts
 * @returns {{open: (refusal: {data: object}) => void, close: () => void}} `open` says that there is
 *   no place; whoever is in the line already is shown it without being asked.
 */
export function mount(room, { connection, onLetIn, t }) {
  const title = h("h1", { class: "refused__text", tabindex: -1 });
  const words = h("p", { class: "soft doorway__words" });
  const status = h("p", { class: "doorway__place", role: "status", "data-testid": "line-place" });
  const fill = createFill();
  const wait = h(
    "button",
    { class: "btn btn--primary", type: "button", "data-testid": "wait-button", onclick: getInLine },
    icon("people"),
    t("doorway_wait"),
  );
  const page = h(
    "main",
    { class: "refused doorway", "data-testid": "doorway", hidden: true },
    icon("people"),
    title,
    status,
    h("div", { class: "doorway__fill" }, fill),
    words,
    wait,
    way("/gallery", "gallery", t("room_to_gallery")),
    way("/", "home", t("room_to_home")),
  );
  room.after(page);

  function open({ data }) {
    show(t("doorway_full"), data);
    setText(status, "");
    const { waiting: count } = data;
    setText(words, count ? t("doorway_waiting", { count }) : t("doorway_text"));
    wait.hidden = false;
  }

  function showPlace(data) {
    show(t("doorway_in_line"), data);
    setText(status, t("doorway_place", { place: data.place }));
    setText(words, t("doorway_stay"));
    wait.hidden = true;
  }

  function show(heading, { inside, capacity }) {
    setText(title, heading);
    updateFill(fill, { count: inside, capacity }, t);
    room.hidden = true;
    page.hidden = false;
  }

  function getInLine() {
    connection.wait();
    rememberToWait();
    setText(title, t("doorway_in_line"));
    setText(words, t("doorway_stay"));
    wait.hidden = true;
    title.focus(); // the button is gone
  }

  function close() {
    room.hidden = false;
    page.hidden = true;
  }

  function onState({ detail: state }) {
    if (page.hidden) return;
    if (state === "connected") {
      close();
      onLetIn();
    } else if (state === "reconnecting") {
      setText(words, t("doorway_reconnecting"));
    }
  }

  connection.addEventListener("waiting", ({ detail }) => showPlace(detail));
  connection.addEventListener("state", onState);
  return { open, close };
}

/** Whoever reloads the page keeps their place without asking for it again. */
function rememberToWait() {
  const address = new URL(location.href);
  address.searchParams.set("wait", "");
  history.replaceState(history.state, "", address);
}

function way(href, name, label) {
  return h("a", { class: "btn", href }, icon(name), label);
}
