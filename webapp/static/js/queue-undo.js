import { Command, UNDO_MS } from "./protocol.js";

/**
 * The last change of the queue, for as long as it can be undone.
 *
 * Dispatches "change" when there is another one, or none any more.
 */
export class QueueUndo extends EventTarget {
  #store;
  #send;
  #timers;
  #seen;
  #timer = 0;

  /** What can be undone, as the room has it; null if nothing can. */
  offer = null;

  constructor({ store, send, timers = globalThis }) {
    super();
    this.#store = store;
    this.#send = send;
    this.#timers = timers;
  }

  /** To be told of every change of the room. */
  follow() {
    const { undo } = this.#store.room;
    const id = undo?.change_id ?? null;
    const isFirst = this.#seen === undefined;
    if (id === this.#seen) return;
    this.#seen = id;
    // What a page finds when it opens may have been there for long.
    if (isFirst) return;
    this.#timers.clearTimeout(this.#timer);
    if (undo) this.#timer = this.#timers.setTimeout(() => this.#show(null), UNDO_MS);
    this.#show(undo);
  }

  take() {
    return this.#send(Command.UNDO_QUEUE, { change_id: this.offer.change_id });
  }

  #show(undo) {
    if (undo === this.offer) return;
    this.offer = undo;
    this.dispatchEvent(new CustomEvent("change"));
  }
}
