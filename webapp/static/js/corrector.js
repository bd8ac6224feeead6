import { SEEK_FROM, correction } from "./timeline.js";

const READINGS = 5; // of drift, whose middle one begins a correction: one alone may be chance

/** Draws a running player into the room's motion by its rate, as the law of `correction` says. */
export class Corrector {
  #helm;
  #last = { action: "hold" };
  #readings = [];
  /** Seconds of drift from which it gives up. */
  seekFrom = SEEK_FROM;

  /** @param {import("./helm.js").Helm} helm */
  constructor(helm) {
    this.#helm = helm;
  }

  /** What was read was of another target, or not to be believed. */
  forget() {
    this.#readings = [];
  }

  /**
   * @param {number} drift A believable reading, seconds of watching.
   * @param {number} rate The room's.
   * @returns {boolean} Whether that is enough; otherwise only a seek helps, and counts as one.
   */
  correct(drift, rate) {
    const helm = this.#helm;
    helm.learn(drift, rate);
    this.#last = correction(this.#judged(drift), {
      rates: helm.rates,
      deadBand: helm.deadBand,
      seekFrom: this.seekFrom,
      rate,
      canSeek: helm.canCorrect,
      isHurried: helm.isHurried,
      last: this.#last,
    });
    if (this.#last.action === "rate") helm.nudge(this.#last.rate, this.#last.coarse);
    else helm.release(rate);
    if (this.#last.action !== "seek") return true;
    helm.noteCorrection();
    return false;
  }

  /** While nothing is being corrected, what most of the last readings say. */
  #judged(drift) {
    this.#readings = [...this.#readings.slice(1 - READINGS), drift];
    if (this.#last.action === "rate" || this.#helm.isHurried) return drift;
    return [...this.#readings].sort((a, b) => a - b)[this.#readings.length >> 1];
  }
}
