import { Countdown } from "./countdown.js";
import { COUNT_MS } from "./protocol.js";
import { isCountedDown } from "./readiness.js";

const NUMBERS = COUNT_MS / 1_000;

/**
 * The three, two, one before a start that everybody is ready for, felt on every number.
 *
 * @returns {Countdown} Its `seconds` are above three before the first number is due.
 */
export function createLaunch({ clock, store, telegram, timers }) {
  const launch = new Countdown({ clock, timers, worthFromMs: 0 });
  let felt = null;
  store.addEventListener("change", () => {
    const { room, nowMs } = store;
    launch.follow(isCountedDown(room, nowMs) ? room.playback : null);
  });
  launch.addEventListener("change", () => {
    const number = launch.isOn ? launch.seconds : null;
    if (number !== felt && number >= 1 && number <= NUMBERS) telegram.haptic.impact("medium");
    felt = number;
  });
  launch.addEventListener("begun", () => telegram.haptic.notify("success"));
  return launch;
}
