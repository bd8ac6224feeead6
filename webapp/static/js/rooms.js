import { askToConfirm, closeTopDialog, openDialog } from "./lib/dialog.js";
import { h, icon, setText } from "./lib/dom.js";
import { PagedList } from "./lib/paged-list.js";
import { whileVisible } from "./lib/while-visible.js";
import { openPage } from "./page.js";
import { sentenceOf } from "./refusals.js";
import { nameOfRoom } from "./room-words.js";
import * as invite from "./views/invite-view.js";
import * as myRooms from "./views/my-rooms-view.js";
import { mountVisitors } from "./views/visitors-view.js";

/* The composition root of the page of one's own rooms. */

const REFRESH_MS = 15_000;

const { config, telegram, http, t, locale, toast, part, isOpen } = openPage(window);
const view = myRooms.mount(part("rooms"), { t, locale, onInvite, onClose });
let nowMs = 0;
const rooms = new PagedList(async (offset) => {
  const answer = await http.get(`/api/my/rooms?offset=${offset}`);
  nowMs = answer.now_ms;
  showClosed(answer.closed);
  return { items: answer.rooms, has_more: answer.has_more };
});
let isKnown = false;

const refresh = () => load(() => rooms.refresh());
const more = () => load(() => rooms.more());

async function load(ask) {
  try {
    await ask();
    isKnown = true;
    view.show(rooms.items, nowMs);
    part("empty").hidden = rooms.items.length > 0;
    part("more").hidden = !rooms.hasMore;
    part("failure").hidden = true;
  } catch (error) {
    // What was shown a moment ago is better than an apology; without any, say what is wrong.
    setText(part("failure-text"), sentenceOf(error, t));
    part("failure").hidden = isKnown;
  }
  part("loading").hidden = true;
}

/** Rooms that are no more, and why: whose they were has no other place to read it. */
function showClosed(closed) {
  const words = ({ title, reason }) =>
    t("my_rooms_closed", { title: title || t("room_untitled"), reason });
  const lines = closed.map((room) =>
    h("p", { class: "notice", dir: "auto" }, icon("warning"), words(room)),
  );
  part("closed").replaceChildren(...lines);
}

function onInvite(room) {
  const body = h("div", { class: "stack" });
  openDialog({ title: t("room_invite"), closeLabel: t("close"), testid: "invite-dialog" }, body);
  invite.mount(body, { http, config, store: { room }, telegram, toast, t });
  mountVisitors(body, { http, roomId: room.id, toast, t, locale });
}

async function onClose(room) {
  const words = {
    title: t("room_close_named", { title: nameOfRoom(room, t) }),
    text: t("room_close_question"),
    action: t("room_close"),
    closeLabel: t("close"),
  };
  if (!(await askToConfirm(words))) return;
  try {
    await http.post(`/api/my/rooms/${encodeURIComponent(room.id)}/close`);
    toast(t("room_closed_done"), "success");
  } catch (error) {
    toast(sentenceOf(error, t), "error");
  }
  await refresh();
}

telegram.backButton.show(() => closeTopDialog() || location.assign("/"));
if (isOpen) {
  whileVisible(document, REFRESH_MS, refresh);
  part("retry").onclick = refresh;
  part("more").onclick = more;
}
telegram.ready();
