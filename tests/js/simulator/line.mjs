/**
 * One direction of a connection: keeps the order, as TCP does, whatever it does to the times.
 */
export class Line {
  #world;
  #chance;
  #quality;
  #free = 0;

  /**
   * @param {object} quality
   * @param {number} quality.delay Milliseconds that everything takes.
   * @param {number} quality.jitter Milliseconds that some things take besides, evenly spread.
   * @param {number} [quality.held] The part of all chunks that is held, with all behind it,
   * @param {number} [quality.heldMs] for this long: a packet was lost and had to be sent again.
   */
  constructor(world, chance, quality) {
    this.#world = world;
    this.#chance = chance;
    this.#quality = { held: 0, heldMs: 500, ...quality };
  }

  carry(deliver) {
    const { delay, jitter, held, heldMs } = this.#quality;
    const holds = held && this.#chance.is(held) ? heldMs : 0;
    const arrives = this.#world.now + delay + jitter * this.#chance.next() + holds;
    this.#free = Math.max(this.#free, arrives);
    this.#world.at(this.#free, deliver);
  }
}
