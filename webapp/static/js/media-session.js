import { titleOf } from "./lib/format.js";
import { Command, Permission } from "./protocol.js";

const STEP = 10; // seconds, as the buttons have it
const PERSONAL = new Set(["play", "pause"]); // of what is live, everybody's own

/**
 * What the lock screen, the headset and the keyboard's media keys show and do.
 *
 * They ask the room like its buttons do. For whoever may not control, they do nothing: without a
 * handler the browser would stop the video on this device only.
 */
export function bindMediaSession({ window, store, stage, seeker, playback, preferences, send, t }) {
  const { mediaSession: session } = window.navigator;
  if (!session) return;
  let drawnFor = null;

  const ifAllowed = (name, action) => (detail) => {
    const isAllowed = PERSONAL.has(name) ? playback.canToggle : store.can(Permission.CONTROL);
    if (stage.item && isAllowed) action(detail);
  };
  const actions = {
    play: () => playback.isPaused && playback.toggle(),
    pause: () => playback.isPaused || playback.toggle(),
    seekbackward: ({ seekOffset }) => seeker.nudge(-(seekOffset ?? STEP)),
    seekforward: ({ seekOffset }) => seeker.nudge(seekOffset ?? STEP),
    seekto: ({ seekTime }) => seeker.moveTo(seekTime),
    nexttrack: () => store.room.queue.length && send(Command.SKIP, { item_id: stage.item.id }),
  };
  for (const [name, action] of Object.entries(actions)) {
    try {
      session.setActionHandler(name, ifAllowed(name, action));
    } catch {
      // An action this browser does not know.
    }
  }

  function draw() {
    const { room } = store;
    if (!room) return;
    session.playbackState = !stage.player ? "none" : playback.isPaused ? "paused" : "playing";
    describe(room);
    place(room);
  }

  function describe({ title, current }) {
    const media = current?.media;
    const picture = preferences.isSaving ? null : media?.thumbnail_url;
    const facts = [current?.id, media?.title, title, picture].join("\n");
    if (facts === drawnFor) return;
    drawnFor = facts;
    session.metadata =
      media &&
      new window.MediaMetadata({
        title: titleOf(media),
        artist: title || t("room_untitled"),
        artwork: picture ? [{ src: picture }] : [],
      });
  }

  /** Where the room is; of what has no end there is nothing to say. */
  function place({ playback: motion }) {
    const { duration, position } = stage;
    const isKnown = stage.player && Number.isFinite(duration) && duration > 0;
    session.setPositionState?.(
      isKnown ? { duration, position: Math.max(0, position), playbackRate: motion.rate } : undefined,
    );
  }

  store.addEventListener("change", draw);
  preferences.addEventListener("change", draw);
  for (const type of ["replaced", "failure", "durationchange", "sound"])
    stage.addEventListener(type, draw);
}
