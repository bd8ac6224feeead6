import { openDialog } from "../lib/dialog.js";
import { h } from "../lib/dom.js";
import { Command, Permission, Role } from "../protocol.js";
import { segments } from "./menu-parts.js";

// In the order people ask about them. Managing stays the owner's.
const GRANTABLE = ["control", "queue", "suggest", "chat", "emote", "invite", "moderate"];
// Widest first, as people read it: everybody, admins, only me.
const ROLES = Object.values(Role);

/** Open the table of who may do what here. */
export function openRights(room) {
  const { t } = room;
  openDialog(
    { title: t("rights_title"), closeLabel: t("close"), testid: "rights-dialog" },
    h("p", { class: "soft small" }, t("rights_hint")),
    ...GRANTABLE.map((permission) => grant(room, permission)),
  );
}

function grant({ store, send, t }, permission) {
  // Who may put others out is never everybody.
  const roles = permission === Permission.MODERATE ? ROLES.slice(1) : ROLES;
  return segments({
    name: permission,
    legend: t(`rights_${permission}`),
    options: roles.map((value) => ({ value, label: t(`room_control_${value}`) })),
    held: () => store.room.grants[permission],
    choose: (role) => send(Command.SET_GRANT, { permission, role }),
  });
}
