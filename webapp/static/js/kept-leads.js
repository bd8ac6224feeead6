import { Leads } from "./leads.js";
import { createKeepsake } from "./lib/keepsake.js";

const KEPT_FOR_MS = 30 * 24 * 3_600_000; // a month: the device has not grown older, its disk fuller

/**
 * What players of each kind cost on this device, remembered from one visit to the next: so the
 * first start of a visit is as good as the last one of the visit before.
 *
 * Another browser, or another version of it, has other costs: nothing is remembered across them.
 */
export class KeptLeads {
  #kept;
  #agent;
  #nowMs;
  #byKind = new Map();

  /** @param {() => number} [nowMs] The date. */
  constructor(window, nowMs = Date.now) {
    this.#kept = createKeepsake(window);
    this.#agent = window.navigator.userAgent;
    this.#nowMs = nowMs;
  }

  /**
   * @param {string} kind A `PlayerKind`.
   * @param {object} first A player's guess, as `Leads` takes it.
   */
  of(kind, first) {
    if (!this.#byKind.has(kind)) {
      const keep = (seconds) => this.#keep(kind, seconds);
      this.#byKind.set(kind, new Leads(first, this.#recall(kind), keep));
    }
    return this.#byKind.get(kind);
  }

  #recall(kind) {
    try {
      const { agent, at_ms, seconds } = JSON.parse(this.#kept.get(keyOf(kind)));
      const isValid = agent === this.#agent && this.#nowMs() - at_ms < KEPT_FOR_MS;
      return isValid ? seconds : {};
    } catch {
      return {}; // nothing kept, or not by us
    }
  }

  #keep(kind, seconds) {
    const record = { agent: this.#agent, at_ms: this.#nowMs(), seconds };
    this.#kept.set(keyOf(kind), JSON.stringify(record));
  }
}

const keyOf = (kind) => `leads_${kind}`;
