/**
 * By how much a device plays before the room because it is heard late: pure arithmetic.
 *
 * Milliseconds; negative for a device that is to play behind the room.
 */

// Bluetooth holds sound back by 40 (LE Audio) to 300, a television that improves its picture by 50
// to 150; AirPlay by two seconds, and mirrored screens by more.
export const MOST_MS = 5_000;
export const STEP_MS = 10; // less is not heard as an echo
/** Where to begin to listen. */
export const USUAL_MS = Object.freeze({ bluetooth: 200, tv: 100 });

// Half of the slider is for the first six tenths of a second, where nearly everybody is.
const BEND = 3;

/** @param {number} ms Anything, even NaN, which is what nobody has set. */
export function bounded(ms) {
  const stepped = Math.round(Math.abs(ms || 0) / STEP_MS) * STEP_MS;
  return Math.sign(ms) * Math.min(MOST_MS, stepped) || 0; // never -0
}

/** @param {number} place On the slider, -1 to 1. */
export function offsetAt(place) {
  return bounded(Math.sign(place) * Math.abs(place) ** BEND * MOST_MS);
}

/** @returns {number} -1 to 1 */
export function placeOf(ms) {
  return Math.sign(ms) * (Math.abs(ms) / MOST_MS) ** (1 / BEND);
}
