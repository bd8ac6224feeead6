// Finer than a phone's seek bar shows.
const MOST_POINTS = 100;
// One or two taps are somebody's; from here on it was the room.
const LEAST_FOR_PEAK = 3;
const MOST_PEAKS = 3;
const EVENNESS = 0.7;

/**
 * Where in a video people felt what: counts by stretches of its timeline.
 *
 * Dispatches "change".
 */
export class EmotionCurve extends EventTarget {
  #bucketS = 5;
  #buckets = new Map();

  /** @param {{bucket_s: number, buckets: Record<string, Record<string, number>>}} [told] */
  reset({ bucket_s: bucketS, buckets } = { bucket_s: this.#bucketS, buckets: {} }) {
    this.#bucketS = bucketS;
    this.#buckets = new Map(
      Object.entries(buckets).map(([bucket, counts]) => [Number(bucket), { ...counts }]),
    );
    this.#changed();
  }

  /**
   * @param {number} position Seconds into the video.
   * @param {Record<string, number>} counts What was felt there, by emotion.
   */
  add(position, counts) {
    const bucket = Math.floor(position / this.#bucketS);
    const known = this.#buckets.get(bucket) ?? {};
    for (const [emotion, count] of Object.entries(counts)) {
      known[emotion] = (known[emotion] ?? 0) + count;
    }
    this.#buckets.set(bucket, known);
    this.#changed();
  }

  /**
   * @param {number} duration Of the video, in seconds.
   * @returns {number[]} Heights from 0 to 1 at even distances, the highest 1; none without taps.
   */
  heights(duration) {
    if (!(duration > 0 && duration < Infinity)) return [];
    const count = Math.min(MOST_POINTS, Math.ceil(duration / this.#bucketS));
    const sums = new Array(count).fill(0);
    for (const [bucket, counts] of this.#buckets) {
      const place = Math.floor((((bucket + 0.5) * this.#bucketS) / duration) * count);
      // A stretch that begins before the end and is mostly beyond it.
      const at = bucket * this.#bucketS < duration ? Math.min(place, count - 1) : -1;
      if (at >= 0) sums[at] += total(counts);
    }
    return level(smooth(sums));
  }

  /** @returns {{emotion: string, position: number}[]} Where each was felt most, the most first. */
  peaks() {
    const highest = new Map();
    for (const [bucket, counts] of [...this.#buckets].sort(([a], [b]) => a - b)) {
      for (const [emotion, count] of Object.entries(counts)) {
        if (count > (highest.get(emotion)?.count ?? LEAST_FOR_PEAK - 1)) {
          highest.set(emotion, { emotion, count, position: bucket * this.#bucketS });
        }
      }
    }
    return [...highest.values()]
      .sort((a, b) => b.count - a.count)
      .slice(0, MOST_PEAKS)
      .map(({ emotion, position }) => ({ emotion, position }));
  }

  #changed() {
    this.dispatchEvent(new Event("change"));
  }
}

const total = (counts) => Object.values(counts).reduce((sum, count) => sum + count, 0);

function smooth(values) {
  const at = (index) => values[Math.max(0, Math.min(values.length - 1, index))];
  return values.map((value, index) => (at(index - 1) + 2 * value + at(index + 1)) / 4);
}

/** Less than in proportion, so that one great laugh does not flatten all the small ones. */
function level(values) {
  const highest = Math.max(...values);
  return highest > 0 ? values.map((value) => (value / highest) ** EVENNESS) : [];
}

/**
 * @param {number[]} heights From 0 to 1.
 * @returns {string} A soft outline for an SVG path, within a box of 1 by 1 whose floor is 1.
 */
export function outline(heights) {
  if (heights.length === 0) return "";
  const y = (height) => round(1 - height);
  const x = (index) => round(index / heights.length);
  const parts = ["M0 1"];
  heights.forEach((height, index) => {
    const next = heights[index + 1] ?? 0;
    parts.push(`Q${x(index + 0.5)} ${y(height)} ${x(index + 1)} ${y((height + next) / 2)}`);
  });
  return `${parts.join("")}L1 1Z`;
}

const round = (number) => Math.round(number * 1000) / 1000;
