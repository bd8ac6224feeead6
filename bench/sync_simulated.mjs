/**
 * How other programs' rules would keep the same pages together, beside ours: the same seeds,
 * players and lines. `node bench/sync_simulated.mjs [seeds]`; see bench/README.md.
 */

import { SEEK_FROM } from "../webapp/static/js/timeline.js";
import { audible } from "../tests/js/simulator/laws.mjs";
import { RIVALS } from "../tests/js/simulator/rivals.mjs";
import { live } from "../tests/js/simulator/run.mjs";
import { ENDS_MS, scenarioOf } from "../tests/js/simulator/scenario.mjs";
import { EPOCH_MS } from "../tests/js/simulator/server.mjs";

const SEEDS = Number(process.argv[2] ?? 1_000);
const IN_SYNC = 0.25; // seconds, for a second: what two people who talk about the film bear
const STAYS = 10; // readings
const LONG_ENOUGH_MS = 3_000; // between two commands, to be measured
const FOLLOWED_WITHIN_MS = 2_000; // of a start that follows the room: part of that start
const FOLLOWED = new Set(["command", "join", "tune", "sleep"]);
const STARTED_WITHIN_MS = 10_000; // of a command; who has not by then is being corrected
const MOST = 4; // people of a night
const MINUTE_MS = 60_000;
const PROGRAMS = { "Watch Together": {}, ...RIVALS };

/** One night of everything, and one on which nothing happens after the start. */
const NIGHTS = {
  "eventful: commands, stalls, sleep, losses": (seed) => eventful(seed),
  "steady: nobody touches anything": (seed) => {
    const scenario = eventful(seed);
    return { ...scenario, happenings: scenario.happenings.slice(0, 1) };
  },
};

/** Rooms as they are at first, of a few people; at the usual speed, which all of them have. */
function eventful(seed) {
  const scenario = scenarioOf(seed);
  const happenings = scenario.happenings.filter(({ name }) => name !== "set_rate");
  return {
    ...scenario,
    viewers: scenario.viewers.slice(0, MOST).map((traits) => ({ ...traits, seekFrom: SEEK_FROM })),
    happenings: happenings.filter(({ who }) => who < MOST),
    waits: true,
  };
}

const at = (sorted, part) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))];
const ascending = (values) => Float64Array.from(values).sort();

/**
 * @returns {number[]} Milliseconds from each command of somebody's, or from coming in after it, until
 *   all that are there are with the room; however long it stands still meanwhile.
 */
function timesToSync({ server, viewers }) {
  const commands = server.history.filter(({ by }) => by === "people");
  return commands.flatMap(({ at: from, playback }, n) => {
    const until = commands[n + 1]?.at ?? ENDS_MS;
    const present = viewers.filter(({ traits }) => traits.joinsAt + LONG_ENOUGH_MS <= until);
    if (playback.paused || until - from < LONG_ENOUGH_MS || !present.length) return [];
    const took = present.map((viewer) => {
      const since = Math.max(from, viewer.traits.joinsAt);
      const readings = viewer.readings.filter((each) => each.at >= since && each.at < until);
      const first = readings.find((_, k) => {
        const next = readings.slice(k, k + STAYS);
        return next.length === STAYS && next.every(({ drift }) => Math.abs(drift) <= IN_SYNC);
      });
      return (first?.at ?? until) - since;
    });
    return [Math.max(...took)];
  });
}

/** @returns {number[]} When something could be heard or seen that was not the room's doing. */
function corrections(viewer) {
  const followed = viewer.causes.filter(({ what }) => FOLLOWED.has(what));
  const windows = followed.map(({ at: from, effectAt = from }, n) => {
    const start = viewer.starts.find((each) => each >= effectAt);
    const started = start < effectAt + STARTED_WITHIN_MS ? start : effectAt;
    const next = followed[n + 1]?.at ?? ENDS_MS;
    return [from, Math.min(next, started + FOLLOWED_WITHIN_MS)];
  });
  const isFollowing = (at) => windows.some(([from, until]) => at >= from && at < until);
  // Who takes a rate and plays on as before is not heard.
  const heard = viewer.video?.obeysRates ? audible(viewer, 1) : [];
  const made = [...heard, ...viewer.seeks.map((seek) => seek.at)];
  return made.filter((instant) => !isFollowing(instant));
}

/** @returns {number} Milliseconds for which the room waited for somebody. */
function stoodStill({ history }) {
  return history.reduce((sum, { at, by }, n) => {
    const next = history[n + 1]?.playback;
    const until = next ? Math.min(next.updated_at_ms - EPOCH_MS, ENDS_MS) : ENDS_MS;
    return by === "hold" ? sum + until - at : sum;
  }, 0);
}

async function measure(night, program) {
  const found = { drift: [], sync: [], corrections: 0, minutes: 0, stoodMs: 0 };
  for (let seed = 1; seed <= SEEDS; seed += 1) {
    const lived = await live(night(seed), program);
    found.sync.push(...timesToSync(lived));
    found.stoodMs += stoodStill(lived.server);
    for (const viewer of lived.viewers) {
      found.drift.push(...viewer.readings.map(({ drift }) => Math.abs(drift) * 1000));
      found.corrections += corrections(viewer).length;
      found.minutes += (ENDS_MS - viewer.traits.joinsAt) / MINUTE_MS;
    }
  }
  const [drift, sync] = [ascending(found.drift), ascending(found.sync)];
  const often = found.corrections / found.minutes;
  const stood = found.stoodMs / (SEEDS * ENDS_MS);
  return [at(drift, 0.5), at(drift, 0.95), often, at(sync, 0.5), at(sync, 0.95), stood * 60];
}

const HEADS = ["drift p50", "p95", "corrections", "all in sync p50", "p95", "stood still"];
const DIGITS = [0, 0, 3, 0, 0, 1];

for (const [title, night] of Object.entries(NIGHTS)) {
  console.log(`\n${SEEDS} nights, ${title}.`);
  console.log("Milliseconds; corrections a minute; seconds a minute that a room stood still.");
  console.log(["".padEnd(36), ...HEADS.map((head) => head.padStart(16))].join(""));
  for (const [name, program] of Object.entries(PROGRAMS)) {
    const row = await measure(night, program);
    const cells = row.map((value, n) => value.toFixed(DIGITS[n]).padStart(16));
    console.log([name.padEnd(36), ...cells].join(""));
  }
}
