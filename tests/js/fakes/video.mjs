/** An element of a page: attributes, children, events. */
export class FakeElement extends EventTarget {
  attributes = {};
  children = [];
  parent = null;

  constructor(ownerDocument) {
    super();
    this.ownerDocument = ownerDocument;
  }

  append(child) {
    child.parent = this;
    this.children.push(child);
  }

  remove() {
    if (this.parent) this.parent.children = this.parent.children.filter((one) => one !== this);
    this.parent = null;
  }

  setAttribute(name, value) {
    this.attributes[name] = value;
  }

  removeAttribute(name) {
    delete this.attributes[name];
    if (name === "src") this._src = "";
  }
}

/**
 * HTMLMediaElement as far as players and sync use it, over fake time.
 *
 * `policy` is the browser's: what may play without a gesture, "all", "muted" or "nothing".
 */
export class FakeVideo extends FakeElement {
  paused = true;
  seeking = false;
  readyState = 0;
  duration = NaN;
  error = null;
  preservesPitch = true;
  loadedDuration = 600;
  policy = "all";
  loadMs = 40;
  seekMs = 60;
  startMs = 10;
  seekMiss = 0; // seconds by which seeks land elsewhere
  settlingMs = 0; // for which it says half a second too little after it went on
  nativeHls = "";
  seeks = [];
  plays = 0;
  seekable = { length: 1, start: () => 0, end: () => 900 };
  #time;
  #position = 0;
  #since = 0;
  #settledAt = 0;
  #isRunning = false;
  #rate = 1;
  #muted = false;
  #volume = 1;
  #starting = null;
  #timers = {};

  constructor(ownerDocument, time) {
    super(ownerDocument);
    this.#time = time;
  }

  get src() {
    return this._src ?? "";
  }

  set src(src) {
    this._src = src;
    this.load();
  }

  get ended() {
    return this.readyState > 0 && this.#at >= this.duration;
  }

  get currentTime() {
    const isSettling = this.#isRunning && this.#time.now() < this.#settledAt;
    return this.#at - (isSettling ? 0.5 : 0);
  }

  set currentTime(position) {
    this.seeks.push(position);
    const lands = position + this.seekMiss;
    this.#place(Number.isFinite(this.duration) ? Math.min(lands, this.duration) : lands);
    if (this.readyState < 1) return;
    this.seeking = true;
    this.#stop();
    this.#emit("seeking");
    this.#after("seek", this.seekMs, () => {
      this.seeking = false;
      this.#emit("seeked");
      this.#goOn();
    });
  }

  get playbackRate() {
    return this.#rate;
  }

  set playbackRate(rate) {
    this.#place(this.#at);
    this.#rate = rate;
    this.#planEnd();
    this.#emit("ratechange");
  }

  get muted() {
    return this.#muted;
  }

  set muted(muted) {
    this.#muted = muted;
    this.#emit("volumechange");
  }

  get volume() {
    return this.#volume;
  }

  set volume(volume) {
    this.#volume = volume;
    this.#emit("volumechange");
  }

  canPlayType() {
    return this.nativeHls;
  }

  load() {
    this.#stop();
    this.paused = true;
    this.readyState = 0;
    if (this.src) this.#after("load", this.loadMs, () => this.#loaded());
  }

  play() {
    this.plays += 1;
    const isRefused = this.policy === "nothing" || (this.policy === "muted" && !this.#muted);
    if (isRefused) return Promise.reject(new DOMException("a gesture, please", "NotAllowedError"));
    if (this.ended) this.#place(0);
    if (this.paused) {
      this.paused = false;
      this.#emit("play");
    }
    if (this.#isRunning) return Promise.resolve();
    this.#starting ??= deferred();
    this.#after("start", this.startMs, () => this.#goOn());
    return this.#starting.promise;
  }

  pause() {
    if (this.paused) return;
    this.#stop();
    this.paused = true;
    this.#starting?.reject(new DOMException("interrupted", "AbortError"));
    this.#starting = null;
    this.#emit("pause");
  }

  get #at() {
    const elapsed = this.#isRunning ? ((this.#time.now() - this.#since) / 1000) * this.#rate : 0;
    const position = this.#position + elapsed;
    return Number.isFinite(this.duration) ? Math.min(position, this.duration) : position;
  }

  /** The network has nothing for a while. */
  stall(ms) {
    this.#stop();
    this.readyState = 2;
    this.#emit("waiting");
    this.#after("stall", ms, () => {
      this.readyState = 4;
      this.#goOn();
    });
  }

  /** Be elsewhere without a seek: what a stolen core or a slow decoder does. */
  slip(seconds) {
    this.#place(this.#at + seconds);
  }

  fail(code, message = "") {
    this.error = { code, message };
    this.#stop();
    this.#emit("error");
  }

  #loaded() {
    this.readyState = 4;
    this.duration = this.loadedDuration;
    this.#emit("durationchange");
    this.#goOn();
  }

  #goOn() {
    if (this.paused || this.seeking || this.readyState < 3 || this.#isRunning) return;
    this.#since = this.#time.now();
    this.#settledAt = this.#since + this.settlingMs;
    this.#isRunning = true;
    this.#starting?.resolve();
    this.#starting = null;
    this.#planEnd();
    this.#emit("playing");
  }

  #stop() {
    this.#place(this.#at);
    this.#isRunning = false;
    this.#time.clearTimeout(this.#timers.end);
  }

  #place(position) {
    this.#position = position;
    this.#since = this.#time.now();
    this.#planEnd();
  }

  #planEnd() {
    this.#time.clearTimeout(this.#timers.end);
    if (!this.#isRunning || !Number.isFinite(this.duration)) return;
    const left = Math.max(0, this.duration - this.#position);
    this.#after("end", (left * 1000) / this.#rate, () => {
      this.#place(this.duration);
      this.#stop();
      this.paused = true;
      this.#emit("pause");
      this.#emit("ended");
    });
  }

  #after(name, delay, callback) {
    this.#time.clearTimeout(this.#timers[name]);
    this.#timers[name] = this.#time.setTimeout(callback, delay);
  }

  #emit(type) {
    this.dispatchEvent(new Event(type));
  }
}

function deferred() {
  const parts = {};
  parts.promise = new Promise((resolve, reject) => Object.assign(parts, { resolve, reject }));
  return parts;
}
