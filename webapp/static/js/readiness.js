import { withId } from "./ids.js";
import { Event } from "./protocol.js";

/* Whether everybody is ready. Mirrors what shared/domain/evolution.py makes of a ready check. */

/** What a new motion leaves of a check: the question before a still picture, or its own start. */
export function pending(check, playback) {
  if (!check || check.starts_at_ms === null) return playback.paused ? check : null;
  const isCountedDown = !playback.paused && playback.updated_at_ms === check.starts_at_ms;
  return isCountedDown ? check : null;
}

export function answered(check, userId, isReady) {
  return check && { ...check, ready: withId(check.ready, userId, isReady) };
}

const REDUCERS = {
  [Event.READY_CHECK_STARTED]: (room, { check }) => ({ ...room, ready_check: check }),
  [Event.READINESS_CHANGED]: (room, { user_id: userId, is_ready: isReady }) => ({
    ...room,
    ready_check: answered(room.ready_check, userId, isReady),
  }),
  [Event.COUNTDOWN_STARTED]: (room, { playback }) => ({
    ...room,
    playback,
    hold: null,
    ready_check: room.ready_check && { ...room.ready_check, starts_at_ms: playback.updated_at_ms },
  }),
  [Event.READY_CHECK_ENDED]: (room) => ({ ...room, ready_check: null }),
};

export const READY_EVENTS = new Set(Object.keys(REDUCERS));

export const reduceReadiness = (room, event) => REDUCERS[event.type](room, event);

/** @returns {object | null} The check that there is now; one that has ended no longer counts. */
export function readyCheckOf(room, nowMs) {
  return room?.ready_check && nowMs < readyCheckEndsMs(room) ? room.ready_check : null;
}

/** When it ends by itself: nobody needs to be asked when the room plays. */
export function readyCheckEndsMs({ ready_check: check, playback }) {
  const begins = playback.paused ? Infinity : playback.updated_at_ms;
  return Math.min(check.starts_at_ms ?? check.until_ms, begins);
}

/** Whether what lies ahead is the end of a 3-2-1 rather than a start that people know of. */
export const isCountedDown = (room, nowMs) =>
  (readyCheckOf(room, nowMs)?.starts_at_ms ?? null) !== null;
