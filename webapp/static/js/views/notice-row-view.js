import { h, setText } from "../lib/dom.js";
import { formatUntil, nameOf, titleOf } from "../lib/format.js";

const MAX_NAMES = 3; // more of them are a number

/** A run of what happened in the room: its last event, the others behind a tap. */
export function createNotices() {
  // Quiet to screen readers too: they read what people say.
  return h("li", { class: "notices", "aria-live": "off", "data-testid": "notices" });
}

export function updateNotices(element, { items }, room) {
  const sentences = items.map((item) => sentenceFor(item, room));
  const last = sentences.at(-1);
  if (sentences.length === 1) {
    const only = element.querySelector(":scope > p") ?? h("p", { dir: "auto" });
    setText(only, last);
    return element.replaceChildren(only);
  }
  const known = element.querySelector("details");
  const details = known ?? h("details", {}, h("summary", {}), h("div", {}));
  const more = room.t("notice_more", { count: sentences.length - 1 });
  setText(details.firstElementChild, `${last} · ${more}`);
  const others = sentences.slice(0, -1).map((sentence) => h("p", { dir: "auto" }, sentence));
  details.lastElementChild.replaceChildren(...others);
  if (!known) element.replaceChildren(details);
}

/** @returns {string} An event in words. */
export function sentenceFor(item, { store, t, locale }) {
  const person = (id) => {
    const users = store.presence.users;
    return nameOf(users.find((user) => user.id === id) ?? { id }, t);
  };
  switch (item.kind) {
    case "joined":
      return joined(item, t, locale);
    case "loaded": {
      const { media, added_by: by } = item.item;
      const isHere = store.presence.users.some(({ id }) => id === by);
      const words = { title: titleOf(media), name: isHere ? person(by) : "" };
      return t(isHere ? "notice_loaded" : "notice_loaded_title", words);
    }
    case "renamed":
      return t(item.title ? "notice_renamed" : "notice_unnamed", { title: item.title });
    case "visibility":
      return t(`notice_visibility_${item.visibility}`);
    case "role":
      return t(`notice_${item.role}`, { name: person(item.userId) });
    case "owner":
      return t("notice_owner", { name: person(item.userId) });
    case "kicked":
    case "banned":
    case "muted": {
      const { user_id: id, name, until_ms: untilMs } = item.sanction;
      const until = formatUntil(untilMs, { t, locale, nowMs: store.nowMs });
      return t(`notice_${item.kind}`, { name: nameOf({ id, name }, t), until });
    }
    case "control":
      return t(`notice_control_${item.role}`);
    default:
      throw new Error(`unknown notice ${item.kind}`);
  }
}

function joined({ people, count }, t, locale) {
  if (people.length === 0) return t("notice_joined_count", { count });
  const named = people.slice(0, MAX_NAMES).map((user) => nameOf(user, t));
  const more = count - named.length;
  if (more > 0) return t("notice_joined_more", { names: named.join(", "), count: more });
  const isOne = named.length === 1;
  return t(isOne ? "notice_joined_one" : "notice_joined", {
    name: named[0],
    names: listOf(named, locale),
  });
}

/** @returns {string} `A, B and C` in the words of a language. */
export function listOf(names, locale) {
  return new Intl.ListFormat(locale, { type: "conjunction" }).format(names);
}
