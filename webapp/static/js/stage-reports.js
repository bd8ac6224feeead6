import { Command, Permission } from "./protocol.js";

/**
 * Tell the server of what can't be played here, and that what was on is over.
 *
 * @param {import("./stage.js").Stage} stage
 * @param {import("./room-store.js").RoomStore} store
 * @param {EventTarget & {request: Function}} connection
 */
export function reportStage({ stage, store, connection }) {
  const reported = new Set();

  function tellEnd() {
    const { item } = stage;
    // Whoever else may control says the same; the room goes on once, because the item is named.
    if (!item || !store.can(Permission.CONTROL)) return;
    connection.request(Command.ITEM_ENDED, { item_id: item.id }).catch(() => {});
  }

  stage.addEventListener("ended", tellEnd);
  connection.addEventListener("state", ({ detail: state }) => {
    // It may have been said to a line that was dead already.
    if (state === "connected" && stage.isOver) tellEnd();
  });
  stage.addEventListener("failure", ({ detail }) => {
    if (reported.has(detail.item_id)) return;
    reported.add(detail.item_id);
    connection.request(Command.REPORT_FAILURE, detail).catch(() => {});
  });
}
