import { lossOfClosing } from "./closing.js";
import { bindKeys } from "./keyboard.js";
import { askToConfirm, closeTopDialog } from "./lib/dialog.js";
import { bindMediaSession } from "./media-session.js";
import { followPreferences } from "./preferences.js";
import { Permission } from "./protocol.js";
import { followVisibleHeight } from "./viewport.js";
import { openKeys } from "./views/keys-view.js";
import { WakeLock } from "./wake-lock.js";

const ARROW = 5; // seconds, as video players have it

/**
 * Join the room with the device it is watched on: the client and the window around the page, the
 * keys, the screen that goes dark, the sleep and the return.
 *
 * @param {object} room What room.js has made.
 * @param {ReturnType<typeof import("./views/panel-view.js").createPanel>} panel
 * @param {HTMLElement} writing Where the line one writes in is.
 */
export function bindDevice(room, { panel, writing }) {
  const { telegram } = room;
  const draft = () => writing.querySelector("textarea")?.value ?? "";
  const loss = () => lossOfClosing({ ...room, draft: draft() });

  telegram.ready();
  telegram.expand();
  telegram.backButton.show(() => goBack(room, loss));
  followVisibleHeight(window);
  followPreferences(room.preferences, telegram);
  followPlaying(room);
  warnOfLoss(room, loss, writing);
  wakeUp(room);
  bindMediaSession({ ...room, window });
  bindKeys(keys(room, () => writeInChat(room, panel, writing)));
}

/** What is open closes first; then the room is left, unless something would be lost. */
async function goBack({ fullscreen, t }, loss) {
  if (closeTopDialog()) return;
  if (fullscreen.isOn) return void fullscreen.exit();
  const lost = loss();
  const words = { title: t("leave_title"), action: t("leave_action"), closeLabel: t("close") };
  if (lost && !(await askToConfirm({ ...words, text: t(`leave_${lost}`) }))) return;
  location.assign("/");
}

/** A hand that reaches for the picture must not drag the app away, nor the screen go dark. */
function followPlaying({ store, stage, countdown, fullscreen, playback, telegram }) {
  const wakeLock = new WakeLock(window);
  let couldSwipe = null;
  function draw() {
    const isPlaying = stage.player !== null && !playback.isPaused;
    wakeLock.want(isPlaying);
    const canSwipe = !isPlaying && !fullscreen.isOn;
    if (canSwipe !== couldSwipe) telegram.setVerticalSwipes(canSwipe);
    couldSwipe = canSwipe;
  }
  store.addEventListener("change", draw);
  countdown.addEventListener("change", draw);
  fullscreen.addEventListener("change", draw);
  for (const type of ["replaced", "failure", "sound"]) stage.addEventListener(type, draw);
  draw();
}

/** Telegram asks before it closes, but only where it should: a question too many is tapped away. */
function warnOfLoss({ store, chat, telegram }, loss, writing) {
  let was = false;
  function draw() {
    const isLoss = loss() !== null;
    if (isLoss !== was) telegram.setClosingConfirmation(isLoss);
    was = isLoss;
  }
  store.addEventListener("change", draw);
  chat.addEventListener("change", draw);
  writing.addEventListener("input", draw);
}

/** Timers slept, the network may be another one, and nobody told the socket. */
function wakeUp({ connection, clock, telegram }) {
  function wake() {
    if (document.hidden || connection.state === "refused") return;
    clock.burst();
    connection.prove();
  }
  window.addEventListener("online", () => connection.hurry());
  window.addEventListener("pageshow", wake);
  document.addEventListener("visibilitychange", wake);
  document.addEventListener("resume", wake);
  telegram.on("visibility_changed", ({ is_visible }) => is_visible && wake());
}

function keys({ fullscreen, picture, playback, seeker, stage, store, t }, chat) {
  const ifAllowed = (action) => () => stage.item && store.can(Permission.CONTROL) && action();
  return {
    Space: () => playback.canToggle && playback.toggle(),
    KeyK: () => playback.canToggle && playback.toggle(),
    ArrowLeft: ifAllowed(() => seeker.nudge(-ARROW)),
    ArrowRight: ifAllowed(() => seeker.nudge(ARROW)),
    Comma: ifAllowed(() => playback.step(-1)),
    Period: ifAllowed(() => playback.step(1)),
    KeyM: () => stage.toggleMuted(),
    KeyF: () => stage.isScreen && fullscreen.toggle(),
    KeyP: () => picture.toggle(),
    KeyC: chat,
    Escape: () => fullscreen.isOn && fullscreen.exit(),
    "?": () => openKeys({ t, picture }),
  };
}

async function writeInChat({ fullscreen }, panel, writing) {
  if (fullscreen.isOn) await fullscreen.exit();
  panel.show("chat");
  writing.querySelector("textarea")?.focus();
}
