/** Chance that repeats itself: the same seed draws the same numbers. */
export class Chance {
  #state;

  constructor(seed) {
    this.#state = seed >>> 0;
    for (let turn = 0; turn < 4; turn += 1) this.next(); // neighbouring seeds begin alike
  }

  /** @returns {number} At least 0, below 1. Source: T. Ettinger's mulberry32. */
  next = () => {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };

  between(low, high) {
    return low + (high - low) * this.next();
  }

  /** As likely between 10 and 100 as between 100 and 1000. */
  magnitude(low, high) {
    return Math.exp(this.between(Math.log(low), Math.log(high)));
  }

  whole(low, high) {
    return Math.floor(this.between(low, high + 1));
  }

  is(probability) {
    return this.next() < probability;
  }

  pick(choices) {
    return choices[this.whole(0, choices.length - 1)];
  }

  /** @returns {number} Around 0, with this deviation; never more than three of them away. */
  about(deviation) {
    let sum = 0;
    for (let turn = 0; turn < 6; turn += 1) sum += this.next() - 0.5;
    return sum * Math.SQRT2 * deviation;
  }
}
