import { createSession } from "./lib/session.js";

const STORED_LAUNCH = "telegram_launch";

/**
 * Messages to the Telegram client around the page and from it, by whichever of its roads there is.
 *
 * Ours in place of the script of telegram.org: that host is blocked for part of our users, and a
 * script tag that hangs holds the page. The only module that knows `window.Telegram`.
 * Source: core.telegram.org/api/web-events.
 */
export class Bridge {
  #window;
  #isFramed;
  #events = new EventTarget();

  /** @param {URLSearchParams} launch See `launchParams`. */
  constructor(window, launch) {
    this.#window = window;
    this.#isFramed = window.parent !== window;
    this.version = launch.get("tgWebAppVersion") ?? "6.0";
    this.isInside = isLaunch(launch);
    if (!this.isInside) return;
    this.#listen();
    if (this.#isFramed) this.#joinFrame();
  }

  isVersionAtLeast(version) {
    const [have, want] = [this.version, version].map((text) => text.split(".").map(Number));
    return have[0] === want[0] ? (have[1] ?? 0) >= (want[1] ?? 0) : have[0] > want[0];
  }

  /** @returns {boolean} Whether it was posted: a client older than `since` is not bothered. */
  post(type, data, since = "6.0") {
    if (!this.isInside || !this.isVersionAtLeast(since)) return false;
    const { TelegramWebviewProxy: proxy, external, parent } = this.#window;
    const message = JSON.stringify({ eventType: type, eventData: data ?? "" });
    if (proxy?.postEvent) proxy.postEvent(type, JSON.stringify(data ?? ""));
    else if (typeof external?.notify === "function") external.notify(message);
    // Telegram Web lives on several hosts, and nothing that is posted is a secret.
    else if (this.#isFramed) parent.postMessage(message, "*");
    else return false;
    return true;
  }

  /** @returns {() => void} Stops the handler. Events that nobody handles are ignored. */
  on(event, handler) {
    const listener = ({ detail }) => handler(detail);
    this.#events.addEventListener(event, listener);
    return () => this.#events.removeEventListener(event, listener);
  }

  #listen() {
    const receiveEvent = (type, data) => this.#receive(type, data);
    this.#window.Telegram = { ...this.#window.Telegram, WebView: { receiveEvent } };
    this.#window.TelegramGameProxy = { receiveEvent }; // iOS
    this.#window.TelegramGameProxy_receiveEvent = receiveEvent; // old Windows
  }

  #joinFrame() {
    this.#window.addEventListener("message", ({ source, data }) => {
      // Players' frames and other windows may speak to the page too; the client is its parent.
      const message = source === this.#window.parent ? parsed(data) : null;
      if (message?.eventType) this.#receive(message.eventType, message.eventData);
    });
    this.on("reload_iframe", () => {
      this.post("iframe_will_reload");
      this.#window.location.reload();
    });
    this.post("iframe_ready", { reload_supported: true });
  }

  #receive(type, data) {
    this.#events.dispatchEvent(new CustomEvent(type, { detail: data ?? {} }));
  }
}

/**
 * What the client put behind the address's `#` when it opened this window.
 *
 * Kept for the session, so that it outlives a reload and our own links, and taken out of the
 * address, which people copy and send: it proves who they are.
 *
 * @param {Window} window
 * @returns {URLSearchParams} Empty outside Telegram.
 */
export function launchParams(window) {
  const { location, history } = window;
  const given = new URLSearchParams(location.hash.replace(/^#\??/, ""));
  const session = createSession(window);
  if (!isLaunch(given)) return new URLSearchParams(session.get(STORED_LAUNCH) ?? "");
  // Where nothing may be stored, the address keeps what a reload needs.
  if (session.set(STORED_LAUNCH, given.toString())) {
    history.replaceState(history.state, "", location.pathname + location.search);
  }
  return given;
}

/** @returns {*} The JSON value, or null for whatever is not JSON. */
export function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const isLaunch = (params) => params.has("tgWebAppVersion") || params.has("tgWebAppData");
