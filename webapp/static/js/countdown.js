import { isAhead } from "./timeline.js";

const SECOND = 1_000;
// A start nearer than this is over before anybody has read when it will be.
const WORTH_COUNTING_FROM = 3_000;
const UNTIL_CLOCK = 100;

/**
 * The time until the room starts by itself, by the server's clock.
 *
 * Looks at the clock anew every second, so that a page that slept, or whose clock was corrected,
 * goes on right. Dispatches "change" with every second, and when there is another start to wait
 * for or none any more; "begun" when what was waited for plays.
 */
export class Countdown extends EventTarget {
  #clock;
  #timers;
  #worthFromMs;
  #playback = null;
  #timer = 0;
  /** @type {number | null} Server clock, milliseconds; null if nothing is waited for. */
  startsAtMs = null;

  /**
   * @param {import("./clock.js").ServerClock} clock
   * @param {number} [worthFromMs] How long ahead a start must be to be counted down to.
   */
  constructor({ clock, timers = globalThis, worthFromMs = WORTH_COUNTING_FROM }) {
    super();
    this.#worthFromMs = worthFromMs;
    this.#clock = clock;
    this.#timers = timers;
  }

  get isOn() {
    return this.startsAtMs !== null;
  }

  /** @returns {number} Whole seconds, rounded up: zero only when nothing is waited for. */
  get seconds() {
    if (!this.isOn) return 0;
    // Whoever draws may come to it a little after the start; the next turn is due by then.
    return Math.max(1, Math.ceil((this.startsAtMs - this.#clock.now()) / SECOND));
  }

  /** Count down to where this motion begins; the same one again changes nothing. */
  follow(playback) {
    if (playback === this.#playback) return;
    this.#playback = playback;
    this.#turn();
  }

  #turn() {
    this.#timers.clearTimeout(this.#timer);
    if (this.#playback && !this.#clock.isReady) return this.#turnAfter(UNTIL_CLOCK);
    const was = this.startsAtMs;
    this.startsAtMs = this.#awaited(was);
    if (this.isOn || was !== null) this.dispatchEvent(new CustomEvent("change"));
    if (this.isOn) this.#turnAfter(this.#untilNextSecond);
    else if (was !== null && this.#playback?.paused === false) {
      this.dispatchEvent(new CustomEvent("begun"));
    }
  }

  #turnAfter(ms) {
    this.#timer = this.#timers.setTimeout(() => this.#turn(), ms);
  }

  /** @param {number | null} was What was waited for: that is waited for to its end. */
  #awaited(was) {
    const now = this.#clock.now();
    if (!this.#playback || !isAhead(this.#playback, now)) return null;
    const { updated_at_ms: at } = this.#playback;
    return at === was || at - now >= this.#worthFromMs ? at : null;
  }

  get #untilNextSecond() {
    const left = this.startsAtMs - this.#clock.now();
    return left - (Math.ceil(left / SECOND) - 1) * SECOND;
  }
}
