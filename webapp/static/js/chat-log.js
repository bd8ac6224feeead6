// What a phone scrolls smoothly; older lines stay on the server.
const MAX_LINES = 500;
// How far back an answered message is looked for: twenty pages are a long evening.
const MAX_PAGES_BACK = 20;

/**
 * The chat as this page shows it: what everybody said, then what one has just said oneself.
 *
 * A line of one's own stands at the end as "pending" until the server repeats it, or as "failed"
 * until it is sent again: it is never lost, and by its nonce never kept twice. Dispatches "change".
 */
export class ChatLog extends EventTarget {
  #messages = new Map();
  #drafts = [];
  #send;
  #history;
  #me;
  #hasOlder = false;
  #loading = null;
  #most = MAX_LINES;

  /**
   * @param {(message: {text: string, nonce: string}) => Promise<{message: object}>} send
   *   Rejects when the line was not taken.
   * @param {(before: number) => Promise<{messages: object[], has_more: boolean}>} history
   * @param {() => number | undefined} me One's own id, once it is known.
   */
  constructor({ send, history, me }) {
    super();
    this.#send = send;
    this.#history = history;
    this.#me = me;
  }

  /** @returns {object[]} In order: `{key, state: "sent" | "pending" | "failed", …message}`. */
  get lines() {
    const sent = [...this.#messages.values()].sort((a, b) => a.id - b.id);
    return [
      ...sent.map((message) => ({ ...message, key: message.id, state: "sent" })),
      ...this.#drafts,
    ];
  }

  get hasOlder() {
    return this.#hasOlder;
  }

  get isLoading() {
    return this.#loading !== null;
  }

  /** The newest message that the server has; 0 if there is none. */
  get newestId() {
    return Math.max(0, ...this.#messages.keys());
  }

  /** @returns {boolean} Whether it was new. */
  receive(message) {
    const isNew = !this.#messages.has(message.id);
    if (isNew) {
      this.#take(message);
      if (this.#messages.size > this.#most) this.#drop(this.#oldestId);
      this.#changed();
    }
    return isNew;
  }

  /** Take the text of a message away, wherever it is repeated. */
  erase(id) {
    this.#erase((line) => line.id === id);
  }

  /** Take away all that a person has said. */
  eraseOf(userId) {
    this.#erase((line) => line.user_id === userId);
  }

  #erase(isMeant) {
    for (const [key, message] of this.#messages) this.#messages.set(key, erased(message, isMeant));
    this.#drafts = this.#drafts.map((draft) => withoutQuote(draft, isMeant));
    this.#changed();
  }

  /** Take the newest page of a snapshot. What is older stays, unless there may be a hole between. */
  reset({ messages, has_more }) {
    const isAdjacent = messages.some(({ id }) => this.#messages.has(id));
    const first = messages[0]?.id ?? 0;
    const isFirst = this.#messages.size === 0;
    if (!isAdjacent) {
      for (const id of this.#messages.keys()) if (id < first) this.#messages.delete(id);
    }
    if (!isAdjacent || isFirst) this.#hasOlder = has_more;
    for (const message of messages) this.#take(message);
    this.#changed();
  }

  /** @returns {Promise<boolean>} Whether there was something. */
  loadOlder() {
    if (!this.#hasOlder) return Promise.resolve(false);
    this.#loading ??= this.#load().finally(() => {
      this.#loading = null;
      this.#changed();
    });
    return this.#loading;
  }

  /** Load what leads back to a message. @returns {Promise<boolean>} Whether it is there now. */
  async reach(id) {
    for (let pages = 0; pages < MAX_PAGES_BACK && id < this.#oldestId; pages += 1) {
      if (!(await this.loadOlder())) break;
    }
    return this.#messages.has(id);
  }

  /** Be as short again as before the history was read. */
  forgetOlder() {
    this.#most = MAX_LINES;
    if (this.#messages.size <= MAX_LINES) return;
    const ids = [...this.#messages.keys()].sort((a, b) => a - b);
    for (const id of ids.slice(0, -MAX_LINES)) this.#drop(id);
    this.#changed();
  }

  /**
   * @param {{text: string, mentions?: object[], reply?: object}} said `reply` as messages have it.
   * @returns {Promise<boolean>} Whether the server took it.
   */
  async say({ text, mentions = [], reply = null }) {
    const nonce = createNonce();
    const said = { text, mentions, reply, user_id: this.#me() };
    this.#drafts.push({ ...said, key: nonce, nonce, state: "pending" });
    return this.#deliver(nonce);
  }

  /** Send a failed line again. */
  async retry(key) {
    return this.#draft(key)?.state === "failed" ? this.#deliver(key) : false;
  }

  /** Give up a line that was not sent. */
  discard(key) {
    this.#drafts = this.#drafts.filter((draft) => draft.key !== key);
    this.#changed();
  }

  get #oldestId() {
    return Math.min(...this.#messages.keys());
  }

  #draft(key) {
    return this.#drafts.find((draft) => draft.key === key);
  }

  async #deliver(key) {
    const { text, mentions, reply, nonce } = this.#draft(key);
    this.#mark(key, "pending");
    try {
      const answer = await this.#send({ text, mentions, nonce, reply_to: reply?.id ?? null });
      if (answer?.message) this.receive(answer.message);
      return true;
    } catch {
      this.#mark(key, "failed");
      return false;
    }
  }

  #mark(key, state) {
    this.#drafts = this.#drafts.map((draft) => (draft.key === key ? { ...draft, state } : draft));
    this.#changed();
  }

  async #load() {
    try {
      const { messages, has_more } = await this.#history(this.#oldestId);
      this.#most += messages.length;
      for (const message of messages) this.#take(message);
      this.#hasOlder = has_more;
      return messages.length > 0;
    } catch {
      return false; // whoever scrolls on asks again
    }
  }

  #take(message) {
    this.#messages.set(message.id, message);
    if (message.user_id !== this.#me() || !message.nonce) return;
    this.#drafts = this.#drafts.filter((draft) => draft.nonce !== message.nonce);
  }

  #drop(id) {
    this.#messages.delete(id);
    this.#hasOlder = true;
  }

  #changed() {
    this.dispatchEvent(new Event("change"));
  }
}

function erased(line, isMeant) {
  if (isMeant(line)) return { ...line, text: "", mentions: [], reply: null, is_deleted: true };
  return withoutQuote(line, isMeant);
}

function withoutQuote(line, isMeant) {
  if (!line.reply || !isMeant(line.reply)) return line;
  return { ...line, reply: { ...line.reply, text: "", is_deleted: true } };
}

// Not randomUUID: pages that are served without TLS do not have it.
function createNonce() {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
