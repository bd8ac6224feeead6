import { readFileSync } from "node:fs";

import { hasPatience, holdOf, kept } from "../../../webapp/static/js/hold.js";
import { Patience, PROTOCOL_VERSION } from "../../../webapp/static/js/protocol.js";
import { positionAt } from "../../../webapp/static/js/timeline.js";

const vectors = JSON.parse(readFileSync(new URL("../../data/vectors.json", import.meta.url)));
const NOBODY = { count: 0, leader_id: null, users: [] };

/** Milliseconds since the Unix epoch when the world begins. */
export const EPOCH_MS = 1_700_000_000_000;
export const FILM = { provider: "file", kind: "mp4", url: "https://films.test/nosferatu.mp4" };

const LEAST_LEAD_MS = 150;
const SEEK_MS = 200;
const RESUME_MS = 100;
const MOST_LEAD_MS = 1_000;
const HOLD_MS = 15_000;

/** The lead of the program: the slowest usual round trip, and time to get ready. */
export const usualLead = (slowestMs, name) =>
  clamp(slowestMs + (name === "play" ? RESUME_MS : SEEK_MS), LEAST_LEAD_MS, MOST_LEAD_MS);
const clamp = (value, least, most) => Math.max(least, Math.min(most, value));

/**
 * What a command makes of the playhead. Mirrors `decide_move` in shared/domain/moving.py.
 */
export function moved(playback, name, payload, now, lead) {
  const remeasured = { ...playback, position: positionAt(playback, now), updated_at_ms: now };
  switch (name) {
    case "play": {
      const isDue = !playback.paused && playback.updated_at_ms <= now + lead;
      return isDue ? playback : { ...remeasured, paused: false, updated_at_ms: now + lead };
    }
    case "pause":
      return playback.paused ? playback : { ...remeasured, paused: true };
    case "seek": {
      const starts = Math.max(playback.updated_at_ms, now + lead);
      const updated_at_ms = playback.paused ? now : starts;
      return { ...playback, position: payload.position, updated_at_ms };
    }
    case "set_rate": {
      const isAhead = !playback.paused && playback.updated_at_ms > now;
      const next = isAhead ? playback : remeasured;
      return playback.rate === payload.rate ? playback : { ...next, rate: payload.rate };
    }
    default:
      throw new Error(`no command ${name}`);
  }
}

/** The room's server: applies commands in the order in which they come, and tells everybody. */
export class SimulatedServer {
  #world;
  #chance;
  #overtakingMs;
  #leadOf;
  #roundTrips = new Map();
  #connections = new Set();
  #stalled = new Set();
  #positions = new Map();
  room = { ...vectors.room.start, current: { id: "0", media: FILM, added_by: 1 } };
  /** What moved the playhead, and when. */
  history = [];
  /** How often it was asked for the time, by connection. */
  echoes = new Map();

  /**
   * @param {object} [options]
   * @param {number} [options.overtakingMs] By which frames of two processes overtake each other.
   * @param {(slowestMs: number, name?: string) => number} [options.leadOf] How far ahead starts are set.
   * @param {boolean} [options.waits] Whether the room stands still for who cannot go on.
   */
  constructor(world, chance, { overtakingMs = 0, leadOf = usualLead, waits = false } = {}) {
    this.#world = world;
    this.#chance = chance;
    this.#overtakingMs = overtakingMs;
    this.#leadOf = leadOf;
    this.room.patience = waits ? Patience.AUTO : Patience.NEVER;
  }

  get now() {
    return EPOCH_MS + this.#world.now;
  }

  /** @returns {number} Seconds. */
  get position() {
    return positionAt(this.room.playback, this.now);
  }

  get isRunning() {
    const { paused, updated_at_ms } = this.room.playback;
    return !paused && updated_at_ms <= this.now;
  }

  enter(connection) {
    this.#connections.add(connection);
  }

  leave(connection) {
    this.#connections.delete(connection);
    this.#roundTrips.delete(connection);
    this.#positions.delete(connection);
    this.#hear(connection, { is_stalled: false });
  }

