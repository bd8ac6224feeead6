import { positionAt } from "./timeline.js";

const CHECKED_EVERY_MS = 1_000;
const TOLERATED = 2; // seconds

/**
 * The old way, in place of sync.js: play and pause on hearing of it, and seek when more than two
 * seconds off. It is lent our clock, which most of those who do so do not have.
 */
export class Sync extends EventTarget {
  #player;
  #clock;
  #playback = null;
  #timer;
  drift = null;
  isBuffering = false;
  isDetached = false;
  soundBlocked = false;

  constructor({ player, clock }) {
    super();
    this.#player = player;
    this.#clock = clock;
    player.addEventListener("durationchange", () => this.#go());
    this.#timer = setInterval(() => this.#check(), CHECKED_EVERY_MS);
  }

  follow(playback) {
    this.#playback = playback;
    this.#go();
  }

  enableSound() {
    this.#go();
  }

  resync() {
    this.#go();
  }

  destroy() {
    clearInterval(this.#timer);
  }

  #go() {
    const player = this.#player;
    if (!this.#playback || player.readyState < 1) return;
    const target = positionAt(this.#playback, this.#clock.now());
    if (Math.abs(player.currentTime - target) > 0.1) player.currentTime = target;
    player.playbackRate = this.#playback.rate;
    if (this.#playback.paused) player.pause();
    else if (player.paused) player.play().catch(() => {});
  }

  #check() {
    if (!this.#playback || this.#playback.paused || this.#player.seeking) return;
    const target = positionAt(this.#playback, this.#clock.now());
    const isFar = Math.abs(this.#player.currentTime - target) > TOLERATED;
    if (isFar || this.#player.paused) this.#go();
  }
}
