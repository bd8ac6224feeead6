import { openDialog } from "../lib/dialog.js";
import { h, icon } from "../lib/dom.js";
import { Permission, Role } from "../protocol.js";
import { deviceSection } from "./device-view.js";
import * as invite from "./invite-view.js";
import { entry } from "./menu-parts.js";
import { openOrder } from "./order-view.js";
import { openReport } from "./report-view.js";
import { openRights } from "./rights-view.js";
import { openRoomSettings } from "./room-settings-view.js";
import { mountVisitors } from "./visitors-view.js";

/** Open the dialog with a fresh link. */
export function openInvite(room, role = Role.VIEWER) {
  const body = h("div", { class: "stack" });
  const { t } = room;
  const title = t(role === Role.ADMIN ? "invite_admin" : "room_invite");
  openDialog({ title, closeLabel: t("close"), testid: "invite-dialog" }, body);
  invite.mount(body, { ...room, role });
  if (role === Role.VIEWER) mountVisitors(body, { ...room, roomId: room.store.room.id });
}

/** Open what can be done with the room, by whomever; more of it lies one step further. */
export function openRoomMenu(room) {
  const { store, t } = room;
  const { chat } = store.room;
  const askAround = () => room.playback.askAround();
  const inviteAdmin = () => openInvite(room, Role.ADMIN);
  const lines = [
    store.room.current && [Permission.CONTROL, "check", "ready_ask", "menu-ready", askAround],
    [Permission.INVITE, "share", "room_invite", "menu-invite", () => openInvite(room)],
    [Permission.MANAGE, "owner", "invite_admin", "menu-invite-admin", inviteAdmin],
    [Permission.MANAGE, "settings", "room_settings", "menu-room", () => openRoomSettings(room)],
    [Permission.MANAGE, "people", "rights_title", "menu-rights", () => openRights(room)],
    [Permission.MODERATE, "shield", "order_title", "menu-order", () => openOrder(room)],
  ];
  const words = { title: t("room_menu"), closeLabel: t("close"), testid: "room-menu" };
  const dialog = openDialog(
    words,
    chat && h("p", { class: "soft", "data-testid": "room-chat" }, t("room_of_chat", chat)),
    ...lines
      .filter((line) => line && store.can(line[0]))
      .map(([, picture, msgid, testid, act]) =>
        entry(picture, t(msgid), testid, () => follow(act)),
      ),
    deviceSection(room, follow),
    store.role !== Role.OWNER &&
      entry("warning", t("report_about_room"), "menu-report", () =>
        follow(() => openReport(room, { about: "room" })),
      ),
    h(
      "div",
      { class: "menu__ways" },
      wayTo("/gallery", "gallery", t("room_to_gallery")),
      wayTo("/rooms", "rooms", t("my_rooms_title")),
      wayTo("/", "home", t("room_to_home")),
    ),
    h("p", { class: "soft small" }, t("disclaimer")),
  );

  function follow(action) {
    dialog.close();
    action();
  }
}

function wayTo(href, name, label) {
  return h("a", { class: "btn btn--ghost menu__item", href }, icon(name), label);
}
