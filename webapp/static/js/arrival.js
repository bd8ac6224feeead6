const NEAR = 0.02; // seconds; or what a player is not corrected for, if that is more
const WANTING = ["tap", "detached"]; // gates that only a person opens
const OUTSIDE = ["waiting", "refused"];

/**
 * How long it took from opening the page until its player was with the room: until the first
 * reading of drift that is near enough.
 *
 * Nothing is told where that was not up to the page: the room was not playing yet or has been moved
 * since, a tap was wanted, the person looked elsewhere or stood in the line, the video failed.
 */
export class Arrival {
  #stage;
  #store;
  #clock;
  #now;
  #took = null;
  #watching = new AbortController();

  /**
   * @param {object} parts
   * @param {import("./stage.js").Stage} parts.stage
   * @param {import("./room-store.js").RoomStore} parts.store
   * @param {import("./clock.js").ServerClock} parts.clock
   * @param {EventTarget} parts.connection
   * @param {Document} parts.document
   * @param {() => number} [parts.now] Milliseconds since the page was opened.
   */
  constructor({ stage, store, clock, connection, document, now = () => performance.now() }) {
    this.#stage = stage;
    this.#store = store;
    this.#clock = clock;
    this.#now = now;
    const { signal } = this.#watching;
    const unless = (target, type, isSpoilt) =>
      target.addEventListener(type, (event) => isSpoilt(event) && this.#end(), { signal });
    stage.addEventListener("drift", ({ detail }) => this.#read(detail), { signal });
    unless(stage, "sound", () => WANTING.includes(stage.gate));
    unless(stage, "failure", () => true);
    unless(connection, "state", ({ detail }) => OUTSIDE.includes(detail));
    unless(document, "visibilitychange", () => document.hidden);
    if (document.hidden) this.#end();
  }

  /** @returns {number | null} Milliseconds, once; null before, and afterwards. */
  take() {
    const took = this.#took;
    this.#took = null;
    return took;
  }

  #read(drift) {
    const near = Math.max(NEAR, this.#stage.player.capabilities.dead_band);
    if (Math.abs(drift) > near) return;
    const openedAt = this.#clock.now() - this.#now();
    const isAsItWas = this.#store.room.playback.updated_at_ms <= openedAt;
    if (isAsItWas) this.#took = this.#now();
    this.#end();
  }

  #end() {
    this.#watching.abort();
  }
}
