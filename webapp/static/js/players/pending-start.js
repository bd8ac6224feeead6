// Not every browser says that it refused; advertisements may take their time too.
const JUDGED_EVERY_MS = 10_000;
const SOON_MS = 1_000;

/** An order to play that a frame has not yet obeyed, with the promise that `play()` returns. */
export class PendingStart {
  #resolve;
  #reject;
  #window;
  #judge;
  #timers = [];

  /** @param {() => void} judge Called now and then while it lasts: does it look refused? */
  constructor(window, judge) {
    this.#window = window;
    this.#judge = judge;
    this.promise = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    this.#timers.push(window.setInterval(judge, JUDGED_EVERY_MS));
  }

  judgeSoon() {
    this.#timers.push(this.#window.setTimeout(this.#judge, SOON_MS));
  }

  resolve() {
    this.#close();
    this.#resolve();
  }

  /** @param {"NotAllowedError" | "AbortError"} name */
  reject(name) {
    this.#close();
    this.#reject(new DOMException("the player did not start", name));
  }

  #close() {
    for (const timer of this.#timers) this.#window.clearTimeout(timer); // of intervals too
  }
}
