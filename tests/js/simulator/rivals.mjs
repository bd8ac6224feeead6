/**
 * Correctors of other programs for watching together: their published rules and constants, over the
 * same players, lines and rooms. The room is the server's in all of them, as it is in ours.
 */

import { positionAt } from "../../../webapp/static/js/timeline.js";

const noop = () => {};

/** What they have in common: they play and pause when they hear of it, and go where it says. */
class Rival {
  static tickMs = 250;
  static tellsEveryMs = 0;
  static leadOf = () => 0;
  #timer;
  #isDestroyed = false;

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
    if (this.#isDestroyed) return;
    this.#timer = this.page.setTimeout(() => this.#turn(), this.constructor.tickMs);
    if (this.isWatching && !this.player.seeking) this.correct();
    else if (this.playback && !this.playback.paused && this.player.paused) this.land();
  }

  correct() {}

  destroy() {
    this.#isDestroyed = true;
    this.page.clearTimeout(this.#timer);
  }
}

/** Every rival that says where it is by frames of the server, and corrects when one comes. */
class ToldRival extends Rival {
  told({ position, paused, rate }) {
    if (position === undefined || !this.playback || this.player.readyState < 1) return;
    this.playback = { ...this.playback, position, paused, rate };
    this.heardAt = this.now();
    if (this.isWatching && !this.player.seeking) this.compare();
  }

  compare() {}
}

/** Anchored at receipt; looks each 250 ms and seeks when it is off by more than a second. */
class OpenTogetherTube extends Rival {
  correct() {
    if (Math.abs(this.player.currentTime - this.target) > 1) this.player.currentTime = this.target;
  }
}

/** Told every 5 s; behind by 2 s it seeks there, ahead by 2 s to a second later. */
class CyTube extends ToldRival {
  static tellsEveryMs = 5_000;

  compare() {
    const drift = this.player.currentTime - this.target;
    if (drift < -2) this.player.currentTime = this.target;
    else if (drift > 2) this.player.currentTime = this.target + 1;
  }
}

/** Told every second, half the mean round trip added: 0.95 above 1.5 s until 0.1; far off, seeks. */
class Syncplay extends ToldRival {
  static tellsEveryMs = 1_000;
  #average = null;
  #isSlowed = false;
  #behindSince = Infinity;

  constructor(parts) {
    super(parts);
    this.#ping();
  }

  async #ping() {
    const sent = this.now();
    try {
      await this.connection.clockEcho(null);
      const trip = this.now() - sent;
      this.#average = this.#average === null ? trip : this.#average * 0.85 + trip * 0.15;
    } catch {
      // asked again
    }
    this.page.setTimeout(() => this.#ping(), 1_000);
  }

  get target() {
    const forward = this.playback.paused ? 0 : (this.#average ?? 0) / 2000;
    return super.target + forward * this.playback.rate;
  }

  compare() {
    const { player, playback, target } = this;
    const ahead = player.currentTime - target;
    this.#behindSince = ahead < -1.75 ? Math.min(this.#behindSince, this.now()) : Infinity;
    const isLongBehind = ahead < -5 && this.now() - this.#behindSince > 1_750;
    if (ahead > 4) player.currentTime = target;
    else if (isLongBehind) player.currentTime = target + 0.25;
    else if (ahead > 1.5 && !this.#isSlowed) this.#slow(true, playback.rate * 0.95);
    else if (ahead < 0.1 && this.#isSlowed) this.#slow(false, playback.rate);
  }

  #slow(isSlowed, rate) {
    this.#isSlowed = isSlowed;
    this.player.playbackRate = rate;
  }
}

/** The offset of the quickest of the last echoes, asked for in a given rhythm. */
class QuickestEcho {
  #samples = [];

  constructor({ connection, page, window = 8, rhythm }) {
    const ask = async (turn) => {
      const sent = page.performance.now();
      try {
        const { received_ms, replied_ms } = await connection.clockEcho(null);
        const now = page.performance.now();
        const offset = (received_ms - sent + (replied_ms - now)) / 2;
        this.#samples = [...this.#samples.slice(1 - window), { offset, trip: now - sent }];
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
class ClockedRival extends Rival {
  #timer = 0;

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

/** Eight echoes, the quickest; starts twice the slowest ping ahead; looks each 1.5 s. */
class Jellyfin extends ClockedRival {
  static tickMs = 1_500;
  static leadOf = (slowestMs) => Math.max(2 * slowestMs, 500);

  constructor(parts) {
    super(parts);
    const rhythm = (turn) => (turn < 3 ? 1_000 : 60_000);
    this.clock = new QuickestEcho({ ...parts, rhythm });
  }
}

/** Skips when it is off by 0.4 s or more. */
class JellyfinSkip extends Jellyfin {
  correct() {
    const { player, target } = this;
    if (Math.abs(player.currentTime - target) >= 0.4) player.currentTime = target;
  }
}

/** For a second plays as much faster or slower as makes up for it; skips beyond three seconds. */
class JellyfinSpeed extends Jellyfin {
  correct() {
    const drift = this.player.currentTime - this.target;
    const { rate } = this.playback;
    if (Math.abs(drift) >= 3) this.player.currentTime = this.target;
    else if (Math.abs(drift) >= 0.06) {
      this.player.playbackRate = rate * Math.max(0.2, 1 - drift);
      this.page.setTimeout(() => (this.player.playbackRate = rate), 1_000);
    }
  }
}

/** Median of three; 4 % above 0.35 s until 0.15; seeks with a lead of 0.25 above 2 s. */
class Plezy extends ClockedRival {
  static tickMs = 500;
  static leadOf = (slowestMs) => Math.max(750, Math.min(2_000, 1.5 * slowestMs));
  #drifts = [];
  #isNudging = false;
  #soughtAt = -Infinity;

  constructor(parts) {
    super(parts);
    const rhythm = (turn) => (turn < 3 ? 500 : 5_000);
    this.clock = new QuickestEcho({ ...parts, rhythm });
  }

  correct() {
    if (this.now() - this.#soughtAt < 1_500) return;
    this.#drifts = [...this.#drifts.slice(-2), this.player.currentTime - this.target];
    const drift = this.#drifts.toSorted((a, b) => a - b)[this.#drifts.length >> 1];
    const { rate } = this.playback;
    if (Math.abs(drift) > 2) this.#seek();
    else if (Math.abs(drift) > (this.#isNudging ? 0.15 : 0.35)) {
      this.#isNudging = true;
      this.player.playbackRate = rate * (1 - Math.sign(drift) * 0.04);
    } else if (this.#isNudging) {
      this.#isNudging = false;
      this.player.playbackRate = rate;
    }
  }

  #seek() {
    if (this.now() - this.#soughtAt < 2_000) return;
    this.#soughtAt = this.now();
    this.#drifts = [];
    this.player.currentTime = this.target + 0.25;
  }
}

const keeps = (Kind) => (parts) => new Kind(parts);
const options = (Kind) => ({
  keep: keeps(Kind),
  leadOf: Kind.leadOf,
  tellsEveryMs: Kind.tellsEveryMs,
});

/** By name, how to `live` by their rules. */
export const RIVALS = {
  "OpenTogetherTube: seek above 1 s": options(OpenTogetherTube),
  "CyTube: seek above 2 s": options(CyTube),
  "Syncplay: 0.95 above 1.5 s": options(Syncplay),
  "Jellyfin: skip above 0.4 s": options(JellyfinSkip),
  "Jellyfin: speed above 0.06 s": options(JellyfinSpeed),
  "Plezy: 4 % above 0.35 s": options(Plezy),
};
