import { io as connect } from "./vendor/socket.io.esm.min.js";
import { CommandError, toCommandError } from "./http.js";

// Longer than the worst round trip of a phone on a bad network, shorter than patience.
const ACK_TIMEOUT_MS = 8_000;
// Slower than this, after a sleep, a connection is dead though nobody has said so yet.
const PROOF_MS = 2_000;
// Refusals that pass by themselves; every other one stands until the person does something.
const PASSING = new Set(["rate_limited", "internal"]);
const RETRY_AFTER_S = 3;
const FRAMES = { events: "frame" };
const OF_CHAT = ["message", "message_deleted", "messages_deleted", "typing"];
const FAREWELLS = ["bye", "kicked"];
const OF_PERSON = ["notification", "notifications_read"];
for (const name of ["presence", "emotions", ...OF_PERSON, ...OF_CHAT]) FRAMES[name] = name;

/**
 * The socket to the server; the only module that knows Socket.IO.
 *
 * Dispatches "frame", "presence", "message", "message_deleted", "messages_deleted", "typing",
 * "emotions", "notification", "notifications_read", "waiting" and, for every farewell, "bye" with
 * the payload as detail; "glimpse" of the server's clock, in milliseconds; and "state" with "connecting", "waiting" for a place in a full room,
 * "connected", "reconnecting" or "refused".
 */
export class Connection extends EventTarget {
  #socket;
  #state = "connecting";
  #auth;
  refusal = null;

  /**
   * @param {{room_id?: string, start_param?: string, init_data?: string, guest_token?: string,
   *   wait?: boolean}} auth `wait` for a place where there is none.
   */
  constructor(auth, io = connect) {
    super();
    this.#auth = { ...auth };
    this.#socket = io({
      auth: this.#auth,
      autoConnect: false,
      // Straight to WebSocket, with polling behind it for networks that forbid it.
      transports: ["websocket", "polling"],
      tryAllTransports: true,
      reconnectionDelay: 300,
      reconnectionDelayMax: 2_000, // a restarted server has its rooms back within two seconds
      timeout: 10_000,
    });
    // Whoever waits is told when they are in, be it at once.
    this.#socket.on("connect", () => this.#auth.wait || this.#enter("connected"));
    this.#socket.on("admitted", () => this.#enter("connected"));
    this.#socket.on("disconnect", (reason) => this.#lost(reason));
    this.#socket.on("connect_error", (error) => this.#failed(error));
    for (const [name, event] of Object.entries(FRAMES)) {
      this.#socket.on(name, (payload) => this.#received(event, payload));
    }
    this.#socket.on("waiting", (place) => this.#queued(place));
    for (const name of FAREWELLS) {
      this.#socket.on(name, (payload) => this.#dismissed(payload));
    }
  }

  get state() {
    return this.#state;
  }

  open() {
    this.#socket.connect();
  }

  close() {
    this.#socket.disconnect();
  }

  /** Get in line, after there was no place. */
  wait() {
    this.#auth.wait = true;
    this.#enter("connecting");
    this.#socket.connect();
  }

  /** Do not wait for the next attempt: the network or the page has just come back. */
  hurry() {
    if (this.#state === "reconnecting") this.#socket.disconnect().connect();
  }

  /** Make sure, after a sleep, that there is still somebody at the other end. */
  async prove() {
    if (this.#state !== "connected") return this.hurry();
    try {
      await this.#socket.timeout(PROOF_MS).emitWithAck("clock", { sent_ms: performance.now() });
    } catch {
      this.#enter("reconnecting");
      this.hurry();
    }
  }

  /**
   * @param {string} name A `Command`, or "sync".
   * @returns {Promise<object>} The acknowledgement; rejects with a CommandError.
   */
  async request(name, payload = {}) {
    if (!this.#socket.connected) throw new CommandError("offline");
    let ack;
    try {
      ack = await this.#socket.timeout(ACK_TIMEOUT_MS).emitWithAck(name, payload);
    } catch {
      throw new CommandError("offline");
    }
    if (!ack.ok) throw toCommandError(ack.error);
    return ack;
  }

  /**
   * @param {number | null} round_trip_ms What this page usually waits for an answer, if it knows.
   * @returns {Promise<{sent_ms: number, received_ms: number, replied_ms: number}>}
   */
  clockEcho(round_trip_ms) {
    if (!this.#socket.connected) return Promise.reject(new CommandError("offline"));
    const echo = this.#socket.timeout(ACK_TIMEOUT_MS);
    return echo.emitWithAck("clock", { sent_ms: performance.now(), round_trip_ms });
  }

  #received(event, payload) {
    // First, because the clock only gets later while a page takes the news in.
    if (payload.server_ms) this.#dispatch("glimpse", payload.server_ms);
    this.#dispatch(event, payload);
  }

  #lost(reason) {
    if (reason === "io client disconnect" || this.#state === "refused") return;
    this.#enter("reconnecting");
    // The library gives up when the server closes; a restarting server wants us back.
    if (reason === "io server disconnect") this.#socket.connect();
  }

  #queued(place) {
    this.#enter("waiting");
    this.#dispatch("waiting", place);
  }

  #dismissed(bye) {
    this.#dispatch("bye", bye);
    if (bye.code !== "restarting") this.#refuse(toCommandError(bye));
  }

  #failed(error) {
    // Only a refusal by our server carries a code; anything else is the network, and is retried.
    if (!error.data?.code) return this.#enter("reconnecting");
    const refusal = toCommandError(error.data);
    if (!PASSING.has(refusal.code)) return this.#refuse(refusal);
    this.#enter("reconnecting");
    const wait = refusal.data.retry_after ?? RETRY_AFTER_S;
    setTimeout(() => this.#socket.connect(), wait * 1000);
  }

  #refuse(refusal) {
    this.refusal = refusal;
    this.#enter("refused");
  }

  #enter(state) {
    if (state === this.#state) return;
    this.#state = state;
    this.#dispatch("state", state);
  }

  #dispatch(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}
