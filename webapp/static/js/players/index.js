import { PlayerKind } from "../protocol.js";
import { HlsPlayer } from "./hls.js";
import { Html5Player } from "./html5.js";
import { YouTubePlayer } from "./youtube.js";

const PLAYERS = {
  [PlayerKind.FILE]: Html5Player,
  [PlayerKind.HLS]: HlsPlayer,
  [PlayerKind.YOUTUBE]: YouTubePlayer,
};

/**
 * Make the player that plays a media, inside a container.
 *
 * @param {{provider: "youtube" | "file", kind: "video" | "mp4" | "hls", id: string | null,
 *   url: string, title: string | null}} media
 * @param {Element} container Gets one child, which leaves with `destroy()`.
 * @returns {import("./player.js").Player}
 */
export function createPlayer(media, container) {
  return new PLAYERS[playerKind(media)](media, container);
}

/** @returns {string} A `PlayerKind`. */
export function playerKind(media) {
  if (media.provider === "youtube") return PlayerKind.YOUTUBE;
  return media.kind === "hls" ? PlayerKind.HLS : PlayerKind.FILE;
}
