import { Listeners, h, icon, setText } from "../lib/dom.js";
import { titleOf } from "../lib/format.js";
import { Permission } from "../protocol.js";
import * as bellView from "./bell-view.js";
import { openInbox } from "./inbox-view.js";

// How long "connected again" stays: seen in passing, then gone.
const BACK_MS = 3_000;

/** The room's name, what is on, how the connection is, how many watch; news, invite and menu. */
export function mount(root, room) {
  const { store, connection, t, onInvite, onMenu, onPeople, onPanel } = room;
  const title = h("h1", { class: "header__title truncate", "data-testid": "room-title" });
  const playing = h("p", { class: "header__playing truncate", "data-testid": "now-playing" });
  const stateText = h("span", { class: "header__state-text" });
  const state = h(
    "p",
    { class: "header__state", role: "status", "data-testid": "connection-state" },
    h("span", { class: "header__dot", "aria-hidden": "true" }),
    stateText,
  );
  const count = h("button", {
    class: "btn btn--ghost header__count tabular",
    type: "button",
    "data-testid": "viewer-count",
    onclick: onPeople,
  });
  const invite = button("share", t("room_invite"), "invite-button", onInvite);
  const panel = button("chat", t("room_panel"), "panel-button", onPanel);
  panel.classList.add("header__panel");
  const menu = button("menu", t("room_menu"), "menu-button", onMenu);

  const bell = h("div", { class: "header__bell" });

  let wasConnected = false;
  let fading = 0;

  function drawRoom() {
    const { room, presence } = store;
    setText(title, room.title || t("room_untitled"));
    setText(playing, room.current ? titleOf(room.current.media) : "");
    setText(count, `👥 ${presence.count}`);
    count.setAttribute("aria-label", t("room_viewers", { count: presence.count }));
    invite.hidden = !store.can(Permission.INVITE);
  }

  function drawState() {
    clearTimeout(fading);
    const isBack = connection.state === "connected" && wasConnected;
    if (isBack) fading = setTimeout(() => show("connected"), BACK_MS);
    show(isBack ? "back" : connection.state);
    wasConnected ||= connection.state === "connected";
  }

  function show(name) {
    state.dataset.state = name;
    setText(stateText, t(`connection_${name}`));
  }

  root.append(
    h(
      "div",
      { class: "header__names" },
      title,
      h("div", { class: "header__line" }, playing, state),
    ),
    bell,
    count,
    panel,
    invite,
    menu,
  );
  const onOpen = () => openInbox({ ...room, roomId: store.room?.id });
  const unmountBell = bellView.mount(bell, { ...room, onOpen });
  setText(title, t("room_untitled"));
  drawState();
  const listeners = new Listeners();
  listeners.on(store, "change", drawRoom);
  listeners.on(connection, "state", drawState);
  return () => {
    clearTimeout(fading);
    listeners.stop();
    unmountBell();
    root.replaceChildren();
  };
}

function button(name, label, testid, onclick) {
  const attributes = {
    class: "btn btn--icon btn--ghost",
    type: "button",
    title: label,
    "aria-label": label,
    "data-testid": testid,
    onclick,
  };
  return h("button", attributes, icon(name));
}
