import { withId } from "./ids.js";
import { Event, Permission } from "./protocol.js";
import { withoutVoter } from "./queue-reduce.js";

export const MODERATION_EVENTS = new Set([
  Event.TRUST_CHANGED,
  Event.CONTROL_ASKED,
  Event.USER_KICKED,
  Event.USER_BANNED,
  Event.USER_UNBANNED,
  Event.USER_MUTED,
  Event.USER_UNMUTED,
  Event.SLOW_MODE_CHANGED,
  Event.FILTER_CHANGED,
]);

/** Mirrors `evolve_moderation` in shared/domain/moderation_evolution.py. */
export function reduceModeration(room, event) {
  const { sanction, user_id: userId } = event;
  switch (event.type) {
    case Event.TRUST_CHANGED:
      return trusting(room, event);
    case Event.CONTROL_ASKED:
      return { ...room, hands: hands(room, userId, event.is_asking) };
    case Event.USER_KICKED: {
      const kicked = withSanction(room.kicked, sanction, event.at_ms);
      return { ...withoutHand(room, sanction.user_id), kicked };
    }
    case Event.USER_BANNED: {
      const banned = withSanction(room.banned, sanction, event.at_ms);
      return { ...withoutStanding(room, sanction.user_id), banned };
    }
    case Event.USER_UNBANNED:
      return { ...room, banned: room.banned.filter((known) => known.user_id !== userId) };
    case Event.USER_MUTED:
      return { ...room, muted: withSanction(room.muted, sanction, event.at_ms) };
    case Event.USER_UNMUTED:
      return { ...room, muted: room.muted.filter((known) => known.user_id !== userId) };
    case Event.SLOW_MODE_CHANGED:
      return { ...room, slow_mode_s: event.interval_s };
    case Event.FILTER_CHANGED:
      return { ...room, filtered_words: event.words };
    default:
      throw new Error(`unknown event ${event.type}`);
  }
}

/** Return the room without what a person has been made in it, and without their votes. */
export function withoutStanding(room, userId) {
  const trusted = Object.entries(room.trusted).map(([permission, ids]) => [
    permission,
    ids.filter((id) => id !== userId),
  ]);
  return {
    ...withoutHand(withoutVoter(room, userId), userId),
    admins: room.admins.filter((id) => id !== userId),
    deputy_id: room.deputy_id === userId ? null : room.deputy_id,
    trusted: Object.fromEntries(trusted),
  };
}

/** Return the list with a person known by nothing but their id. */
export function withoutName(sanctions, userId) {
  return sanctions.map((known) =>
    known.user_id === userId ? { ...known, name: "", reason: "" } : known,
  );
}

/** @returns {object | undefined} What is in force against a person. */
export function sanctionOf(sanctions, userId, nowMs) {
  return sanctions.find((known) => known.user_id === userId && isInForce(known, nowMs));
}

export function isInForce({ until_ms: untilMs }, nowMs) {
  return untilMs === null || nowMs < untilMs;
}

function withSanction(sanctions, sanction, nowMs) {
  const isKept = (known) => known.user_id !== sanction.user_id && isInForce(known, nowMs);
  return [...sanctions.filter(isKept), sanction];
}

function trusting(room, { user_id: userId, permission, is_trusted: isTrusted }) {
  const ids = withId(room.trusted[permission] ?? [], userId, isTrusted);
  const next = { ...room, trusted: { ...room.trusted, [permission]: ids } };
  return permission === Permission.CONTROL ? withoutHand(next, userId) : next;
}

function hands(room, userId, isAsking) {
  const others = room.hands.filter((id) => id !== userId);
  return isAsking ? [...others, userId] : others;
}

const withoutHand = (room, userId) => ({ ...room, hands: hands(room, userId, false) });
