import { formatAgo } from "./lib/ago.js";
import { hostOf, titleOf } from "./lib/format.js";

/** @returns {string} What to call a room as a list tells it: its name, else what is on in it. */
export function nameOfRoom({ title, media }, t) {
  return title || (media ? titleOf(media) : t("room_untitled"));
}

/** @returns {string} What is on and where it comes from, without what the room is called already. */
export function sourceOfRoom(room, t) {
  if (!room.media) return t("my_rooms_nothing");
  const title = titleOf(room.media);
  const isNamed = title !== nameOfRoom(room, t);
  return [isNamed && title, hostOf(room.media.url)].filter(Boolean).join(" · ");
}

/** @returns {string} How many are inside, or when somebody was last. */
export function useOfRoom({ count, capacity, seen_at_ms: seenAtMs }, nowMs, { t, locale }) {
  if (count) return t("my_rooms_people", { count, capacity });
  return t("my_rooms_seen", { when: formatAgo(seenAtMs, nowMs, locale) });
}
