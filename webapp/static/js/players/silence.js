// What a person waits for a server that took the connection and says nothing.
const PATIENCE_MS = 12_000;
const TICK_MS = 1_000;

/**
 * Listens for a server that is expected to say something.
 *
 * Counts ticks and not the time: a page that sleeps hears nothing, and is told nothing either.
 */
export class Silence {
  #window;
  #onTooLong;
  #timer = 0;
  #ticks = 0;

  /** @param {() => void} onTooLong Called once for each `expect`. */
  constructor(window, onTooLong) {
    this.#window = window;
    this.#onTooLong = onTooLong;
  }

  expect() {
    this.end();
    this.#timer = this.#window.setInterval(() => this.#tick(), TICK_MS);
  }

  /** Something came, not all of it. */
  hear() {
    this.#ticks = 0;
  }

  end() {
    this.#window.clearInterval(this.#timer);
    this.#timer = this.#ticks = 0;
  }

  #tick() {
    if (this.#window.document?.hidden) return;
    this.#ticks += 1;
    if (this.#ticks * TICK_MS < PATIENCE_MS) return;
    this.end();
    this.#onTooLong();
  }
}
