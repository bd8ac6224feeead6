import { Listeners, h, icon, reconcile, setText } from "../lib/dom.js";
import { openDialog } from "../lib/dialog.js";
import { nameOf } from "../lib/format.js";
import { peopleOf } from "../people.js";
import { Command, Permission, Role } from "../protocol.js";

const HUES = 6;

/** Who is here, as what; the owner gives and takes roles. */
export function mount(root, { store, send, t }) {
  const list = h("ul", { class: "people__list", "data-testid": "people-list" });
  const more = h("p", { class: "panel__empty", hidden: true });
  root.append(list, more);

  function draw() {
    if (!store.room) return;
    const canManage = store.can(Permission.MANAGE);
    const people = peopleOf(store);
    reconcile(
      list,
      people,
      ({ id }) => `${id} ${canManage}`,
      (person) => row(person, canManage),
      update,
    );
    const unseen = store.presence.count - people.length;
    more.hidden = unseen <= 0;
    setText(more, t("people_more", { count: Math.max(0, unseen) }));
  }

  function row(person, canManage) {
    const manage = h(
      "button",
      {
        class: "btn btn--icon btn--ghost",
        type: "button",
        "aria-label": t("people_manage", { name: nameOf(person, t) }),
        "data-testid": "person-manage",
        onclick: () => openActions(person.id),
      },
      icon("settings"),
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
      canManage && person.role !== Role.OWNER && manage,
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
    const isAdmin = person.role === Role.ADMIN;
    const role = isAdmin ? Role.VIEWER : Role.ADMIN;
    const words = t(isAdmin ? "people_make_viewer" : "people_make_admin");
    const makeRole = choice(words, "make-role", () =>
      send(Command.SET_ROLE, { user_id: userId, role }),
    );
    const deputy = person.isDeputy ? null : userId;
    const dialog = openDialog(
      { title: nameOf(person, t), closeLabel: t("close") },
      // Nothing here could take from them what the chat gives.
      person.isChatAdmin ? h("p", { class: "soft" }, t("error_admin_by_chat")) : makeRole,
      choice(
        t(person.isDeputy ? "people_unname_deputy" : "people_name_deputy"),
        "name-deputy",
        () => send(Command.SET_DEPUTY, { user_id: deputy }),
      ),
      h("p", { class: "field__hint" }, t("people_deputy_hint")),
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

  draw();
  const listeners = new Listeners();
  listeners.on(store, "change", draw);
  return () => {
    listeners.stop();
    root.replaceChildren();
  };
}
