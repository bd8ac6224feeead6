import { positionAt } from "../../../webapp/static/js/timeline.js";

const LOOK_EVERY_MS = 100;

export const noop = () => {};

/** What they have in common: they play and pause when they hear of it, and go where it says. */
export class Rival {
  static tickMs = 250;
  static tellsEveryMs = 0;
  static leadOf = () => 0;
  #timer;
  isDestroyed = false;

  constructor({ player, page, connection, viewer }) {
    Object.assign(this, { player, page, connection, viewer });
    this.#turn();
    player.addEventListener("durationchange", () => this.playback && this.land());
  }

  now() {
    return this.page.performance.now();
  }

  follow(playback) {
    this.playback = this.asTold(playback);
    this.heardAt = this.now();
    if (this.player.readyState < 1) return;
    this.land();
  }

  /** Where the room was when the server said it; how long ago that was, nobody can tell here. */
  asTold(playback) {
    const { server, traits } = this.viewer;
    return { ...playback, position: positionAt(playback, server.now - traits.line.down.delay) };
  }

  /** Seconds into the media, as this program reckons; anchored to when it heard of it. */
  get target() {
    const { position, paused, rate } = this.playback;
    return paused ? position : position + ((this.now() - this.heardAt) / 1000) * rate;
  }

  land() {
    const { player, playback } = this;
    if (player.playbackRate !== playback.rate) player.playbackRate = playback.rate;
    if (Math.abs(player.currentTime - this.target) > 0.05) player.currentTime = this.target;
    if (playback.paused) player.pause();
    else if (player.paused) player.play().catch(noop);
  }

  get isWatching() {
    const { player } = this;
    return this.playback && !this.playback.paused && !player.paused && player.readyState >= 3;
  }

  #turn() {
    if (this.isDestroyed) return;
    this.#timer = this.page.setTimeout(() => this.#turn(), this.constructor.tickMs);
    if (this.isWatching && !this.player.seeking) this.correct();
    else if (this.playback && !this.playback.paused && this.player.paused) this.land();
  }

  correct() {}

  destroy() {
    this.isDestroyed = true;
    this.page.clearTimeout(this.#timer);
  }
}

/** Every rival that says where it is by frames of the server, and corrects when one comes. */
export class ToldRival extends Rival {
  told({ position, paused, rate }) {
    if (position === undefined || !this.playback || this.player.readyState < 1) return;
    this.playback = { ...this.playback, position, paused, rate };
    this.heardAt = this.now();
    if (this.isWatching && !this.player.seeking) this.compare();
  }

  compare() {}
}

/** The offset of the quickest of the last echoes, asked for in a given rhythm; one for a page. */
export class QuickestEcho extends EventTarget {
  static #ofViewers = new WeakMap();
  #samples = [];

  /** @returns {QuickestEcho} The viewer's; dispatches "ready" with the first answer. */
  static of({ viewer, ...parts }) {
    const echoes = QuickestEcho.#ofViewers.get(viewer) ?? new QuickestEcho(parts);
    QuickestEcho.#ofViewers.set(viewer, echoes);
    return echoes;
  }

  constructor({ connection, page, window = 8, rhythm }) {
    super();
    const ask = async (turn) => {
      const sent = page.performance.now();
      try {
        const { received_ms, replied_ms } = await connection.clockEcho(null);
        const now = page.performance.now();
        const offset = (received_ms - sent + (replied_ms - now)) / 2;
        const isFirst = !this.isReady;
        this.#samples = [...this.#samples.slice(1 - window), { offset, trip: now - sent }];
        if (isFirst) this.dispatchEvent(new Event("ready"));
      } catch {
        // asked again
      }
      page.setTimeout(() => ask(turn + 1), rhythm(turn));
    };
    ask(0);
  }

  get isReady() {
    return this.#samples.length > 0;
  }

  get offset() {
    return this.#samples.reduce((best, each) => (each.trip < best.trip ? each : best)).offset;
  }
}

/** Rivals that know the server's clock, and start when it says so. */
export class ClockedRival extends Rival {
  #timer = 0;

  /** @param {QuickestEcho} clock */
  keepTime(clock) {
    this.clock = clock;
    clock.addEventListener("ready", () => this.playback && !this.isDestroyed && this.land());
  }

  asTold(playback) {
    return playback;
  }

  get target() {
    const { position, paused, rate, updated_at_ms } = this.playback;
    if (paused || !this.clock.isReady) return position;
    const elapsed = Math.max(0, this.now() + this.clock.offset - updated_at_ms);
    return position + (elapsed / 1000) * rate;
  }

  land() {
    if (!this.clock.isReady) return;
    this.page.clearTimeout(this.#timer);
    const until = this.playback.updated_at_ms - (this.now() + this.clock.offset);
    if (this.playback.paused || until <= 0) return void super.land();
    const { player, target } = this;
    player.pause();
    if (Math.abs(player.currentTime - target) > 0.05) player.currentTime = target;
    this.#timer = this.page.setTimeout(() => this.player.play().catch(noop), until);
  }

  destroy() {
    super.destroy();
    this.page.clearTimeout(this.#timer);
  }
}

/**
 * Tells that a page cannot go on, after a grace, and that it can again, after a while as well.
 *
 * @param {number} graceMs
 * @param {number} recoveryMs
 */
export const stallsAfter = (graceMs, recoveryMs) => (viewer) => {
  const { page, connection } = viewer;
  let told = null; // the item that it cannot go on with
  let since = null;
  page.setInterval(() => {
    const item = viewer.room?.current.id ?? null;
    if (told !== item) told = null;
    const { video } = viewer;
    if (!video?.hasPlayed) return;
    const isAsked = told !== null || !video.paused;
    const isStuck = isAsked && (video.seeking || video.readyState < 3);
    const isNews = isStuck === (told === null);
    since = isNews ? (since ?? page.performance.now()) : null;
    if (since === null || page.performance.now() - since < (isStuck ? graceMs : recoveryMs)) return;
    connection.request("report_stall", { item_id: item, is_stalled: isStuck }).catch(noop);
    told = isStuck ? item : null;
    since = null;
  }, LOOK_EVERY_MS);
};
