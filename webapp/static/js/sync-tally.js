// A nudge by two parts in a hundred is not heard; a little more, for rates are rounded.
const HEARD_FROM = 0.021;

const NOTHING = Object.freeze({
  stalls: 0,
  stalled_s: 0,
  seeks: 0,
  landings: 0,
  audible_nudges: 0,
  false_pauses: 0,
});

/** What it took to keep a player with the room, since it was last told. */
export class SyncTally {
  #now;
  #counts = { ...NOTHING };
  #stalledSince = null;
  #isHeard = false;

  /** @param {() => number} now Monotonic, milliseconds. */
  constructor(now) {
    this.#now = now;
  }

  /** @param {"stalls" | "seeks" | "landings" | "audible_nudges" | "false_pauses"} what */
  count(what) {
    this.#counts[what] += 1;
  }

  /** @param {number} change Of the room's rate, as a part of it; 0 when it is left. */
  nudge(change) {
    const isHeard = Math.abs(change) > HEARD_FROM;
    if (isHeard && !this.#isHeard) this.count("audible_nudges");
    this.#isHeard = isHeard;
  }

  /** @param {number} since When it began, which is known only a moment later. */
  beginStall(since) {
    this.count("stalls");
    this.#stalledSince = since;
  }

  /** Idempotent. */
  endStall() {
    this.#noteStalled();
    this.#stalledSince = null;
  }

  /** @returns {object} By name, what is not zero; from now on it is counted anew. */
  take() {
    this.#noteStalled();
    const counts = Object.entries(this.#counts).filter(([, count]) => count > 0);
    this.#counts = { ...NOTHING };
    return Object.fromEntries(counts);
  }

  #noteStalled() {
    if (this.#stalledSince === null) return;
    const now = this.#now();
    this.#counts.stalled_s += Math.max(0, now - this.#stalledSince) / 1000;
    this.#stalledSince = now;
  }
}
