/**
 * How far one has read: a line of somebody else is unread until one has seen the end of the chat.
 *
 * Dispatches "change".
 */
export class Reading extends EventTarget {
  #isOpen = true;
  #isAtEnd = true;
  #unread = 0;
  #mark = null;
  #isCalled = false;

  get unread() {
    return this.#unread;
  }

  /** The id of the first line that was unread; it stays while it is being read. */
  get mark() {
    return this.#mark;
  }

  /** Whether one of the unread lines is for oneself. */
  get isCalled() {
    return this.#isCalled;
  }

  get isOpen() {
    return this.#isOpen;
  }

  setOpen(isOpen) {
    this.#isOpen = isOpen;
    this.#see();
  }

  setAtEnd(isAtEnd) {
    this.#isAtEnd = isAtEnd;
    this.#see();
  }

  /** @param {{id: number}} message One that has just come from somebody else. */
  receive(message, isForMe = false) {
    if (this.#isOpen && this.#isAtEnd) return;
    if (this.#unread === 0) this.#mark = message.id;
    this.#unread += 1;
    this.#isCalled ||= isForMe;
    this.#changed();
  }

  /** Whoever answers has read. */
  settle() {
    this.#mark = null;
    this.#unread = 0;
    this.#isCalled = false;
    this.#changed();
  }

  #see() {
    if (!this.#isOpen || !this.#isAtEnd || this.#unread === 0) return this.#changed();
    this.#unread = 0;
    this.#isCalled = false;
    this.#changed();
  }

  #changed() {
    this.dispatchEvent(new Event("change"));
  }
}

/** @returns {boolean} Whether a message calls a person, or answers them. */
export function isFor(userId, { user_id, mentions = [], reply }) {
  if (userId === undefined || user_id === userId) return false;
  return reply?.user_id === userId || mentions.some((mention) => mention.user_id === userId);
}
