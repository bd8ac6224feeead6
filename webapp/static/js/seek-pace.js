const LEAST_MS = 1_500;
const MOST_MS = 24_000;
const CALM_MS = 10_000;

/**
 * How often a player may be sent elsewhere.
 *
 * A seek costs a player its buffer: if one did not help, the next one soon after helps less, so the
 * wait doubles until seeks are rare again.
 */
export class SeekPace {
  #wait = LEAST_MS;
  #last = -Infinity;

  allows(nowMs) {
    return nowMs - this.#last >= this.#wait;
  }

  made(nowMs) {
    const isCalm = nowMs - this.#last > this.#wait + CALM_MS;
    this.#wait = isCalm ? LEAST_MS : Math.min(this.#wait * 2, MOST_MS);
    this.#last = nowMs;
  }

  /** The seek was the room's, not a correction: what went before no longer counts. */
  restart(nowMs) {
    this.#wait = LEAST_MS;
    this.#last = nowMs;
  }
}
