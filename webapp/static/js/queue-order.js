import { LEAST_SKIP_VOTES } from "./protocol.js";

/** @returns {object[]} Suggestions, those with more votes first, else in the order they came. */
export function ranked(suggestions) {
  return [...suggestions].sort((a, b) => b.votes.length - a.votes.length);
}

/**
 * How the vote to skip stands. Mirrors `skip_threshold` in shared/domain/queue.py.
 *
 * @returns {{votes: number, needed: number}} Of large rooms not everybody present is known here;
 *   their votes are counted as they are.
 */
export function skipVote({ skip_votes: votes }, { count, users }) {
  const here = new Set(users.map(({ id }) => id));
  const isWhole = users.length === count;
  const counted = isWhole ? votes.filter((id) => here.has(id)) : votes;
  return {
    votes: counted.length,
    needed: Math.max(LEAST_SKIP_VOTES, Math.floor(count / 2) + 1),
  };
}
