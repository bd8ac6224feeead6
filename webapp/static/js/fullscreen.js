/**
 * Let the room fill the window, and the window the screen if somebody can be asked for that.
 *
 * Android's Telegram has no fullscreen of HTML's, so filling is done by CSS (`data-fill` on the
 * root element) and Telegram, or the browser, is asked for the rest. Dispatches "change".
 */
export class Fullscreen extends EventTarget {
  #telegram;
  #root;

  constructor(telegram, root = document.documentElement) {
    super();
    this.#telegram = telegram;
    this.#root = root;
    root.ownerDocument.addEventListener("fullscreenchange", () => {
      if (!root.ownerDocument.fullscreenElement) this.#set(false);
    });
    telegram.on("fullscreen_changed", ({ is_fullscreen }) => is_fullscreen || this.#set(false));
  }

  get isOn() {
    return "fill" in this.#root.dataset;
  }

  toggle() {
    return this.isOn ? this.exit() : this.enter();
  }

  async enter() {
    this.#set(true);
    if (this.#telegram.isInside) await this.#telegram.requestFullscreen();
    // A refusal is no loss: the window is filled already.
    else await this.#root.requestFullscreen?.({ navigationUI: "hide" }).catch(() => {});
  }

  async exit() {
    this.#set(false);
    if (this.#telegram.isInside) this.#telegram.exitFullscreen();
    else if (document.fullscreenElement) await document.exitFullscreen();
  }

  #set(isOn) {
    if (isOn === this.isOn) return;
    if (isOn) this.#root.dataset.fill = "";
    else delete this.#root.dataset.fill;
    this.dispatchEvent(new Event("change"));
  }
}
