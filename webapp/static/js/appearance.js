import { colorScheme, themeVariables } from "./theme.js";

/**
 * The colours of the page: those Telegram gives, unless the person chose the other of light and
 * dark; then our own.
 *
 * @param {HTMLElement} root
 */
export function createAppearance({ dataset, style }) {
  let given = {};
  let own = null;
  let chosen = null;

  function draw() {
    const isWorn = chosen === null || chosen === own;
    for (const [name, color] of Object.entries(given)) {
      if (isWorn) style.setProperty(name, color);
      else style.removeProperty(name);
    }
    const scheme = chosen ?? own;
    if (scheme) dataset.theme = scheme;
    else delete dataset.theme;
  }

  return {
    /** @param {Object<string, string>} theme `theme_params` as Telegram gives them. */
    paint(theme) {
      given = { ...given, ...themeVariables(theme) };
      const ground = given["--tg-theme-bg-color"];
      own = ground ? colorScheme(ground) : own;
      draw();
    },
    /** @param {"auto" | "light" | "dark"} theme */
    choose(theme) {
      chosen = theme === "auto" ? null : theme;
      draw();
    },
  };
}
