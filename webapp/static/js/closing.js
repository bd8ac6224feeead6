import { Permission, Role } from "./protocol.js";
import { roleOf } from "./room-store.js";

const RANK = Object.values(Role);

/**
 * What would be lost if the page were closed now: a line that was not sent, or, for the people who
 * watch, the only one who can control what they see.
 *
 * @param {string} draft What stands in the line one writes in.
 * @returns {"line" | "control" | null}
 */
export function lossOfClosing({ store, chat, draft }) {
  if (draft.trim() || chat.lines.some(({ state }) => state === "failed")) return "line";
  return isIndispensable(store) ? "control" : null;
}

function isIndispensable(store) {
  const { room, presence, me } = store;
  if (!room?.current || !store.can(Permission.CONTROL)) return false;
  const others = presence.users.filter(({ id }) => id !== me.id);
  const least = RANK.indexOf(room.grants[Permission.CONTROL]);
  const canControl = ({ id }) =>
    id === presence.leader_id || RANK.indexOf(roleOf(room, id)) >= least;
  return others.length > 0 && !others.some(canControl);
}
