import { FakeElement, FakeVideo } from "./video.mjs";
import { FakeYouTube } from "./youtube.mjs";

/**
 * A window with its document and one container.
 *
 * @param {FakeTime} time
 * @param {object} video Properties every video of this page is made with, e.g. `{policy: "muted"}`.
 */
export class FakePage extends EventTarget {
  location = { origin: "https://watch.example" };
  MediaSource = class {};
  videos = [];
  frames = [];
  /** Properties every YouTube frame of this page is made with. */
  youtube = {};

  constructor(time, video = {}) {
    super();
    this.performance = { now: time.now };
    for (const name of ["setTimeout", "clearTimeout", "setInterval", "clearInterval"]) {
      this[name] = time[name];
    }
    this.time = time;
    this.video = video;
    this.document = Object.assign(new EventTarget(), {
      defaultView: this,
      visibilityState: "visible",
      createElement: (name) => this.#create(name),
    });
    this.container = new FakeElement(this.document);
  }

  setVisible(isVisible) {
    this.document.visibilityState = isVisible ? "visible" : "hidden";
    this.document.dispatchEvent(new Event("visibilitychange"));
  }

  /** @returns {FakeVideo} One that belongs to no player's tree: what a frame plays inside. */
  makeVideo() {
    const video = Object.assign(new FakeVideo(this.document, this.time), this.video);
    this.videos.push(video);
    return video;
  }

  #create(name) {
    if (name === "video") return this.makeVideo();
    const element = new FakeElement(this.document);
    if (name === "iframe") {
      element.contentWindow = Object.assign(new FakeYouTube(this, element), this.youtube);
      this.frames.push(element.contentWindow);
    }
    return element;
  }
}
