import { openDialog } from "../lib/dialog.js";
import { h } from "../lib/dom.js";
import { Command } from "../protocol.js";
import * as addMedia from "./add-media-view.js";
import * as countdownView from "./countdown-view.js";
import * as deckView from "./deck-view.js";
import * as emotionsView from "./emotions-view.js";
import * as failureView from "./failure-view.js";
import * as gateView from "./gate-view.js";
import * as headerView from "./header-view.js";
import * as holdView from "./hold-view.js";
import * as latestView from "./latest-view.js";
import * as mediaButtonView from "./media-button-view.js";
import { createPanel } from "./panel-view.js";
import * as placeholderView from "./placeholder-view.js";
import * as readyView from "./ready-view.js";
import { openInvite, openRoomMenu } from "./room-menu-view.js";

/**
 * Mount every view of the room into its part of the page.
 *
 * @param {(name: string) => HTMLElement} part
 * @param {object} parts What room.js has made: store, connection, stage, send, t and the others.
 * @returns {{panel: ReturnType<typeof createPanel>}}
 */
export function mountRoom(part, parts) {
  const openMedia = () => openAddMedia(room);
  const room = { ...parts, onAddMedia: openMedia };

  const panel = createPanel(part("panel"), room);
  headerView.mount(part("header"), {
    ...room,
    onInvite: () => openInvite(room),
    onMenu: () => openRoomMenu(room),
    onPeople: () => panel.show("people"),
    onPanel: () => panel.toggle(),
  });
  placeholderView.mount(part("screen"), room);
  failureView.mount(part("screen"), room);
  countdownView.mount(part("countdown"), room);
  holdView.mount(part("hold"), room);
  readyView.mount(part("ready"), room);
  gateView.mount(part("gate"), room);
  deckView.mount(part("deck"), room);
  emotionsView.mount(part("emotions"), { ...room, screen: part("screen") });
  mediaButtonView.mount(part("media"), room);
  latestView.mount(part("screen"), part("stage"), room);
  part("disclaimer").textContent = room.t("disclaimer");
  return { panel };
}

function openAddMedia(room) {
  const { t, toast } = room;
  const body = h("div");
  const words = { title: t("media_add"), closeLabel: t("close"), testid: "media-dialog" };
  const dialog = openDialog(words, body);
  addMedia.mount(body, {
    ...room,
    onDone(command) {
      dialog.close();
      // What was queued is told of with its undoing.
      if (command === Command.SUGGEST) toast(t("media_suggested"), "success");
    },
  });
  body.querySelector("input").focus();
}
