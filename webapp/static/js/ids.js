/** The same people, in ascending order, with one of them or without. Mirrors shared/domain/ids.py. */
export function withId(ids, id, isIn) {
  const others = ids.filter((other) => other !== id);
  return isIn ? [...others, id].sort((a, b) => a - b) : others;
}
