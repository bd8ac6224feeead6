import { holdOf } from "./hold.js";
import { sanctionOf } from "./moderation-reduce.js";
import { PageState, Permission, Role } from "./protocol.js";
import { roleOf } from "./room-store.js";

/** Besides what pages say of themselves: the connection broke, and may be back any moment. */
const LOST = "lost";

const RANKS = Object.values(Role);
const rank = (role) => RANKS.indexOf(role);

/**
 * What a person is in the room, whether they are in it now or not.
 *
 * @param {{id: number, name: string}} person
 * @returns {{id: number, name: string, role: string, isChatAdmin: boolean, isMe: boolean,
 *   leads: boolean, isDeputy: boolean, isAsking: boolean, mute: object | null, state: string,
 *   isTrusted: (permission: string) => boolean}} `state` is a `PageState`, or "lost".
 */
export function personIn({ room, presence, me, nowMs }, person) {
  const { id } = person;
  const isAwaited = holdOf(room, nowMs)?.user_ids.includes(id);
  return {
    ...person,
    role: roleOf(room, id),
    isChatAdmin: room.chat_admins.includes(id),
    isMe: id === me?.id,
    leads: id === presence.leader_id,
    isDeputy: id === room.deputy_id,
    state: isAwaited ? PageState.STALLED : (person.state ?? PageState.IN_SYNC),
    isAsking: room.hands.includes(id),
    mute: sanctionOf(room.muted, id, nowMs) ?? null,
    isTrusted: (permission) => room.trusted[permission]?.includes(id) ?? false,
  };
}

/** Those in the room as the list shows them: who leads, then by role, oneself, by arrival. */
export function peopleOf(store) {
  const lost = store.presence.lost.map((user) => ({ ...user, state: LOST }));
  return [...store.presence.users, ...lost]
    .map((user) => personIn(store, user))
    .sort(
      (a, b) =>
        b.leads - a.leads ||
        rank(b.role) - rank(a.role) ||
        b.isMe - a.isMe ||
        a.since_ms - b.since_ms ||
        a.id - b.id,
    );
}

/** A courtesy of the interface; mirrors `authorize_against` in shared/domain/standing.py. */
export function canActAgainst(store, { role, isMe }) {
  return !isMe && store.can(Permission.MODERATE) && rank(store.role) > rank(role);
}

/** Whether a person could be let do something, or no longer: nobody gives what they have not got. */
export function canTrust(store, { role, isMe }, permission) {
  if (isMe || rank(role) >= rank(store.room.grants[permission])) return false;
  return store.can(Permission.MODERATE) && store.can(permission);
}
