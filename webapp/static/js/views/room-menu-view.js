import { h, icon } from "../lib/dom.js";
import { askToConfirm, openDialog } from "../lib/dialog.js";
import { Command, Permission, Role } from "../protocol.js";
import * as invite from "./invite-view.js";

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
  const sections = [
    store.can(Permission.INVITE) &&
      wide("share", t("room_invite"), "menu-invite", () => follow(() => openInvite(room))),
    ...(store.can(Permission.MANAGE) ? ownerSections(room, follow) : []),
    h(
      "div",
      { class: "menu__ways" },
      wayTo("/gallery", "gallery", t("room_to_gallery")),
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
  const { send, t } = room;
  const revoke = async () => {
    const words = {
      title: t("room_revoke_links"),
      text: t("room_revoke_links_question"),
      action: t("room_revoke_links"),
      closeLabel: t("close"),
    };
    if ((await askToConfirm(words)) && (await send(Command.REVOKE_LINKS))) {
      room.toast(t("room_links_revoked"), "success");
    }
  };
  return [
    wide("owner", t("invite_admin"), "menu-invite-admin", () =>
      follow(() => openInvite(room, Role.ADMIN)),
    ),
    titleForm(room),
    visibilityChoice(room),
    wide("link", t("room_revoke_links"), "menu-revoke", () => follow(revoke), "btn--danger"),
  ];
}

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
  const choose = async ({ target }) => {
    if (await send(Command.SET_VISIBILITY, { visibility: target.value })) return;
    const held = target.form ?? target.closest("fieldset");
    held.querySelector(`[value=${store.room.visibility}]`).checked = true;
  };
  const options = VISIBILITIES.map((value) => {
    const checked = store.room.visibility === value;
    const radio = { type: "radio", name: "visibility", value, checked, onchange: choose };
    return h(
      "label",
      { class: "choice" },
      h("input", { ...radio, class: "choice__radio", "data-testid": `visibility-${value}` }),
      h(
        "span",
        { class: "choice__text" },
        h("b", {}, t(`visibility_${value}`)),
        t(`visibility_${value}_hint`),
      ),
    );
  });
  const legend = h("legend", { class: "field__label" }, t("room_visibility"));
  return h("fieldset", { class: "choices" }, legend, ...options);
}

function wide(name, label, testid, onclick, style = "") {
  const attributes = { class: `btn btn--wide menu__item ${style}`, type: "button", onclick };
  return h("button", { ...attributes, "data-testid": testid }, icon(name), label);
}

function wayTo(href, name, label) {
  return h("a", { class: "btn btn--ghost menu__item", href }, icon(name), label);
}
