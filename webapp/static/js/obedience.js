// A nudge must have moved the player by so much before it is judged; readings err by a few
// milliseconds, those of frames by some tens.
const TOLD_BY = 0.05; // seconds
const OBEYED = 0.4; // of what was due; a change by as much the other way is a clock set right
const STRIKES = 3;

/**
 * Whether a player really plays at the rates it takes.
 *
 * Some take any and play on as before, and then every correction by rate would be in vain.
 */
export class Obedience {
  #trial = null;
  #strikes = 0;

  get isTrusted() {
    return this.#strikes < STRIKES;
  }

  /**
   * @param {number} change Of drift that is due from now on, seconds per second; 0 if none.
   * @param {number} drift A reading taken now, seconds.
   * @param {number} nowMs
   */
  watch(change, drift, nowMs) {
    if (change === 0) return void (this.#trial = null);
    const trial = this.#trial;
    if (!trial || Math.sign(trial.change) !== Math.sign(change)) {
      this.#trial = { change, drift, due: 0, atMs: nowMs };
      return undefined;
    }
    trial.due += (trial.change * (nowMs - trial.atMs)) / 1000;
    Object.assign(trial, { change, atMs: nowMs });
    if (Math.abs(trial.due) >= TOLD_BY) this.#judge((drift - trial.drift) / trial.due);
    return undefined;
  }

  /** Readings from before and after it have nothing to do with each other. */
  interrupt() {
    this.#trial = null;
  }

  #judge(obeyed) {
    this.#trial = null;
    if (obeyed >= OBEYED) this.#strikes = 0;
    else if (obeyed > -OBEYED) this.#strikes += 1;
  }
}
