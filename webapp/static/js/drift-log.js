const WINDOW_MS = 10_000;
const LATELY_MS = 3_000;
const USUAL = 0.5;
const WORST = 0.95;
const TELLING = 10; // readings; a second's worth

/** How far from the room this player was during the last ten seconds. */
export class DriftLog {
  #now;
  #readings = [];

  /** @param {() => number} now Monotonic, milliseconds. */
  constructor(now) {
    this.#now = now;
  }

  /** @param {number} drift Seconds, positive if the player is ahead. */
  note(drift) {
    this.#readings = [...this.#during(WINDOW_MS), { at: this.#now(), drift_ms: drift * 1000 }];
  }

  /** @returns {{p50: number, p95: number} | null} Milliseconds; null if too little was read. */
  get summary() {
    const recent = this.#during(WINDOW_MS);
    if (recent.length < TELLING) return null;
    const sizes = recent.map(({ drift_ms }) => Math.abs(drift_ms));
    return { p50: part(sizes, USUAL), p95: part(sizes, WORST) };
  }

  /**
   * @returns {number | null} Milliseconds, positive if the player is ahead: the middle one of the
   *   last seconds' readings; null if there were too few.
   */
  get lately() {
    const recent = this.#during(LATELY_MS);
    if (recent.length < TELLING) return null;
    return part(recent.map(({ drift_ms }) => drift_ms), USUAL);
  }

  clear() {
    this.#readings = [];
  }

  #during(ms) {
    const at = this.#now();
    return this.#readings.filter((reading) => at - reading.at < ms);
  }
}

const part = (values, share) =>
  values.sort((a, b) => a - b)[Math.floor((values.length - 1) * share)];
