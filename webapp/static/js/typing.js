// A little longer than it takes until the next hint of somebody who goes on writing.
const SHOWN_MS = 5_000;
// The server tells the others once a second; they keep it for some seconds.
const HINT_EVERY_MS = 3_000;

/** Who else is writing right now. Dispatches "change". */
export class Typists extends EventTarget {
  #people = new Map();
  #manyUntil = 0;
  #me;
  #timers;
  #now;

  /** @param {() => number | undefined} me One's own id. */
  constructor({ me, timers = globalThis, now = () => performance.now() }) {
    super();
    this.#me = me;
    this.#timers = timers;
    this.#now = now;
  }

  /** @returns {{people: {id: number, name: string}[], areMany: boolean}} */
  get writing() {
    const now = this.#now();
    const people = [...this.#people.values()].filter(({ until }) => until > now);
    return { people: people.map(({ person }) => person), areMany: this.#manyUntil > now };
  }

  /** @param {{people: {id: number, name: string}[], count: number}} frame */
  receive({ people, count }) {
    const until = this.#now() + SHOWN_MS;
    for (const person of people) {
      if (person.id !== this.#me()) this.#people.set(person.id, { person, until });
    }
    if (count > people.length) this.#manyUntil = until;
    this.#timers.setTimeout(() => this.#forget(), SHOWN_MS);
    this.#changed();
  }

  /** Somebody has sent what they wrote. */
  stop(userId) {
    if (this.#people.delete(userId)) this.#changed();
  }

  #forget() {
    for (const [id, { until }] of this.#people) if (until <= this.#now()) this.#people.delete(id);
    this.#changed();
  }

  #changed() {
    this.dispatchEvent(new Event("change"));
  }
}

/** @returns {() => void} Tells that one is writing, but not with every letter. */
export function createTypingHint(send, now = () => performance.now()) {
  let next = 0;
  return () => {
    if (now() < next) return;
    next = now() + HINT_EVERY_MS;
    send();
  };
}
