import { withId } from "./ids.js";
import { Event } from "./protocol.js";

/* Mirrors shared/domain/queue_evolution.py. */

const without = (queue, itemId) => queue.filter((item) => item.id !== itemId);

function noted(room, { type, suggestion_id: suggestionId, ...undo }) {
  const suggestion = room.suggestions.find(({ item }) => item.id === suggestionId) ?? null;
  return { ...room, undo: { ...undo, queue: room.queue, suggestion } };
}

function restored({ undo, ...room }) {
  if (!undo) return { ...room, undo };
  const { queue, suggestion } = undo;
  const suggestions = suggestion ? [...room.suggestions, suggestion] : room.suggestions;
  return { ...room, queue, suggestions, undo: null };
}

function arranged(queue, itemIds) {
  const known = new Map(queue.map((item) => [item.id, item]));
  return itemIds.map((id) => known.get(id));
}

function suggestionVoted(suggestion, { item_id: itemId, user_id: userId, is_for: isFor }) {
  if (suggestion.item.id !== itemId) return suggestion;
  return { ...suggestion, votes: withId(suggestion.votes, userId, isFor) };
}

const REDUCERS = {
  [Event.ITEM_STARTED]: (room, { item, playback }) => ({
    ...room,
    current: item,
    playback,
    hold: null,
    ready_check: null,
    queue: without(room.queue, item.id),
    skip_votes: [],
    undo: null,
  }),
  [Event.ITEM_ADDED]: (room, { item, is_next: isNext }) => ({
    ...room,
    queue: isNext ? [item, ...room.queue] : [...room.queue, item],
  }),
  [Event.ITEM_REMOVED]: (room, { item_id: itemId }) => ({
    ...room,
    queue: without(room.queue, itemId),
  }),
  [Event.QUEUE_ARRANGED]: (room, { item_ids: itemIds }) => ({
    ...room,
    queue: arranged(room.queue, itemIds),
  }),
  [Event.QUEUE_CHANGING]: noted,
  [Event.QUEUE_RESTORED]: restored,
  [Event.LOOP_CHANGED]: (room, { mode }) => ({ ...room, loop: mode }),
  [Event.AUTOPLAY_CHANGED]: (room, { is_on: isOn }) => ({ ...room, autoplay: isOn }),
  [Event.SUGGESTION_ADDED]: (room, { suggestion }) => ({
    ...room,
    suggestions: [...room.suggestions, suggestion],
  }),
  [Event.SUGGESTION_REMOVED]: (room, { item_id: itemId }) => ({
    ...room,
    suggestions: room.suggestions.filter(({ item }) => item.id !== itemId),
  }),
  [Event.SUGGESTION_VOTED]: (room, event) => ({
    ...room,
    suggestions: room.suggestions.map((suggestion) => suggestionVoted(suggestion, event)),
  }),
  [Event.SKIP_VOTED]: (room, { user_id: userId, is_for: isFor }) => ({
    ...room,
    skip_votes: withId(room.skip_votes, userId, isFor),
  }),
};

/** What {@link reduceQueue} takes. */
export const QUEUE_EVENTS = new Set(Object.keys(REDUCERS));

/** Return what an event of the queue makes of a room. */
export function reduceQueue(room, event) {
  return REDUCERS[event.type](room, event);
}

/** Return the room with every item in it changed, wherever it is. */
export function mapItems(room, change) {
  const suggested = (suggestion) =>
    suggestion && { ...suggestion, item: change(suggestion.item) };
  const { undo } = room;
  return {
    ...room,
    current: room.current && change(room.current),
    queue: room.queue.map(change),
    suggestions: room.suggestions.map(suggested),
    undo: undo && {
      ...undo,
      queue: undo.queue.map(change),
      suggestion: suggested(undo.suggestion),
    },
  };
}

/** Return the room without a person's votes, nor their change to be undone. */
export function withoutVoter(room, userId) {
  const unvoted = (suggestion) =>
    suggestion && { ...suggestion, votes: withId(suggestion.votes, userId, false) };
  const undo = room.undo?.user_id === userId ? null : room.undo;
  return {
    ...room,
    suggestions: room.suggestions.map(unvoted),
    skip_votes: withId(room.skip_votes, userId, false),
    undo: undo && { ...undo, suggestion: unvoted(undo.suggestion) },
  };
}
