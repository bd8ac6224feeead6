import { Line } from "./line.mjs";

const RECONNECT_MS = 300;

/** What `connection.js` is to a page, over simulated lines. */
export class SimulatedConnection extends EventTarget {
  #world;
  #crystal;
  #server;
  #up;
  #down;
  #epoch = 0;
  state = "connecting";

  constructor({ world, crystal, server, chance, line }) {
    super();
    this.#world = world;
    this.#crystal = crystal;
    this.#server = server;
    this.#up = new Line(world, chance, line.up);
    this.#down = new Line(world, chance, line.down);
  }

  open() {
    this.#up.carry(() => {
      this.#server.enter(this);
      this.#bring(() => this.#become("connected"));
    });
  }

  /** Lose the connection, and everything that is on its way. */
  drop() {
    this.#epoch += 1;
    this.#server.leave(this);
    this.#become("reconnecting");
    this.#world.after(RECONNECT_MS, () => this.open());
  }

  request(name, payload = {}) {
    return this.#ask(() => this.#server.answer(name, payload, this));
  }

  clockEcho(rtt_ms) {
    return this.#ask(() => this.#server.echo(this, rtt_ms));
  }

  /** The server tells this page something. */
  tell(name, payload) {
    this.#bring(() => this.dispatchEvent(new CustomEvent(name, { detail: payload })));
  }

  #ask(answer) {
    if (this.state !== "connected") return Promise.reject(new Error("offline"));
    const epoch = this.#epoch;
    return new Promise((resolve, reject) => {
      this.#up.carry(() => {
        if (epoch !== this.#epoch) return this.#settle(() => reject(new Error("offline")));
        const answered = answer();
        return this.#bring(() => this.#settle(() => resolve(answered)));
      });
    });
  }

  #bring(deliver) {
    const epoch = this.#epoch;
    const arrive = () => epoch === this.#epoch && this.#settle(deliver);
    this.#down.carry(() => this.#crystal.whenAwake(arrive));
  }

  #settle(act) {
    act();
    this.#world.promised();
  }

  #become(state) {
    this.state = state;
    this.dispatchEvent(new CustomEvent("state", { detail: state }));
    this.#world.promised();
  }
}
