import { SeekPace } from "./seek-pace.js";

const LEAST_RATE_STEP = 0.002; // smaller changes of a nudge are not worth the order
const HURRY_MS = 2_500; // after a start or a seek a stronger nudge is forgiven
// After an order, until the player says that it goes on; then its own `settleMs` counts.
const UNSETTLED = 2.5;

/**
 * The orders given to one player, and when its word can be believed again.
 *
 * Kinds of getting under way: a "seek" while playing, a "start" of play after a seek, a "resume"
 * where it stood. Each has a lead, learned from where it landed.
 */
export class Helm {
  #player;
  #gate;
  #leads;
  #now;
  #pace = new SeekPace();
  #isFlushed = true;
  #believeAt = 0;
  #hurryUntil = -Infinity;
  #trial = null;
  #listening = new AbortController();

  constructor({ player, gate, leads, now }) {
    this.#player = player;
    this.#gate = gate;
    this.#leads = leads;
    this.#now = now;
    const { signal } = this.#listening;
    const settle = () => this.#distrust(player.settleMs);
    player.addEventListener("seeked", settle, { signal });
    player.addEventListener("playing", settle, { signal });
    // A start that had to wait for the network tells nothing about the player; a seek always waits.
    const onWaiting = () => (this.#trial = this.#trial === "seek" ? "seek" : null);
    player.addEventListener("waiting", onWaiting, { signal });
  }

  /** Whether `currentTime` is where the player is, rather than where it was sent. */
  get isBelievable() {
    const { seeking, readyState } = this.#player;
    return !seeking && readyState >= 3 && this.#now() >= this.#believeAt;
  }

  get isHurried() {
    return this.#now() < this.#hurryUntil;
  }

  /** Whether a seek that corrects is allowed; one that follows the room always is. */
  get canCorrect() {
    return this.#pace.allows(this.#now());
  }

  get startKind() {
    return this.#isFlushed ? "start" : "resume";
  }

  /** @returns {number} Seconds from an order of this kind until the player is under way. */
  lead(kind) {
    return this.#leads.of(kind);
  }

  /** @param {number} drift The first believable reading after an order, seconds. */
  learn(drift) {
    if (this.#trial) this.#leads.learn(this.#trial, drift);
    this.#trial = null;
  }

  play() {
    this.#trial = this.startKind;
    this.#isFlushed = false;
    this.#unsettle();
    this.#gate.play();
  }

  pause() {
    this.#player.pause();
  }

  /** Go where the room went. */
  follow(position) {
    this.#pace.restart(this.#now());
    this.#seek(position);
  }

  /** Go where the room is because the player lost it. */
  correct(position) {
    this.#pace.made(this.#now());
    this.#seek(position);
  }

  /** Coarse nudges keep the pitch; for fine ones that would cost a jump of the sound. */
  nudge(rate, keepsPitch) {
    this.#keepPitch(keepsPitch);
    const change = Math.abs(rate - this.#player.playbackRate);
    if (change >= LEAST_RATE_STEP) this.#player.playbackRate = rate;
  }

  /** Play at exactly the room's rate. */
  release(rate) {
    if (this.#player.playbackRate !== rate) this.#player.playbackRate = rate;
    this.#keepPitch(true);
  }

  destroy() {
    this.#listening.abort();
  }

  #seek(position) {
    const isPlaying = !this.#player.paused;
    this.#trial = isPlaying ? "seek" : null;
    this.#isFlushed ||= !isPlaying;
    this.#unsettle();
    this.#player.currentTime = position;
  }

  #keepPitch(keepsPitch) {
    if (this.#player.preservesPitch !== keepsPitch) this.#player.preservesPitch = keepsPitch;
  }

  #unsettle() {
    this.#hurryUntil = this.#now() + HURRY_MS;
    this.#distrust(this.#player.settleMs * UNSETTLED);
  }

  #distrust(ms) {
    this.#believeAt = this.#now() + ms;
  }
}
