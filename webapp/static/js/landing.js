import { placeAt, positionAt } from "./timeline.js";

// Seconds. A player that is ahead by less than this waits for the room; farther, it is sent there.
const WAITED_FOR = 1;
const MARGIN = 0.04; // to a seek's usual time, which is never quite the same
const MARGIN_PART = 0.2; // of it besides
const EARLY_MS = 50; // is drawn in unheard
const LATE_MS = 400; // takes seconds to draw in: another seek, now that its cost is known, takes less
// Some browsers fetch nothing before they are told to play: waiting for them would be for ever.
const PATIENCE_MS = 1_000;
const PATIENCE_WITH_SEEK_MS = 4_000;

/**
 * Getting a player to where the room will be, ahead of it, and starting it when the room comes by.
 *
 * A seek under way cannot be trusted to end in time; a start can. So every landing is a start: the
 * room's own that lies ahead, or the next chance of somebody who came late.
 */
export class Landing {
  #player;
  #clock;
  #time;
  #helm;
  #playback = null;
  #started = null;
  #position = 0;
  #beganAt = 0;
  #isFirst = false;
  #timer = 0;

  constructor({ player, clock, time, helm }) {
    this.#player = player;
    this.#clock = clock;
    this.#time = time;
    this.#helm = helm;
  }

  get isOn() {
    return this.#playback !== null;
  }

  /**
   * @returns {number} Milliseconds since the room came by where the player is to start; Infinity if
   *   it does not land.
   */
  get lateMs() {
    return this.isOn ? Math.max(0, -this.#untilStart) : Infinity;
  }

  /** Whether the player has been told to start with this motion, which it does a little later. */
  hasStarted(playback) {
    return playback === this.#started;
  }

  /** @returns {number} Seconds from an order to seek until the player has started there. */
  get lead() {
    const { startKind, kindAfterSeek } = this.#helm;
    if (startKind === "begin") return this.#helm.lead("begin");
    const seek = this.#helm.lead("seek") * (1 + MARGIN_PART) + MARGIN;
    return seek + this.#helm.lead(kindAfterSeek);
  }

  /** Whether it is enough to let the room come to where the player is. */
  canWaitFor(playback) {
    const due = positionAt(playback, this.#clock.now() + this.#helm.lead("resume") * 1000);
    const ahead = this.#player.currentTime - due;
    return ahead >= 0 && ahead <= WAITED_FOR * playback.rate;
  }

  /** Stand still where the player is, until the room is there. */
  wait(playback) {
    this.#isFirst = false;
    this.#begin(playback, this.#player.currentTime);
  }

  /** Go to where the room will be, and start from there when it is. */
  seek(playback) {
    this.#isFirst = !this.#helm.knowsSeek;
    this.#seek(playback);
  }

  #seek(playback) {
    const thereAt = this.#clock.now() + this.lead * 1000;
    const position = placeAt(playback, thereAt, this.#player.duration);
    this.#begin(playback, position);
    this.#helm.seek(position);
  }

  #begin(playback, position) {
    this.abandon();
    this.#helm.noteLanding();
    this.#playback = playback;
    this.#position = position;
    this.#beganAt = this.#time.now();
    if (!this.#player.paused) this.#helm.pause();
  }

  /** Go on with it; called whenever something may have changed. */
  proceed() {
    if (!this.isOn) return;
    this.#holdBack();
    if (this.#timer) return;
    const took = this.#time.now() - this.#beganAt;
    const isThere = !this.#player.seeking && this.#player.readyState >= 3;
    if (!isThere && took < this.#patience) return;
    if (this.#isFirst && this.#untilStart < -LATE_MS) return this.#tryAgain();
    const lead = this.#helm.lead(this.#helm.startKind) * 1000;
    this.#timer = this.#time.setTimeout(() => this.#start(), Math.max(0, this.#untilStart - lead));
  }

  #tryAgain() {
    this.#isFirst = false;
    this.#seek(this.#playback);
  }

  /** A tap that lets it play starts it at once; the room is not there yet. */
  #holdBack() {
    const { paused, seeking, readyState } = this.#player;
    if (!paused && !seeking && readyState >= 3 && this.#untilStart > EARLY_MS) this.#helm.pause();
  }

  /** The room goes on in another way, but not elsewhere: it comes by at another time. */
  adjust(was, playback) {
    if (this.hasStarted(was)) this.#started = playback;
    if (!this.isOn) return;
    this.#time.clearTimeout(this.#timer);
    this.#timer = 0;
    this.#playback = playback;
  }

  /** The room went elsewhere meanwhile, or something else is to be done. */
  abandon() {
    this.#time.clearTimeout(this.#timer);
    this.#timer = 0;
    this.#playback = null;
  }

  /** @returns {number} Milliseconds to wait for a player that does not say that it is ready. */
  get #patience() {
    const { capabilities, readyState, seeking } = this.#player;
    if (!capabilities.prepares && readyState < 2) return 0;
    return seeking ? PATIENCE_WITH_SEEK_MS : this.#helm.lead("seek") * 1000 + PATIENCE_MS;
  }

  /** @returns {number} Milliseconds until the room is where the player stands. */
  get #untilStart() {
    const { position, rate, updated_at_ms } = this.#playback;
    const at = updated_at_ms + ((this.#position - position) / rate) * 1000;
    return at - this.#clock.now();
  }

  #start() {
    const late = this.#helm.lead(this.#helm.startKind) - this.#untilStart / 1000;
    this.#started = this.#playback;
    this.abandon();
    this.#helm.play(late);
  }
}
