const WINDOW_MS = 10_000;
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

  /** @param {number} drift Seconds, either way. */
  note(drift) {
    const at = this.#now();
    const recent = this.#readings.filter((reading) => at - reading.at < WINDOW_MS);
    this.#readings = [...recent, { at, size: Math.abs(drift) * 1000 }];
  }

  /** @returns {{p50: number, p95: number} | null} Milliseconds; null if too little was read. */
  get summary() {
    const at = this.#now();
    const recent = this.#readings.filter((reading) => at - reading.at < WINDOW_MS);
    if (recent.length < TELLING) return null;
    const sizes = recent.map(({ size }) => size).sort((a, b) => a - b);
    const part = (share) => sizes[Math.floor((sizes.length - 1) * share)];
    return { p50: part(USUAL), p95: part(WORST) };
  }

  clear() {
    this.#readings = [];
  }
}
