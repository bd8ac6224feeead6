import { Role } from "./protocol.js";
import { roleOf } from "./room-store.js";

const RANKS = Object.values(Role);

/**
 * Those in the room as the list shows them: who leads, then by role, then oneself, then by arrival.
 *
 * @returns {{id: number, name: string, role: string, isChatAdmin: boolean, isMe: boolean,
 *   leads: boolean, isDeputy: boolean}[]}
 */
export function peopleOf({ room, presence, me }) {
  return presence.users
    .map((user) => ({
      ...user,
      role: roleOf(room, user.id),
      isChatAdmin: room.chat_admins.includes(user.id),
      isMe: user.id === me?.id,
      leads: user.id === presence.leader_id,
      isDeputy: user.id === room.deputy_id,
    }))
    .sort(
      (a, b) =>
        b.leads - a.leads ||
        RANKS.indexOf(b.role) - RANKS.indexOf(a.role) ||
        b.isMe - a.isMe ||
        a.since_ms - b.since_ms ||
        a.id - b.id,
    );
}
