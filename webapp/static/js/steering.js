import { Corrector } from "./corrector.js";
import { Helm } from "./helm.js";
import { Landing } from "./landing.js";
import { Standing, isPassed } from "./standing.js";
import { END_WITHIN, SEEK_FROM, isAhead, isElsewhere, placeAt } from "./timeline.js";

// Seconds. A room that moved by less is followed by rate; a seek would cost more than it mends.
const LAND_WITHIN = 0.1;
const START_WITHIN = 0.05; // is made up for by starting that much sooner or later

// Milliseconds. Farther off than this the clock may yet be corrected, and the page may sleep.
const ARMED_WITHIN = 2_000;
const STRAYED_MS = 2_000; // so long the way back may take before it is a stall as any other

/**
 * One player, brought to the room's motion and kept there.
 *
 * It **lands** when the room moved (another item, an explicit seek or start, a late join): then a
 * seek is right. Otherwise it is **corrected**. Knows nothing of gestures, pages or people.
 */
export class Steering {
  #player;
  #clock;
  #gate;
  #helm;
  #landing;
  #standing;
  #corrector;
  #playback = null;
  #hasMoved = false;
  #isAsked = false;
  #hasStrayed = false; // it lands because of its own drift: the room has not moved

  /**
   * @param {object} parts
   * @param {import("./players/player.js").Player} parts.player
   * @param {import("./clock.js").ServerClock} parts.clock
   * @param {{now: () => number, setTimeout: Function, clearTimeout: Function}} parts.time Local.
   * @param {{isOpen: boolean, play: () => void}} parts.gate Lets it play if the browser does.
   * @param {import("./leads.js").Leads} parts.leads
   * @param {import("./sync-tally.js").SyncTally} parts.tally
   */
  constructor({ player, clock, time, gate, leads, tally }) {
    this.#player = player;
    this.#clock = clock;
    this.#gate = gate;
    this.#helm = new Helm({ player, gate, leads, now: time.now, tally });
    this.#landing = new Landing({ player, clock, time, helm: this.#helm });
    this.#standing = new Standing({ player, helm: this.#helm });
    this.#corrector = new Corrector(this.#helm);
  }

