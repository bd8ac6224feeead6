// Those of a full room do not all ask in the instant in which a video comes on.
const APART_MS = 2;

/**
 * Keep a curve that of what is on: asked for when an item starts, then carried on by what flies by.
 *
 * @param {import("./emotion-curve.js").EmotionCurve} curve
 */
export function keepCurve({ curve, connection, http, stage, store, timers = globalThis }) {
  let waiting = 0;

  function restart() {
    timers.clearTimeout(waiting);
    curve.reset();
    if (!stage.item) return;
    const ms = Math.random() * APART_MS * store.presence.count;
    waiting = timers.setTimeout(() => ask(stage.item), ms);
  }

  async function ask(item) {
    try {
      const told = await http.get(`/api/rooms/${store.room.id}/curve`);
      if (item === stage.item && told.item_id === item.id) curve.reset(told);
    } catch {
      // The video plays without; the next one is asked for again.
    }
  }

  stage.addEventListener("replaced", restart);
  connection.addEventListener("emotions", ({ detail: { counts } }) => {
    if (stage.item && !stage.isLive) curve.add(stage.position, counts);
  });
}
