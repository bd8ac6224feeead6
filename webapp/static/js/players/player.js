import { USUAL_FRAMES } from "./frame-grid.js";

/**
 * What plays one item: HTMLMediaElement's names, whoever serves the media.
 *
 * Dispatches play pause playing waiting seeking seeked ratechange durationchange timeupdate
 * volumechange ended, and "error" with detail `{reason}`: "embedding_forbidden", "not_found",
 * "unsupported", "network", "unanswered" or "unknown". After an error it does nothing more.
 *
 * A player obeys; it never issues commands to the room.
 *
 * Implementations have besides: `paused ended seeking readyState duration` and, to be set too,
 * `currentTime playbackRate muted volume`, all as HTMLMediaElement defines them.
 */
export class Player extends EventTarget {
  /**
   * `rates`: which can be set: "fine" for any, a list, or null for none. `is_live`: there is no end
   * and no common position. `coverable`: things may be drawn over the picture and a pause inside
   * the player is not a person's. `dead_band`: seconds of drift not worth a change of rate.
   * `prepares`: it loads before it is told to play.
   *
   * @returns {{rates: "fine" | number[] | null, is_live: boolean, coverable: boolean,
   *   dead_band: number, prepares: boolean}}
   */
  get capabilities() {
    throw new Error("not implemented");
  }

  /** @returns {number} Milliseconds after a start or a seek until `currentTime` can be believed. */
  get settleMs() {
    return 80;
  }

  /** @returns {object} Seconds by kind, as in leads.js, until better is learned. */
  get firstLeads() {
    return { seek: 0.09, begin: 0.3, first: 0.1, start: 0.05, resume: 0.01 };
  }

  /** @returns {{length: number, at: number}} Of its frames, seconds; as far as it is known. */
  get frames() {
    return USUAL_FRAMES;
  }

  /** Whether another rate leaves the pitch as it is; those that cannot choose keep it. */
  get preservesPitch() {
    return true;
  }

  set preservesPitch(_keeps) {}

  /** @returns {number} Seconds of media that lie ready to be played; Infinity if nobody tells. */
  get bufferedAhead() {
    return Infinity;
  }

  /** Whether it shows something else than the video, for as long as that takes. */
  get isAdvertising() {
    return false;
  }

  /** The element that can leave the page as a picture in a picture; null for frames. */
  get video() {
    return null;
  }

  /** Whether to load no more than is watched, and no finer than a phone shows. */
  set isSaving(_saves) {}

  /** @returns {Promise<void>} Rejects with NotAllowedError when the browser wants a gesture. */
  async play() {
    throw new Error("not implemented");
  }

  pause() {}

  /** Go where a live stream is now; who plays there already is not disturbed. */
  seekToLive() {}

  /** Stop, and leave nothing behind in the container. */
  destroy() {}

  /** @protected */
  emit(type, detail = null) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}
