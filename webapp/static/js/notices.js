import { Permission, Role } from "./protocol.js";

/** People; in a larger room arrivals are counted, not named. */
export const LARGE_ROOM = 100;
// Whoever was away for less has not left: a reload, a restarted server, a lift.
const AWAY_MS = 60_000;
// More than anybody reads back.
const MAX_NOTICES = 200;

/**
 * What happened in the room besides talk: who came, what was put on, what was changed.
 *
 * Found by comparing one state of the room with the next, so that nothing has to be sent or stored
 * for it. Each stands after the message that was the newest when it happened. Dispatches "change".
 */
export class Notices extends EventTarget {
  #store;
  #newestId;
  #now;
  #known = null;
  #seenAt = new Map();
  #items = [];
  #serial = 0;

  /** @param {() => number} newestId Of the chat's messages. */
  constructor({ store, newestId, now = () => performance.now() }) {
    super();
    this.#store = store;
    this.#newestId = newestId;
    this.#now = now;
    store.addEventListener("change", () => this.#compare());
  }

  /** @returns {{key: string, after: number, kind: string}[]} In order. */
  get items() {
    return this.#items;
  }

  #compare() {
    const { room, presence, me } = this.#store;
    const before = this.#known;
    this.#known = { room, presence };
    const isNew = (user) => this.#isNew(user, me);
    const found = before
      ? [...arrivals(before.presence, presence, isNew), ...changes(before.room, room)]
      : [];
    const seen = [...presence.users, ...(before?.presence.users ?? [])];
    for (const { id } of seen) this.#seenAt.set(id, this.#now());
    if (found.length) this.#add(found);
    else this.#retitle(room);
  }

  #isNew({ id }, me) {
    const seenAt = this.#seenAt.get(id);
    return id !== me?.id && (seenAt === undefined || this.#now() - seenAt > AWAY_MS);
  }

  #add(found) {
    const after = this.#newestId();
    const added = found.map((item) => ({ ...item, after, key: `notice-${++this.#serial}` }));
    this.#items = [...this.#items, ...added].slice(-MAX_NOTICES);
    this.dispatchEvent(new Event("change"));
  }

  // A title is often found only after its video was put on.
  #retitle({ current }) {
    const isStale = (item) =>
      item.kind === "loaded" && item.item.id === current?.id && item.item.media !== current.media;
    if (!this.#items.some(isStale)) return;
    this.#items = this.#items.map((item) => (isStale(item) ? { ...item, item: current } : item));
    this.dispatchEvent(new Event("change"));
  }
}

function arrivals(before, after, isNew) {
  if (Math.max(before.count, after.count) > LARGE_ROOM) {
    const count = after.count - before.count;
    return count > 0 ? [{ kind: "joined", people: [], count }] : [];
  }
  const known = new Set(before.users.map(({ id }) => id));
  const people = after.users.filter((user) => !known.has(user.id) && isNew(user));
  return people.length ? [{ kind: "joined", people, count: people.length }] : [];
}

function changes(before, after) {
  const found = [];
  if (after.current && after.current.id !== before.current?.id) {
    found.push({ kind: "loaded", item: after.current });
  }
  if (after.title !== before.title) found.push({ kind: "renamed", title: after.title });
  if (after.visibility !== before.visibility) {
    found.push({ kind: "visibility", visibility: after.visibility });
  }
  for (const userId of adminsOf(after)) {
    if (!adminsOf(before).has(userId)) found.push({ kind: "role", userId, role: Role.ADMIN });
  }
  for (const userId of adminsOf(before)) {
    if (!adminsOf(after).has(userId)) found.push({ kind: "role", userId, role: Role.VIEWER });
  }
  if (after.owner_id !== before.owner_id) found.push({ kind: "owner", userId: after.owner_id });
  for (const kind of ["kicked", "banned", "muted"]) {
    const known = new Set(before[kind].map(keyOf));
    const added = after[kind].filter((sanction) => !known.has(keyOf(sanction)));
    found.push(...added.map((sanction) => ({ kind, sanction })));
  }
  const controls = after.grants[Permission.CONTROL];
  if (controls !== before.grants[Permission.CONTROL]) {
    found.push({ kind: "control", role: controls });
  }
  return found;
}

const keyOf = ({ user_id: id, until_ms: untilMs }) => `${id} ${untilMs}`;
const adminsOf = (room) => new Set([...room.admins, ...room.chat_admins]);

/** Make one of all arrivals in a row: where the last of them stands, everybody once. */
export function folded(items) {
  const joined = items.filter(({ kind }) => kind === "joined");
  if (joined.length < 2) return items;
  const last = joined.at(-1);
  const people = new Map(joined.flatMap((item) => item.people).map((user) => [user.id, user]));
  const unnamed = joined.filter((item) => item.people.length === 0);
  const count = unnamed.reduce((sum, item) => sum + item.count, people.size);
  return items
    .filter((item) => item.kind !== "joined" || item === last)
    .map((item) => (item === last ? { ...last, people: [...people.values()], count } : item));
}
