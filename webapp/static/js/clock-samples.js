import { estimate, MOST_SKEW } from "./clock-estimate.js";

const WINDOW = 512; // echoes; so many are not asked within their life
const GLIMPSES = 32; // samples of the way down alone
const GLIMPSE_MS = 1_000; // of those that come closer together the quickest is kept
const SAMPLE_LIFE_MS = 10 * 60_000;

/** Echoes of a burst; so many are needed to tell that a clock has jumped. */
export const BURST = 8;

const GRANULARITY_MS = 2; // browsers round their clocks to as much as this, together
const DOUBT = 4; // deviations; what differs by more is not chance

/** What has been seen of the server's clock, and still counts. */
export class ClockSamples {
  #echoes = [];
  #glimpses = [];
  #burstAt = 0;

  /** @returns {number} How many echoes there are. */
  get count() {
    return this.#echoes.length;
  }

  /** @returns {number} How many of them are of the last burst, or later. */
  get freshCount() {
    return this.#fresh.length;
  }

  /** @returns {number | null} Milliseconds that three of four echoes took at most. */
  get roundTrip_ms() {
    if (!this.#echoes.length) return null;
    const fresh = this.#fresh; // it may be another network than before
    const echoes = fresh.length < BURST ? this.#echoes : fresh;
    const trips = echoes.map(({ up_ms, down_ms }) => up_ms + down_ms).sort((a, b) => a - b);
    return trips[Math.floor(trips.length * 0.75)];
  }

  /** What comes from now on may be of another clock than what came before. */
  beginBurst(nowMs) {
    this.#burstAt = nowMs;
  }

  /** @param {{up_ms: number, down_ms: number, at_ms: number}} echo As in clock-estimate.js. */
  addEcho(echo) {
    this.#outlive(echo.at_ms);
    this.#echoes = [...this.#echoes.slice(1 - WINDOW), echo];
  }

  /** @returns {boolean} Whether it tells anything new. */
  addGlimpse(down_ms, at_ms) {
    this.#outlive(at_ms);
    const last = this.#glimpses.at(-1);
    const isSoon = last && at_ms - last.at_ms < GLIMPSE_MS;
    if (isSoon && down_ms >= last.down_ms) return false;
    if (isSoon) this.#glimpses.pop();
    this.#glimpses = [...this.#glimpses.slice(1 - GLIMPSES), { up_ms: Infinity, down_ms, at_ms }];
    return true;
  }

  /** Estimate from all that is of one clock; what is not is forgotten. */
  estimate(nowMs) {
    const all = estimate([...this.#echoes, ...this.#glimpses], nowMs);
    // The device slept and its clock has jumped: all from before is worthless.
    if (all.slack_ms < -GRANULARITY_MS) this.#forget(this.#echoes.at(-1).at_ms);
    // By little: it looks as if it had run as no clock runs.
    else if (this.#fresh.length && this.#isOther(all, nowMs)) this.#forget(this.#burstAt);
    else return all;
    return estimate([...this.#echoes, ...this.#glimpses], nowMs);
  }

  get #fresh() {
    return this.#echoes.filter(({ at_ms }) => at_ms >= this.#burstAt);
  }

  #outlive(nowMs) {
    this.#forget(nowMs - SAMPLE_LIFE_MS);
  }

  #isOther({ skew }, nowMs) {
    return Math.abs(skew) > MOST_SKEW || this.#isOtherAfterBurst(nowMs);
  }

  #forget(before) {
    const isYoung = ({ at_ms }) => at_ms >= before;
    this.#echoes = this.#echoes.filter(isYoung);
    this.#glimpses = this.#glimpses.filter(isYoung);
  }

  /** Whether a burst tells another time than what was known before it. */
  #isOtherAfterBurst(nowMs) {
    const fresh = this.#fresh;
    const old = this.#echoes.slice(0, this.#echoes.length - fresh.length);
    if (fresh.length !== BURST || old.length < BURST) return false;
    const [before, after] = [estimate(old, nowMs), estimate(fresh, nowMs)];
    const doubt = DOUBT * (before.precision_ms + after.precision_ms) + GRANULARITY_MS;
    return Math.abs(before.offset_ms - after.offset_ms) > doubt;
  }
}
