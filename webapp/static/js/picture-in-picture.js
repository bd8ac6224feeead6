/**
 * The picture over other windows: of our own player only, and where the browser can.
 *
 * Dispatches "change".
 */
export class PictureInPicture extends EventTarget {
  #stage;
  #document;

  /** @param {Element} container Where players put their videos. */
  constructor({ stage, container }) {
    super();
    this.#stage = stage;
    this.#document = container.ownerDocument;
    const changed = () => this.dispatchEvent(new Event("change"));
    for (const type of ["enterpictureinpicture", "leavepictureinpicture"]) {
      container.addEventListener(type, changed);
    }
    for (const type of ["replaced", "failure"]) stage.addEventListener(type, changed);
  }

  get isPossible() {
    return Boolean(this.#document.pictureInPictureEnabled && this.#video);
  }

  get isOn() {
    return this.isPossible && this.#document.pictureInPictureElement === this.#video;
  }

  /** Must be called in a gesture. A browser may still refuse; then nothing changes. */
  async toggle() {
    if (!this.isPossible) return;
    try {
      if (this.isOn) await this.#document.exitPictureInPicture();
      else await this.#video.requestPictureInPicture();
    } catch {
      // Before the first frame is there, for one.
    }
  }

  get #video() {
    return this.#stage.player?.video ?? null;
  }
}
