import { HlsPlayer } from "./hls.js";
import { Html5Player } from "./html5.js";
import { YouTubePlayer } from "./youtube.js";

/**
 * Make the player that plays a media, inside a container.
 *
 * @param {{provider: "youtube" | "file", kind: "video" | "mp4" | "hls", id: string | null,
 *   url: string, title: string | null}} media
 * @param {Element} container Gets one child, which leaves with `destroy()`.
 * @returns {import("./player.js").Player}
 */
export function createPlayer(media, container) {
  if (media.provider === "youtube") return new YouTubePlayer(media, container);
  if (media.kind === "hls") return new HlsPlayer(media, container);
  return new Html5Player(media, container);
}
