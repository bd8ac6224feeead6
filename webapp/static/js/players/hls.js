import { Html5Player } from "./html5.js";

const MIME = "application/vnd.apple.mpegurl";
const NETWORK_RETRY_MS = [1_000, 2_000, 4_000];

const CONFIG = {
  // By default it counts the length of what it knows, and a live stream looks like a short film.
  liveDurationInfinity: true,
  // Whoever stalled is drawn back to the edge by speed, and from four pieces behind by a jump.
  maxLiveSyncPlaybackRate: 1.05,
  liveSyncDurationCount: 3,
  liveMaxLatencyDurationCount: 4,
  // What was watched is not watched again soon; phones are short of memory.
  backBufferLength: 30,
};

const AT_EDGE = 4; // seconds; less the library draws in by itself
const UNLIMITED = -1; // to hls.js
// Lines of a picture that a phone shows well; a third of the bytes of full HD.
const SAVING_HEIGHT = 480;
const SAVING_BUFFER_S = 10; // what nobody watches in the end was loaded for nothing

/** @returns {number} The index of the finest level to play while saving: the lowest, if need be. */
export function levelCap(levels) {
  const fitting = levels.map(({ height }, at) => ({ height, at }));
  const low = fitting.filter(({ height }) => height > 0 && height <= SAVING_HEIGHT);
  return low.sort((a, b) => b.height - a.height)[0]?.at ?? 0;
}

const loadLibrary = async () => (await import("../vendor/hls.min.mjs")).default;

/**
 * HTTP Live Streaming: by the browser where only it can (iPhone), else by hls.js.
 *
 * Chromium's own, where it has one, knows neither the live edge nor how to recover.
 */
export class HlsPlayer extends Html5Player {
  #hls = null;
  #library;
  #networkFailures = 0;
  #hasRecovered = false;
  #isDestroyed = false;
  #retry = 0;
  #isSaving = false;
  #usualBuffer;
  #window;

  /** @param {() => Promise<typeof import("../vendor/hls.min.mjs").default>} library */
  constructor(media, container, library = loadLibrary) {
    super(media, container);
    this.#library = library;
    this.#window = container.ownerDocument.defaultView;
    this.#open(media);
  }

  set isSaving(saves) {
    super.isSaving = saves;
    this.#isSaving = saves;
    this.#limit();
  }

  seekToLive() {
    const edge = this.#hls?.liveSyncPosition;
    if (Number.isFinite(edge)) this.seekNear(edge, AT_EDGE);
    else super.seekToLive();
  }

  destroy() {
    this.#isDestroyed = true;
    this.#window.clearTimeout(this.#retry);
    this.#hls?.destroy();
    super.destroy();
  }

  /** Called by the constructor of the base, before it is known who plays. */
  load() {}

  async #open(media) {
    const isNative = this.video.canPlayType(MIME) !== "" && !("MediaSource" in this.#window);
    if (isNative) return super.load(media);
    try {
      const Hls = await this.#library();
      if (this.#isDestroyed) return undefined;
      if (!Hls.isSupported()) return this.fail("unsupported");
      this.#attach(Hls, media.url);
    } catch {
      this.fail("network");
    }
    return undefined;
  }

  #attach(Hls, url) {
    this.#hls = new Hls(CONFIG);
    this.#usualBuffer = this.#hls.config.maxBufferLength;
    this.#hls.on(Hls.Events.ERROR, (_event, error) => error.fatal && this.#onFatal(Hls, error));
    this.#hls.on(Hls.Events.MANIFEST_PARSED, () => this.#onManifest());
    this.#hls.on(Hls.Events.FRAG_BUFFERED, () => (this.#networkFailures = 0));
    this.#hls.loadSource(url);
    this.#hls.attachMedia(this.video);
    this.silence.expect();
  }

  /** The library watches over what comes after it by itself. */
  #onManifest() {
    this.silence.end();
    this.#limit();
  }

  #limit() {
    if (!this.#hls) return;
    this.#hls.autoLevelCapping = this.#isSaving ? levelCap(this.#hls.levels) : UNLIMITED;
    this.#hls.config.maxBufferLength = this.#isSaving ? SAVING_BUFFER_S : this.#usualBuffer;
  }

  #onFatal(Hls, { type, response }) {
    if (type === Hls.ErrorTypes.NETWORK_ERROR) return this.#onNetworkError(response?.code);
    if (type === Hls.ErrorTypes.MEDIA_ERROR && !this.#hasRecovered) {
      this.#hasRecovered = true;
      return this.#hls.recoverMediaError();
    }
    return this.fail(type === Hls.ErrorTypes.MEDIA_ERROR ? "unsupported" : "unknown");
  }

  #onNetworkError(status) {
    if (status === 404 || status === 410) return this.fail("not_found");
    if (this.#retry) return undefined; // sound and picture fail together
    if (this.#networkFailures >= NETWORK_RETRY_MS.length) return this.fail("network");
    const delay = NETWORK_RETRY_MS[this.#networkFailures++];
    this.#retry = this.#window.setTimeout(() => this.#reload(), delay);
    return undefined;
  }

  #reload() {
    this.#retry = 0;
    if (this.#hls.levels.length) this.#hls.startLoad();
    else this.#hls.loadSource(this.#hls.url); // the playlist itself was what failed
  }
}