  /** Whether the room plays now; a start scheduled for later has not begun. */
  get isRunning() {
    const playback = this.#playback;
    return Boolean(playback && !playback.paused && !isAhead(playback, this.#clock.now()));
  }

  /** Whether the player was stopped to start again where the room comes by. */
  get isLanding() {
    return this.#landing.isOn;
  }

  /**
   * @returns {number} Milliseconds for which a player that lands may be missed; Infinity if it does
   *   not land. Who strayed is to find the way back before anybody minds.
   */
  get lateMs() {
    return Math.max(0, this.#landing.lateMs - (this.#hasStrayed ? STRAYED_MS : 0));
  }

  /** Whether it has just started, or somebody waits to hear a change. */
  get isHurried() {
    return this.#helm.isHurried;
  }

  /** @param {number} seconds Of drift from which it lands again instead of being drawn in. */
  set seekFrom(seconds) {
    this.#corrector.seekFrom = seconds;
  }

  follow(playback) {
    if (isElsewhere(this.#playback, playback)) {
      this.#hasMoved = true;
      this.#standing.follow(Boolean(this.#playback?.paused));
      this.#helm.obeyRoom();
      this.#landing.abandon();
    } else {
      // Whoever could not keep up with the rate before was corrected in vain.
      if (playback.rate !== this.#playback.rate) this.#helm.obeyRoom();
      this.#landing.adjust(this.#playback, playback);
    }
    this.#playback = playback;
  }

  /** Where it is to be has changed a little, and a person waits to hear it. */
  hurry() {
    this.#corrector.forget();
    this.#helm.hurry();
  }

  /** Be exactly where the room is, though it did not move; a landing on its way is left alone. */
  land() {
    if (this.#landing.isOn) return;
    this.#isAsked = true;
    this.hurry();
  }

  /**
   * Do what is to be done now; called some ten times a second, and oftener in a hurry.
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
    if (player.capabilities.is_live) this.#stayLive();
    else if (this.#playback.paused) this.#hold();
    else if (this.#isOver()) this.#finish();
    else if (this.#landing.isOn) this.#landing.proceed();
    else if (!this.isRunning) this.#wait();
    else if (this.#hasMoved || player.paused) this.#land();
    else return this.#correct();
    return null;
  }

  /** Leave the player alone from now on; a start that was under way does not happen. */
  stop() {
    this.#landing.abandon();
  }

  destroy() {
    this.stop();
    this.#helm.destroy();
  }

  /** @param {number} lead Seconds from now. */
  #target(lead = 0) {
    return placeAt(this.#playback, this.#clock.now() + lead * 1000, this.#player.duration);
  }

  #start(late) {
    if (this.#player.paused && this.#gate.isOpen) this.#helm.play(late);
  }

  /** Stand where the room stands. */
  #hold() {
    const [hasMoved, isAsked] = [this.#hasMoved, this.#isAsked];
    this.#standing.hold(this.#playback, { target: this.#target(), hasMoved, isAsked });
    this.#hasMoved = this.#isAsked = false;
  }

  /** The room is to start: stand there, and when it is near, be ready to the instant. */
  #wait() {
    const untilStart = this.#playback.updated_at_ms - this.#clock.now();
    if (untilStart > ARMED_WITHIN || !this.#gate.isOpen) return this.#hold();
    if (this.#landing.hasStarted(this.#playback)) return undefined;
    this.#hasStrayed = false;
    this.#helm.release(this.#playback.rate);
    const { position } = this.#playback;
    const ahead = this.#player.currentTime - position;
    const isThere = Math.abs(ahead) <= START_WITHIN || isPassed(this.#playback, ahead);
    if (isThere && this.#player.paused) this.#landing.wait(this.#playback);
    // Who is not ready by then comes in a little later.
    else this.#landing.seek(this.#playback);
    this.#hasMoved = false;
    return this.#landing.proceed();
  }

  /** The room runs: join it. */
  #land() {
    const player = this.#player;
    if (player.paused && !this.#gate.isOpen) return;
    this.#helm.release(this.#playback.rate);
    const behind = (lead) => this.#target(lead) - player.currentTime;
    const late = behind(this.#helm.lead(this.#helm.startKind));
    const isThere = player.paused && Math.abs(late) <= LAND_WITHIN;
    if (isThere) this.#start(late / this.#playback.rate);
    else if (player.paused || Math.abs(behind(0)) > LAND_WITHIN) this.#goThere({ hasStrayed: false });
    this.#hasMoved = this.#isAsked = false;
  }

  #goThere({ hasStrayed }) {
    this.#hasStrayed = hasStrayed;
    const playback = this.#playback;
    if (this.#landing.canWaitFor(playback)) this.#landing.wait(playback);
    else this.#landing.seek(playback);
    this.#landing.proceed();
  }

  #correct() {
    if (this.#isAsked && this.#comeBack()) return null;
    if (!this.#helm.isBelievable) {
      this.#corrector.forget();
      return null;
    }
    const drift = this.#readDrift();
    if (!this.#corrector.correct(drift, this.#playback.rate)) this.#goThere({ hasStrayed: true });
    return drift;
  }

  /**
   * Land, because a person asks; but nearby, and while the player waits for media or cannot be
   * believed, a seek would only take from it what it has.
   */
  #comeBack() {
    const isFar = Math.abs(this.#readDrift()) > (this.#helm.isBelievable ? LAND_WITHIN : SEEK_FROM);
    if (isFar) this.#goThere({ hasStrayed: true });
    if (isFar || this.#helm.isBelievable) this.#isAsked = false;
    return isFar;
  }

  /** In seconds of watching: at double speed, two of the film are one. */
  #readDrift() {
    return (this.#player.currentTime - this.#target()) / this.#playback.rate;
  }

  #isOver() {
    const { duration, ended, currentTime } = this.#player;
    if (!this.isRunning || !Number.isFinite(duration)) return false;
    // Ended a little before the room: playing the last second again would be a loop.
    if (ended && !this.#hasMoved) return this.#target() > currentTime - SEEK_FROM;
    return this.#target() > duration - END_WITHIN;
  }

  /** Let the player reach the end by itself, so that it says "ended" as after a whole watching. */
  #finish() {
    const player = this.#player;
    this.#landing.abandon();
    const last = Math.max(0, player.duration - END_WITHIN);
    if (!player.ended) {
      if (this.#hasMoved && player.currentTime < last) this.#helm.seek(last);
      this.#start();
    }
    this.#hasMoved = false;
  }

  /** Without an end there is no position to agree on: play or do not, at the live edge. */
  #stayLive() {
    const player = this.#player;
    if (!this.isRunning) {
      if (!player.paused) this.#helm.pause();
    } else if (player.paused || this.#hasMoved || this.#isAsked) {
      if (player.paused && !this.#gate.isOpen) return; // it would be sought in vain
      player.seekToLive();
      this.#start();
    }
    this.#hasMoved = this.#isAsked = false;
  }
}
