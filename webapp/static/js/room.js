import { ChatLog } from "./chat-log.js";
import { ServerClock } from "./clock.js";
import { Connection } from "./connection.js";
import { Countdown } from "./countdown.js";
import { bindDevice } from "./device.js";
import { EmotionCurve } from "./emotion-curve.js";
import { Fullscreen } from "./fullscreen.js";
import { watchHands } from "./hands.js";
import { holdOf } from "./hold.js";
import { createHttp } from "./http.js";
import { credentials } from "./identity.js";
import { Inbox } from "./inbox.js";
import { KeptLeads } from "./kept-leads.js";
import { closeTopDialog } from "./lib/dialog.js";
import { nameOf } from "./lib/format.js";
import { createSession } from "./lib/session.js";
import { createLaunch } from "./launch.js";
import { keepChat } from "./live-chat.js";
import { keepCurve } from "./live-curve.js";
import { followNews } from "./live-inbox.js";
import { keepCurrent } from "./live-room.js";
import { Notices } from "./notices.js";
import { PictureInPicture } from "./picture-in-picture.js";
import { reportPageState } from "./page-state.js";
import { createPlaybackControl } from "./playback-control.js";
import { Preferences } from "./preferences.js";
import { Command, Permission } from "./protocol.js";
import { isCountedDown } from "./readiness.js";
import { Reading } from "./reading.js";
import { sentenceOf } from "./refusals.js";
import { RoomStore } from "./room-store.js";
import { watchMute } from "./sanction-end.js";
import { isChatOnly } from "./second-screen.js";
import { Seeker } from "./seeker.js";
import { Stage } from "./stage.js";
import { reportStage } from "./stage-reports.js";
import { reportStalls } from "./stalls.js";
import { reportSync } from "./sync-report.js";
import { connectTelegram } from "./telegram.js";
import { createTexts } from "./texts.js";
import { Typists } from "./typing.js";
import * as doorwayView from "./views/doorway-view.js";
import * as refusedView from "./views/refused-view.js";
import { mountRoom } from "./views/room-view.js";
import { createToaster } from "./views/toast-view.js";

/* The composition root of the room's page: everything is made and joined here. */

const RELOADED_FOR = "reloaded_for_protocol";

const root = document.documentElement;
const part = (name) => document.querySelector(`[data-part="${name}"]`);
const config = JSON.parse(document.getElementById("page-config").textContent);
const telegram = connectTelegram(window);
const { t, locale } = createTexts(config.texts[languageOf(telegram.languageCode)]);
root.lang = locale;

const identity = credentials(telegram);
const { startParam } = telegram;
// Only a link in the address is this room's for sure. The one in the launch data, which the server
// finds there, stays the same while its user goes from room to room.
const asked = new URLSearchParams(location.search);
const invitation = asked.get("startapp");
const connection = new Connection({
  ...identity,
  room_id: config.room_id,
  ...(invitation && { start_param: invitation }),
  ...(asked.has("wait") && { wait: true }),
});
const request = (name, payload) => connection.request(name, payload);
const http = createHttp(identity);
const inbox = new Inbox({ http });
const toast = createToaster();
const clock = new ServerClock((roundTripMs) => connection.clockEcho(roundTripMs));
const store = new RoomStore(() => (clock.isReady ? clock.now() : Date.now()));
const preferences = new Preferences(window);
const leads = new KeptLeads(window);
const isScreen = !isChatOnly(location);
const stage = new Stage({ container: part("player"), clock, preferences, leads, isScreen });
const picture = new PictureInPicture({ stage, container: part("player") });
const curve = new EmotionCurve();
const countdown = new Countdown({ clock });
const launch = createLaunch({ clock, store, telegram });
const fullscreen = new Fullscreen(telegram);
const seeker = new Seeker({
  position: () => stage.position,
  duration: () => stage.duration,
  send: (position) => send(Command.SEEK, { position }),
});
const playback = createPlaybackControl({ store, stage, seeker, countdown, send });
const me = () => store.me?.id;
const history = (before) => request(Command.HISTORY, { before });
const chat = new ChatLog({ send: say, history, me });
const notices = new Notices({ store, newestId: () => chat.newestId });
const reading = new Reading();
const typists = new Typists({ me });

function languageOf(code) {
  const language = code.toLowerCase().split(/[-_]/)[0];
  return language in config.texts ? language : config.locale;
}

