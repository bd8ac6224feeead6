const TRUST = 0.5; // of one reading; the rest of it may be chance
const MOST = 1; // second; a landing that took longer was the network's, and tells nothing

/**
 * How long this player takes to get going, learned from where it landed.
 *
 * Seconds, by kind: a "seek" while playing, a "start" of play after a seek, a "resume" of play
 * where it stood. They are added to the target, so that the player lands where the room will be.
 */
export class Leads {
  #seconds;

  /** @param {{seek: number, start: number, resume: number}} first */
  constructor(first) {
    this.#seconds = { ...first };
  }

  /** @param {"seek" | "start" | "resume"} kind */
  of(kind) {
    return this.#seconds[kind];
  }

  /** @param {number} drift First trustworthy reading after landing, seconds; positive if ahead. */
  learn(kind, drift) {
    if (Math.abs(drift) > MOST) return;
    this.#seconds[kind] = Math.max(0, Math.min(MOST, this.#seconds[kind] - drift * TRUST));
  }
}

const known = new Map();

/** What was learned of players of this kind on this device; the next item profits from it. */
export function leadsOf(player) {
  const kind = player.constructor;
  if (!known.has(kind)) known.set(kind, new Leads(player.firstLeads));
  return known.get(kind);
}
