import { settled } from "../fakes/time.mjs";

/** Time itself: true milliseconds, and what is to happen when. */
export class World {
  #heap = [];
  #count = 0;
  #hasPromised = false;
  now = 0;

  /** @returns {{callback: Function | null}} Emptied, it does not happen. */
  at(instant, callback) {
    const entry = { at: Math.max(instant, this.now), order: (this.#count += 1), callback };
    this.#rise(entry);
    return entry;
  }

  after(ms, callback) {
    return this.at(this.now + ms, callback);
  }

  /** Note that promises have been kept: whoever awaits them goes on before time does. */
  promised() {
    this.#hasPromised = true;
  }

  async run(until) {
    while (this.#heap.length && this.#heap[0].at <= until) {
      const { at, callback } = this.#sink();
      if (!callback) continue;
      this.now = at;
      callback();
      if (!this.#hasPromised) continue;
      this.#hasPromised = false;
      await settled();
    }
    this.now = until;
  }

  #rise(entry) {
    const heap = this.#heap;
    let place = heap.length;
    for (let above; place && isBefore(entry, heap[(above = (place - 1) >> 1)]); place = above) {
      heap[place] = heap[above];
    }
    heap[place] = entry;
  }

  #sink() {
    const heap = this.#heap;
    const [first] = heap;
    const last = heap.pop();
    if (!heap.length) return first;
    let place = 0;
    for (let below; (below = 2 * place + 1) < heap.length; place = below) {
      if (below + 1 < heap.length && isBefore(heap[below + 1], heap[below])) below += 1;
      if (!isBefore(heap[below], last)) break;
      heap[place] = heap[below];
    }
    heap[place] = last;
    return first;
  }
}

const isBefore = (one, other) =>
  one.at < other.at || (one.at === other.at && one.order < other.order);

/**
 * A crystal in a device: its idea of time, and the timers that go by it.
 *
 * While it sleeps nothing happens by it; what was due happens when it wakes.
 */
export class Crystal {
  #world;
  #shown;
  #since;
  #speed;
  #isAsleep = false;
  #isStopped = false;
  #missed = [];

  /** @param {{shows?: number, ppm?: number}} [makes] What it shows at first, and how fast it is. */
  constructor(world, { shows = 0, ppm = 0 } = {}) {
    this.#world = world;
    this.#shown = shows;
    this.#since = world.now;
    this.#speed = 1 + ppm * 1e-6;
  }

  now = () => {
    if (this.#isStopped) return this.#shown;
    return this.#shown + (this.#world.now - this.#since) * this.#speed;
  };

  setTimeout = (callback, delay = 0) => {
    const happens = this.#world.now + Math.max(0, delay) / this.#speed;
    return this.#world.at(happens, () => this.whenAwake(callback));
  };

  clearTimeout = (timer) => {
    if (timer) timer.callback = null;
  };

  setInterval = (callback, period) => {
    const timer = { callback };
    const turn = () => {
      if (!timer.callback) return;
      this.setTimeout(turn, period);
      callback();
    };
    this.setTimeout(turn, period);
    return timer;
  };

  clearInterval = this.clearTimeout;

  whenAwake(callback) {
    if (this.#isAsleep) this.#missed.push(callback);
    else callback();
  }

  /** @param {boolean} isStopped Whether it stands still meanwhile, as some systems have it. */
  sleep(isStopped) {
    this.#shown = this.now();
    this.#since = this.#world.now;
    this.#isAsleep = true;
    this.#isStopped = isStopped;
  }

  wake() {
    if (this.#isStopped) this.#since = this.#world.now;
    this.#isAsleep = this.#isStopped = false;
    for (const callback of this.#missed.splice(0)) callback();
  }
}
