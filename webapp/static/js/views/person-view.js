import { openDialog } from "../lib/dialog.js";
import { h } from "../lib/dom.js";
import { nameOf } from "../lib/format.js";
import { canActAgainst, canTrust, personIn } from "../people.js";
import { Command, Permission, Role } from "../protocol.js";
import { entry, isSure, toggle } from "./menu-parts.js";
import { openReport, reportButton } from "./report-view.js";
import { openSanction } from "./sanction-view.js";

const TRUSTED_WITH = [Permission.CONTROL, Permission.QUEUE];

/** @param {{id: number, name: string}} who @returns {boolean} Whether one has power over them. */
export function hasPowerOver({ store }, who) {
  const person = personIn(store, who);
  const canManage = store.can(Permission.MANAGE) && !person.isMe;
  const canLend = TRUSTED_WITH.some((permission) => canTrust(store, person, permission));
  return canManage || canLend || canActAgainst(store, person);
}

/** Open what may be done with a person: what they may, what they are, what they are kept from. */
export function openPerson(room, who) {
  const { store, t } = room;
  const person = personIn(store, who);
  const name = nameOf(person, t);
  const dialog = openDialog(
    { title: name, closeLabel: t("close"), testid: "person-dialog" },
    ...trust(room, person),
    ...(store.can(Permission.MANAGE) && !person.isMe ? roles(room, person, follow) : []),
    ...(canActAgainst(store, person) ? order(room, person, follow) : []),
    !person.isMe && reportButton(t("report_about_person", { name }), follow(report)),
  );

  function report() {
    openReport(room, { about: "person", user_id: person.id, name: person.name });
  }

  function follow(act) {
    return () => {
      dialog.close();
      return act();
    };
  }
}

function trust({ store, send, t }, person) {
  return TRUSTED_WITH.filter((permission) => canTrust(store, person, permission)).map(
    (permission) =>
      toggle({
        label: t(`person_trust_${permission}`),
        testid: `trust-${permission}`,
        isOn: person.isTrusted(permission),
        change: (isTrusted) =>
          send(Command.SET_TRUST, { user_id: person.id, permission, is_trusted: isTrusted }),
      }),
  );
}

function roles({ send, toast, t }, person, follow) {
  const { id, isDeputy } = person;
  const isAdmin = person.role === Role.ADMIN;
  const role = isAdmin ? Role.VIEWER : Role.ADMIN;
  const words = t(isAdmin ? "people_make_viewer" : "people_make_admin");
  const name = nameOf(person, t);
  const handOver = async () => {
    if (!(await isSure(t, "person_transfer", { name }))) return;
    if (await send(Command.TRANSFER_ROOM, { user_id: id })) {
      toast(t("person_transferred", { name }), "success");
    }
  };
  return [
    // Nothing here could take from them what the chat gives.
    person.isChatAdmin
      ? h("p", { class: "soft" }, t("error_admin_by_chat"))
      : entry(
          "shield",
          words,
          "make-role",
          follow(() => send(Command.SET_ROLE, { user_id: id, role })),
        ),
    entry(
      "people",
      t(isDeputy ? "people_unname_deputy" : "people_name_deputy"),
      "name-deputy",
      follow(() => send(Command.SET_DEPUTY, { user_id: isDeputy ? null : id })),
    ),
    h("p", { class: "field__hint" }, t("people_deputy_hint")),
    entry("owner", t("person_transfer"), "transfer-room", follow(handOver)),
  ];
}

function order(room, person, follow) {
  const { send, t } = room;
  const sanction = (kind) => follow(() => openSanction(room, person, kind));
  const unmute = follow(() => send(Command.UNMUTE_USER, { user_id: person.id }));
  const forget = async () => {
    if (!(await isSure(t, "person_delete_messages", { name: nameOf(person, t) }))) return;
    send(Command.DELETE_MESSAGES, { user_id: person.id });
  };
  return [
    person.mute
      ? entry("chat", t("person_unmute"), "unmute", unmute)
      : entry("muted", t("person_mute"), "mute", sanction("mute")),
    entry("remove", t("person_delete_messages"), "delete-messages", follow(forget), "btn--danger"),
    entry("close", t("person_kick"), "kick", sanction("kick"), "btn--danger"),
    entry("ban", t("person_ban"), "ban", sanction("ban"), "btn--danger"),
  ];
}
