// Taps within this time add up to one seek: three times +10 is one command of +30.
const GATHER_MS = 250;

/**
 * Where a person is about to move the playhead: optimism in one marked place.
 *
 * While `held` is a position, the thumb stands there; the room hears of it once, and `held` ends
 * when the room has answered. Dispatches "change".
 */
export class Seeker extends EventTarget {
  #position;
  #duration;
  #send;
  #timers;
  #waiting = 0;
  #intent = 0;
  #isStepping = false;
  held = null;

  /**
   * @param {() => number} position Of the room, in seconds.
   * @param {() => number} duration In seconds; NaN or Infinity if it is not known.
   * @param {(position: number) => Promise<unknown>} send Must not reject.
   */
  constructor({ position, duration, send, timers = globalThis }) {
    super();
    this.#position = position;
    this.#duration = duration;
    this.#send = send;
    this.#timers = timers;
  }

  /** Show a position without telling anybody: the thumb is being dragged. */
  hold(position) {
    this.#timers.clearTimeout(this.#waiting);
    this.#intent += 1;
    this.held = this.#within(position);
    this.dispatchEvent(new Event("change"));
  }

  /** Go where the thumb stands. */
  async commit() {
    this.#timers.clearTimeout(this.#waiting);
    if (this.held === null) return;
    const intent = this.#intent;
    await this.#send(this.held);
    if (intent !== this.#intent) return; // the thumb has been moved since
    this.held = null;
    this.dispatchEvent(new Event("change"));
  }

  /** @param {number} seconds Relative to where the thumb stands; negative is back. */
  nudge(seconds) {
    this.moveTo((this.held ?? this.#position()) + seconds);
  }

  /** Go to a position when no further wish follows at once. */
  moveTo(position) {
    this.hold(position);
    this.#waiting = this.#timers.setTimeout(() => this.commit(), GATHER_MS);
  }

  /** Go there at once; until the room has answered, of all further steps only the last waits. */
  async stepTo(position) {
    this.hold(position);
    if (this.#isStepping) return;
    this.#isStepping = true;
    for (let asked = null; this.held !== null && this.#intent !== asked; ) {
      asked = this.#intent;
      await this.commit();
    }
    this.#isStepping = false;
  }

  #within(position) {
    const duration = this.#duration();
    return Math.max(0, Number.isFinite(duration) ? Math.min(position, duration) : position);
  }
}
