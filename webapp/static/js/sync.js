import { Buffering } from "./buffering.js";
import { SoundGate } from "./sound-gate.js";
import { Steering } from "./steering.js";
import { SyncTally } from "./sync-tally.js";
import { earlier } from "./timeline.js";

const TICK_MS = 100;
const HURRIED_TICK_MS = 40; // when a tenth of a second would be a third of all the time it takes
// A frame of somebody else's tells us late that it obeyed: a pause so soon after an order is ours.
const ECHO_MS = 1_500;
const INSISTED_MS = 3_000; // paused again so soon after we resumed: somebody means it
const LEAVING_MS = 1_000; // systems pause a player shortly before they hide the page

/**
 * Keep one player with the room, on this page and for this person.
 *
 * Sends no commands: whatever a player does here, stall, ad or pause, stays here.
 *
 * Dispatches "drift" (detail: seconds, positive if ahead), "buffering" (detail: boolean),
 * "soundblocked" (plays muted), "tapneeded" (does not play), "soundenabled", "detached" (the person
 * paused inside the player; followed no more until `resync`) and "attached".
 */
export class Sync extends EventTarget {
  #player;
  #clock;
  #time;
  #gate;
  #steering;
  #buffering;
  #tally;
  #playback = null;
  #ownOffsetMs = 0;
  #drift = null;
  #isDetached = false;
  #detachedAt = -Infinity;
  #resumedAt = -Infinity;
  #timer = 0;
  #host;
  #listening = new AbortController();

