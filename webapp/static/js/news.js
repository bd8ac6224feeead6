import { nameOf, titleOf } from "./lib/format.js";

/*
 * How each kind of news looks, and how it is felt where it concerns one's rights. Codes are those
 * of shared/domain/news.py.
 */
const LOOKS = {
  promoted: { icon: "owner", touch: "success", kind: "success" },
  demoted: { icon: "people", touch: "warning" },
  deputy_named: { icon: "owner", touch: "success", kind: "success" },
  deputy_unnamed: { icon: "people", touch: "warning" },
  owner_named: { icon: "owner", touch: "success", kind: "success" },
  control_given: { icon: "play", touch: "success", kind: "success" },
  control_taken: { icon: "pause", touch: "warning" },
  queue_given: { icon: "queue", touch: "success", kind: "success" },
  queue_taken: { icon: "queue", touch: "warning" },
  kicked: { icon: "warning", touch: "error", kind: "error" },
  banned: { icon: "warning", touch: "error", kind: "error", leadsNowhere: true },
  unbanned: { icon: "check", touch: "success", kind: "success" },
  muted: { icon: "warning", touch: "error", kind: "error" },
  unmuted: { icon: "chat", touch: "success", kind: "success" },
  suggestion_approved: { icon: "check", kind: "success" },
  suggestion_rejected: { icon: "remove" },
  suggestion_played: { icon: "play", kind: "success" },
  room_closed: { icon: "close", touch: "warning", leadsNowhere: true },
  room_hidden: { icon: "warning", touch: "warning", kind: "error" },
  room_shown: { icon: "check", kind: "success" },
  room_featured: { icon: "owner", kind: "success" },
  room_unfeatured: { icon: "gallery" },
  room_closed_by_service: { icon: "close", touch: "error", kind: "error", leadsNowhere: true },
  invitation: { icon: "share", kind: "success" },
};
// What a newer server tells is shown without a look of its own.
const PLAIN = { icon: "bell" };

/** @returns {{icon: string, touch?: "success" | "warning" | "error", kind?: string}} */
export function lookOf({ code }) {
  return LOOKS[code] ?? PLAIN;
}

/** @returns {string} */
export function newsSentence(news, t) {
  const sentence = t(`news_${news.code}`, {
    video: news.media ? titleOf(news.media) : "",
    name: news.actor ? nameOf(news.actor, t) : t("news_somebody"),
  });
  return news.reason ? `${sentence}: ${news.reason}` : sentence;
}

/** @returns {string | null} Where it leads; null if there is nothing to go to. */
export function newsAddress(news) {
  if (lookOf(news).leadsNowhere) return null;
  const query = news.token ? `?${new URLSearchParams({ startapp: news.token })}` : "";
  return `/room/${encodeURIComponent(news.room_id)}${query}`;
}
