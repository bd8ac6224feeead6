const Events = { ERROR: "hlsError", FRAG_BUFFERED: "hlsFragBuffered" };
const ErrorTypes = { NETWORK_ERROR: "networkError", MEDIA_ERROR: "mediaError" };

/** A class like hls.js's, whose instances keep what was asked of them. */
export function makeFakeHls({ isSupported = true } = {}) {
  return class FakeHls {
    static Events = Events;
    static ErrorTypes = ErrorTypes;
    static instances = [];
    static isSupported = () => isSupported;
    calls = [];
    levels = [];
    liveSyncPosition = null;
    #handlers = {};

    constructor(config) {
      this.config = config;
      FakeHls.instances.push(this);
    }

    on(event, handler) {
      this.#handlers[event] = handler;
    }

    loadSource(url) {
      this.url = url;
      this.calls.push("loadSource");
    }

    attachMedia(video) {
      video.src = "blob:";
    }

    startLoad() {
      this.calls.push("startLoad");
    }

    recoverMediaError() {
      this.calls.push("recoverMediaError");
    }

    destroy() {
      this.calls.push("destroy");
    }

    fail(error) {
      this.#handlers[Events.ERROR](Events.ERROR, { fatal: true, ...error });
    }

    buffer() {
      this.#handlers[Events.FRAG_BUFFERED]();
    }
  };
}
