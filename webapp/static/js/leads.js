const REMEMBERED = 5; // attempts whose middle one counts: a single late one is the machine's mood
const MOST = 1; // second; a start that took longer was the network's, and tells nothing
const LONGEST_SEEK = 2.5; // seconds; whatever took longer had to be fetched first
const RELIEF = 0.25; // of what a seek took less than expected

/**
 * How long this player takes to get going, learned from how long it took.
 *
 * Seconds, by kind: a "seek" until it could play on, a "start" of play after a seek, a "resume" of
 * play where it stood, the "first" of what is loaded, a "begin" before anything was.
 */
export class Leads {
  #seconds;
  #attempts = new Map();
  #onLearned;

  /**
   * @param {{seek: number, begin: number, first: number, start: number, resume: number}} guess
   * @param {object} [kept] What was learned before, seconds by kind; of anything else it is rid.
   * @param {(learned: object) => void} [onLearned] Told what is known by now, as `kept` takes it.
   */
  constructor(guess, kept = {}, onLearned = () => {}) {
    this.#seconds = { ...guess };
    this.#onLearned = onLearned;
    for (const kind of Object.keys(guess)) {
      const seconds = kept?.[kind];
      const most = kind === "seek" ? LONGEST_SEEK : MOST;
      const isPossible = Number.isFinite(seconds) && seconds >= 0 && seconds <= most;
      if (isPossible) this.#note(kind, [seconds]);
    }
  }

  /** @param {"seek" | "begin" | "first" | "start" | "resume"} kind */
  of(kind) {
    return this.#seconds[kind];
  }

  /** @param {"seek" | "begin" | "first" | "start" | "resume"} kind */
  knows(kind) {
    return this.#attempts.has(kind);
  }

  /**
   * @param {"begin" | "first" | "start" | "resume"} kind
   * @param {number} drift First trustworthy reading after it, seconds; positive if ahead.
   */
  learn(kind, drift) {
    if (Math.abs(drift) > MOST) return;
    const took = Math.max(0, Math.min(MOST, this.#seconds[kind] - drift));
    const before = this.#attempts.get(kind) ?? [this.#seconds[kind]];
    const attempts = [...before, took].slice(-REMEMBERED);
    this.#note(kind, attempts);
    this.#tell();
  }

  /** Learn what a seek took. Too little costs a second one, too much a moment of waiting. */
  learnSeek(seconds) {
    const expected = this.#seconds.seek;
    const next = seconds > expected ? seconds : expected - (expected - seconds) * RELIEF;
    this.#seconds.seek = Math.min(LONGEST_SEEK, next);
    this.#attempts.set("seek", [seconds]);
    this.#tell();
  }

  #note(kind, attempts) {
    this.#attempts.set(kind, attempts);
    this.#seconds[kind] = middleOf(attempts);
  }

  #tell() {
    const learned = [...this.#attempts.keys()].map((kind) => [kind, this.#seconds[kind]]);
    this.#onLearned(Object.fromEntries(learned));
  }
}

/** Of two, between them. */
function middleOf(attempts) {
  const sorted = [...attempts].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}
