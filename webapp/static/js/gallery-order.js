/**
 * Bring news into a list that is being read: what is shown keeps its place, what is new comes last.
 *
 * @param {{id: string}[]} shown
 * @param {{id: string}[]} fresh As the server orders them.
 * @param {boolean} isAll Whether `fresh` is all there is: then nobody is any more in what is
 *   missing, and it stays with `is_over`. Otherwise it may have gone to a page not asked for.
 */
export function keepPlaces(shown, fresh, isAll) {
  const news = new Map(fresh.map((room) => [room.id, room]));
  const places = shown.flatMap((room) => {
    if (news.has(room.id)) return [news.get(room.id)];
    return isAll ? [{ ...room, is_over: true }] : [];
  });
  const known = new Set(shown.map(({ id }) => id));
  return [...places, ...fresh.filter(({ id }) => !known.has(id))];
}
