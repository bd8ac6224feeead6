import { PendingSeek } from "./pending-seek.js";
import { PendingStart } from "./pending-start.js";
import { Player } from "./player.js";
import { RemoteSound } from "./remote-sound.js";
import { ERROR_REASONS, State, YouTubeFrame } from "./youtube-frame.js";
import { YouTubeReport } from "./youtube-report.js";

const NOT_BEGUN = new Set([State.UNSTARTED, State.CUED]);

// It reports four times a second, and calls waiting for media by its name: where it says that it
// plays and yet stands still for so long, it shows something else.
const STILL_MS = 1_500;
const ECHO_MS = 500; // a refusal or a pause so soon after an order may still be of the one before
const AT_EDGE = 12; // seconds; its live streams are as late as that

/** A YouTube video in its own frame. */
export class YouTubePlayer extends Player {
  #frame;
  #window;
  #now;
  #report;
  #state = State.UNSTARTED;
  #isReady = false;
  #hasFailed = false;
  #rate = 1;
  #sound;
  #isAsked = false;
  #hasOrdered = false;
  #refusedAt = -Infinity;
  #pausedAt = -Infinity;
  #starting = null;
  #sought;

  /** @param {{id: string, title?: string}} media @param {Element} container */
  constructor(media, container) {
    super();
    this.#window = container.ownerDocument.defaultView;
    this.#now = () => this.#window.performance.now();
    this.#report = new YouTubeReport(this.#now);
    this.#sought = new PendingSeek(this.#window, () => this.#landed());
    const command = (...order) => this.#frame.command(...order);
    this.#sound = new RemoteSound(command, this.#now, () => this.emit("volumechange"));
    this.#frame = new YouTubeFrame(media, container, {
      onMessage: (event, info) => this.#receive(event, info ?? {}),
      onSilence: () => this.#fail("network"),
    });
  }

  get capabilities() {
    const { rates, isLive: is_live } = this.#report;
    return { rates, is_live, coverable: false, dead_band: 0.08, prepares: false };
  }

  get settleMs() {
    return 1_000;
  }

  get firstLeads() {
    return { seek: 0.3, begin: 0.5, first: 0.3, start: 0.3, resume: 0.1 };
  }

  get readyState() {
    if (!this.#isReady) return 0;
    if (!this.#hasBegun) return 1;
    return this.isAdvertising || this.#state === State.BUFFERING ? 2 : 4;
  }

  /** As with media elements: whether nobody asked it to play. It may be asked and yet buffer. */
  get paused() {
    return !this.#isAsked;
  }

  get ended() {
    return this.#state === State.ENDED;
  }

  get seeking() {
    return this.#sought.isUnderWay;
  }

  get isAdvertising() {
    return this.#state === State.PLAYING && this.#report.position.stillMs > STILL_MS;
  }

  get bufferedAhead() {
    return this.#report.loadedAhead ?? super.bufferedAhead;
  }

  get duration() {
    return this.#report.duration;
  }

  get currentTime() {
    return this.#sought.destination ?? this.#report.position.value;
  }

  set currentTime(position) {
    this.#sought.destination = position;
    // A seek would start a video that has not begun: the place is kept until it is asked to play.
    if (this.#isReady && (this.#isAsked || this.#hasBegun)) this.#seek();
  }

  get playbackRate() {
    return this.#rate;
  }

  set playbackRate(rate) {
    this.#rate = rate;
    this.#frame.command("setPlaybackRate", rate);
    this.emit("ratechange");
  }

  get muted() {
    return this.#sound.muted;
  }

  set muted(muted) {
    this.#sound.mute(muted);
  }

  get volume() {
    return this.#sound.volume;
  }

  set volume(volume) {
    this.#sound.setVolume(volume);
  }

  play() {
    this.#ask(true);
    if (this.#isReady) this.#start();
    if (this.#state === State.PLAYING) return Promise.resolve();
    this.#starting ??= new PendingStart(this.#window, () => this.#judgeStart());
    return this.#starting.promise;
  }

  pause() {
    this.#pausedAt = this.#now();
    this.#ask(false);
    this.#frame.command("pauseVideo");
  }

  seekToLive() {
    const { duration } = this;
    const isThere = !this.paused && duration - this.currentTime < AT_EDGE;
    if (duration > 0 && !isThere) this.#frame.command("seekTo", duration, true);
  }

  destroy() {
    this.#hasFailed = true;
    this.#dropStart("AbortError");
    this.#sought.destroy();
    this.#frame.destroy();
  }

  get #hasBegun() {
    return !NOT_BEGUN.has(this.#state);
  }

  /** One order only: each may be refused, the second time to our muted try. */
  #start() {
    const isBySeek = !this.#hasBegun && this.#sought.destination !== null;
    if (isBySeek) this.#seek();
    // A start that was taken back before it showed has begun there all the same.
    if (!isBySeek || this.#hasOrdered) this.#frame.command("playVideo");
    this.#hasOrdered = true;
  }

  #judgeStart() {
    const standsStill = !this.#hasBegun || this.#state === State.PAUSED;
    if (this.#isReady && standsStill) this.#refused();
  }

  #receive(event, info) {
    if (this.#hasFailed) return;
    if (event === "onError") this.#fail(ERROR_REASONS[info] ?? "unknown");
    else if (event === "onAutoplayBlocked") this.#onBlocked();
    else if (event === "onStateChange") this.#enter(info);
    else if (event === "onReady") this.#ready();
    else if (event === "infoDelivery" || event === "initialDelivery") this.#learn(info);
  }

  #ready() {
    if (this.#isReady) return;
    this.#isReady = true;
    this.#sound.insist();
    this.emit("durationchange");
    if (this.#isAsked && !this.#sought.isUnderWay) this.#start();
  }

  #learn(info) {
    const had = this.duration;
    if (this.#report.take(info)) {
      this.#sought.hear(this.#report.position.value);
      this.emit("timeupdate");
    }
    if (!Object.is(this.duration, had)) this.emit("durationchange");
    if (this.#isReady) this.#sound.report(info);
    if (info.playerState !== undefined) this.#enter(info.playerState);
  }

  #enter(state) {
    if (state === this.#state) return;
    this.#state = state;
    this.#report.position.run(state === State.PLAYING);
    if (state === State.PLAYING) this.#playing();
    else if (state === State.PAUSED) this.#paused();
    else if (state === State.BUFFERING) this.emit("waiting");
    else if (state === State.ENDED) {
      this.#ask(false);
      this.emit("ended");
    }
  }

  /** By a person inside the frame, or by an order of ours that another has overtaken. */
  #paused() {
    if (this.#now() - this.#pausedAt > ECHO_MS) this.#ask(false);
  }

  #playing() {
    this.#ask(true); // by a tap inside the frame, if not by us
    if (!this.#sought.isUnderWay) this.#sought.destination = null;
    this.#starting?.resolve();
    this.#starting = null;
    // Loading a video sets it back to 1.
    if (this.#report.position.rate !== this.#rate) this.#frame.command("setPlaybackRate", this.#rate);
    this.emit("playing");
  }

  #ask(isAsked) {
    if (!isAsked) this.#dropStart("AbortError");
    if (isAsked === this.#isAsked) return;
    this.#isAsked = isAsked;
    this.emit(isAsked ? "play" : "pause");
  }

  #onBlocked() {
    if (this.#now() - this.#refusedAt < ECHO_MS) this.#starting?.judgeSoon();
    else this.#refused();
  }

  #refused() {
    this.#refusedAt = this.#now();
    this.#isAsked = false;
    this.#dropStart("NotAllowedError");
  }

  #dropStart(name) {
    this.#starting?.reject(name);
    this.#starting = null;
  }

  #seek() {
    this.#sought.begin(this.#report.position.value);
    this.#frame.command("seekTo", this.#sought.destination, true);
    this.emit("seeking");
  }

  #landed() {
    if (this.#hasBegun) this.#sought.destination = null;
    this.emit("seeked");
  }

  #fail(reason) {
    this.#hasFailed = true;
    this.#dropStart("AbortError");
    this.emit("error", { reason });
  }
}
