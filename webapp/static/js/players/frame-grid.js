/** What most videos have, for players that do not tell. */
export const USUAL_FRAMES = Object.freeze({ length: 1 / 30, at: 0 });

const ENOUGH = 10; // lengths; a third of a second
const LONGEST = 0.2; // seconds; what stands longer is a slide, or follows frames that were dropped

/** Where the frames of a video element lie, learned from a few of them as they are shown. */
export class FrameGrid {
  #video;
  #lengths = [];
  #at = 0;
  #before = null;
  #isLooking = false;

  /** @param {HTMLVideoElement} video */
  constructor(video) {
    this.#video = video;
    if (!video.requestVideoFrameCallback) return;
    for (const type of ["playing", "seeked"]) {
      video.addEventListener(type, () => {
        this.#before = null;
        this.#look();
      });
    }
  }

  /** @returns {{length: number, at: number}} Seconds: how long one is shown, and where one begins. */
  get frames() {
    const shortest = Math.min(...this.#lengths);
    return Number.isFinite(shortest) ? { length: shortest, at: this.#at } : USUAL_FRAMES;
  }

  #look() {
    if (this.#isLooking) return;
    this.#isLooking = true;
    this.#video.requestVideoFrameCallback((_now, frame) => this.#see(frame));
  }

  #see({ mediaTime, presentedFrames }) {
    this.#isLooking = false;
    this.#at = mediaTime;
    const length = mediaTime - (this.#before?.mediaTime ?? Infinity);
    const isNext = presentedFrames === this.#before?.presentedFrames + 1;
    if (isNext && length > 0 && length < LONGEST) this.#lengths.push(length);
    this.#before = { mediaTime, presentedFrames };
    if (this.#lengths.length < ENOUGH && !this.#video.paused) this.#look();
  }
}

/**
 * Return the middle of a frame some frames away: there no rounding makes it another one.
 *
 * @param {number} position Seconds; anywhere in the frame that is shown.
 * @param {{length: number, at: number}} frames
 * @param {number} count Negative is back.
 */
export function frameFrom(position, { length, at }, count) {
  const shown = Math.floor((position - at) / length + ROUNDING);
  return Math.max(0, at + (shown + count + 0.5) * length);
}

const ROUNDING = 0.01; // of a frame; positions are sums of fractions
