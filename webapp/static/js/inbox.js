/**
 * What a person was told, on this page: how much is unread, and the list as far as it is known.
 *
 * Dispatches "change", and "arrival" with what has just been told as its detail.
 */
export class Inbox extends EventTarget {
  #http;
  #wallClock;
  #skewMs = 0;
  #newestId = null;
  #hasMore = true;
  items = [];
  unread = 0;

  constructor({ http, wallClock = Date.now }) {
    super();
    this.#http = http;
    this.#wallClock = wallClock;
  }

  get hasMore() {
    return this.#hasMore;
  }

  /** By the server's clock: a device's own may be hours off. */
  get nowMs() {
    return this.#wallClock() + this.#skewMs;
  }

  /** A page with a socket is told how much is unread, and of what is new. */
  count(unread) {
    this.#set({ unread });
  }

  receive(notification) {
    if (notification.id <= this.#newestId) return;
    this.#newestId = notification.id;
    this.#set({ items: [notification, ...this.items], unread: this.unread + 1 });
    this.#announce(notification);
  }

  /** They were seen on another device. */
  seen({ up_to: upTo, unread }) {
    const items = this.items.map((item) => (item.id <= upTo ? { ...item, is_read: true } : item));
    this.#set({ items, unread });
  }

  /** Ask for the newest; whatever came since the last time is announced. Rejects if it fails. */
  async refresh() {
    const page = await this.#http.get("/api/notifications");
    this.#skewMs = page.now_ms - this.#wallClock();
    const { notifications: items } = page;
    const known = this.#newestId;
    this.#newestId = Math.max(known ?? 0, items[0]?.id ?? 0);
    this.#hasMore = page.has_more;
    this.#set({ items, unread: page.unread });
    if (known === null) return;
    const arrived = items.filter((item) => item.id > known && !item.is_read);
    for (const item of arrived.reverse()) this.#announce(item);
  }

  /** Ask for those before the oldest that is known. Rejects if it fails. */
  async more() {
    const page = await this.#http.get(`/api/notifications?before=${this.items.at(-1).id}`);
    this.#hasMore = page.has_more;
    this.#set({ items: [...this.items, ...page.notifications], unread: page.unread });
  }

  /** The person looks at the list: nothing of it is new any more, on any device. */
  async markSeen() {
    const upTo = this.items[0]?.id;
    if (!upTo || this.items.every((item) => item.is_read)) return;
    const { unread } = await this.#http.post("/api/notifications/read", { up_to: upTo });
    this.seen({ up_to: upTo, unread });
  }

  #set(facts) {
    Object.assign(this, facts);
    this.dispatchEvent(new Event("change"));
  }

  #announce(notification) {
    this.dispatchEvent(new CustomEvent("arrival", { detail: notification }));
  }
}
