const LANDED_WITHIN = 1; // second; a report nearer to where it was sent is from after the seek,
const LANDED_PART = 0.5; // and on a short way, one that has left the greater part behind
const PATIENCE_MS = 4_000;

/** Where a frame is to be that reports its position only now and then, until it is there. */
export class PendingSeek {
  #window;
  #announce;
  #within = LANDED_WITHIN;
  #timer = 0;
  /** @type {number | null} Seconds. */
  destination = null;
  isUnderWay = false;

  /** @param {() => void} announce It has landed, or will not say. */
  constructor(window, announce) {
    this.#window = window;
    this.#announce = announce;
  }

  /** @param {number} from Seconds; where it is when it is sent. */
  begin(from) {
    this.isUnderWay = true;
    this.#within = Math.min(LANDED_WITHIN, Math.abs(this.destination - from) * LANDED_PART);
    this.#window.clearTimeout(this.#timer);
    this.#timer = this.#window.setTimeout(() => this.#land(), PATIENCE_MS);
  }

  /** @param {number} position Seconds; what the frame reports. */
  hear(position) {
    if (this.isUnderWay && Math.abs(position - this.destination) <= this.#within) this.#land();
  }

  destroy() {
    this.#window.clearTimeout(this.#timer);
  }

  #land() {
    this.#window.clearTimeout(this.#timer);
    this.isUnderWay = false;
    this.#announce();
  }
}
