/**
 * Keeps the screen on while it is wanted; nothing where the browser cannot.
 *
 * A lock ends whenever the page is hidden, so it is asked for again on every return.
 */
export class WakeLock {
  #window;
  #isWanted = false;
  #isAsking = false;
  #lock = null;

  constructor(window) {
    this.#window = window;
    window.document.addEventListener("visibilitychange", () => this.#settle());
  }

  want(isWanted) {
    this.#isWanted = isWanted;
    this.#settle();
  }

  async #settle() {
    const { document, navigator } = this.#window;
    if (!this.#isWanted) return this.#release();
    if (this.#isAsking || document.hidden || !navigator.wakeLock) return;
    if (this.#lock && !this.#lock.released) return;
    this.#isAsking = true;
    try {
      this.#lock = await navigator.wakeLock.request("screen");
    } catch {
      // Refused: a battery that runs low, or a frame that may not.
    }
    this.#isAsking = false;
    if (!this.#isWanted) this.#release();
  }

  #release() {
    this.#lock?.release().catch(() => {});
    this.#lock = null;
  }
}
