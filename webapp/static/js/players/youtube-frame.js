// developers.google.com/youtube/iframe_api_reference#Playback_status
export const State = Object.freeze({
  UNSTARTED: -1,
  ENDED: 0,
  PLAYING: 1,
  PAUSED: 2,
  BUFFERING: 3,
  CUED: 5,
});

// …#onError; 101 and 150: its owner forbids it; 153: the page did not say who embeds.
export const ERROR_REASONS = Object.freeze({
  2: "not_found",
  5: "unsupported",
  100: "not_found",
  101: "embedding_forbidden",
  150: "embedding_forbidden",
  153: "embedding_forbidden",
});

const YOUTUBE_ORIGIN = "https://www.youtube.com";
const ORIGINS = new Set([YOUTUBE_ORIGIN, "https://www.youtube-nocookie.com"]);

const LISTEN_EVERY_MS = 250; // until the frame answers
// A frame may wait for its person as long as it likes, but it greets; without a word it never came.
const SILENCE_MS = 20_000;

// Our controls are the room's: the player's own would let a viewer seek away from everybody.
const OPTIONS = {
  enablejsapi: 1,
  playsinline: 1,
  controls: 0,
  disablekb: 1,
  fs: 0,
  rel: 0,
  iv_load_policy: 3,
};

const EVENTS = ["onReady", "onStateChange", "onError", "onAutoplayBlocked"];

/**
 * The iframe of a YouTube video and its postMessage protocol: what YouTube's script does, without
 * the script.
 */
export class YouTubeFrame {
  #window;
  #iframe;
  #id = crypto.randomUUID();
  #queue = [];
  #hasAnswered = false;
  #listener;
  #listening = new AbortController();
  #timers = [];

  /**
   * @param {{id: string, title?: string}} media
   * @param {Element} container
   * @param {{onMessage: (event: string, info: any) => void, onSilence: () => void}} listener
   *   `onSilence`: the frame has not said a word for twenty seconds.
   */
  constructor(media, container, listener) {
    this.#window = container.ownerDocument.defaultView;
    this.#listener = listener;
    this.#iframe = container.ownerDocument.createElement("iframe");
    this.#iframe.title = media.title ?? "YouTube";
    this.#iframe.allow = "autoplay; encrypted-media; picture-in-picture; fullscreen";
    // Without a Referer YouTube refuses with error 153.
    this.#iframe.referrerPolicy = "strict-origin-when-cross-origin";
    const query = new URLSearchParams({ ...OPTIONS, origin: this.#window.location.origin });
    this.#iframe.src = `${YOUTUBE_ORIGIN}/embed/${encodeURIComponent(media.id)}?${query}`;
    const { signal } = this.#listening;
    this.#window.addEventListener("message", (message) => this.#receive(message), { signal });
    container.append(this.#iframe);
    this.#timers.push(this.#window.setTimeout(() => this.#giveUp(), SILENCE_MS));
    this.#greet();
  }

  /** Tell the player something; kept until the frame listens. */
  command(func, ...args) {
    if (!this.#hasAnswered) this.#queue.push([func, args]);
    else this.#post({ event: "command", func, args });
  }

  destroy() {
    this.#listening.abort();
    for (const timer of this.#timers) this.#window.clearTimeout(timer);
    this.#iframe.remove();
  }

  #greet() {
    if (this.#hasAnswered) return;
    this.#timers[1] = this.#window.setTimeout(() => this.#greet(), LISTEN_EVERY_MS);
    // To anyone: it holds no secret, and until the frame has left about:blank a named origin would
    // only fill the console. Subscribed first, for a failure comes right behind the answer.
    this.#subscribe("*");
    this.#post({ event: "listening" }, "*");
  }

  #subscribe(origin) {
    for (const name of EVENTS) {
      this.#post({ event: "command", func: "addEventListener", args: [name] }, origin);
    }
  }

  #giveUp() {
    if (!this.#hasAnswered) this.#listener.onSilence();
  }

  #post(message, origin = YOUTUBE_ORIGIN) {
    const text = JSON.stringify({ ...message, id: this.#id, channel: "widget" });
    this.#iframe.contentWindow?.postMessage(text, origin);
  }

  #receive({ source, origin, data }) {
    if (source !== this.#iframe.contentWindow || !ORIGINS.has(origin)) return;
    const message = parse(data);
    if (!message) return;
    if (!this.#hasAnswered) this.#answered();
    this.#listener.onMessage(message.event, message.info);
  }

  #answered() {
    this.#hasAnswered = true;
    this.#subscribe(); // again: what came before the greeting may have been passed over
    for (const [func, args] of this.#queue.splice(0)) this.command(func, ...args);
  }
}

function parse(data) {
  try {
    const message = JSON.parse(data);
    return typeof message?.event === "string" ? message : null;
  } catch {
    return null; // frames talk about other things too
  }
}