  /**
   * @param {object} parts
   * @param {import("./players/player.js").Player} parts.player
   * @param {import("./clock.js").ServerClock} parts.clock
   * @param {{muted: boolean, volume: number}} [parts.sound] The person's choice, kept across items:
   *   applied to the player and updated by it. By default the player's own.
   * @param {Window} [parts.host]
   * @param {import("./leads.js").Leads} parts.leads
   * @param {SyncTally} [parts.tally] What is counted here is told elsewhere.
   */
  constructor({ player, clock, sound, host = globalThis, leads, tally }) {
    super();
    this.#player = player;
    this.#clock = clock;
    this.#host = host;
    const time = {
      now: () => host.performance.now(),
      setTimeout: (...args) => host.setTimeout(...args),
      clearTimeout: (id) => host.clearTimeout(id),
    };
    this.#time = time;
    this.#tally = tally ?? new SyncTally(time.now);
    if (sound) Object.assign(player, { muted: sound.muted, volume: sound.volume });
    this.#gate = new SoundGate({
      player,
      sound: sound ?? { muted: player.muted, volume: player.volume },
      now: time.now,
      announce: (type) => this.#dispatch(type),
    });
    const parts = { player, clock, time, gate: this.#gate, leads, tally: this.#tally };
    this.#steering = new Steering(parts);
    this.#buffering = new Buffering({ ...parts, steering: this.#steering, now: time.now });
    this.#listen();
    this.#tick();
  }

  /** @returns {number | null} Seconds, positive if the player is ahead; null if it is not known. */
  get drift() {
    return this.#drift;
  }

  get soundBlocked() {
    return this.#gate.soundBlocked;
  }

  /** Whether the player waits for media while the room goes on. */
  get isBuffering() {
    return this.#buffering.isOn;
  }

  /** @returns {number} Milliseconds for which it has done so and should not have. */
  get stalledMs() {
    return this.#isDetached ? 0 : this.#buffering.stalledMs;
  }

  get isDetached() {
    return this.#isDetached;
  }

  /** Be where this motion of the room is; the same one again changes nothing. */
  follow(playback) {
    this.#playback = playback;
    this.#steering.follow(earlier(playback, this.#ownOffsetMs));
    this.#steer();
  }

  /** @param {number} seconds Of drift from which it jumps to the room. */
  set seekFrom(seconds) {
    this.#steering.seekFrom = seconds;
  }

  /** @returns {number} Milliseconds by which this device is to play before the room. */
  get ownOffsetMs() {
    return this.#ownOffsetMs;
  }

  /** Somebody listens to what it does: it is done at once. */
  set ownOffsetMs(ms) {
    if (ms === this.#ownOffsetMs) return;
    this.#ownOffsetMs = ms;
    if (!this.#playback) return;
    this.#steering.hurry();
    this.follow(this.#playback);
  }

  /** Let the player be heard. Must be called in a gesture. */
  async enableSound() {
    this.#gate.open();
    this.#player.muted = false;
    this.#attach();
    this.#steer();
    // Asked even if it plays: some browsers answer an unmuting with a silent pause.
    if (this.#steering.isRunning && !this.#player.ended) await this.#gate.play();
    if (!this.#gate.soundBlocked && !this.#gate.needsTap) this.#dispatch("soundenabled");
  }

  /** Come back to the room exactly, by a seek if need be; best called in a gesture. */
  resync() {
    this.#steering.land();
    if (this.#gate.needsTap) return void this.enableSound();
    this.#attach();
    this.#steer();
  }

  /** Stand still on this device only, until `resync`. */
  pause() {
    this.#detach();
    this.#detachedAt = -Infinity; // no system did it
    this.#player.pause();
  }

  destroy() {
    this.#time.clearTimeout(this.#timer);
    this.#listening.abort();
    this.#tally.endStall();
    this.#steering.destroy();
    this.#gate.destroy();
  }

  #listen() {
    const { signal } = this.#listening;
    const listen = (target, type, handler) => target?.addEventListener(type, handler, { signal });
    listen(this.#player, "pause", () => this.#onPause());
    listen(this.#player, "play", () => this.#isDetached && this.resync());
    for (const type of ["durationchange", "seeked"]) {
      listen(this.#player, type, () => this.#steer());
    }
    listen(this.#player, "error", () => this.destroy());
    listen(this.#host.document, "visibilitychange", () => this.#onVisibility());
    listen(this.#host.document, "resume", () => this.#recover()); // after a freeze
    listen(this.#host, "pageshow", () => this.#recover());
    listen(this.#host, "online", () => this.#recover());
  }

  #tick() {
    const wait = this.#steering.isHurried ? HURRIED_TICK_MS : TICK_MS;
    this.#timer = this.#time.setTimeout(() => this.#tick(), wait);
    this.#steer();
    if (this.#buffering.look(!this.#isDetached)) this.#dispatch("buffering", this.isBuffering);
  }

  #steer() {
    if (this.#isDetached) return;
    this.#drift = this.#steering.steer();
    if (this.#drift !== null) this.#dispatch("drift", this.#drift);
  }

  /** Somebody paused the player: we, the system, the end of the media, or the person. */
  #onPause() {
    const now = this.#time.now();
    if (this.#isDetached || !this.#steering.isRunning || this.#player.ended) return;
    if (this.#steering.isLanding) return;
    if (this.#isHidden || now - this.#gate.askedAt < ECHO_MS) return;
    const isPersonal = !this.#player.capabilities.coverable;
    if (isPersonal || now - this.#resumedAt < INSISTED_MS) return this.#detach();
    this.#tally.count("false_pauses");
    this.#resumedAt = now; // the system's pause, most likely: the next tick plays on
  }

  get #isHidden() {
    return this.#host.document?.visibilityState === "hidden";
  }

  #onVisibility() {
    if (!this.#isHidden) return this.#recover();
    this.#tally.endStall(); // nobody waits for it to be over
    if (this.#time.now() - this.#detachedAt < LEAVING_MS) this.#attach();
  }

  /** The page or the network was away: the clock may be wrong, and the player anywhere. */
  #recover() {
    this.#clock.burst();
    this.#steer();
  }

  #detach() {
    this.#isDetached = true;
    this.#detachedAt = this.#time.now();
    this.#drift = null;
    this.#steering.stop();
    this.#dispatch("detached");
  }

  #attach() {
    if (!this.#isDetached) return;
    this.#isDetached = false;
    this.#dispatch("attached");
  }

  #dispatch(type, detail = null) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}
