const REMEMBERED = 5; // attempts whose middle one counts: a single late one is the machine's mood
const MOST = 1; // second; a start that took longer was the network's, and tells nothing
const LONGEST_SEEK = 2.5; // seconds; what takes longer has to be fetched first,
const ENDLESS_SEEK = 4; // or the page was frozen, or its frame does not tell
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
   * @param {object} [kept] What the last attempts took, seconds by kind; of anything else it is rid.
   * @param {(learned: object) => void} [onLearned] Told what is known by now, as `kept` takes it.
   */
  constructor(guess, kept = {}, onLearned = () => {}) {
    this.#seconds = { ...guess };
    this.#onLearned = onLearned;
    for (const kind of Object.keys(guess)) {
      const most = kind === "seek" ? LONGEST_SEEK : MOST;
      const isPossible = (each) => Number.isFinite(each) && each >= 0 && each <= most;
      const attempts = [kept?.[kind]].flat().filter(isPossible).slice(-REMEMBERED);
      if (attempts.length) this.#note(kind, attempts);
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
    if (seconds > ENDLESS_SEEK) return;
    const expected = this.#seconds.seek;
    const next = seconds > expected ? seconds : expected - (expected - seconds) * RELIEF;
    this.#seconds.seek = Math.min(LONGEST_SEEK, next);
    this.#attempts.set("seek", [this.#seconds.seek]);
    this.#tell();
  }

  #note(kind, attempts) {
    this.#attempts.set(kind, attempts);
    this.#seconds[kind] = middleOf(attempts);
  }

  #tell() {
    this.#onLearned(Object.fromEntries(this.#attempts));
  }
}

/** Of two, between them. */
function middleOf(attempts) {
  const sorted = [...attempts].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}
