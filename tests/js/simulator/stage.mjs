import { isAhead } from "../../../webapp/static/js/timeline.js";

/** What `stage.js` is to who looks for stalls: of a film that is far from over, and wants no tap. */
export class SimulatedStage {
  #viewer;
  isLive = false;
  isAtEnd = false;
  gate = null;

  /** @param {import("./viewer.mjs").Viewer} viewer */
  constructor(viewer) {
    this.#viewer = viewer;
  }

  get player() {
    return this.#viewer.player;
  }

  get sync() {
    return this.#viewer.sync;
  }

  get isRunning() {
    const { room, clock } = this.#viewer;
    return Boolean(room) && !room.playback.paused && !isAhead(room.playback, clock.now());
  }
}
