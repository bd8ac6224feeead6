import { BURST, ClockSamples } from "./clock-samples.js";
import { realTime } from "./lib/real-time.js";

const READY_AFTER = 3; // echoes
const FIRST_GAP_MS = 20; // until then nothing can be shown where it belongs
const BURST_GAP_MS = 80;
// Echoes, after which one more tells little. It tells the less the more there were, by their square;
// so much longer it is waited for, since ten thousand pages ask one server.
const TELLING = 48;
const MOST_TELLING = 256; // of these, one every two seconds, the last have not yet lost their worth
const PRECISE_MS = 1; // asks no more; a third of the dead band of a file's player
const FORGOTTEN_MS = 1.5; // asks again
const MOST_QUIET_MS = 60_000;
const WAITING_FOR = 32; // unanswered echoes: the line is dead, or has much to carry

const STEP_FROM_MS = 50;
const UNKNOWN = Object.freeze({
  offset_ms: 0, skew: 0, skew_error: 0, precision_ms: Infinity, uncertainty_ms: Infinity,
});
const SLEW = 0.01; // milliseconds per millisecond; half of the nudge a player follows unheard

/**
 * The server's clock, read here.
 *
 * Stands on a monotonic local clock, never on the date, which people and networks set. Asks as it
 * is uncertain: a burst first, on a jittery line more and more seldom, and again when it has
 * forgotten too much. Dispatches "ready", once.
 */
export class ServerClock extends EventTarget {
  #echo;
  #time;
  #samples = new ClockSamples();
  #offset = 0;
  #target = UNKNOWN;
  #estimatedAt = 0;
  #slewedAt = 0;
  #isReady = false;
  #isInDoubt = true;
  #turn = 0;
  #asked = 0; // since the last burst began
  #waitingFor = 0;
  #timer = 0;
  #asksAt = 0;

  /**
   * @param {(roundTripMs: number | null) => Promise<{received_ms: number, replied_ms: number}>} echo
   *   Asks the server when it heard the question and when it answered, and tells it this page's
   *   usual round trip; may reject.
   * @param {{now?: () => number, setTimeout?: Function, clearTimeout?: Function,
   *   random?: () => number}} time `now` is monotonic, in milliseconds.
   */
  constructor(echo, time = {}) {
    super();
    this.#echo = echo;
    this.#time = { ...realTime, ...time };
  }

  /** Whether `now()` means anything yet. */
  get isReady() {
    return this.#isReady;
  }

