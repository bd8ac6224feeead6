/** A position that somebody reports now and then, and that goes on between reports. */
export class ReportedPosition {
  #now;
  #position = 0;
  #told = NaN;
  #rate = 1;
  #atMs = -Infinity;
  #movedAtMs = -Infinity;
  #isRunning = false;

  /** @param {() => number} now Monotonic, milliseconds; a report's own stamp is another clock's. */
  constructor(now) {
    this.#now = now;
  }

  /** @returns {number} Milliseconds since the last report. */
  get ageMs() {
    return this.#now() - this.#atMs;
  }

  /** @returns {number} Milliseconds since it was somewhere else, or began to run. */
  get stillMs() {
    return this.#now() - this.#movedAtMs;
  }

  get rate() {
    return this.#rate;
  }

  /** @returns {number} Seconds. */
  get value() {
    return this.#position + (this.#isRunning ? (this.ageMs / 1000) * this.#rate : 0);
  }

  report(position, rate = this.#rate) {
    if (position !== this.#told) this.#movedAtMs = this.#now();
    this.#told = position;
    this.#place(position, rate);
  }

  /** From now on it goes on at another rate. */
  turn(rate) {
    this.#place(this.value, rate);
  }

  #place(position, rate) {
    this.#position = position;
    this.#rate = rate;
    this.#atMs = this.#now();
  }

  /** From now on time goes by there, or stands still. */
  run(isRunning) {
    this.#place(this.value, this.#rate);
    this.#movedAtMs = this.#now();
    this.#isRunning = isRunning;
  }
}
