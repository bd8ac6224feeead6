const WINDOW = 32; // samples; twice as many as 16 halve what jitter leaves, 64 add little
const SAMPLE_LIFE_MS = 10 * 60_000;
// What an old sample may be wrong by: a crystal errs by 15 ppm (PHI in RFC 5905), and there are two.
const AGEING = 30e-6;

const READY_AFTER = 3; // samples
const BURST = 8;
const BURST_GAP_MS = 60;
const PERIOD_MS = 10_000;
const RETRY_MS = 1_000;
const PATIENCE_MS = 5_000; // an echo that has not come by then does not hold up the next one

const GRANULARITY_MS = 2; // browsers round their clocks to as much as this, together
const STEP_FROM_MS = 50;
const SLEW = 0.01; // milliseconds per millisecond; half of the nudge a player follows unheard

/**
 * Estimate how far the server's clock is ahead of the local one.
 *
 * Takes the least way up and the least way down of all samples separately: they need not come from
 * the same echo, which leaves a third of the error of "least round trip" on a jittery line.
 *
 * @param {{up_ms: number, down_ms: number, at_ms: number}[]} samples Apparent delays: server minus
 *   local clock on the way up, local minus server on the way down. Not empty.
 * @param {number} nowMs Local clock.
 * @returns {{offset_ms: number, uncertainty_ms: number}} The true offset lies within `offset_ms` ±
 *   `uncertainty_ms`.
 */
export function estimate(samples, nowMs) {
  let up = Infinity;
  let down = Infinity;
  for (const { up_ms, down_ms, at_ms } of samples) {
    const ageing = Math.max(0, nowMs - at_ms) * AGEING;
    up = Math.min(up, up_ms + ageing);
    down = Math.min(down, down_ms + ageing);
  }
  return { offset_ms: (up - down) / 2, uncertainty_ms: (up + down) / 2 };
}

/**
 * The server's clock, read here.
 *
 * Stands on a monotonic local clock, never on the date, which people and networks set.
 */
export class ServerClock {
  #echo;
  #time;
  #samples = [];
  #offset = 0;
  #target = 0;
  #uncertainty = Infinity;
  #slewedAt = 0;
  #isReady = false;
  #left = 0;
  #turn = 0;
  #timer = 0;

  /**
   * @param {() => Promise<{received_ms: number, replied_ms: number}>} echo Asks the server when it
   *   heard the question and when it answered; may reject.
   * @param {{now?: () => number, setTimeout?: Function, clearTimeout?: Function,
   *   random?: () => number}} time `now` is monotonic, in milliseconds.
   */
  constructor(echo, time = {}) {
    this.#echo = echo;
    this.#time = {
      now: () => performance.now(),
      setTimeout: (...args) => globalThis.setTimeout(...args),
      clearTimeout: (id) => globalThis.clearTimeout(id),
      random: Math.random,
      ...time,
    };
  }

  /** Whether `now()` means anything yet. */
  get isReady() {
    return this.#isReady;
  }

  /** @returns {number} Milliseconds `now()` may be wrong by; Infinity before the first echo. */
  get uncertainty_ms() {
    this.#slew();
    return this.#uncertainty + Math.abs(this.#target - this.#offset);
  }

  start() {
    this.burst();
  }

  /** Ask several times at once: the page slept, or the way to the server is another one. */
  burst() {
    this.#turn += 1;
    this.#left = BURST;
    this.#schedule(0);
  }

  stop() {
    this.#turn += 1;
    this.#time.clearTimeout(this.#timer);
  }

  /** @returns {number} Server clock, milliseconds since the Unix epoch, with fractions. */
  now() {
    this.#slew();
    return this.#slewedAt + this.#offset;
  }

  #schedule(delay) {
    this.#time.clearTimeout(this.#timer);
    this.#timer = this.#time.setTimeout(() => this.#ask(), delay);
  }

  async #ask() {
    const turn = this.#turn;
    this.#schedule(PATIENCE_MS);
    let delay;
    try {
      const sent = this.#time.now();
      const { received_ms, replied_ms } = await this.#echo();
      const at_ms = this.#time.now();
      this.#learn({ up_ms: received_ms - sent, down_ms: at_ms - replied_ms, at_ms });
      this.#left = Math.max(0, this.#left - 1);
      // Jitter, so that a roomful of pages does not ask in step.
      delay = this.#left ? BURST_GAP_MS : PERIOD_MS * (0.75 + this.#time.random() / 2);
    } catch {
      delay = this.#left ? RETRY_MS : PERIOD_MS; // offline, most likely: nothing to tell anybody
    }
    if (turn === this.#turn) this.#schedule(delay);
  }

  #learn(sample) {
    const young = this.#samples.filter(({ at_ms }) => sample.at_ms - at_ms < SAMPLE_LIFE_MS);
    this.#samples = [...young.slice(1 - WINDOW), sample];
    let { offset_ms, uncertainty_ms } = estimate(this.#samples, sample.at_ms);
    if (uncertainty_ms < -GRANULARITY_MS) {
      // An answer before its question: one clock has jumped (the device slept), and all it was
      // compared with before is worthless.
      this.#samples = [sample];
      ({ offset_ms, uncertainty_ms } = estimate(this.#samples, sample.at_ms));
    }
    this.#slew();
    this.#target = offset_ms;
    this.#uncertainty = Math.max(0, uncertainty_ms);
    const isFar = Math.abs(offset_ms - this.#offset) >= STEP_FROM_MS;
    if (isFar || !this.#isReady) this.#offset = offset_ms;
    this.#isReady ||= this.#samples.length >= READY_AFTER;
  }

  /** Draw the offset in use towards the estimate, so slowly that players can follow. */
  #slew() {
    const now = this.#time.now();
    const most = (now - this.#slewedAt) * SLEW;
    this.#offset += Math.max(-most, Math.min(most, this.#target - this.#offset));
    this.#slewedAt = now;
  }
}
