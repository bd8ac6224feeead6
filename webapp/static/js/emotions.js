// As many as a phone animates without dropping a frame of the video.
export const MOST_FLYING = 12;

/**
 * Choose what flies up: one of each kind before a second of any, so that nobody's is drowned.
 *
 * @param {Record<string, number>} counts What was tapped, by emotion.
 * @param {number} room How many more may fly.
 * @returns {string[]}
 */
export function flights(counts, room) {
  const left = Object.entries(counts);
  const chosen = [];
  for (let round = 0; chosen.length < room; round += 1) {
    const more = left.filter(([, count]) => count > round);
    if (more.length === 0) break;
    chosen.push(...more.slice(0, room - chosen.length).map(([emotion]) => emotion));
  }
  return chosen;
}

/** One's own taps until they come back: they have been felt when they were made. */
export class OwnTaps {
  #waiting = new Map();

  made(emotion) {
    this.#waiting.set(emotion, (this.#waiting.get(emotion) ?? 0) + 1);
  }

  refused(emotion) {
    this.#takeBack(emotion, 1);
  }

  /** The connection was lost, and what was on its way with it. */
  forget() {
    this.#waiting.clear();
  }

  /**
   * @param {Record<string, number>} counts What was tapped, by emotion; one's own are taken off.
   * @returns {string | null} What the others felt most; null if they felt nothing.
   */
  feltByOthers(counts) {
    let most = null;
    let highest = 0;
    for (const [emotion, count] of Object.entries(counts)) {
      const others = count - this.#takeBack(emotion, count);
      if (others > highest) [most, highest] = [emotion, others];
    }
    return most;
  }

  #takeBack(emotion, count) {
    const waiting = this.#waiting.get(emotion) ?? 0;
    const taken = Math.min(waiting, count);
    if (taken) this.#waiting.set(emotion, waiting - taken);
    return taken;
  }
}
