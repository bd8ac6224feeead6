import { realTime } from "./lib/real-time.js";
import { isSeen } from "./lib/seen.js";
import { Command, PageState } from "./protocol.js";

const LOOK_EVERY_MS = 500;

// Seconds behind the room. Whoever talks over the film notices one; half of it is on its way back.
const BEHIND_FROM = 1;
const BEHIND_UNTIL = 0.5;

// Who is behind says by how much, and again when others would read another number of seconds.
const RETOLD_MS = 5_000;

// For how long something must be so before others are told: what passes by itself is not news.
const HELD_MS = Object.freeze({
  [PageState.IN_SYNC]: 2_000,
  [PageState.BEHIND]: 4_000,
  [PageState.STALLED]: 2_000,
  [PageState.ADVERTISEMENT]: 0, // it took a while to tell that it is one
  [PageState.SECOND_SCREEN]: 0,
  [PageState.AWAY]: 0, // a hidden page may be put to sleep at once
});

/**
 * Tell the room how this page keeps up with it: on a change that has lasted, on a connection, and
 * while it catches up.
 *
 * A second screen has nothing to be behind with, and says so once.
 *
 * @param {import("./stage.js").Stage} stage
 * @param {EventTarget & {state: string, request: Function}} connection
 * @param {Document} document
 * @param {{now: () => number, setInterval: Function}} [time] `now` is monotonic, in milliseconds.
 */
export function reportPageState({ stage, connection, document, time = realTime }) {
  let told = PageState.IN_SYNC;
  let toldAt = time.now();
  let toldSeconds = 0;
  let seen = PageState.IN_SYNC;
  let seenAt = time.now();

  function look() {
    const state = stateOf(stage, document, seen);
    if (state !== seen) {
      seen = state;
      seenAt = time.now();
    }
    if (state !== told ? time.now() - seenAt >= HELD_MS[state] : isElsewhere()) tell();
  }

  function isElsewhere() {
    if (told !== PageState.BEHIND || time.now() - toldAt < RETOLD_MS) return false;
    return secondsOf(stage.driftLately) !== toldSeconds;
  }

  function tell() {
    if (connection.state !== "connected") return;
    told = seen;
    toldAt = time.now();
    const drift = stage.driftLately;
    toldSeconds = secondsOf(drift);
    const drift_ms = drift === null ? null : Math.round(drift);
    connection.request(Command.REPORT_STATE, { state: told, drift_ms }).catch(() => {});
  }

  connection.addEventListener("state", ({ detail }) => {
    if (detail !== "connected") return;
    told = PageState.IN_SYNC; // what the server takes a new connection for
    look();
  });
  document.addEventListener("visibilitychange", look);
  time.setInterval(look, LOOK_EVERY_MS);
}

const secondsOf = (ms) => Math.round((ms ?? 0) / 1000);

function stateOf(stage, document, before) {
  if (!stage.isScreen) return PageState.SECOND_SCREEN;
  if (!isSeen(document)) return PageState.AWAY;
  if (!stage.isRunning) return PageState.IN_SYNC;
  if (stage.player?.isAdvertising) return PageState.ADVERTISEMENT;
  if (stage.failure || stage.sync?.isBuffering) return PageState.STALLED;
  return isBehind(stage, before) ? PageState.BEHIND : PageState.IN_SYNC;
}

function isBehind({ isLive, isAtEnd, sync }, before) {
  if (isLive || isAtEnd || !sync) return false;
  const limit = before === PageState.BEHIND ? BEHIND_UNTIL : BEHIND_FROM;
  // Without a drift it does not play, though the room does: paused by hand, or waiting for a tap.
  return sync.drift === null || sync.drift < -limit;
}
