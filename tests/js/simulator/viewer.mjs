import { ServerClock } from "../../../webapp/static/js/clock.js";
import { Leads } from "../../../webapp/static/js/leads.js";
import { keepCurrent } from "../../../webapp/static/js/live-room.js";
import { Html5Player } from "../../../webapp/static/js/players/html5.js";
import { YouTubePlayer } from "../../../webapp/static/js/players/youtube.js";
import { RoomStore } from "../../../webapp/static/js/room-store.js";
import { reportStalls } from "../../../webapp/static/js/stalls.js";
import { Sync } from "../../../webapp/static/js/sync.js";
import { SEEK_FROM } from "../../../webapp/static/js/timeline.js";
import { SimulatedConnection } from "./connection.mjs";
import { SimulatedPage } from "./page.mjs";
import { EPOCH_MS } from "./server.mjs";
import { SimulatedStage } from "./stage.mjs";
import { Crystal } from "./world.mjs";

/** A file in a player that cannot change its rate, as some providers' frames. */
class UnratedPlayer extends Html5Player {
  get capabilities() {
    return { ...super.capabilities, rates: null, dead_band: 0.1 };
  }

  set playbackRate(_rate) {}

  get playbackRate() {
    return this.video.playbackRate;
  }
}

const KINDS = { fine: Html5Player, steps: YouTubePlayer, none: UnratedPlayer, liar: Html5Player };

/** Keeps a player with the room by the program's own modules. */
export function byProgram({ player, clock, page, leads, ownOffsetMs = 0, seekFrom = SEEK_FROM }) {
  const sync = new Sync({ player, clock, host: page, leads });
  return Object.assign(sync, { ownOffsetMs, seekFrom });
}

/** Lets the program's own module say when a page cannot go on. */
export function tellByProgram(viewer) {
  const { clock, connection, store, page } = viewer;
  const { document, time } = page;
  reportStalls({ stage: new SimulatedStage(viewer), store, clock, connection, document, time });
}

/** One page in the room: the program's modules over a simulated browser and network. */
export class Viewer {
  #world;
  #crystal;
  #mediaCrystal;
  #keep;
  #leads;
  #itemId = null;
  #playback = null;
  page;
  store;
  connection;
  clock;
  player = null;
  sync = null;
  isAway = false;
  /** What may have put this viewer out of place, when, and when it took effect if that is later. */
  causes = [];
  /** `{at, from, to, hasPlayed, endedAt?}`; positions in seconds. */
  seeks = [];
  /** `{at, rate}` */
  rateChanges = [];
  /** When the player began to play, or went on. */
  starts = [];
  readings = [];

  /**
   * @param {object} traits From `scenario.mjs`.
   * @param {typeof byProgram} [keep] What keeps the player with the room.
   */
  constructor({ world, server, chance, traits, keep = byProgram }) {
    this.#world = world;
    this.#keep = keep;
    this.traits = traits;
    this.#crystal = new Crystal(world, { shows: traits.shows, ppm: traits.ppm });
    this.#mediaCrystal = new Crystal(world, { ppm: traits.mediaPpm });
    const media = { ...traits.media, obeysRates: !["none", "liar"].includes(traits.kind) };
    const mediaCrystal = this.#mediaCrystal;
    const crystal = this.#crystal;
    this.page = new SimulatedPage({ world, crystal, mediaCrystal, chance, media });
    this.connection = new SimulatedConnection({
      world, crystal, server, chance, line: traits.line,
    });
    const { now, setTimeout, clearTimeout } = crystal;
    const time = { now, setTimeout, clearTimeout, random: chance.next };
    this.clock = new ServerClock((rtt) => this.connection.clockEcho(rtt), time);
    this.store = new RoomStore(() => this.clock.now());
    this.server = server;
  }

  get video() {
    return this.page.videos.at(-1);
  }

  get room() {
    return this.store.room;
  }

