import {
  MODERATION_EVENTS,
  reduceModeration,
  sanctionOf,
  withoutName,
  withoutStanding,
} from "./moderation-reduce.js";
import { awaiting, kept } from "./hold.js";
import { withId } from "./ids.js";
import { Event, Permission, Role } from "./protocol.js";
import { QUEUE_EVENTS, mapItems, reduceQueue } from "./queue-reduce.js";
import { READY_EVENTS, answered, pending, reduceReadiness } from "./readiness.js";

const RANK = Object.values(Role);
/** What whoever leads may do, whatever is granted. Mirrors shared/domain/permissions.py. */
const ALWAYS_LED = new Set([Permission.CONTROL, Permission.QUEUE]);
const SPOKEN = new Set([Permission.CHAT, Permission.EMOTE]);

function described(item, { item_id, title, thumbnail_url }) {
  if (item?.id !== item_id) return item;
  return { ...item, media: { ...item.media, title, thumbnail_url } };
}

const withRole = (admins, { user_id, role }) => withId(admins, user_id, role === Role.ADMIN);

function forgotten(room, userId) {
  const anonymous = (item) => (item?.added_by === userId ? { ...item, added_by: 0 } : item);
  return {
    ...withoutStanding(mapItems(room, anonymous), userId),
    chat_admins: room.chat_admins.filter((id) => id !== userId),
    hold: awaiting(room.hold, room.hold?.user_ids.filter((id) => id !== userId)),
    ready_check: answered(room.ready_check, userId, false),
    muted: withoutName(room.muted, userId),
    kicked: withoutName(room.kicked, userId),
    banned: withoutName(room.banned, userId),
  };
}

function handedOver(room, userId) {
  const others = withId(room.admins, userId, false);
  return {
    ...room,
    owner_id: userId,
    admins: withId(others, room.owner_id, true),
    deputy_id: room.deputy_id === userId ? null : room.deputy_id,
  };
}

function moving(room, playback) {
  const hold = kept(room.hold, playback);
  return { ...room, playback, hold, ready_check: pending(room.ready_check, playback) };
}

/** Return the room as it is after an event. Mirrors `evolve` in shared/domain/evolution.py. */
export function reduce(room, event) {
  const next = { ...room, version: room.version + 1 };
  if (QUEUE_EVENTS.has(event.type)) return reduceQueue(next, event);
  if (MODERATION_EVENTS.has(event.type)) return reduceModeration(next, event);
  if (READY_EVENTS.has(event.type)) return reduceReadiness(next, event);
  switch (event.type) {
    case Event.PLAYBACK_CHANGED:
      return moving(next, event.playback);
    case Event.HOLD_BEGAN:
      return { ...moving(next, event.playback), hold: event.hold };
    case Event.HOLD_CHANGED:
      return { ...next, hold: awaiting(room.hold, event.user_ids) };
    case Event.ITEM_DESCRIBED:
      return mapItems(next, (item) => described(item, event));
    case Event.ROOM_RENAMED:
      return { ...next, title: event.title };
    case Event.VISIBILITY_CHANGED:
      return { ...next, visibility: event.visibility };
    case Event.ROLE_CHANGED:
      return { ...next, admins: withRole(room.admins, event) };
    case Event.DEPUTY_CHANGED:
      return { ...next, deputy_id: event.user_id };
    case Event.OWNER_CHANGED:
      return handedOver(next, event.user_id);
    case Event.GRANT_CHANGED:
      return { ...next, grants: { ...room.grants, [event.permission]: event.role } };
    case Event.CAPACITY_CHANGED:
      return { ...next, capacity: event.capacity };
    case Event.PATIENCE_CHANGED:
      return { ...next, patience: event.patience };
    case Event.TOLERANCE_CHANGED:
      return { ...next, tolerance_s: event.tolerance_s };
    case Event.EMOTIONS_CHANGED:
      return { ...next, emotions: event.emotions };
    case Event.CHAT_CHANGED:
      return { ...next, chat: event.chat };
    case Event.CHAT_ROLE_CHANGED:
      return { ...next, chat_admins: withRole(room.chat_admins, event) };
    case Event.PERSON_FORGOTTEN:
      return forgotten(next, event.user_id);
    case Event.CLOSED:
      return { ...next, closed_at_ms: event.closed_at_ms, closed_reason: event.reason };
    case Event.LINKS_REVOKED:
      return { ...next, link_epoch: event.link_epoch };
    default:
      throw new Error(`unknown event ${event.type}`);
  }
}