/** Ask the server for something, and tell the person of a refusal. */
async function send(name, payload) {
  try {
    await request(name, payload);
    return true;
  } catch (error) {
    // Whoever closes the room loses the connection before the answer; the page says why.
    if (connection.state !== "refused") toast(sentenceOf(error, t), "error");
    return false;
  }
}

function say(message) {
  return request(Command.SEND_MESSAGE, message).catch((error) => {
    // A line that was not sent shows it; only a refusal needs words besides.
    if (error.code !== "offline") toast(sentenceOf(error, t), "error");
    throw error;
  });
}

function followRoom() {
  const onSnapshot = (snapshot) => {
    clock.hear(snapshot.server_ms);
    chat.reset(snapshot);
    inbox.count(snapshot.unread);
  };
  connection.addEventListener("glimpse", ({ detail }) => clock.hear(detail));
  // Until then the device's date has told what has begun and what is over.
  clock.addEventListener("ready", () => store.room && store.refresh());
  keepCurrent({ connection, store, onSnapshot, onOutdated: reloadOnce });
  keepChat({ connection, store, chat, reading, typists, telegram });
  store.addEventListener("change", () => {
    root.dataset.role = store.role;
    document.title = store.room.title || t("room_untitled");
    stage.show(store.room);
    countdown.follow(isAwaited(store) ? store.room.playback : null);
  });
  for (const change of ["replaced", "failure"]) stage.addEventListener(change, describeScreen);
}

/** Whether what lies ahead is a start at a set time: not the end of a hold, nor of a 3-2-1. */
function isAwaited({ room, nowMs }) {
  return !holdOf(room, nowMs) && !isCountedDown(room, nowMs);
}

function describeScreen() {
  const shown = stage.failure ? "failed" : "on";
  root.dataset.screen = stage.item ? shown : "empty";
}

function followConnection() {
  const doorway = doorwayView.mount(part("room"), { connection, onLetIn: welcome, t });
  connection.addEventListener("state", ({ detail: state }) => {
    root.dataset.connection = state;
    if (state === "connected") clock.burst();
    if (state !== "refused") return;
    clock.stop();
    countdown.follow(null);
    stage.show({ current: null, playback: null });
    while (closeTopDialog());
    if (fullscreen.isOn) fullscreen.exit();
    const { refusal } = connection;
    if (refusal.code === "room_full") return doorway.open(refusal);
    doorway.close();
    refusedView.mount(part("room"), { refusal, config, telegram, startParam, locale, t });
  });
  connection.addEventListener("bye", ({ detail }) => {
    // Any other farewell is for good, and takes the whole page.
    if (detail.code === "restarting") toast(sentenceOf({ data: detail, ...detail }, t));
  });
  connection.addEventListener("notification", ({ detail }) => {
    if (detail.code === "media_failed") tellOfFailure(detail);
  });
}

/** The wait is over: felt by whoever looks elsewhere. */
function welcome() {
  telegram.haptic.notify("success");
  toast(t("doorway_let_in"), "success");
}

function tellOfFailure({ user_id: id, item_id: itemId, reason }) {
  const isKnown = id === store.me?.id || stage.failure?.item_id === itemId;
  if (isKnown || !store.can(Permission.CONTROL)) return;
  const person = store.presence.users.find((user) => user.id === id) ?? { id };
  const words = { name: nameOf(person, t), reason: t(`failure_${reason}`) };
  toast(t("notification_media_failed", words));
}

/** A page older than its server; a cache that gives the same page again must not make a loop. */
function reloadOnce(protocol) {
  const session = createSession(window);
  if (session.get(RELOADED_FOR) === String(protocol)) return;
  if (session.set(RELOADED_FOR, String(protocol))) location.reload();
}

root.dataset.connection = connection.state;
root.toggleAttribute("data-second-screen", !isScreen);
describeScreen();
const room = {
  chat,
  clock,
  config,
  connection,
  countdown,
  curve,
  fullscreen,
  http,
  inbox,
  launch,
  locale,
  notices,
  picture,
  playback,
  preferences,
  reading,
  request,
  seeker,
  send,
  stage,
  store,
  t,
  telegram,
  toast,
  typists,
};
followRoom(); // first of all: the player obeys before anything is drawn
const { panel } = mountRoom(part, room);
followConnection();
watchMute(store);
watchHands(room);
followNews(room);
keepCurve({ curve, connection, http, stage, store });
reportStage({ stage, store, connection });
reportPageState({ stage, connection, document });
reportSync({ stage, store, clock, connection, document });
reportStalls({ stage, store, clock, connection, document });
bindDevice(room, { panel, writing: part("panel") });
connection.open();
