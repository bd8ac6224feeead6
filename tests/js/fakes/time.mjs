/** A monotonic clock with its timers, moved by hand. */
export class FakeTime {
  #now = 1_000;
  #timers = new Map();
  #lastId = 0;

  now = () => this.#now;

  setTimeout = (callback, delay = 0) => this.#add(callback, delay, null);

  setInterval = (callback, delay) => this.#add(callback, delay, delay);

  clearTimeout = (id) => void this.#timers.delete(id);

  clearInterval = this.clearTimeout;

  get pending() {
    return this.#timers.size;
  }

  /** Let time pass: every timer runs at its instant, and promises settle between them. */
  async advance(ms) {
    const until = this.#now + ms;
    await settled();
    for (let timer; (timer = this.#next(until)); ) {
      this.#now = Math.max(this.#now, timer.at);
      if (timer.period === null) this.#timers.delete(timer.id);
      else timer.at += timer.period;
      timer.callback();
      await settled();
    }
    this.#now = until;
  }

  #add(callback, delay, period) {
    const id = ++this.#lastId;
    this.#timers.set(id, { id, callback, at: this.#now + Math.max(0, delay), period });
    return id;
  }

  #next(until) {
    let next = null;
    for (const timer of this.#timers.values()) {
      if (timer.at <= until && (next === null || timer.at < next.at)) next = timer;
    }
    return next;
  }
}

/** Let promises that need no timer settle. */
export async function settled() {
  for (let turn = 0; turn < 12; turn += 1) await null;
}
