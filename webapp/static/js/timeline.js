/** Pure arithmetic on the shared playhead: where it is, and what to do with a player elsewhere. */

/** Seconds; below this, or what the room says, nobody who can be drawn in is made to jump. */
export const SEEK_FROM = 2;
/** Seconds; the same for players that keep their rate: nothing else would bring them back. */
export const JUMP_FROM = 0.2;
/** Seconds; who steps from frame to frame wants just this one. */
export const STEPPED_WITHIN = 0.001;
/** Seconds; containers promise a little more than they hold. */
export const END_WITHIN = 0.3;

const MOVED_FROM = 0.05; // seconds; two snapshots of one motion differ by rounding only

// A player is nudged until this part of its dead band: start late, stop early.
const RELEASE = 0.375;
const GAIN = 1; // nudge per second of drift: calm, whatever the readings' noise
const HURRIED_GAIN = 5; // half of what overshoots at ten readings a second

// Nudges, as parts of the room's rate. Up to 2 % is not heard even with the pitch left to follow;
// right after a start 15 % may be heard for a moment, which beats an echo between two devices.
const UNHEARD = 0.02;
const HURRIED = 0.15;
const HEARD = 0.08;
const STRONGEST = 0.25;
const DRAW_IN = 0.4; // of a great drift per second: two seconds are gone in about ten

// Seconds. Above the first the nudge is strong and keeps the pitch, until below the second.
const COARSE_FROM = 0.25;
const COARSE_UNTIL = 0.05;

const HOLD = Object.freeze({ action: "hold" });
const SEEK = Object.freeze({ action: "seek" });

const clamp = (value, limit) => Math.max(-limit, Math.min(limit, value));

/**
 * Return the playhead's position at an instant. Mirrors `position_at` in shared/domain/playback.py.
 *
 * Never runs backwards: before `updated_at_ms` a scheduled start has not begun.
 *
 * @param {{position: number, rate: number, paused: boolean, updated_at_ms: number}} playback
 * @param {number} nowMs Server clock, milliseconds since the Unix epoch.
 * @returns {number} Seconds from the start of the media.
 */
export function positionAt(playback, nowMs) {
  if (playback.paused) return playback.position;
  const elapsedMs = Math.max(0, nowMs - playback.updated_at_ms);
  return playback.position + (elapsedMs / 1000) * playback.rate;
}

/** Where that is in media of so many seconds, if they are known. */
export function placeAt(playback, nowMs, duration) {
  const position = positionAt(playback, nowMs);
  return Number.isFinite(duration) ? Math.min(position, duration) : position;
}

/**
 * Tell whether it is to start by itself and has not yet. Mirrors `is_ahead` in
 * shared/domain/playback.py.
 *
 * @param {{paused: boolean, updated_at_ms: number}} playback
 * @param {number} nowMs Server clock, milliseconds since the Unix epoch.
 */
export function isAhead(playback, nowMs) {
  return !playback.paused && playback.updated_at_ms > nowMs;
}

/**
 * Tell whether a motion is another one, and not the same told again or at another rate.
 *
 * @param {object | null} was The motion before it.
 * @param {object} playback
 */
export function isElsewhere(was, playback) {
  if (!was || was.paused !== playback.paused) return true;
  const at = Math.max(was.updated_at_ms, playback.updated_at_ms);
  const away = Math.abs(positionAt(was, at) - positionAt(playback, at));
  return away > (playback.paused ? STEPPED_WITHIN : MOVED_FROM);
}

/**
 * Return the motion of a device that plays before the room, because what it plays is heard late.
 *
 * It is moved in time and not in the media: a delay is as long at any rate, and a start leaves
 * nothing of the beginning out. Whoever pauses wants to see what everybody sees.
 *
 * @param {{position: number, rate: number, paused: boolean, updated_at_ms: number}} playback
 * @param {number} byMs Negative for a device that plays behind the room.
 */
export function earlier(playback, byMs) {
  if (playback.paused || byMs === 0) return playback;
  return { ...playback, updated_at_ms: playback.updated_at_ms - byMs };
}

/**
 * Decide how to bring a playing player back to the room.
 *
 * @param {number} drift Player minus room, seconds of watching; positive when the player is ahead.
 * @param {object} state
 * @param {"fine" | number[] | null} state.rates Which rates the player can play at: any, these, or
 *   only the one it has.
 * @param {number} state.rate The room's.
 * @param {number} state.deadBand Seconds of drift that are not worth a change of rate.
 * @param {boolean} state.canSeek False while an earlier seek must be given its time, and where
 *   nobody waits for it.
 * @param {number} [state.seekFrom] Seconds of drift that are too much to be drawn in.
 * @param {boolean} [state.isHurried] Right after a start, when a stronger nudge is forgiven.
 * @param {object} [state.last] The previous correction, for its hysteresis.
 * @returns {{action: "hold"} | {action: "seek"} | {action: "rate", rate: number,
 *   coarse: boolean}} "hold" is to play at exactly the room's rate; `coarse` asks for the pitch to
 *   be kept.
 */
export function correction(drift, state) {
  const { rates, rate, deadBand, canSeek, isHurried = false, last = HOLD } = state;
  const { seekFrom = SEEK_FROM } = state;
  const size = Math.abs(drift);
  const next = rates === "fine" ? rate : nextOf(rates ?? [], rate, drift);
  if (size > (next === null ? Math.min(seekFrom, JUMP_FROM) : seekFrom) && canSeek) return SEEK;
  const isNudging = last.action === "rate";
  if (next === null || size <= (isNudging ? deadBand * RELEASE : deadBand)) return HOLD;
  if (rates === "fine") return fineNudge(drift, rate, isHurried, isNudging && last.coarse);
  return { action: "rate", rate: next, coarse: true };
}

function fineNudge(drift, rate, isHurried, wasCoarse) {
  const size = Math.abs(drift);
  // At another rate than 1 the pitch is being corrected anyway: nothing is gained by a soft touch.
  const coarse = rate !== 1 || size > (wasCoarse ? COARSE_UNTIL : COARSE_FROM);
  const strong = Math.max(HEARD, Math.min(STRONGEST, size * DRAW_IN));
  const limit = coarse ? strong : isHurried ? HURRIED : UNHEARD;
  const gain = isHurried ? HURRIED_GAIN : GAIN;
  return { action: "rate", rate: rate * (1 + clamp(-drift * gain, limit)), coarse };
}

/** @returns {number | null} The nearest rate that lessens the drift; null if there is none. */
function nextOf(rates, rate, drift) {
  const slower = rates.filter((each) => each < rate);
  const faster = rates.filter((each) => each > rate);
  const next = drift > 0 ? Math.max(...slower) : Math.min(...faster);
  return Number.isFinite(next) ? next : null;
}
