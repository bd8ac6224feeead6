import { frameFrom } from "./players/frame-grid.js";
import { Command, Permission } from "./protocol.js";

/**
 * What the play button and its keys ask for, and the question before it.
 *
 * @param {import("./seeker.js").Seeker} seeker
 * @param {import("./countdown.js").Countdown} countdown What is yet to start is started by it.
 * @param {(name: string, payload?: object) => Promise<boolean>} send Whether it was granted.
 */
export function createPlaybackControl({ store, stage, seeker, countdown, send }) {
  /** What has ended begins anew; playing on from the last frame would end again at once. */
  async function beginsAnew() {
    return !stage.isAtEnd || send(Command.SEEK, { position: 0 });
  }

  const isStanding = () => store.room?.playback?.paused !== false || countdown.isOn;

  return {
    /** Whether there is a frame to step from: the room stands, and has a place. */
    get canStep() {
      const { room } = store;
      return Boolean(room?.current && room.playback.paused && !countdown.isOn && !stage.isLive);
    },

    /** @param {number} count Of frames; negative is back. */
    step(count) {
      if (!this.canStep) return;
      seeker.stepTo(frameFrom(seeker.held ?? stage.position, stage.frames, count));
    },

    /** Whether what it toggles stands still. */
    get isPaused() {
      return isStanding() || (this.isPersonal && stage.isPausedHere);
    },

    /** Everybody pauses what is live for themselves: of it there is no place to hold the room at. */
    get isPersonal() {
      return stage.isLive && !isStanding();
    },

    get canToggle() {
      return Boolean(stage.item) && (this.isPersonal || store.can(Permission.CONTROL));
    },

    async toggle() {
      const { room } = store;
      if (!room?.current) return;
      if (this.isPersonal) return stage.togglePausedHere();
      if (countdown.isOn) return send(Command.PLAY);
      if (!room.playback.paused && !stage.isAtEnd) return send(Command.PAUSE);
      if (!(await beginsAnew())) return;
      if (room.playback.paused) await send(Command.PLAY);
    },

    /** Ask everybody whether they are ready. */
    async askAround() {
      if (await beginsAnew()) await send(Command.START_READY_CHECK);
    },
  };
}
