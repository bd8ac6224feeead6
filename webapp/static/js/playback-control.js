import { Command } from "./protocol.js";

/**
 * What the play button and its keys ask for.
 *
 * @param {import("./countdown.js").Countdown} countdown What is yet to start is started by it.
 * @param {(name: string, payload?: object) => Promise<boolean>} send Whether it was granted.
 */
export function createPlaybackControl({ store, stage, countdown, send }) {
  return {
    async toggle() {
      const { room } = store;
      if (!room?.current) return;
      if (countdown.isOn) return send(Command.PLAY);
      if (!room.playback.paused && !stage.isAtEnd) return send(Command.PAUSE);
      // What has ended begins anew; playing on from the last frame would end again at once.
      if (stage.isAtEnd && !(await send(Command.SEEK, { position: 0 }))) return;
      if (room.playback.paused) await send(Command.PLAY);
    },
  };
}
