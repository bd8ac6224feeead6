const RETRY_MS = 1_000;

/**
 * The browser's leave to play, and to be heard.
 *
 * If sound is refused without a gesture it plays muted; if that is refused too, it waits for a tap.
 * Announces "soundblocked", "tapneeded" and "soundenabled".
 */
export class SoundGate {
  #player;
  #sound;
  #now;
  #announce;
  #retryAt = -Infinity;
  #listening = new AbortController();
  /** Whether the player is muted by the browser's will, not by the person's. */
  soundBlocked = false;
  needsTap = false;
  /** Local time of the last order to play. */
  askedAt = -Infinity;

  /** @param {{muted: boolean, volume: number}} sound What the person chose; kept up to date. */
  constructor({ player, sound, now, announce }) {
    this.#player = player;
    this.#sound = sound;
    this.#now = now;
    this.#announce = announce;
    const { signal } = this.#listening;
    player.addEventListener("volumechange", () => this.#onVolume(), { signal });
    player.addEventListener("playing", () => this.#onPlaying(), { signal });
  }

  /** Whether asking the player to play makes sense now. */
  get isOpen() {
    return !this.needsTap && this.#now() >= this.#retryAt;
  }

  async play() {
    this.askedAt = this.#now();
    try {
      await this.#player.play();
    } catch (error) {
      if (this.#listening.signal.aborted) return;
      if (error.name === "NotAllowedError") return this.#refused();
      // Interrupted by our own pause: nothing failed.
      if (error.name !== "AbortError") this.#retryAt = this.#now() + RETRY_MS;
    }
  }

  /** Lift what the browser imposed. Must be called in a gesture, and play() after it. */
  open() {
    this.needsTap = false;
    this.soundBlocked = false;
    this.#retryAt = -Infinity;
  }

  destroy() {
    this.#listening.abort();
  }

  #refused() {
    if (this.#player.muted) {
      this.needsTap = true;
      this.#announce("tapneeded");
      return undefined;
    }
    this.soundBlocked = true;
    this.#player.muted = true;
    this.#announce("soundblocked");
    return this.play();
  }

  #onVolume() {
    const { muted, volume } = this.#player;
    if (this.soundBlocked && muted) return;
    Object.assign(this.#sound, { muted, volume });
    if (!this.soundBlocked) return;
    this.soundBlocked = false; // unmuted by another road than ours, inside a frame for one
    this.#announce("soundenabled");
  }

  #onPlaying() {
    if (!this.needsTap) return;
    this.needsTap = false; // the person tapped inside the player
    this.#announce(this.soundBlocked ? "soundblocked" : "soundenabled");
  }
}
