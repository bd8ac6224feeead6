import { DriftLog } from "./drift-log.js";
import { USUAL_FRAMES } from "./players/frame-grid.js";
import { createPlayer, playerKind } from "./players/index.js";
import { Sync } from "./sync.js";
import { SyncTally } from "./sync-tally.js";
import { SEEK_FROM, isAhead, placeAt } from "./timeline.js";

// The last frame is often a little before what the container says.
const END_TOLERANCE = 0.5; // seconds
const AUDIBLE = 0.5; // where an unmuted volume of nothing starts

// What stands between a person and the room, by the event of sync.js that tells of it.
const GATES = {
  soundblocked: "sound",
  tapneeded: "tap",
  detached: "detached",
  soundenabled: null,
  attached: null,
};

/**
 * What is on, on this device: one player and its sync, made anew only when another item comes on.
 * A second screen has none: it knows what is on, and shows nothing of it.
 *
 * Dispatches "replaced" (another player, or none), "failure", "sound" (volume, mute or the gate),
 * "buffering", "drift" (as sync.js), "durationchange" and "ended".
 */
export class Stage extends EventTarget {
  #container;
  #clock;
  #preferences;
  #leads;
  #playback = null;
  #sound = { muted: false, volume: 1 };
  #tolerance = SEEK_FROM;
  #endTimer = 0;
  #drifts = new DriftLog(() => performance.now());
  item = null;
  /** @type {string | null} A `PlayerKind`: what has played last. */
  playerKind = null;
  /** Of players of this kind, whatever was on. */
  tally = null;
  player = null;
  sync = null;
  /** @type {{item_id: string, reason: string} | null} */
  failure = null;
  /** @type {"sound" | "tap" | "detached" | null} What a gesture is wanted for. */
  gate = null;

