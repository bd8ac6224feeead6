import { Chance } from "./chance.mjs";

const MINUTES_MS = 60_000;
const JOINED_BY_MS = 4_000;
/** After it nobody does anything, and nothing happens to anybody. */
export const QUIET_FROM_MS = 20_000;
export const ENDS_MS = 40_000;
const CROWD_EVERY = 1_000; // seeds; one crowd is as much work as a hundred small rooms

const TOLERANCES = [2, 0.5, 2, 1]; // seconds, as the room has it
const KINDS = [..."fff".split("").map(() => "fine"), "fine", "steps", "none", "liar"];
const COMMANDS = ["play", "pause", "seek", "seek", "set_rate", "load"];

/**
 * A night at the pictures, as a seed has it: who comes, over which lines, and what happens.
 *
 * @param {number} seed
 */
export function scenarioOf(seed) {
  const chance = new Chance(seed);
  const count = countOf(seed, chance);
  const viewers = Array.from({ length: count }, () => traitsOf(chance));
  viewers[0].joinsAt = 0;
  const listeners = lateHeard(seed, viewers);
  const seekFrom = TOLERANCES[seed % TOLERANCES.length];
  for (const traits of viewers) traits.seekFrom = seekFrom;
  const happenings = [...commands(chance, count), ...mishaps(chance, count), ...listeners];
  happenings.sort((one, other) => one.at - other.at);
  return { seed, viewers, happenings, overtakingMs: chance.is(0.3) ? 15 : 0 };
}

function countOf(seed, chance) {
  if (seed % CROWD_EVERY === CROWD_EVERY / 2) return 500;
  if (chance.is(0.02)) return chance.whole(10, 30);
  return chance.whole(2, 4);
}

/** Some hear their device late, and some of them set it by ear. By dice of their own. */
function lateHeard(seed, viewers) {
  const chance = new Chance(seed ^ 0x0ff5e7);
  const happen = [];
  for (const [who, traits] of viewers.entries()) {
    traits.ownOffsetMs = chance.is(0.15) ? offsetOf(chance) : 0;
    if (!chance.is(0.05)) continue;
    const at = chance.between(JOINED_BY_MS, QUIET_FROM_MS - 5_000);
    happen.push({ at, what: "tune", who, ms: offsetOf(chance) });
  }
  return happen;
}

const offsetOf = (chance) => chance.pick([-1, 1, 1, 1]) * 10 * chance.whole(1, 40);

export function traitsOf(chance) {
  return {
    kind: chance.pick(KINDS),
    shows: chance.between(1_000, 90 * MINUTES_MS),
    ppm: chance.between(-200, 200),
    mediaPpm: chance.between(-100, 100),
    joinsAt: chance.between(0, JOINED_BY_MS),
    line: lineOf(chance),
    media: {
      seekMs: chance.magnitude(50, 2_000),
      startMs: chance.magnitude(5, 150),
    },
  };
}

function lineOf(chance) {
  const delay = chance.magnitude(5, 800) / 2;
  const asymmetry = chance.is(0.3) ? chance.between(1, 4) : 1;
  const jitter = chance.is(0.3) ? 0 : chance.between(0, delay);
  const held = chance.is(0.2) ? 0.02 : 0;
  const fast = { delay: (2 * delay) / (1 + asymmetry), jitter, held };
  const slow = { delay: asymmetry * fast.delay, jitter, held };
  return chance.is(0.5) ? { up: fast, down: slow } : { up: slow, down: fast };
}

function commands(chance, count) {
  const asked = [{ at: 100, what: "ask", who: 0, name: "play", payload: {} }];
  for (let turn = chance.whole(0, 6); turn > 0; turn -= 1) {
    const at = chance.between(JOINED_BY_MS, QUIET_FROM_MS - 2_000);
    asked.push(command(chance, at, count));
    // Two people want something at once: their wishes cross on the wire.
    if (chance.is(0.3)) asked.push(command(chance, at + chance.between(0, 200), count));
  }
  // The end is played, at a rate that everybody's player has.
  const last = { at: QUIET_FROM_MS - 200, what: "ask", who: 0 };
  asked.push({ ...last, name: "set_rate", payload: { rate: 1 } });
  asked.push({ ...last, at: last.at + 10, name: "play", payload: {} });
  return asked;
}

function command(chance, at, count) {
  const payloads = {
    seek: { position: chance.between(0, 3_000) },
    set_rate: { rate: chance.pick([1, 1, 2, 1.5, 0.25]) },
  };
  const name = chance.pick(COMMANDS);
  return { at, what: "ask", who: chance.whole(0, count - 1), name, payload: payloads[name] ?? {} };
}

function mishaps(chance, count) {
  const happen = [];
  for (let turn = chance.whole(0, 3); turn > 0; turn -= 1) {
    const at = chance.between(JOINED_BY_MS, QUIET_FROM_MS - 5_000);
    const who = chance.whole(0, count - 1);
    const ms = chance.magnitude(200, 5_000);
    const isClockStopped = chance.is(0.5);
    const what = chance.pick(["stall", "stall", "lose", "sleep"]);
    happen.push({ at, what, who, ms, isClockStopped });
  }
  return happen;
}
