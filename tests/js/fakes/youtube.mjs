const LATENCY_MS = 3;
const REPORT_MS = 250;
const RATES = [0.25, 0.5, 0.75, 1, 1.25, 1.5, 1.75, 2];

/** The window of YouTube's frame: speaks its widget protocol over a fake video. */
export class FakeYouTube {
  origin = "https://www.youtube.com";
  /** What it reports as failure on load, e.g. 150. */
  error = null;
  isSilent = false;
  isLive = false;
  /** The part of the video that it says it has loaded; undefined if it does not say. */
  loaded = 1;
  /** Orders received, as [func, ...args]. */
  orders = [];
  #page;
  #iframe;
  #id = null;
  #hasGreeted = false;
  #subscribed = new Set();
  #state = -1;
  #interruptedAt = null;

  constructor(page, iframe) {
    this.#page = page;
    this.#iframe = iframe;
    this.video = page.makeVideo();
    const states = { playing: 1, pause: 2, waiting: 3, ended: 0 };
    for (const [type, state] of Object.entries(states)) {
      this.video.addEventListener(type, () => {
        if (type !== "pause" || !this.video.ended) this.#enter(state);
      });
    }
    this.video.addEventListener("seeking", () => !this.video.paused && this.#enter(3));
    this.video.addEventListener("seeked", () => this.post("infoDelivery", this.#progress()));
    this.video.addEventListener("durationchange", () => this.#start());
  }

  postMessage(text, origin) {
    if (![this.origin, "*"].includes(origin) || this.isSilent) return;
    const { event, func, args, id } = JSON.parse(text);
    if (event === "listening") this.#greet(id);
    else if (func === "addEventListener") this.#subscribed.add(args[0]);
    else this.#obey(func, args);
  }

  /** Say something to the page, as from `source` and `origin`. */
  post(event, info = null, { source = this, origin = this.origin } = {}) {
    const data = JSON.stringify({ event, info, id: this.#id, channel: "widget" });
    this.#page.setTimeout(() => {
      if (!this.#iframe.parent) return;
      this.#page.dispatchEvent(Object.assign(new Event("message"), { source, origin, data }));
    }, LATENCY_MS);
  }

  /** Show something else for a while: says that it plays, and its position stands still. */
  advertise(ms) {
    this.#interruptedAt = this.video.currentTime;
    this.#page.setTimeout(() => {
      const position = this.#interruptedAt;
      this.#interruptedAt = null;
      this.video.currentTime = position;
    }, ms);
  }

  #greet(id) {
    if (this.#hasGreeted) return;
    this.#hasGreeted = true;
    this.#id = id;
    this.video.src = "video";
  }

  #start() {
    const { volume, muted } = this.video;
    this.post("initialDelivery", {
      ...this.#progress(),
      playerState: this.#state,
      availablePlaybackRates: RATES,
      videoData: { isLive: this.isLive },
      volume: volume * 100,
      muted,
    });
    this.post("onReady");
    if (this.error) this.#emit("onError", this.error);
    else this.#enter(5);
    this.#page.setInterval(() => {
      if (this.#state === 1) this.post("infoDelivery", this.#progress());
    }, REPORT_MS);
  }

  #obey(func, args) {
    this.orders.push([func, ...args]);
    const { video } = this;
    if (func === "playVideo") this.#play();
    else if (func === "pauseVideo") video.pause();
    else if (func === "seekTo") this.#seek(args[0]);
    else if (func === "setPlaybackRate") video.playbackRate = args[0];
    else if (func === "mute") video.muted = true;
    else if (func === "unMute") video.muted = false;
    else if (func === "setVolume") video.volume = args[0] / 100;
  }

  #play() {
    this.video.play().catch(({ name }) => {
      if (name === "NotAllowedError") this.#emit("onAutoplayBlocked");
    });
  }

  #seek(position) {
    const hasBegun = this.#state !== -1 && this.#state !== 5;
    this.video.currentTime = position;
    if (!hasBegun) this.#play(); // the real one does so too
  }

  #progress() {
    const { duration: length, playbackRate } = this.video;
    const currentTime = this.#interruptedAt ?? this.video.currentTime;
    const duration = Number.isFinite(length) ? length : 0;
    return { currentTime, duration, playbackRate, videoLoadedFraction: this.loaded };
  }

  #enter(state) {
    if (state === this.#state) return;
    this.#state = state;
    this.post("infoDelivery", { ...this.#progress(), playerState: state });
    this.#emit("onStateChange", state);
  }

  #emit(event, info) {
    if (this.#subscribed.has(event)) this.post(event, info);
  }
}