  /**
   * @param {import("./preferences.js").Preferences} preferences
   * @param {import("./kept-leads.js").KeptLeads} leads
   * @param {boolean} [isScreen] False for a device that shows no picture.
   */
  constructor({ container, clock, preferences, leads, isScreen = true }) {
    super();
    this.#container = container;
    this.#clock = clock;
    this.#preferences = preferences;
    this.#leads = leads;
    this.isScreen = isScreen;
    preferences.addEventListener("change", () => this.#prefer());
  }

  /** @returns {number} Seconds; where everybody is, not where this device has got to. */
  get position() {
    if (!this.#playback) return 0;
    return placeAt(this.#playback, this.#clock.now(), this.duration);
  }

  /** Whether something is on and the room plays it right now. */
  get isRunning() {
    const playback = this.item && this.#playback;
    return Boolean(playback && !playback.paused && !isAhead(playback, this.#clock.now()));
  }

  /** @returns {number} Seconds; NaN until it is known, Infinity for what has no end. */
  get duration() {
    return this.player?.duration ?? NaN;
  }

  /** @returns {{p50: number, p95: number} | null} As drift-log.js has it. */
  get drifts() {
    return this.#drifts.summary;
  }

  /** @returns {number | null} Milliseconds, positive if ahead; null if it does not play now. */
  get driftLately() {
    return this.#drifts.lately;
  }

  /** @returns {number | null} Milliseconds by which it may be off the room; null if unknown. */
  get exactness() {
    const { drifts } = this;
    return drifts && drifts.p95 + this.#clock.precision_ms;
  }

  /** @returns {{length: number, at: number}} As a player has them. */
  get frames() {
    return this.player?.frames ?? USUAL_FRAMES;
  }

  get isLive() {
    return this.player?.capabilities.is_live ?? false;
  }

  get isAtEnd() {
    return this.duration > 0 && this.position >= this.duration - END_TOLERANCE;
  }

  /** Whether the room is through with what is on, and so is this device. */
  get isOver() {
    return this.isAtEnd && Boolean(this.player?.ended);
  }

  /** Whether anything may be drawn over the picture. */
  get isCoverable() {
    return this.player?.capabilities.coverable ?? false;
  }

  get muted() {
    return (this.player ?? this.#sound).muted;
  }

  get volume() {
    return (this.player ?? this.#sound).volume;
  }

  /** Be where the room is. */
  show({ current, playback, tolerance_s: tolerance = SEEK_FROM }) {
    const isOther = current?.id !== this.item?.id;
    const isMoved = playback !== this.#playback;
    this.item = current;
    this.#playback = playback;
    this.#tolerance = tolerance;
    if (this.sync) this.sync.seekFrom = tolerance;
    if (isOther) this.#replace();
    else if (isMoved) this.sync?.follow(playback);
  }

  /** Try the item that failed once more. */
  retry() {
    this.#replace();
  }

  /** Lift the gate. Must be called in a gesture: it is what the browser has been waiting for. */
  passGate() {
    if (this.gate === "detached") this.sync?.resync();
    else this.sync?.enableSound();
  }

  /** Whether this device alone stands still, as its person wants it. */
  get isPausedHere() {
    return this.gate === "detached";
  }

  /** Stand still on this device only, or be with the others again. */
  togglePausedHere() {
    if (this.isPausedHere) this.passGate();
    else this.sync?.pause();
  }

  toggleMuted() {
    if (this.#isUnheard) return this.passGate();
    const sound = this.player ?? this.#sound;
    sound.muted = !sound.muted;
    if (!sound.muted && sound.volume === 0) sound.volume = AUDIBLE;
  }

  /** @param {number} volume 0 to 1 */
  setVolume(volume) {
    if (this.#isUnheard) this.passGate();
    Object.assign(this.player ?? this.#sound, { volume, muted: volume === 0 });
  }

  get #isUnheard() {
    return this.gate === "sound" || this.gate === "tap";
  }

  #replace() {
    this.#clear();
    this.failure = null;
    if (this.item && this.isScreen) this.#play(this.item);
    this.#dispatch("replaced");
  }

  #play(item) {
    this.#tallyFor(playerKind(item.media));
    const player = createPlayer(item.media, this.#container);
    const { tally } = this;
    const leads = this.#leads.of(this.playerKind, player.firstLeads);
    const sync = new Sync({ player, clock: this.#clock, sound: this.#sound, leads, tally });
    Object.assign(this, { player, sync });
    sync.seekFrom = this.#tolerance;
    this.#prefer();
    this.#forward(player, "durationchange", "durationchange");
    this.#listen(player, "ended", () => this.#announceEnd());
    this.#forward(player, "volumechange", "sound");
    this.#forward(sync, "buffering", "buffering");
    this.#listen(sync, "drift", ({ detail }) => this.#drifts.note(detail));
    this.#forward(sync, "drift", "drift");
    for (const [name, gate] of Object.entries(GATES)) {
      this.#listen(sync, name, () => {
        this.gate = gate;
        this.#dispatch("sound");
      });
    }
    this.#listen(player, "error", ({ detail }) => this.#fail(item, detail?.reason ?? "unknown"));
    sync.follow(this.#playback);
  }

  /** What was counted of another kind, and not told yet, is of no more use. */
  #tallyFor(kind) {
    if (kind !== this.playerKind) this.tally = new SyncTally(() => performance.now());
    this.playerKind = kind;
  }

  #prefer() {
    if (!this.player) return;
    const { isSaving, ownOffsetMs } = this.#preferences;
    this.player.isSaving = isSaving;
    if (ownOffsetMs === this.sync.ownOffsetMs) return;
    this.#drifts.clear(); // it was not off, it was to be elsewhere
    this.sync.ownOffsetMs = ownOffsetMs;
  }

  /** Who plays before the room is through before it, which ends nothing for the others. */
  #announceEnd() {
    if (!this.player?.ended) return;
    const left = (this.duration - END_TOLERANCE - this.position) / this.#playback.rate;
    if (left > 0) this.#endTimer = setTimeout(() => this.#announceEnd(), left * 1000);
    else this.#dispatch("ended");
  }

  #forward(source, name, as) {
    this.#listen(source, name, ({ detail }) => this.#dispatch(as, detail));
  }

  #listen(source, name, handler) {
    source.addEventListener(name, (event) => {
      // A player that is being taken away may still have something to say.
      if (source === this.player || source === this.sync) handler(event);
    });
  }

  #fail(item, reason) {
    this.#clear();
    this.failure = { item_id: item.id, reason };
    this.#dispatch("failure", this.failure);
  }

  #clear() {
    clearTimeout(this.#endTimer);
    this.#drifts.clear();
    this.sync?.destroy();
    this.player?.destroy();
    this.#container.replaceChildren();
    this.sync = this.player = this.gate = null;
  }

  #dispatch(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}