  /** @returns {number} Milliseconds `now()` may be wrong by; Infinity while it is in doubt. */
  get uncertainty_ms() {
    if (this.#isInDoubt) return Infinity;
    return this.#unslewed + Math.max(0, this.#target.uncertainty_ms);
  }

  /** @returns {number} Milliseconds of it that jitter and slewing leave; asking more lessens it. */
  get precision_ms() {
    const { precision_ms, skew_error } = this.#target;
    const drifted = skew_error * (this.#time.now() - this.#estimatedAt);
    return this.#unslewed + Math.hypot(precision_ms, drifted);
  }

  /** @returns {number | null} Milliseconds that this page usually waits for an answer. */
  get roundTrip_ms() {
    return this.#samples.roundTrip_ms;
  }

  start() {
    this.burst();
  }

  /** Ask several times at once: the page slept, or the way to the server is another one. */
  burst() {
    this.#asked = 0;
    this.#turn += 1;
    this.#samples.beginBurst(this.#time.now());
    this.#isInDoubt = true;
    this.#waitingFor = 0;
    this.#schedule(0);
  }

  stop() {
    this.#time.clearTimeout(this.#timer);
    this.#timer = null;
  }

  /** @returns {number} Server clock, milliseconds since the Unix epoch, with fractions. */
  now() {
    this.#slew();
    return this.#slewedAt + this.#offset;
  }

  /** Take a glimpse of the server's clock in something that came anyway: half an echo, for free. */
  hear(serverMs) {
    const at_ms = this.#time.now();
    const isNews = this.#samples.addGlimpse(at_ms - serverMs, at_ms);
    if (!isNews || !this.#isReady) return;
    this.#learn();
    const gap = this.#gapMs; // it may have shown that less is known than was thought
    if (!this.#isPrecise && at_ms + gap < this.#asksAt) this.#schedule(gap);
  }

  #schedule(delay) {
    this.#time.clearTimeout(this.#timer);
    this.#asksAt = this.#time.now() + delay;
    this.#timer = this.#time.setTimeout(() => this.#ask(), delay);
  }

  #ask() {
    if (this.#waitingFor < WAITING_FOR) this.#sample();
    this.#asked += 1;
    const isEnough = this.#asked >= BURST && this.#isPrecise;
    this.#schedule(isEnough ? this.#isPreciseFor * this.#spread : this.#gapMs);
  }

  get #gapMs() {
    if (this.#asked < READY_AFTER) return FIRST_GAP_MS;
    if (this.#asked <= TELLING) return BURST_GAP_MS;
    const known = Math.min(this.#asked, MOST_TELLING);
    return BURST_GAP_MS * (known / TELLING) ** 2 * this.#spread;
  }

  /** Chance, so that a roomful of pages does not ask in step. */
  get #spread() {
    return 0.75 + this.#time.random() / 2;
  }

  get #isPrecise() {
    return this.#isReady && this.#target.precision_ms <= PRECISE_MS;
  }

  /** @returns {number} Milliseconds until too little is known again. */
  get #isPreciseFor() {
    const { precision_ms, skew_error } = this.#target;
    const forgets = Math.sqrt(Math.max(0, FORGOTTEN_MS ** 2 - precision_ms ** 2)) / skew_error;
    return Math.min(MOST_QUIET_MS, forgets || 0);
  }

  /** Echoes overtake their answers: asking does not wait for them. */
  async #sample() {
    this.#waitingFor += 1;
    const turn = this.#turn;
    const sent = this.#time.now();
    try {
      const { received_ms, replied_ms } = await this.#echo(this.#samples.roundTrip_ms);
      if (turn !== this.#turn) return; // asked before the clocks were in doubt
      const at_ms = this.#time.now();
      this.#samples.addEcho({ up_ms: received_ms - sent, down_ms: at_ms - replied_ms, at_ms });
      this.#learn();
      // Only a whole burst can tell that a clock has jumped by less than a round trip.
      this.#isInDoubt &&= this.#samples.freshCount < BURST;
    } catch {
      // Offline, most likely: nothing to tell anybody, and asked again.
    }
    if (turn === this.#turn) this.#waitingFor -= 1; // those of before are not counted
  }

  #learn() {
    const now = this.#time.now();
    this.#slew();
    this.#target = this.#samples.estimate(now);
    this.#estimatedAt = now;
    const isFar = Math.abs(this.#target.offset_ms - this.#offset) >= STEP_FROM_MS;
    if (isFar || !this.#isReady) this.#offset = this.#target.offset_ms;
    if (this.#isReady || this.#samples.count < READY_AFTER) return;
    this.#isReady = true;
    this.dispatchEvent(new Event("ready"));
  }

  get #unslewed() {
    this.#slew();
    const { offset_ms, skew } = this.#target;
    return Math.abs(offset_ms + skew * (this.#slewedAt - this.#estimatedAt) - this.#offset);
  }

  /** Draw the offset in use towards the estimate, so slowly that players can follow. */
  #slew() {
    const now = this.#time.now();
    const most = (now - this.#slewedAt) * SLEW;
    const { offset_ms, skew } = this.#target;
    const away = offset_ms + skew * (now - this.#estimatedAt) - this.#offset;
    this.#offset += Math.max(-most, Math.min(most, away));
    this.#slewedAt = now;
  }
}
