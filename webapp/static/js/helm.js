import { Obedience } from "./obedience.js";
import { SeekPace } from "./seek-pace.js";

const LEAST_RATE_STEP = 0.002; // smaller changes of a nudge are not worth the order
const HURRY_MS = 2_000; // after a start a stronger nudge is forgiven
// After an order, until the player says that it goes on; then its own `settleMs` counts.
const UNSETTLED = 2.5;

/**
 * The orders given to one player, and when its word can be believed again.
 *
 * Kinds of getting under way: a player that has loaded nothing yet is to "begin", the "first" time
 * it plays it has more to do than ever after, after a seek it is to "start", where it stood to
 * "resume". Each has a lead, learned from how it came out; and so has a "seek".
 */
export class Helm {
  #player;
  #gate;
  #leads;
  #now;
  #tally;
  #pace = new SeekPace();
  #obedience = new Obedience();
  #isFlushed = true;
  #isFresh = true;
  #believeAt = 0;
  #startedAt = -Infinity;
  #trial = null;
  #roomRate = 1;
  #soughtAt = null;
  #listening = new AbortController();

  constructor({ player, gate, leads, now, tally }) {
    this.#player = player;
    this.#gate = gate;
    this.#leads = leads;
    this.#now = now;
    this.#tally = tally;
    const { signal } = this.#listening;
    player.addEventListener("seeked", () => this.#onSeeked(), { signal });
    player.addEventListener("playing", () => this.#onPlaying(), { signal });
    // A start that had to wait for the network tells nothing about the player.
    player.addEventListener("waiting", () => (this.#trial = null), { signal });
  }

  /** Whether `currentTime` is where the player is, rather than where it was sent. */
  get isBelievable() {
    const { seeking, readyState } = this.#player;
    return !seeking && readyState >= 3 && this.#now() >= this.#believeAt;
  }

  get isHurried() {
    return this.#now() - this.#startedAt < HURRY_MS;
  }

  /** Whether it may be stopped or sent elsewhere to correct it; for the room it always may. */
  get canCorrect() {
    return this.#pace.allows(this.#now());
  }

  /** @returns {"fine" | number[] | null} What the player can be nudged by, as far as it obeys. */
  get rates() {
    return this.#obedience.isTrusted ? this.#player.capabilities.rates : null;
  }

  /** @returns {number} Seconds of drift not worth a change of rate. */
  get deadBand() {
    return this.#player.capabilities.dead_band;
  }

  get startKind() {
    if (this.#player.readyState < 2) return "begin";
    return this.#isFresh || this.#isFlushed ? this.kindAfterSeek : "resume";
  }

  get kindAfterSeek() {
    return this.#isFresh ? "first" : "start";
  }

  /** @returns {number} Seconds from an order of this kind until the player has done it. */
  lead(kind) {
    return this.#leads.of(kind);
  }

  /** Whether it has been seen what a seek costs here. */
  get knowsSeek() {
    return this.#leads.knows("seek");
  }

  /** @param {number} drift A believable reading, seconds, by which the player may be judged. */
  learn(drift, roomRate) {
    const { playbackRate } = this.#player;
    this.#roomRate = roomRate;
    const trial = playbackRate === roomRate && this.#trial;
    if (trial) this.#leads.learn(trial.kind, drift + trial.late);
    this.#trial = null;
    this.#obedience.watch(playbackRate / roomRate - 1, drift, this.#now());
  }

  /** @param {number} [late] Seconds after its room it will start by intent, if it can be judged. */
  play(late = NaN) {
    this.#trial = Number.isFinite(late) ? { kind: this.startKind, late } : null;
    this.#isFlushed = false;
    this.#startedAt = this.#now();
    this.#unsettle();
    this.#gate.play();
  }

  pause() {
    this.#player.pause();
  }

  /** Be quick about what comes now; what was read before it is of another target. */
  hurry() {
    this.#startedAt = this.#now();
    this.#trial = null;
    this.#obedience.interrupt();
  }

  /** What comes now is the room's wish: corrections that went before no longer count. */
  obeyRoom() {
    this.#pace.restart(this.#now());
  }

  noteCorrection() {
    this.#tally.count("seeks");
    this.#pace.made(this.#now());
  }

  noteLanding() {
    this.#tally.count("landings");
  }

  seek(position) {
    this.#trial = null;
    this.#isFlushed = true;
    this.#unsettle();
    // What has to be fetched first tells nothing of what a seek costs.
    this.#soughtAt = this.#player.readyState >= 3 ? this.#now() : null;
    this.#player.currentTime = position;
  }

  /** Coarse nudges keep the pitch; for fine ones that would cost a jump of the sound. */
  nudge(rate, keepsPitch) {
    // Right after a start it is part of the start.
    if (!this.isHurried) this.#tally.nudge(rate / this.#roomRate - 1);
    this.#keepPitch(keepsPitch);
    const change = Math.abs(rate - this.#player.playbackRate);
    if (change >= LEAST_RATE_STEP) this.#player.playbackRate = rate;
  }

  /** Play at exactly the room's rate. */
  release(rate) {
    this.#tally.nudge(0);
    if (this.#player.playbackRate !== rate) this.#player.playbackRate = rate;
    this.#keepPitch(true);
  }

  destroy() {
    this.#listening.abort();
  }

  #onPlaying() {
    this.#isFresh = false;
    this.#distrust(this.#player.settleMs);
  }

  #onSeeked() {
    const { seeking, readyState } = this.#player;
    if (this.#soughtAt !== null && !seeking && readyState >= 3) {
      this.#leads.learnSeek((this.#now() - this.#soughtAt) / 1000);
    }
    this.#soughtAt = null;
    this.#distrust(this.#player.settleMs);
  }

  #keepPitch(keepsPitch) {
    if (this.#player.preservesPitch !== keepsPitch) this.#player.preservesPitch = keepsPitch;
  }

  #unsettle() {
    this.#distrust(this.#player.settleMs * UNSETTLED);
  }

  #distrust(ms) {
    this.#believeAt = this.#now() + ms;
    this.#obedience.interrupt();
  }
}
