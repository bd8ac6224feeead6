import { FrameGrid } from "./frame-grid.js";
import { Player } from "./player.js";
import { Silence } from "./silence.js";

const FORWARDED = (
  "play pause playing waiting seeking seeked ratechange durationchange timeupdate volumechange " +
  "ended"
).split(" ");
const READ = ["duration", "paused", "ended", "seeking", "readyState"];
const WRITTEN = ["currentTime", "playbackRate", "muted", "volume", "preservesPitch"];

const ABORTED = 1;
const NO_SOURCE = 4;
const REASONS = { 2: "network", 3: "unsupported", 4: "unsupported" }; // MediaError.code
const RETRY_MS = [1_000, 4_000]; // a tunnel or a lift, not an outage
const AT_EDGE = 12; // seconds; browsers keep three pieces of four away from it
const LOADING = 2; // HTMLMediaElement.NETWORK_LOADING: it has asked, and waits

/** The browser's own video element, without its controls. */
export class Html5Player extends Player {
  #window;
  #retries = 0;
  #timer = 0;
  #hasOpened = false;
  #isAsking = false;
  #hasFailed = false;
  #video;
  #grid;
  /** @protected */
  silence;

  /** @param {{url: string, title?: string}} media @param {Element} container */
  constructor(media, container) {
    super();
    this.#window = container.ownerDocument.defaultView;
    this.silence = new Silence(this.#window, () => this.#onSilence());
    this.#video = container.ownerDocument.createElement("video");
    this.video.preload = "auto";
    // iOS would take the whole screen without these; older web views know only the second.
    this.video.setAttribute("playsinline", "");
    this.video.setAttribute("webkit-playsinline", "");
    for (const type of FORWARDED) {
      this.video.addEventListener(type, () => !this.#hasFailed && this.emit(type));
    }
    this.video.addEventListener("error", () => this.#onError(this.video.error));
    this.#grid = new FrameGrid(this.video);
    this.#listen();
    container.append(this.video);
    this.load(media);
  }

  get video() {
    return this.#video;
  }

  get frames() {
    return this.#grid.frames;
  }

  set isSaving(saves) {
    this.video.preload = saves ? "metadata" : "auto";
  }

  get capabilities() {
    return {
      rates: "fine",
      is_live: this.video.duration === Infinity,
      coverable: true,
      prepares: true,
      // WebKit's sound stutters at each change of rate, so that one must be worth it there.
      dead_band: "GestureEvent" in this.#window ? 0.04 : 0.004,
    };
  }

  get bufferedAhead() {
    const { buffered, currentTime } = this.video;
    for (let at = 0; at < buffered.length; at += 1) {
      const isHere = buffered.start(at) <= currentTime && currentTime <= buffered.end(at);
      if (isHere) return buffered.end(at) - currentTime;
    }
    return 0;
  }

  play() {
    return this.video.play();
  }

  pause() {
    this.video.pause();
  }

  seekToLive() {
    const { seekable } = this.video;
    if (seekable.length) this.seekNear(seekable.end(seekable.length - 1), AT_EDGE);
  }

  /** @protected Whoever plays so near is left in peace. */
  seekNear(edge, within) {
    if (this.paused || Math.abs(edge - this.currentTime) > within) this.video.currentTime = edge;
  }

  destroy() {
    this.#hasFailed = true; // whatever the element says from now on is nobody's business
    this.#window.clearTimeout(this.#timer);
    this.silence.end();
    this.video.pause();
    // Only this makes browsers let go of the connection and the decoder at once.
    this.video.removeAttribute("src");
    this.video.load();
    this.video.remove();
  }

  /** @protected */
  load(media) {
    this.video.src = media.url;
    this.#isAsking = true;
    this.silence.expect();
  }

  /** @protected */
  fail(reason) {
    if (this.#hasFailed) return;
    this.#hasFailed = true;
    this.silence.end();
    this.emit("error", { reason });
  }

  /** Hear what the file's server says, as far as the element itself is who asks it. */
  #listen() {
    const on = (types, handler) => {
      for (const type of types) this.video.addEventListener(type, handler);
    };
    on(["loadedmetadata"], () => (this.#hasOpened = true));
    on(["loadedmetadata", "canplay", "playing", "pause"], () => this.silence.end());
    on(["progress"], () => this.silence.hear());
    on(["playing"], () => (this.#retries = 0));
    on(["waiting"], () => this.#isAsking && !this.#hasFailed && this.silence.expect());
  }

  #onSilence() {
    // An idle element waits for a tap, as iPhones have it, and not for the server.
    if (this.video.networkState !== LOADING) return;
    // Chromium asks a server that has gone away for two minutes more, and tells nobody.
    this.fail(this.#hasOpened ? "network" : "unanswered");
  }

  #onError(error) {
    if (!error || error.code === ABORTED || this.#hasFailed) return;
    const reason = this.#reasonOf(error);
    if (reason === "network" && this.#retries < RETRY_MS.length) return this.#retry();
    // Firefox names the HTTP status here, and nowhere else; Chromium does not tell.
    this.fail(/\b(404|410)\b/.test(error.message) ? "not_found" : reason);
  }

  /** Browsers call a server that is gone a bad format: of what has played already, it is not. */
  #reasonOf({ code }) {
    return code === NO_SOURCE && this.#hasOpened ? "network" : (REASONS[code] ?? "unknown");
  }

  #retry() {
    this.emit("waiting");
    const delay = RETRY_MS[this.#retries++];
    this.#timer = this.#window.setTimeout(() => {
      this.video.load();
      this.silence.expect();
    }, delay);
  }
}

for (const name of READ) {
  Object.defineProperty(Html5Player.prototype, name, {
    get() {
      return this.video[name];
    },
  });
}
for (const name of WRITTEN) {
  Object.defineProperty(Html5Player.prototype, name, {
    get() {
      return this.video[name];
    },
    set(value) {
      this.video[name] = value;
    },
  });
}
