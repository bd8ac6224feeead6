import { PROTOCOL_VERSION } from "./protocol.js";

// Frames of two server processes overtake each other by a few milliseconds; longer means lost.
const GAP_MS = 300;
// A snapshot that failed while the connection stands: the server is busy, so not at once.
const RETRY_MS = 2_000;

/**
 * Keep a store as new as the server: a snapshot on every connection, frames between, and another
 * snapshot when a frame went missing.
 *
 * @param {EventTarget & {state: string, request: Function}} connection
 * @param {import("./room-store.js").RoomStore} store
 * @param {(snapshot: object) => void} onSnapshot After the store has taken it.
 * @param {(protocol: number) => void} onOutdated The server speaks another version of the protocol.
 */
export function keepCurrent({ connection, store, onSnapshot, onOutdated, timers = globalThis }) {
  let waiting = 0;

  const askAfter = (ms) => {
    waiting ||= timers.setTimeout(ask, ms);
  };

  async function ask() {
    timers.clearTimeout(waiting);
    waiting = 0;
    try {
      const snapshot = await connection.request("sync");
      if (snapshot.protocol !== PROTOCOL_VERSION) return onOutdated(snapshot.protocol);
      store.reset(snapshot);
      onSnapshot(snapshot);
    } catch {
      // Without a connection there is nothing to ask: the next one asks by itself.
      if (connection.state === "connected") askAfter(RETRY_MS);
    }
  }

  connection.addEventListener("state", ({ detail }) => detail === "connected" && ask());
  connection.addEventListener("presence", ({ detail }) => store.setPresence(detail));
  connection.addEventListener("frame", ({ detail }) => {
    const isWhole = store.receive(detail);
    if (!isWhole && store.room) return askAfter(GAP_MS);
    timers.clearTimeout(waiting);
    waiting = 0;
  });
}
