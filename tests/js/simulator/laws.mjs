import { isDeepStrictEqual } from "node:util";

import { SEEK_FROM, positionAt } from "../../../webapp/static/js/timeline.js";
import { ENDS_MS, QUIET_FROM_MS } from "./scenario.mjs";

const JUDGED_FROM_MS = ENDS_MS - 5_000;
const CALM_FROM_MS = QUIET_FROM_MS + 10_000; // two seconds are drawn in within ten
const MINUTE_MS = 60_000;

// Seconds of drift that a kind of player is left with, its clock being right.
const LEFT_WITH = { fine: 0.006, steps: 0.09, none: 0.28, liar: 0.28 };
// Of the clock: milliseconds, and the part of a line's jitter that samples leave.
const CLOCK_LEFT_MS = 8;
const JITTER_LEFT = 0.08;
const HELD_LEFT_MS = 12; // a burst in which packets were held may have seen nothing else

const AUDIBLE = 0.021; // of the rate; a nudge up to two parts in a hundred is not heard
const AUDIBLE_A_MINUTE = 2;
const ECHOES_AFTER_BURST = 105; // of a line that jitters, while it is calm; a burst may begin at once
const SEEK_BACK_FROM = 0.09; // seconds; less is the exactness of a pause
const TOLD_LATE_MS = 500; // a frame reports four times a second, over its line
const LATE_MS = 5_000; // a command is obeyed by then, whoever has to load for it

const isRated = ({ traits }) => traits.kind === "fine" || traits.kind === "steps";

/** Whether a viewer's player has every rate that the room takes. */
function canFollow(viewer, { happenings }) {
  return isRated(viewer) || happenings.every(({ payload }) => (payload?.rate ?? 1) === 1);
}

function clockLeft({ traits: { line } }) {
  const asymmetry = Math.abs(line.up.delay - line.down.delay) / 2;
  const held = line.up.held ? HELD_LEFT_MS : 0;
  return asymmetry + CLOCK_LEFT_MS + JITTER_LEFT * line.up.jitter + held;
}

/**
 * What must be so of every night.
 *
 * Each law takes what `live` returns and yields a sentence for every breach of it.
 */
