const REMEMBERED = 5; // attempts whose middle one counts: a single late one is the machine's mood
const MOST = 1; // second; a start that took longer was the network's, and tells nothing
const LONGEST_SEEK = 2.5; // seconds; whatever took longer had to be fetched first
const RELIEF = 0.25; // of what a seek took less than expected

/**
 * How long this player takes to get going, learned from how long it took.
 *
 * Seconds, by kind: a "seek" until it could play on, a "start" of play after a seek, a "resume" of
 * play where it stood, a "begin" before anything was loaded.
 */
export class Leads {
  #seconds;
  #attempts = new Map();

  /** @param {{seek: number, begin: number, start: number, resume: number}} first */
  constructor(first) {
    this.#seconds = { ...first };
  }

  /** @param {"seek" | "begin" | "start" | "resume"} kind */
  of(kind) {
    return this.#seconds[kind];
  }

  /** @param {"seek" | "begin" | "start" | "resume"} kind */
  knows(kind) {
    return this.#attempts.has(kind);
  }

  /**
   * @param {"begin" | "start" | "resume"} kind
   * @param {number} drift First trustworthy reading after it, seconds; positive if ahead.
   */
  learn(kind, drift) {
    if (Math.abs(drift) > MOST) return;
    const took = Math.max(0, Math.min(MOST, this.#seconds[kind] - drift));
    const before = this.#attempts.get(kind) ?? [this.#seconds[kind]];
    const attempts = [...before, took].slice(-REMEMBERED);
    this.#attempts.set(kind, attempts);
    this.#seconds[kind] = middleOf(attempts);
  }

  /** Learn what a seek took. Too little costs a second one, too much a moment of waiting. */
  learnSeek(seconds) {
    const expected = this.#seconds.seek;
    const next = seconds > expected ? seconds : expected - (expected - seconds) * RELIEF;
    this.#seconds.seek = Math.min(LONGEST_SEEK, next);
    this.#attempts.set("seek", [seconds]);
  }
}

/** Of two, between them. */
function middleOf(attempts) {
  const sorted = [...attempts].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}

const known = new Map();

/** What was learned of players of this kind on this device; the next item profits from it. */
export function leadsOf(player) {
  const kind = player.constructor;
  if (!known.has(kind)) known.set(kind, new Leads(player.firstLeads));
  return known.get(kind);
}
