/** Pure arithmetic on clocks: how far the server's is ahead, and how it gains on the local one. */

// A device's crystal errs by some tens of parts in a million, a warm phone's by two hundred.
const USUAL_SKEW = 75e-6;
/** More no device's clock gains or loses. */
export const MOST_SKEW = 400e-6;
const SEARCHED_SKEW = 500e-6;
// By so much skews change within a window; old samples are worth a little less than new ones.
const AGEING = 2e-6;
const TELLING_MS = 5_000; // in less time no skew shows above the jitter
const SEARCHED = 15; // thirds cut off the range of skews: to a part in a million

const LEAST_JITTER_MS = 0.2; // browsers round their clocks to about as much
const HELD_FROM = 6; // tails, above the least delay: one in four hundred is as late by chance
const LOWEST = 0.25; // of all delays: where the least one is likely to be is seen from these
// Of two equal and independent errors, one each way: the deviation of half their difference.
const MEAN_OF_TWO = Math.SQRT2 / 4;

/**
 * Estimate the server's clock minus the local one.
 *
 * Delays have a least value and a tail. The least way up and the least way down are taken of all
 * samples separately: they need not come from one echo, which leaves a third of the error of "least
 * round trip" on a jittery line. The skew is the one that makes what was seen the likeliest; a line
 * of two ends is fitted under the samples, as if tails were exponential.
 *
 * @param {{up_ms: number, down_ms: number, at_ms: number}[]} samples Apparent delays: server minus
 *   local clock on the way up, local minus server on the way down; Infinity where only the other was
 *   seen. At least one of each is finite.
 * @param {number} nowMs Local clock.
 * @returns {Estimate} For `nowMs`.
 *
 * @typedef {object} Estimate
 * @property {number} offset_ms Later it is `skew` milliseconds more per millisecond.
 * @property {number} skew
 * @property {number} precision_ms What jitter may leave of an error; more samples make it less.
 * @property {number} skew_error How much of `precision_ms` is added per millisecond.
 * @property {number} uncertainty_ms What the two ways differ by nobody can see: the truth lies within
 *   `offset_ms` ± this.
 * @property {number} slack_ms The least round trip there can be. If it is negative, an answer came
 *   before its question: the samples are not of one clock.
 */
export function estimate(samples, nowMs) {
  const up = seen(samples, nowMs, "up_ms", -1);
  const down = seen(samples, nowMs, "down_ms", 1);
  const skew = likeliestSkew(up, down);
  const [least, most] = [up.least(skew), down.least(skew)];
  // A least value of few is greater than the least there is, by as much as it usually is.
  const [upExcess, downExcess] = [up.jitter / up.count, down.jitter / down.count];
  return {
    offset_ms: (least - upExcess - (most - downExcess)) / 2,
    skew,
    ...precision(samples, nowMs, up.jitter + down.jitter),
    uncertainty_ms: (least + most + upExcess + downExcess) / 2,
    slack_ms: least + most,
  };
}

/** What the older half of the time tells and what the newer, and how long there is between them. */
function precision(samples, nowMs, jitter) {
  const echoes = samples.filter(({ up_ms }) => Number.isFinite(up_ms));
  const ages = echoes.map(({ at_ms }) => nowMs - at_ms);
  const middle = (Math.max(...ages) + Math.min(...ages)) / 2;
  const half = (isOld) => {
    const those = ages.filter((age) => age > middle === isOld);
    return { count: those.length, age: mean(those) };
  };
  const errorOf = (count) => (jitter / count) * MEAN_OF_TWO;
  const [older, newer] = [half(true), half(false)];
  const span = older.age - newer.age;
  const skewError = older.count
    ? Math.min(USUAL_SKEW, Math.hypot(errorOf(older.count), errorOf(newer.count)) / span)
    : USUAL_SKEW;
  const all = errorOf(ages.length);
  const recent = Math.hypot(errorOf(newer.count), skewError * newer.age);
  const whole = Math.hypot(all, skewError * mean(ages));
  return { precision_ms: Math.min(recent, whole), skew_error: skewError };
}

const sum = (values) => values.reduce((total, value) => total + value, 0);
const mean = (values) => sum(values) / values.length;

/** @param {1 | -1} sign Of what skew does to this delay as time passes. */
function seen(samples, nowMs, name, sign) {
  const delays = [];
  const ages = [];
  for (const sample of samples) {
    if (!Number.isFinite(sample[name])) continue;
    const age = Math.max(0, nowMs - sample.at_ms);
    ages.push(age);
    delays.push(sample[name] + age * AGEING);
  }
  const least = (skew) => {
    let value = Infinity;
    for (let at = 0; at < delays.length; at += 1) {
      value = Math.min(value, delays[at] - sign * skew * ages[at]);
    }
    return value;
  };
  const jitter = jitterOf(delays);
  const span = Math.max(...ages) - Math.min(...ages);
  // What was held is no part of the tail: a skew that makes one such sample likelier is no likelier.
  const held = Math.min(...delays) + HELD_FROM * jitter + MOST_SKEW * span;
  const usual = ages.filter((_, at) => delays[at] <= held);
  return { span, count: usual.length, least, total: sign * sum(usual), jitter };
}

/** @returns {number} The mean of the tail, from its lowest part: held packets do not count. */
function jitterOf(delays) {
  const sorted = Float64Array.from(delays).sort();
  const lowest = Math.min(sorted.length - 1, Math.ceil(sorted.length * LOWEST));
  const spacing = lowest ? (sorted[lowest] - sorted[0]) / lowest : 0;
  return Math.max(LEAST_JITTER_MS, spacing * sorted.length);
}

/** The logarithm of the likelihood is concave: its highest place is found by thirds. */
function likeliestSkew(up, down) {
  if (Math.min(up.span, down.span) < TELLING_MS) return 0;
  const likelihood = (skew) =>
    (up.count * up.least(skew) + skew * up.total) / up.jitter +
    (down.count * down.least(skew) + skew * down.total) / down.jitter -
    (skew / USUAL_SKEW) ** 2 / 2;
  let [low, high] = [-SEARCHED_SKEW, SEARCHED_SKEW];
  for (let turn = 0; turn < SEARCHED; turn += 1) {
    const third = (high - low) / 3;
    if (likelihood(low + third) < likelihood(high - third)) low += third;
    else high -= third;
  }
  return (low + high) / 2;
}
