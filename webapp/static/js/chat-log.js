// What a phone scrolls smoothly; older lines stay on the server.
const MAX_LINES = 500;

/**
 * The chat as this page shows it: what everybody said, then what one has just said oneself.
 *
 * A line of one's own stands at the end as "pending" until the server repeats it, or as "failed"
 * until it is sent again: it is never lost. Dispatches "change".
 */
export class ChatLog extends EventTarget {
  #messages = new Map();
  #drafts = [];
  #send;
  #me;
  #serial = 0;

  /**
   * @param {(text: string) => Promise<unknown>} send Rejects when the line was not taken.
   * @param {() => number | undefined} me One's own id, once it is known.
   */
  constructor({ send, me }) {
    super();
    this.#send = send;
    this.#me = me;
  }

  /** @returns {object[]} In order: `{key, state: "sent" | "pending" | "failed", …message}`. */
  get lines() {
    const sent = [...this.#messages.values()].sort(bySending);
    return [
      ...sent.map((message) => ({ ...message, key: message.id, state: "sent" })),
      ...this.#drafts,
    ];
  }

  /** @returns {boolean} Whether it was new. */
  receive(message) {
    if (this.#messages.has(message.id)) return false;
    this.#take(message);
    this.#changed();
    return true;
  }

  /** Take the history of a snapshot; what it lacks because it is older stays. */
  reset(messages) {
    for (const message of messages) if (!this.#messages.has(message.id)) this.#take(message);
    this.#changed();
  }

  /** @returns {Promise<boolean>} Whether the server took it. */
  async say(text) {
    const draft = { key: `draft-${++this.#serial}`, state: "pending", text, user_id: this.#me() };
    this.#drafts.push(draft);
    return this.#deliver(draft);
  }

  /** Send a failed line again. */
  async retry(key) {
    const draft = this.#drafts.find((line) => line.key === key && line.state === "failed");
    return draft ? this.#deliver(draft) : false;
  }

  async #deliver(draft) {
    draft.state = "pending";
    this.#changed();
    try {
      await this.#send(draft.text);
      return true;
    } catch {
      draft.state = "failed";
      this.#changed();
      return false;
    }
  }

  #take(message) {
    this.#messages.set(message.id, message);
    if (message.user_id === this.#me()) this.#settle(message.text);
    if (this.#messages.size > MAX_LINES) {
      const [oldest] = [...this.#messages.values()].sort(bySending);
      this.#messages.delete(oldest.id);
    }
  }

  // Its text is what tells it: a failed line whose message arrives had only lost its answer.
  #settle(text) {
    const at = this.#drafts.findIndex((line) => line.text === text);
    if (at >= 0) this.#drafts.splice(at, 1);
  }

  #changed() {
    this.dispatchEvent(new Event("change"));
  }
}

const bySending = (a, b) => a.sent_at_ms - b.sent_at_ms || (a.id < b.id ? -1 : 1);
