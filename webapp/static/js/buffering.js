const TOLD_FROM_MS = 300; // shorter stalls are not worth a spinner

/** Whether a player waits for media while the room goes on, and for how long. */
export class Buffering {
  #player;
  #steering;
  #tally;
  #now;
  #hasPlayed = false;
  #since = Infinity;
  isOn = false;

  /**
   * @param {object} parts
   * @param {import("./players/player.js").Player} parts.player
   * @param {import("./steering.js").Steering} parts.steering
   * @param {import("./sync-tally.js").SyncTally} parts.tally
   * @param {() => number} parts.now Monotonic, milliseconds.
   */
  constructor({ player, steering, tally, now }) {
    this.#player = player;
    this.#steering = steering;
    this.#tally = tally;
    this.#now = now;
  }

  /**
   * @returns {number} Milliseconds for which it has done so and should not have: who lands is to be
   *   there when the room comes by, not before, and who strayed finds the way back alone.
   */
  get stalledMs() {
    if (!this.#isStalled) return 0; // though nobody has looked since
    const waited = Math.max(0, this.#now() - this.#since);
    return Math.min(waited, this.#steering.lateMs);
  }

  /**
   * To be called often.
   *
   * @param {boolean} isFollowed False while the player is left to the person.
   * @returns {boolean} Whether `isOn` has changed.
   */
  look(isFollowed) {
    const isStalled = isFollowed && this.#isStalled;
    this.#hasPlayed ||= isFollowed && this.#isAsked && !isStalled;
    const now = this.#now();
    this.#since = isStalled ? Math.min(this.#since, now) : Infinity;
    const isOn = now - this.#since >= TOLD_FROM_MS;
    if (isOn === this.isOn) return false;
    this.isOn = isOn;
    if (!isOn) this.#tally.endStall();
    // What a beginning or a landing waits for is theirs.
    else if (this.#hasPlayed && !this.#steering.isLanding) this.#tally.beginStall(this.#since);
    return true;
  }

  /** Whether it is to play now, or as soon as it can. */
  get #isAsked() {
    const plays = !this.#player.paused || this.#steering.isLanding;
    return this.#steering.isRunning && plays && !this.#player.ended;
  }

  get #isStalled() {
    return this.#isAsked && (this.#player.seeking || this.#player.readyState < 3);
  }
}
