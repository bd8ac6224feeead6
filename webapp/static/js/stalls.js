import { hasPatience, holdOf } from "./hold.js";
import { realTime } from "./lib/real-time.js";
import { isSeen } from "./lib/seen.js";
import { Command } from "./protocol.js";
import { END_WITHIN } from "./timeline.js";

const LOOK_EVERY_MS = 100;
const GRACE_MS = 500; // most stalls are over by then, and nobody has been stopped for them
const RECOVERY_MS = 400; // what has begun to come may break off again
// Seconds that must lie ready before it goes on, or the room would stop again at once.
const READY_AHEAD = 2;
const IN_STEP = 1; // second of drift; who is nearer has caught up

/**
 * Tell the server at once when this page cannot go on, if the room waits for such, and when it can.
 *
 * Only what has kept up with the item so far is waited for: whoever comes late catches up alone.
 *
 * @param {import("./stage.js").Stage} stage
 * @param {import("./room-store.js").RoomStore} store
 * @param {import("./clock.js").ServerClock} clock
 * @param {EventTarget & {state: string, request: Function}} connection
 * @param {Document} document
 * @param {{now: () => number, setInterval: Function}} [time] `now` is monotonic, in milliseconds.
 */
export function reportStalls({ stage, store, clock, connection, document, time = realTime }) {
  let seen; // the item that was on when last looked
  let keepsUpWith = null;
  let told = null; // the item that it has said it cannot go on with
  let readySince = null;

  function look() {
    follow();
    if (told === null) return void (hasStalled() && tell(true));
    if (!isAwaitable()) return tell(false);
    readySince = isReady() ? (readySince ?? time.now()) : null;
    if (readySince !== null && time.now() - readySince >= RECOVERY_MS) tell(false);
    return undefined;
  }

  /** Notice from when on this page has been with what is on. */
  function follow() {
    const { room } = store;
    if (!room || !clock.isReady) return; // before, nobody can tell whether the room has started
    const item = room.current?.id ?? null;
    const hasComeOn = seen !== undefined && item !== seen;
    const isStanding = !stage.isRunning && !holdOf(room, store.nowMs);
    seen = item;
    if (told !== item) told = null; // of that nobody asks any more
    if (isElsewhere()) keepsUpWith = null;
    else if (hasComeOn || isStanding || isInStep(stage)) keepsUpWith = item;
  }

  function hasStalled() {
    if (!isAwaitable() || !stage.isRunning || keepsUpWith !== seen) return false;
    return stage.sync.stalledMs >= GRACE_MS && hasPatience(store.room, store.presence.count);
  }

  const isReady = () => (stage.isRunning ? isInStep(stage) : isPrepared(stage.player));

  function isAwaitable() {
    const { player } = stage;
    if (isElsewhere() || !player || stage.isLive || stage.isAtEnd) return false;
    return !player.isAdvertising && canPrepare(player);
  }

  /** Whoever comes back from there is as late as somebody who has just come in. */
  function isElsewhere() {
    if (!isSeen(document)) return true;
    const { gate } = stage;
    return connection.state !== "connected" || gate === "tap" || gate === "detached";
  }

  function tell(isStalled) {
    const item_id = told ?? seen;
    told = isStalled ? seen : null;
    readySince = null;
    if (connection.state !== "connected") return;
    connection.request(Command.REPORT_STALL, { item_id, is_stalled: isStalled }).catch(() => {});
  }

  connection.addEventListener("state", () => (told = null)); // a new connection has said nothing
  document.addEventListener("visibilitychange", look);
  time.setInterval(look, LOOK_EVERY_MS);
}

function isInStep({ sync, isRunning }) {
  const drift = sync?.drift ?? null;
  return isRunning && drift !== null && drift > -IN_STEP && !sync.isBuffering;
}

/** Waiting for what loads nothing until it is told to play would be for ever. */
const canPrepare = ({ capabilities, readyState }) => capabilities.prepares || readyState >= 2;

function isPrepared({ seeking, readyState, currentTime, duration, bufferedAhead }) {
  if (seeking || readyState < 3) return false;
  const rest = Number.isFinite(duration) ? duration - currentTime : Infinity;
  return bufferedAhead >= Math.min(READY_AHEAD, rest - END_WITHIN);
}
