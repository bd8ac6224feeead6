import { ReportedPosition } from "./reported-position.js";

const USUAL_RATES = [0.25, 0.5, 0.75, 1, 1.25, 1.5, 1.75, 2];

/** What a YouTube frame has told of its video so far. */
export class YouTubeReport {
  #loaded = null; // of it, a part; not every frame tells
  position;
  rates = USUAL_RATES;
  isLive = false;
  duration = NaN;

  /** @param {() => number} now Monotonic, milliseconds. */
  constructor(now) {
    this.position = new ReportedPosition(now);
  }

  /** @returns {number | null} Seconds it has loaded from here on; null if it does not tell. */
  get loadedAhead() {
    if (this.#loaded === null) return null;
    return this.#loaded * this.duration - this.position.value || 0;
  }

  /** @returns {boolean} Whether it told where it is. */
  take({ currentTime, playbackRate, duration, ...info }) {
    this.rates = info.availablePlaybackRates ?? this.rates;
    this.isLive = info.videoData?.isLive ?? this.isLive;
    this.#loaded = info.videoLoadedFraction ?? this.#loaded;
    if (duration > 0) this.duration = duration;
    if (Number.isFinite(currentTime)) this.position.report(currentTime, playbackRate);
    else if (playbackRate > 0) this.position.turn(playbackRate);
    return Number.isFinite(currentTime);
  }
}
