import { Listeners, h, icon, reconcile, setText } from "../lib/dom.js";
import { openDialog } from "../lib/dialog.js";
import { nameOf } from "../lib/format.js";
import { peopleOf } from "../people.js";
import { Command, Permission, Role } from "../protocol.js";
import { openReport, reportButton } from "./report-view.js";

const HUES = 6;

/** Who is here, as what; the owner gives and takes roles. */
export function mount(root, room) {
  const { store, send, t } = room;
  const list = h("ul", { class: "people__list", "data-testid": "people-list" });
  const more = h("p", { class: "panel__empty", hidden: true });
  root.append(list, more);

  function draw() {
    if (!store.room) return;
    const people = peopleOf(store);
    reconcile(list, people, ({ id }) => id, row, update);
    const unseen = store.presence.count - people.length;
    more.hidden = unseen <= 0;
    setText(more, t("people_more", { count: Math.max(0, unseen) }));
  }

  function row(person) {
    const manage = h(
      "button",
      {
        class: "btn btn--icon btn--ghost",
        type: "button",
        "aria-label": t("people_manage", { name: nameOf(person, t) }),
        "data-testid": "person-manage",
        onclick: () => openActions(person.id),
      },
      icon("more"),
    );
    return h(
      "li",
      { class: "person", "data-testid": "person" },
      h("span", {
        class: "person__face",
        "aria-hidden": "true",
        dataset: { hue: Math.abs(person.id) % HUES },
      }),
      h(
        "div",
        { class: "person__text" },
        h("p", { class: "person__name truncate" }),
        h("p", { class: "person__tags" }),
      ),
      !person.isMe && manage,
    );
  }

  function update(element, person) {
    const name = nameOf(person, t);
    setText(element.querySelector(".person__face"), [...name][0].toUpperCase());
    setText(
      element.querySelector(".person__name"),
      person.isMe ? `${name} (${t("people_you")})` : name,
    );
    const tags = [
      [`role_${person.role}`, person.role !== Role.VIEWER],
      ["people_leads", person.leads],
      ["people_deputy", person.isDeputy],
    ];
    element
      .querySelector(".person__tags")
      .replaceChildren(
        ...tags
          .filter(([, holds]) => holds)
          .map(([msgid]) => h("span", { class: "tag", dataset: { tag: msgid } }, t(msgid))),
      );
  }

  function openActions(userId) {
    const person = peopleOf(store).find(({ id }) => id === userId);
    if (!person) return;
    const name = nameOf(person, t);
    const canManage = store.can(Permission.MANAGE) && person.role !== Role.OWNER;
    const dialog = openDialog(
      { title: name, closeLabel: t("close") },
      ...(canManage ? roleChoices(person, choice) : []),
      reportButton(t("report_about_person", { name }), () => {
        dialog.close();
        openReport(room, { about: "person", user_id: userId, name: person.name });
      }),
    );

    function choice(label, testid, act) {
      const onclick = () => dialog.close() ?? act();
      return h(
        "button",
        { class: "btn btn--wide", type: "button", "data-testid": testid, onclick },
        label,
      );
    }
  }

  function roleChoices(person, choice) {
    const { id: userId, isDeputy } = person;
    const isAdmin = person.role === Role.ADMIN;
    const role = isAdmin ? Role.VIEWER : Role.ADMIN;
    const words = t(isAdmin ? "people_make_viewer" : "people_make_admin");
    return [
      // Nothing here could take from them what the chat gives.
      person.isChatAdmin
        ? h("p", { class: "soft" }, t("error_admin_by_chat"))
        : choice(words, "make-role", () => send(Command.SET_ROLE, { user_id: userId, role })),
      choice(t(isDeputy ? "people_unname_deputy" : "people_name_deputy"), "name-deputy", () =>
        send(Command.SET_DEPUTY, { user_id: isDeputy ? null : userId }),
      ),
      h("p", { class: "field__hint" }, t("people_deputy_hint")),
    ];
  }

  draw();
  const listeners = new Listeners();
  listeners.on(store, "change", draw);
  return () => {
    listeners.stop();
    root.replaceChildren();
  };
}
