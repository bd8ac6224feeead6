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
