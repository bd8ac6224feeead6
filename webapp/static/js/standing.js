import { STEPPED_WITHIN } from "./timeline.js";

// Seconds.
const PAUSED_WITHIN = 0.015; // less than a frame
// Who hears a little late that the room stops has played on, and is not taken back for that.
const PLAYED_ON = 1;
const STRAYED_FROM = 0.5; // a paused player is somewhere else, not merely inexact

/** Whether a room that is yet to start will come by where a player stands, so far ahead of it. */
export const isPassed = ({ paused }, ahead) => !paused && ahead > 0 && ahead <= PLAYED_ON;

/** A player that stands where the room stands. */
export class Standing {
  #player;
  #helm;
  #within = PAUSED_WITHIN;

  /** @param {{player: import("./players/player.js").Player, helm: import("./helm.js").Helm}} parts */
  constructor({ player, helm }) {
    this.#player = player;
    this.#helm = helm;
  }

  /** The room moves. @param {boolean} isStep Whether it stood before, and stands elsewhere now. */
  follow(isStep) {
    this.#within = isStep ? STEPPED_WITHIN : PAUSED_WITHIN;
  }

  /**
   * @param {object} playback The room's motion.
   * @param {object} where
   * @param {number} where.target Seconds into the media.
   * @param {boolean} where.hasMoved Whether the room has moved there just now.
   * @param {boolean} where.isAsked Whether a person asks to be exactly there.
   */
  hold(playback, { target, hasMoved, isAsked }) {
    const [player, helm] = [this.#player, this.#helm];
    if (!player.paused) helm.pause();
    helm.release(playback.rate);
    const ahead = player.currentTime - target;
    const away = isPassed(playback, ahead) ? 0 : Math.abs(ahead);
    const isLost = away > STRAYED_FROM && !player.seeking && helm.canCorrect;
    if (isLost && !hasMoved) helm.noteCorrection();
    const isToMove = hasMoved || isAsked;
    if (isLost || (isToMove && away > this.#within)) helm.seek(target);
  }
}
