import { MAX_AWAITED_CROWD, Patience } from "./protocol.js";

/** What a new motion leaves of a hold. Mirrors `_kept` in shared/domain/evolution.py. */
export function kept(hold, playback) {
  const isHeld = hold && !playback.paused && playback.updated_at_ms === hold.until_ms;
  return isHeld ? hold : null;
}

/** The same hold, for others. */
export const awaiting = (hold, userIds) => hold && { ...hold, user_ids: userIds };

/** @returns {{user_ids: number[], until_ms: number} | null} For whom the room stands still now. */
export function holdOf(room, nowMs) {
  const hold = room?.hold;
  return hold && nowMs < hold.until_ms ? hold : null;
}

/** Whether the room stops for those who stall. Mirrors `has_patience` in shared/domain/hold.py. */
export function hasPatience({ patience }, people) {
  return patience === Patience.AUTO ? people <= MAX_AWAITED_CROWD : patience === Patience.ALWAYS;
}