export const LAWS = {
  *"everybody converges"({ viewers }) {
    for (const viewer of viewers) {
      const last = viewer.readings.filter(({ at }) => at >= JUDGED_FROM_MS);
      const limit = LEFT_WITH[viewer.traits.kind] + clockLeft(viewer) / 1000;
      // Who has no rates finds out at any time that it strayed, and has to land again.
      const judged = isRated(viewer) ? last : last.filter(({ isLanding }) => !isLanding);
      const worst = Math.max(...judged.map(({ drift }) => Math.abs(drift)));
      if (worst > limit) yield `drift ${worst.toFixed(4)} s, ${limit.toFixed(4)} allowed`;
      if (last.length < 45) yield `only ${last.length} readings: it does not play`;
    }
  },

  *"who is there stays there"({ viewers }) {
    for (const viewer of viewers) {
      const seeks = viewer.seeks.filter(({ at }) => at >= CALM_FROM_MS);
      // Who has no rates is not drawn in, and may find out only now that it strayed.
      const allowed = isRated(viewer) ? 0 : 1;
      if (seeks.length > allowed) yield `${seeks.length} seeks while nothing happened`;
    }
  },

  *"corrections that can be heard are few"({ viewers }) {
    const minutes = (ENDS_MS - CALM_FROM_MS) / MINUTE_MS;
    for (const viewer of viewers) {
      const heard = audible(viewer, 1).filter((at) => at >= CALM_FROM_MS);
      if (heard.length > Math.ceil(AUDIBLE_A_MINUTE * minutes)) yield `${heard.length} heard`;
    }
  },

  *"one cause is at most one seek"({ scenario, viewers }) {
    for (const viewer of viewers.filter((each) => canFollow(each, scenario))) {
      const causes = viewer.causes.toSorted((one, other) => one.at - other.at);
      for (const [n, { at, what }] of causes.entries()) {
        const next = causes.slice(n + 1).find((cause) => cause.at > at)?.at ?? ENDS_MS;
        const together = causes.filter((cause) => cause.at === at).length;
        const allowed = together + afterthoughts(viewer, at) + isStrict(viewer);
        const made = viewer.seeks.filter((seek) => seek.at >= at && seek.at < next).length;
        if (made > allowed) yield `${viewer.traits.kind}, ${made} seeks after a ${what} at ${at}`;
      }
    }
  },

  *"nobody is taken back but by the room"({ scenario, viewers, server }) {
    for (const viewer of viewers.filter((each) => canFollow(each, scenario))) {
      for (const { at, from, to } of viewer.seeks) {
        const isBack = to < from - SEEK_BACK_FROM;
        if (isBack && !movedBack(server, at)) yield `from ${from} to ${to} at ${at}`;
      }
    }
  },

  *"what befalls one moves no other"({ scenario, server }) {
    const asked = scenario.happenings.filter(({ what }) => what === "ask").length;
    if (server.history.length > asked) yield `${server.history.length} changes, ${asked} asked for`;
  },

  *"everybody sees the same room in the end"({ viewers, server }) {
    for (const { room } of viewers) {
      if (!isDeepStrictEqual(room, server.room)) yield `${room?.version}, ${server.room.version}`;
    }
  },

  *"the clock is as right as its line allows"({ viewers }) {
    for (const viewer of viewers) {
      const last = viewer.readings.filter(({ at }) => at >= JUDGED_FROM_MS);
      const worst = Math.max(...last.map(({ clockError }) => Math.abs(clockError)));
      const limit = clockLeft(viewer);
      if (worst > limit) yield `wrong by ${worst.toFixed(1)} ms, ${limit.toFixed(1)} allowed`;
    }
  },

  *"the clock knows how wrong it may be"({ viewers }) {
    for (const { readings } of viewers) {
      const over = readings.map((each) => Math.abs(each.clockError) - each.uncertainty_ms);
      const worst = Math.max(...over);
      if (worst > CLOCK_LEFT_MS) yield `wrong by ${worst.toFixed(1)} ms more than it says`;
    }
  },

  *"the server is not asked for the time more than need be"({ viewers, server }) {
    for (const { connection } of viewers) {
      const asked = server.echoes.get(connection).filter((at) => at >= CALM_FROM_MS).length;
      if (asked > ECHOES_AFTER_BURST) yield `${asked} echoes`;
    }
  },

  *"the rate is the room's in the end"({ viewers, server }) {
    const { rate } = server.room.playback;
    for (const { video } of viewers) {
      const away = Math.abs(video.playbackRate / rate - 1);
      if (away > AUDIBLE) yield `${video.playbackRate}, the room's is ${rate}`;
    }
  },
};

/** @returns {number[]} When the rate left the room's by so much that it is heard. */
export function audible({ rateChanges }, roomRate) {
  const isHeard = (rate) => Math.abs(rate / roomRate - 1) > AUDIBLE;
  const begins = rateChanges.filter(
    ({ rate }, n) => isHeard(rate) && !isHeard(rateChanges[n - 1]?.rate ?? roomRate),
  );
  return begins.map(({ at }) => at);
}

/** How many seeks more are forgiven, until it is known what a seek costs here. */
function afterthoughts(viewer, at) {
  if (!isRated(viewer)) return 2;
  // What a frame does before it has played, it does with loading.
  const isTelling = ({ hasPlayed }) => hasPlayed || viewer.traits.kind !== "steps";
  return viewer.seeks.some((seek) => seek.endedAt + TOLD_LATE_MS < at && isTelling(seek)) ? 0 : 1;
}

/** Whether the room is so strict that a frame which comes out a second late tries once more. */
const isStrict = ({ traits }) => traits.kind === "steps" && traits.seekFrom < SEEK_FROM;

/** Whether the room itself went back lately, or slower: pages play on until they hear of it. */
function movedBack({ history }, at) {
  return history.some((change, n) => {
    if (change.at > at || change.at < at - LATE_MS) return false;
    const before = history[n - 1]?.playback ?? { position: 0, rate: 1, paused: true };
    const { position, rate, paused, updated_at_ms } = change.playback;
    return paused || rate < before.rate || position < positionAt(before, updated_at_ms);
  });
}
