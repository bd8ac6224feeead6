import { createKeepsake } from "./lib/keepsake.js";
import { bounded } from "./own-offset.js";

/** Theme: of Telegram or the system, or one for good. */
export const THEMES = ["auto", "light", "dark"];

/** Dress a page as its person has chosen, now and at every change. */
export function followPreferences(preferences, telegram, root = document.documentElement) {
  function draw() {
    telegram.chooseTheme(preferences.theme);
    root.toggleAttribute("data-saving", preferences.isSaving);
  }
  preferences.addEventListener("change", draw);
  draw();
}

/**
 * What a person has chosen on this device. Dispatches "change".
 *
 * Data is saved where the person said so, or, as long as nothing was said, where the browser does.
 */
export class Preferences extends EventTarget {
  #kept;
  #network;

  constructor(window) {
    super();
    this.#kept = createKeepsake(window);
    this.#network = window.navigator?.connection;
    this.#network?.addEventListener?.("change", () => this.#changed());
  }

  /** @returns {"auto" | "light" | "dark"} */
  get theme() {
    const theme = this.#kept.get("theme");
    return THEMES.includes(theme) ? theme : "auto";
  }

  set theme(theme) {
    this.#keep("theme", theme);
  }

  get isSaving() {
    const said = this.#kept.get("data_saver");
    return said === null ? Boolean(this.#network?.saveData) : said === "on";
  }

  set isSaving(saves) {
    this.#keep("data_saver", saves ? "on" : "off");
  }

  /** @returns {number} Milliseconds by which this device plays before the room, or behind it. */
  get ownOffsetMs() {
    return bounded(Number(this.#kept.get("own_offset_ms")));
  }

  set ownOffsetMs(ms) {
    this.#keep("own_offset_ms", String(bounded(ms)));
  }

  #keep(key, value) {
    this.#kept.set(key, value);
    this.#changed();
  }

  #changed() {
    this.dispatchEvent(new Event("change"));
  }
}
