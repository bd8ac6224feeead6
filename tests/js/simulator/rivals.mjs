/**
 * Other programs for watching together: their published rules and constants, over the same players,
 * lines and rooms. The room is the server's, as it is in ours, but where its slowest viewer is it.
 */

import { ClockedRival, QuickestEcho, Rival, ToldRival, noop, stallsAfter } from "./rival.mjs";

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

/**
 * Says every second where it is, and is told where the slowest is, half the mean round trip added:
 * 0.95 above 1.5 s until 0.1; far off, seeks.
 */
class Syncplay extends ToldRival {
  static tellsEveryMs = 1_000;
  #average = null;
  #isSlowed = false;
  #behindSince = Infinity;

  constructor(parts) {
    super(parts);
    this.#ping();
    this.page.setInterval(() => this.#report(), 1_000);
  }

  #report() {
    const { player, viewer } = this;
    if (!this.playback || this.isDestroyed || player.readyState < 1 || player.seeking) return;
    const age = player.paused ? 0 : (this.#average ?? 0) / 2000;
    const position = player.currentTime + age * this.playback.rate;
    const { version } = viewer.room;
    this.connection.request("report_position", { position, version }).catch(noop);
  }

  async #ping() {
    if (this.isDestroyed) return;
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

/** Eight echoes, the quickest; starts twice the slowest ping ahead; looks each 1.5 s. */
class Jellyfin extends ClockedRival {
  static tickMs = 1_500;
  static leadOf = (slowestMs) => Math.max(2 * slowestMs, 500);

  constructor(parts) {
    super(parts);
    const rhythm = (turn) => (turn < 3 ? 1_000 : 60_000);
    this.keepTime(QuickestEcho.of({ ...parts, rhythm }));
  }
}

/** With its corrections on, which they are not at first, and speed off: skips from 0.4 s. */
class JellyfinSkip extends Jellyfin {
  correct() {
    const { player, target } = this;
    if (Math.abs(player.currentTime - target) >= 0.4) player.currentTime = target;
  }
}

/**
 * With its corrections on: for a second plays as much faster or slower as makes up for it, longer
 * where a fifth of the speed is not slow enough; skips beyond three seconds, and where it has no rate.
 */
class JellyfinSpeed extends JellyfinSkip {
  correct() {
    const drift = this.player.currentTime - this.target;
    const { rate } = this.playback;
    const isRated = this.player.capabilities.rates !== null;
    if (!isRated || Math.abs(drift) >= 3) return super.correct();
    if (Math.abs(drift) < 0.06) return undefined;
    const speed = Math.max(0.2, 1 - drift);
    this.player.playbackRate = rate * speed;
    const makesUpMs = (drift / (1 - speed)) * 1_000;
    return void this.page.setTimeout(() => (this.player.playbackRate = rate), makesUpMs);
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
    this.keepTime(QuickestEcho.of({ ...parts, rhythm }));
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

const options = (Kind, tellStalls = noop) => ({
  keep: (parts) => new Kind(parts),
  leadOf: Kind.leadOf,
  tellsEveryMs: Kind.tellsEveryMs,
  tellStalls,
});

/** By name, how to `live` by their rules. */
export const RIVALS = {
  "OpenTogetherTube: seek above 1 s": options(OpenTogetherTube),
  "CyTube: seek above 2 s": options(CyTube),
  "Syncplay: 0.95 above 1.5 s": options(Syncplay),
  "Jellyfin: skip above 0.4 s": options(JellyfinSkip, stallsAfter(3_000, 0)),
  "Jellyfin: speed above 0.06 s": options(JellyfinSpeed, stallsAfter(3_000, 0)),
  "Plezy: 4 % above 0.35 s": options(Plezy, stallsAfter(500, 400)),
};