  echo(connection, rtt_ms) {
    this.echoes.set(connection, [...(this.echoes.get(connection) ?? []), this.#world.now]);
    if (rtt_ms !== null) this.#roundTrips.set(connection, rtt_ms);
    return { received_ms: this.now, replied_ms: this.now };
  }

  answer(name, payload, connection) {
    if (name === "sync") return this.#snapshot();
    if (name === "report_position") return this.#note(connection, payload);
    if (name === "report_stall") return this.#hear(connection, payload);
    const now = Math.floor(this.now);
    const lead = this.#lead(name);
    if (name === "load") this.#load(now + lead);
    else this.#move(moved(this.room.playback, name, payload, now, lead));
    return { ok: true, version: this.room.version };
  }

  /** Mirrors shared/holding.py, but for whom people excuse, and how often anybody is waited for. */
  #hear(connection, { item_id, is_stalled }) {
    const was = this.#stalled.delete(connection);
    if (is_stalled && item_id === this.room.current.id) this.#stalled.add(connection);
    if (was || is_stalled) this.#look();
    return { ok: true };
  }

  #look() {
    const isHeld = Boolean(holdOf(this.room, this.now));
    if (this.#stalled.size === 0 && isHeld) this.#goOn();
    else if (this.#stalled.size > 0 && this.#mayHold()) this.#hold();
  }

  #mayHold() {
    return this.isRunning && hasPatience(this.room, this.#connections.size);
  }

  #hold() {
    const since_ms = Math.floor(this.now);
    const hold = { user_ids: [1], since_ms, until_ms: since_ms + HOLD_MS };
    const { position } = this;
    const playback = { ...this.room.playback, position, updated_at_ms: hold.until_ms };
    this.room = { ...this.room, hold, playback };
    this.#publish({ type: "hold_began", hold, playback }, "hold");
  }

  #goOn() {
    const updated_at_ms = Math.floor(this.now) + this.#lead();
    if (updated_at_ms >= this.room.hold.until_ms) return; // it is about to go on anyway
    this.#move({ ...this.room.playback, updated_at_ms }, "going on");
  }

  /** Remember where somebody is who obeyed the last command; ours need not say, some rivals do. */
  #note(connection, { position, version }) {
    if (version === this.room.version) this.#positions.set(connection, { position, at: this.now });
    return { ok: true };
  }

  /** Say where the room is, or where its slowest is; our pages need not be told, some rivals do. */
  tellPosition() {
    const { paused, rate } = this.room.playback;
    if (this.isRunning && this.#positions.size) this.#followSlowest();
    this.#tell("told", { position: this.position, paused: paused || !this.isRunning, rate });
  }

  #followSlowest() {
    const { now } = this;
    const { rate } = this.room.playback;
    const places = [...this.#positions.values()];
    const position = Math.min(...places.map((each) => each.position + ((now - each.at) / 1000) * rate));
    this.room = { ...this.room, playback: { ...this.room.playback, position, updated_at_ms: now } };
  }

  #lead(name) {
    return Math.round(this.#leadOf(Math.max(0, ...this.#roundTrips.values()), name));
  }

  #tell(name, payload) {
    for (const connection of this.#connections) connection.tell(name, payload);
  }

  #snapshot() {
    const { room, now } = this;
    return {
      protocol: PROTOCOL_VERSION, room, presence: NOBODY, me: { id: 1 }, server_ms: now,
    };
  }

  #load(updated_at_ms) {
    const item = { ...this.room.current, id: String(this.room.version) };
    const { rate } = this.room.playback;
    const playback = { position: 0, rate, paused: false, updated_at_ms };
    this.room = { ...this.room, current: item, playback, hold: null, skip_votes: [] };
    this.#stalled.clear();
    this.#publish({ type: "item_started", item, playback });
  }

  #move(playback, by) {
    if (playback === this.room.playback) return;
    this.room = { ...this.room, playback, hold: kept(this.room.hold, playback) };
    this.#publish({ type: "playback_changed", playback }, by);
  }

  /** @param {"people" | "hold" | "going on"} by Whose doing it is. */
  #publish(event, by = "people") {
    this.#positions.clear();
    const version = this.room.version + 1;
    this.room = { ...this.room, version };
    const { playback } = event;
    this.history.push({ at: this.#world.now, playback, by });
    const frame = { version, events: [event], server_ms: this.now };
    const late = this.#chance.next() * this.#overtakingMs;
    this.#world.after(late, () => this.#tell("frame", frame));
  }
}
