import { FakePage } from "../fakes/page.mjs";
import { FakeVideo } from "../fakes/video.mjs";

const REPORTED_WITHIN = 0.001; // seconds; media elements tell their time about so exactly

/**
 * A media element whose orders cost time, and whose word is not quite exact.
 *
 * `obeysRates` false is a player that takes a rate and plays on as before.
 */
export class SimulatedVideo extends FakeVideo {
  #chance;
  #asked = 1;
  obeysRates = true;
  hasPlayed = false;
  sought = [];
  rateChanges = [];
  starts = [];

  constructor(ownerDocument, time, chance, { seekMs, startMs, obeysRates = true }) {
    super(ownerDocument, time);
    this.#chance = chance;
    this.obeysRates = obeysRates;
    // Fields of the base: an order never takes quite as long as the one before.
    const varied = (usual) => ({ get: () => usual * chance.between(0.85, 1.15) });
    Object.defineProperties(this, { seekMs: varied(seekMs), startMs: varied(startMs) });
    this.loadedDuration = 100_000;
    this.addEventListener("seeked", () => this.#onSeeked());
    this.addEventListener("playing", () => this.#onPlaying());
  }

  /** Where it is, to a hair. */
  get truth() {
    return super.currentTime;
  }

  get currentTime() {
    return this.paused ? this.truth : this.truth + this.#chance.about(REPORTED_WITHIN);
  }

  set currentTime(position) {
    // Before anything is loaded it is no seek, but where to begin.
    const from = this.truth;
    const { hasPlayed } = this;
    if (this.readyState) this.sought.push({ at: this.#now, from, to: position, hasPlayed });
    super.currentTime = position;
  }

  /** One that another seek or another item cut short has not ended. */
  #onSeeked() {
    const last = this.sought.at(-1);
    if (last && this.readyState && !this.seeking) last.endedAt = this.#now;
  }

  #onPlaying() {
    this.hasPlayed = true;
    this.starts.push(this.#now);
  }

  /** All of it has come but what stalls. */
  get buffered() {
    const end = this.readyState < 3 ? this.truth : this.duration;
    return { length: 1, start: () => 0, end: () => end };
  }

  get #now() {
    return this.ownerDocument.defaultView.trueNow();
  }

  get playbackRate() {
    return this.obeysRates ? super.playbackRate : this.#asked;
  }

  set playbackRate(rate) {
    this.rateChanges.push({ at: this.#now, rate });
    this.#asked = rate;
    if (this.obeysRates) super.playbackRate = rate;
    else this.dispatchEvent(new Event("ratechange"));
  }
}

/** A page whose scripts go by one crystal and whose sound card by another. */
export class SimulatedPage extends FakePage {
  #mediaCrystal;
  #chance;
  #world;

  constructor({ world, crystal, mediaCrystal, chance, media }) {
    super(crystal, media);
    this.#world = world;
    this.#mediaCrystal = mediaCrystal;
    this.#chance = chance;
  }

  trueNow() {
    return this.#world.now;
  }

  makeVideo() {
    const video = new SimulatedVideo(this.document, this.#mediaCrystal, this.#chance, this.video);
    this.videos.push(video);
    return video;
  }
}
