import { h, icon } from "../lib/dom.js";
import { askToConfirm, openDialog } from "../lib/dialog.js";
import { Command, Permission, Role } from "../protocol.js";
import { capacityForm } from "./capacity-view.js";
import { openEmotionSet } from "./emotion-set-view.js";
import { deviceSection } from "./device-view.js";
import * as invite from "./invite-view.js";
import { openReport } from "./report-view.js";

const VISIBILITIES = ["public", "link", "private"];
// What the server takes; see MAX_TITLE in shared/domain/commands.py.
const MAX_TITLE = 100;

/** Open the dialog with a fresh link. */
export function openInvite(room, role = Role.VIEWER) {
  const body = h("div", { class: "stack" });
  const { t } = room;
  const title = t(role === Role.ADMIN ? "invite_admin" : "room_invite");
  openDialog({ title, closeLabel: t("close"), testid: "invite-dialog" }, body);
  invite.mount(body, { ...room, role });
}

/** Open what can be done with the room: what everybody may, then what its owner may. */
export function openRoomMenu(room) {
  const { store, t } = room;
  const { chat } = store.room;
  const sections = [
    chat && h("p", { class: "soft", "data-testid": "room-chat" }, t("room_of_chat", chat)),
    store.can(Permission.INVITE) &&
      wide("share", t("room_invite"), "menu-invite", () => follow(() => openInvite(room))),
    ...(store.can(Permission.MANAGE) ? ownerSections(room, follow) : []),
    deviceSection(room, follow),
    store.role !== Role.OWNER &&
      wide("warning", t("report_about_room"), "menu-report", () =>
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
  ].filter(Boolean);
  const words = { title: t("room_menu"), closeLabel: t("close"), testid: "room-menu" };
  const dialog = openDialog(words, ...sections);

  function follow(action) {
    dialog.close();
    action();
  }
}

function ownerSections(room, follow) {
  const { send, toast, t } = room;
  const revoke = async () => {
    if ((await isSure(t, "room_revoke_links")) && (await send(Command.REVOKE_LINKS))) {
      toast(t("room_links_revoked"), "success");
    }
  };
  const close = async () => (await isSure(t, "room_close")) && send(Command.CLOSE);
  return [
    wide("owner", t("invite_admin"), "menu-invite-admin", () =>
      follow(() => openInvite(room, Role.ADMIN)),
    ),
    titleForm(room),
    grantChoice(room, Permission.CONTROL, t("room_control")),
    grantChoice(room, Permission.QUEUE, t("room_queue_right")),
    grantChoice(room, Permission.SUGGEST, t("room_suggest_right")),
    visibilityChoice(room),
    capacityForm(room),
    wide("emotion", t("emotions_own"), "menu-emotions", () => follow(() => openEmotionSet(room))),
    wide("link", t("room_revoke_links"), "menu-revoke", () => follow(revoke), "btn--danger"),
    wide("close", t("room_close"), "menu-close", () => follow(close), "btn--danger"),
  ];
}

const isSure = (t, msgid) =>
  askToConfirm({
    title: t(msgid),
    text: t(`${msgid}_question`),
    action: t(msgid),
    closeLabel: t("close"),
  });

function titleForm({ store, send, toast, t }) {
  const input = h("input", {
    class: "field__input",
    id: "room-title-input",
    maxlength: MAX_TITLE,
    value: store.room.title,
    placeholder: t("room_untitled"),
    "data-testid": "rename-input",
  });
  const save = async (event) => {
    event.preventDefault();
    if (await send(Command.RENAME, { title: input.value.trim() }))
      toast(t("room_renamed"), "success");
  };
  const button = h(
    "button",
    { class: "btn", type: "submit", "data-testid": "rename-submit" },
    t("save"),
  );
  const label = h("label", { class: "field__label", for: input.id }, t("room_title"));
  return h(
    "form",
    { class: "field", onsubmit: save },
    label,
    h("div", { class: "field__row" }, input, button),
  );
}

function visibilityChoice({ store, send, t }) {
  return choices({
    name: "visibility",
    legend: t("room_visibility"),
    options: VISIBILITIES.map((value) => ({
      value,
      label: t(`visibility_${value}`),
      hint: t(`visibility_${value}_hint`),
    })),
    held: () => store.room.visibility,
    choose: (visibility) => send(Command.SET_VISIBILITY, { visibility }),
  });
}

function grantChoice({ store, send, t }, permission, legend) {
  return choices({
    name: permission,
    legend,
    options: Object.values(Role).map((value) => ({ value, label: t(`room_control_${value}`) })),
    held: () => store.room.grants[permission],
    choose: (role) => send(Command.SET_GRANT, { permission, role }),
  });
}

/**
 * @param {() => string} held What is chosen now, by the room.
 * @param {(value: string) => Promise<boolean>} choose If it was refused, the choice springs back.
 */
function choices({ name, legend, options, held, choose }) {
  const onchange = async ({ target }) => {
    if (await choose(target.value)) return;
    fieldset.querySelector(`[value=${held()}]`).checked = true;
  };
  const fieldset = h(
    "fieldset",
    { class: "choices" },
    h("legend", { class: "field__label" }, legend),
    ...options.map(({ value, label, hint }) => {
      const radio = { type: "radio", name, value, checked: value === held(), onchange };
      const testid = `${name}-${value}`;
      return h(
        "label",
        { class: "choice" },
        h("input", { ...radio, class: "choice__radio", "data-testid": testid }),
        h("span", { class: "choice__text" }, h("b", {}, label), hint ?? null),
      );
    }),
  );
  return fieldset;
}

function wide(name, label, testid, onclick, style = "") {
  const attributes = { class: `btn btn--wide menu__item ${style}`, type: "button", onclick };
  return h("button", { ...attributes, "data-testid": testid }, icon(name), label);
}

function wayTo(href, name, label) {
  return h("a", { class: "btn btn--ghost menu__item", href }, icon(name), label);
}
