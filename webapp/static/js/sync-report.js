import { Arrival } from "./arrival.js";
import { realTime } from "./lib/real-time.js";
import { isSeen } from "./lib/seen.js";
import { Command } from "./protocol.js";

// Of ten thousand pages it is 170 reports a second, each a quarter of a millisecond's work for the
// server: one part in twenty-five of a core.
const EVERY_MS = 60_000;
const FIRST_WITHIN_MS = 30_000; // who only looks in is heard of too
const SPREAD = 0.5; // of it: a roomful of pages does not speak in one instant

/**
 * Tell the server how well this page keeps with the room, now and then while it plays and is seen.
 *
 * @param {object} parts
 * @param {import("./stage.js").Stage} parts.stage
 * @param {import("./room-store.js").RoomStore} parts.store
 * @param {import("./clock.js").ServerClock} parts.clock
 * @param {EventTarget & {state: string, request: Function}} parts.connection
 * @param {Document} parts.document
 * @param {{now: () => number, setTimeout: Function, random: () => number}} [parts.time] `now` is
 *   since the page was opened, in milliseconds.
 */
export function reportSync({ stage, store, clock, connection, document, time = realTime }) {
  const arrival = new Arrival({ stage, store, clock, connection, document, now: time.now });

  function look() {
    time.setTimeout(look, EVERY_MS * (1 - SPREAD / 2 + SPREAD * time.random()));
    if (isSeen(document) && stage.sync && stage.isRunning && connection.state === "connected") {
      tell();
    }
  }

  function tell() {
    const { p50, p95 } = stage.drifts ?? {};
    const known = {
      drift_p50_ms: p50,
      drift_p95_ms: p95,
      precision_ms: clock.precision_ms,
      round_trip_ms: clock.roundTrip_ms,
      in_sync_after_ms: arrival.take(),
      ...stage.tally.take(),
    };
    const report = { player: stage.playerKind };
    for (const [name, value] of Object.entries(known)) {
      if (Number.isFinite(value)) report[name] = round(value);
    }
    // Not sent again: it is one of many, and the next one tells of another minute.
    connection.request(Command.REPORT_SYNC, report).catch(() => {});
  }

  // Anywhere within: those who opened the page together do not speak together.
  time.setTimeout(look, FIRST_WITHIN_MS * time.random());
}

const round = (value) => Math.round(value * 10) / 10;