/** Return what a person has been made. Mirrors `Room.role_of` in shared/domain/room.py. */
export function roleOf(room, userId) {
  if (userId === room.owner_id) return Role.OWNER;
  const isAdmin = room.admins.includes(userId) || room.chat_admins.includes(userId);
  return isAdmin ? Role.ADMIN : Role.VIEWER;
}

/**
 * The browser's copy of the room.
 *
 * Frames from two server processes may arrive out of order, so they are applied by version: early
 * ones wait, old ones are dropped, and a gap that does not close is repaired by a snapshot.
 */
export class RoomStore extends EventTarget {
  #room = null;
  #presence = { count: 0, leader_id: null, users: [], lost: [] };
  #me = null;
  #early = new Map();
  #nowMs;

  /** @param {() => number} nowMs The server's clock; by it sanctions end. */
  constructor(nowMs = Date.now) {
    super();
    this.#nowMs = nowMs;
  }

  get room() {
    return this.#room;
  }

  get presence() {
    return this.#presence;
  }

  get me() {
    return this.#me;
  }

  /** The role one acts in right now: whoever leads the room may do what an admin may. */
  get role() {
    if (!this.#room || !this.#me) return Role.VIEWER;
    const role = roleOf(this.#room, this.#me.id);
    const leads = this.#presence.leader_id === this.#me.id;
    return role === Role.VIEWER && leads ? Role.ADMIN : role;
  }

  /** By the server's clock, as far as it is known. */
  get nowMs() {
    return this.#nowMs();
  }

  /** What keeps one from speaking: `{until_ms}`; null if nothing does. */
  get mute() {
    return sanctionOf(this.#room?.muted ?? [], this.#me?.id, this.nowMs) ?? null;
  }

  /** A courtesy of the interface; the server decides. */
  can(permission) {
    if (!this.#room || (SPOKEN.has(permission) && this.mute)) return false;
    if (this.#room.trusted[permission]?.includes(this.#me?.id)) return true;
    if (ALWAYS_LED.has(permission) && this.#presence.leader_id === this.#me?.id) return true;
    return rank(this.role) >= rank(this.#room.grants[permission]);
  }

  /** @returns {boolean} Whether nothing is missing. If false for long, ask for a snapshot. */
  receive(frame) {
    const from = frame.version - frame.events.length;
    // Before the snapshot every frame is early: it may be newer than what the snapshot will hold.
    if (from >= (this.#room?.version ?? 0)) this.#early.set(from, frame);
    if (this.#room && this.#applyEarly()) this.#changed();
    return this.#early.size === 0;
  }

  /** Take a snapshot; one that is older than what is known already changes nothing but people. */
  reset({ room, presence, me }) {
    if (!this.#room || room.version >= this.#room.version) this.#room = room;
    this.#presence = presence;
    this.#me = me;
    for (const from of this.#early.keys()) {
      if (from < this.#room.version) this.#early.delete(from);
    }
    this.#applyEarly();
    this.#changed();
  }

  setPresence(presence) {
    this.#presence = presence;
    this.#changed();
  }

  /** Let everybody look again: something in the room ended by itself. */
  refresh() {
    this.#changed();
  }

  #applyEarly() {
    const before = this.#room.version;
    for (let next; (next = this.#early.get(this.#room.version)); ) {
      this.#early.delete(this.#room.version);
      this.#room = next.events.reduce(reduce, this.#room);
    }
    return this.#room.version !== before;
  }

  #changed() {
    if (this.#room) this.dispatchEvent(new CustomEvent("change", { detail: this.#room }));
  }
}

const rank = (role) => RANK.indexOf(role);
