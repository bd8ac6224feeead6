const ECHO_MS = 1_000; // a report so soon after an order may be from before it

/** Mute and volume of a player in a frame: what was ordered, corrected by what it reports. */
export class RemoteSound {
  #command;
  #now;
  #onChange;
  #orderedAt = -Infinity;
  muted = false;
  /** 0 to 1 */
  volume = 1;

  /**
   * @param {(func: string, ...args: any[]) => void} command
   * @param {() => number} now Monotonic, milliseconds.
   * @param {() => void} onChange
   */
  constructor(command, now, onChange) {
    this.#command = command;
    this.#now = now;
    this.#onChange = onChange;
  }

  mute(muted) {
    this.#orderedAt = this.#now();
    this.#command(muted ? "mute" : "unMute");
    this.#become(muted, this.volume);
  }

  setVolume(volume) {
    this.#orderedAt = this.#now();
    this.#command("setVolume", Math.round(volume * 100));
    this.#become(this.muted, volume);
  }

  /** Say everything again: the frame remembers the sound of another page. */
  insist() {
    this.mute(this.muted);
    this.setVolume(this.volume);
  }

  /** @param {{muted?: boolean, volume?: number}} report Volume from 0 to 100. */
  report({ muted = this.muted, volume = this.volume * 100 }) {
    if (this.#now() - this.#orderedAt > ECHO_MS) this.#become(muted, volume / 100);
  }

  #become(muted, volume) {
    if (muted === this.muted && volume === this.volume) return;
    this.muted = muted;
    this.volume = volume;
    this.#onChange();
  }
}