  /**
   * @returns {number | null} Seconds of watching ahead of where this device is to be; null if there
   *   are none.
   */
  get drift() {
    const isPlaying = this.server.isRunning && this.player && !this.isAway;
    if (!isPlaying || this.video.readyState < 1) return null;
    const ahead = (this.video.truth - this.server.position) / this.server.room.playback.rate;
    return ahead - (this.sync.ownOffsetMs ?? 0) / 1000;
  }

  /** @returns {number} Milliseconds by which this page's idea of the server's clock is wrong. */
  get clockError() {
    return this.clock.now() - (EPOCH_MS + this.#world.now);
  }

  /** Note how it stands with this viewer. */
  read() {
    const { drift, clockError } = this;
    const { uncertainty_ms } = this.clock;
    if (drift === null) return;
    const isLanding = this.video.paused; // it stands and waits for the room
    this.readings.push({ at: this.#world.now, drift, isLanding, clockError, uncertainty_ms });
  }

  enter() {
    const { connection, clock } = this;
    this.causes.push({ at: this.#world.now, what: "join" });
    connection.addEventListener("state", ({ detail }) => detail === "connected" && clock.burst());
    for (const name of ["frame", "told"])
      connection.addEventListener(name, ({ detail }) => this.#hear(detail));
    keepCurrent({
      connection,
      store: this.store,
      onSnapshot: () => {},
      onOutdated: () => {},
      timers: this.page,
    });
    this.store.addEventListener("change", () => this.#show(this.store.room));
    clock.start();
    connection.open();
  }

  ask(name, payload) {
    this.connection.request(name, payload).catch(() => {});
  }

  stall(ms) {
    if (!this.video || this.video.paused) return;
    this.causes.push({ at: this.#world.now + ms, what: "stall" });
    this.video.stall(ms);
  }

  /** Somebody sets by ear how much earlier this device is to play. */
  tune(ms) {
    this.causes.push({ at: this.#world.now, what: "tune" });
    this.traits.ownOffsetMs = ms;
    // Rivals have no such thing, and are judged without.
    if (this.sync && "ownOffsetMs" in this.sync) this.sync.ownOffsetMs = ms;
  }

  /** The connection breaks. */
  lose() {
    this.causes.push({ at: this.#world.now, what: "loss" });
    this.connection.drop();
  }

  /** The device goes to sleep, and with it both its crystals' work. */
  sleep(ms, isClockStopped) {
    if (this.isAway) return;
    this.isAway = true;
    this.#crystal.sleep(isClockStopped);
    this.#mediaCrystal.sleep(true);
    this.connection.drop();
    this.#world.after(ms, () => {
      this.causes.push({ at: this.#world.now, what: "sleep" });
      this.isAway = false;
      this.#mediaCrystal.wake();
      this.#crystal.wake();
      this.page.setVisible(true);
    });
  }

  #hear(frame) {
    if (frame.server_ms !== undefined) this.clock.hear?.(frame.server_ms);
    this.sync?.told?.(frame);
  }

  #show({ current, playback }) {
    if (playback === this.#playback) return;
    this.#playback = playback;
    const at = this.#world.now;
    const effectAt = Math.max(at, playback.updated_at_ms - EPOCH_MS);
    this.causes.push({ at, what: "command", effectAt });
    if (current.id !== this.#itemId) this.#replace(current);
    else this.sync.follow(playback);
  }

  #replace(item) {
    this.#itemId = item.id;
    this.sync?.destroy();
    this.player?.destroy();
    this.player = new KINDS[this.traits.kind](item.media, this.page.container);
    this.#leads ??= new Leads(this.player.firstLeads);
    const { ownOffsetMs, seekFrom } = this.traits;
    const parts = { player: this.player, clock: this.clock, page: this.page, leads: this.#leads };
    this.sync = this.#keep({
      ...parts, ownOffsetMs, seekFrom, connection: this.connection, viewer: this,
    });
    this.sync.follow(this.#playback);
    const { seeks: sought, rateChanges, starts } = this;
    Object.assign(this.video, { sought, rateChanges, starts });
  }
}
