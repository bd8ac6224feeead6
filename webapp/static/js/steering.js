import { Helm } from "./helm.js";
import { SEEK_FROM, correction, isScheduled, positionAt } from "./timeline.js";

// Seconds. A room that moved by less is followed by rate; a seek would cost more than it mends.
const LAND_WITHIN = 0.1;
const PAUSED_WITHIN = 0.05; // nobody sees a frame or two, and few players are exact to less
const MOVED_FROM = 0.05; // two snapshots of one motion differ by rounding only
const END_WITHIN = 0.3; // containers promise a little more than they hold
const STRAYED_FROM = 0.5; // a paused player is somewhere else, not merely inexact

// Milliseconds. Farther off than this the clock may yet be corrected, and the page may sleep.
const ARMED_WITHIN = 2_000;

/**
 * One player, brought to the room's motion and kept there.
 *
 * It **lands** when the room moved (another item, an explicit seek or start, a late join): then a
 * seek is right. Otherwise it **corrects**, and the law of `correction` holds. Knows nothing of
 * gestures, pages or people.
 */
export class Steering {
  #player;
  #clock;
  #time;
  #gate;
  #helm;
  #playback = null;
  #hasMoved = false;
  #last = { action: "hold" };
  #timer = 0;
  #listening = new AbortController();

  /**
   * @param {object} parts
   * @param {import("./players/player.js").Player} parts.player
   * @param {import("./clock.js").ServerClock} parts.clock
   * @param {{now: () => number, setTimeout: Function, clearTimeout: Function}} parts.time Local.
   * @param {{isOpen: boolean, play: () => void}} parts.gate Lets it play if the browser does.
   * @param {import("./leads.js").Leads} parts.leads
   */
  constructor({ player, clock, time, gate, leads }) {
    this.#player = player;
    this.#clock = clock;
    this.#time = time;
    this.#gate = gate;
    this.#helm = new Helm({ player, gate, leads, now: time.now });
    const { signal } = this.#listening;
    player.addEventListener("durationchange", () => this.steer(), { signal });
  }

  /** Whether the room plays now; a start scheduled for later has not begun. */
  get isRunning() {
    const playback = this.#playback;
    return Boolean(playback && !playback.paused && !isScheduled(playback, this.#clock.now()));
  }

  follow(playback) {
    this.#hasMoved ||= this.#isElsewhere(playback);
    this.#playback = playback;
    this.#time.clearTimeout(this.#timer);
    this.#timer = 0;
  }

  /** Land at the next opportunity, though the room did not move. */
  land() {
    this.#hasMoved = true;
  }

  /**
   * Do what is to be done now; called some ten times a second.
   *
   * @returns {number | null} Drift in seconds, positive if the player is ahead; null if it does not
   *   play or cannot be believed.
   */
  steer() {
    const player = this.#player;
    if (!this.#playback || !this.#clock.isReady) return null;
    if (player.readyState < 1) {
      // Some browsers load nothing before they are told to play.
      if (this.isRunning) this.#start();
      return null;
    }
    if (this.isRunning && !this.#isOver() && !player.capabilities.is_live)
      return this.#hasMoved || player.paused ? this.#land() : this.#correct();
    if (player.capabilities.is_live) this.#stayLive();
    else if (this.#playback.paused) this.#hold();
    else if (this.isRunning) this.#finish();
    else this.#wait();
    return null;
  }

  destroy() {
    this.#time.clearTimeout(this.#timer);
    this.#listening.abort();
    this.#helm.destroy();
  }

  #isElsewhere(playback) {
    const was = this.#playback;
    if (!was || was.paused !== playback.paused || !this.#clock.isReady) return true;
    const now = this.#clock.now();
    return Math.abs(positionAt(was, now) - positionAt(playback, now)) > MOVED_FROM;
  }

  /** @param {number} lead Seconds from now. */
  #target(lead = 0) {
    const position = positionAt(this.#playback, this.#clock.now() + lead * 1000);
    const { duration } = this.#player;
    return Number.isFinite(duration) ? Math.min(position, duration) : position;
  }

  #start() {
    if (this.#player.paused && this.#gate.isOpen) this.#helm.play();
  }

  #hold() {
    const player = this.#player;
    if (!player.paused) this.#helm.pause();
    this.#helm.release(this.#playback.rate);
    const target = this.#target();
    const away = Math.abs(player.currentTime - target);
    const within = Math.min(PAUSED_WITHIN, player.capabilities.dead_band);
    const isLost = away > STRAYED_FROM && !player.seeking && this.#helm.canCorrect;
    if (this.#hasMoved && away > within) this.#helm.follow(target);
    else if (isLost) this.#helm.correct(target);
    this.#hasMoved = false;
  }

  #wait() {
    if (this.#timer) return;
    const untilStart = this.#playback.updated_at_ms - this.#clock.now();
    const isNear = untilStart <= ARMED_WITHIN;
    this.#hasMoved ||= isNear; // the last chance to stand exactly where it starts
    this.#hold();
    if (!isNear) return;
    const delay = untilStart - this.#helm.lead(this.#helm.startKind) * 1000;
    this.#timer = this.#time.setTimeout(() => this.#start(), Math.max(0, delay));
  }

  #land() {
    const player = this.#player;
    if (player.paused && !this.#gate.isOpen) return null;
    this.#helm.release(this.#playback.rate);
    const isAt = (lead) => Math.abs(player.currentTime - this.#target(lead)) <= LAND_WITHIN;
    if (!player.paused) {
      if (!isAt(0)) this.#helm.follow(this.#target(this.#helm.lead("seek")));
    } else {
      if (!isAt(this.#helm.lead(this.#helm.startKind)))
        this.#helm.follow(this.#target(this.#helm.lead("start")));
      this.#start();
    }
    this.#hasMoved = false;
    return null;
  }

  #correct() {
    const helm = this.#helm;
    if (!helm.isBelievable) return null;
    const player = this.#player;
    const { rate } = this.#playback;
    const drift = player.currentTime - this.#target();
    if (player.playbackRate === rate) helm.learn(drift);
    this.#last = correction(drift, {
      rates: player.capabilities.rates,
      deadBand: player.capabilities.dead_band,
      rate,
      canSeek: helm.canCorrect,
      isHurried: helm.isHurried,
      last: this.#last,
    });
    if (this.#last.action === "rate") helm.nudge(this.#last.rate, this.#last.coarse);
    else helm.release(rate);
    if (this.#last.action === "seek") helm.correct(this.#target(helm.lead("seek")));
    return drift;
  }

  #isOver() {
    const { duration, ended, currentTime } = this.#player;
    if (!Number.isFinite(duration)) return false;
    // Ended a little before the room: playing the last second again would be a loop.
    if (ended && !this.#hasMoved) return this.#target() > currentTime - SEEK_FROM;
    return this.#target() > duration - END_WITHIN;
  }

  /** Let the player reach the end by itself, so that it says "ended" as after a whole watching. */
  #finish() {
    const player = this.#player;
    const last = Math.max(0, player.duration - END_WITHIN);
    if (!player.ended) {
      if (this.#hasMoved && player.currentTime < last) this.#helm.follow(last);
      this.#start();
    }
    this.#hasMoved = false;
  }

  /** Without an end there is no position to agree on: play or do not, at the live edge. */
  #stayLive() {
    const player = this.#player;
    if (!this.isRunning) {
      if (!player.paused) this.#helm.pause();
    } else if (player.paused || this.#hasMoved) {
      player.seekToLive();
      this.#start();
    }
    this.#hasMoved = false;
  }
}
