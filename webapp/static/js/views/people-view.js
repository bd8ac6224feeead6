import { Listeners, h, icon, reconcile, setText } from "../lib/dom.js";
import { nameOf } from "../lib/format.js";
import { canTrust, peopleOf } from "../people.js";
import { Command, PageState, Permission, Role } from "../protocol.js";
import { drawFace, face } from "./face.js";
import { openPerson } from "./person-view.js";

const SECOND = 1_000;
const MINUTE = 60; // seconds

/** Who is here, as what; behind each name what may be done with its person. */
export function mount(root, room) {
  const { store, send, t } = room;
  const list = h("ul", { class: "people__list", "data-testid": "people-list" });
  const more = h("p", { class: "panel__empty", hidden: true });
  root.append(list, more);

  function draw() {
    if (!store.room) return;
    const people = peopleOf(store).map((person) => ({ ...person, isOffered: isOffered(person) }));
    reconcile(list, people, keyOf, row, update);
    const unseen = store.presence.count - store.presence.users.length;
    more.hidden = unseen <= 0;
    setText(more, t("people_more", { count: Math.max(0, unseen) }));
  }

  const isOffered = (person) => person.isAsking && canTrust(store, person, Permission.CONTROL);

  function row(person) {
    const name = nameOf(person, t);
    return h(
      "li",
      { class: "person", "data-testid": "person" },
      face(person.id),
      h(
        "div",
        { class: "person__text" },
        h("p", { class: "person__name truncate", dir: "auto" }),
        h("p", { class: "person__tags" }),
      ),
      person.isOffered &&
        action("check", t("hand_allow_to", { name }), "hand-allow", () => lend(person.id)),
      person.isOffered &&
        action("close", t("hand_decline_to", { name }), "hand-decline", () =>
          send(Command.DECLINE_CONTROL, { user_id: person.id }),
        ),
      !person.isMe &&
        action("more", t("people_manage", { name }), "person-manage", () =>
          openPerson(room, { id: person.id, name: person.name }),
        ),
    );
  }

  function lend(userId) {
    const permission = Permission.CONTROL;
    return send(Command.SET_TRUST, { user_id: userId, permission, is_trusted: true });
  }

  function update(element, person) {
    const name = nameOf(person, t);
    drawFace(element.querySelector(".face"), name);
    setText(
      element.querySelector(".person__name"),
      person.isMe ? `${name} (${t("people_you")})` : name,
    );
    const tags = [
      [`role_${person.role}`, person.role !== Role.VIEWER],
      ["people_leads", person.leads],
      ["people_deputy", person.isDeputy],
      ["people_controls", person.isTrusted(Permission.CONTROL)],
      ["people_queues", person.isTrusted(Permission.QUEUE)],
      ["people_asks", person.isAsking],
      ["people_muted", person.mute !== null],
      [`state_${person.state}`, person.state !== PageState.IN_SYNC],
    ];
    element
      .querySelector(".person__tags")
      .replaceChildren(
        ...tags
          .filter(([, holds]) => holds)
          .map(([tag]) => h("span", { class: "tag", dataset: { tag } }, wordsOf(tag, person, t))),
      );
  }

  draw();
  const listeners = new Listeners();
  listeners.on(store, "change", draw);
  return () => {
    listeners.stop();
    root.replaceChildren();
  };
}

/** Who is behind is so by a time, if their page knows it. */
function wordsOf(tag, { drift_ms }, t) {
  if (tag !== `state_${PageState.BEHIND}` || drift_ms === undefined) return t(tag);
  const seconds = Math.max(1, Math.round(-drift_ms / SECOND));
  if (seconds < MINUTE) return t("state_behind_seconds", { seconds });
  return t("state_behind_minutes", { minutes: Math.round(seconds / MINUTE) });
}

// What can be done with a person is part of their row.
const keyOf = ({ id, isOffered }) => `${id} ${isOffered}`;

function action(picture, label, testid, onclick) {
  const attributes = { class: "btn btn--icon btn--ghost", type: "button", title: label, onclick };
  return h("button", { ...attributes, "aria-label": label, "data-testid": testid }, icon(picture));
}
