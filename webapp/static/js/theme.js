// WCAG 2.1, success criterion 1.4.3: the least contrast of text with its ground.
const READABLE = 4.5;
// Fine enough that a nudged colour stays the colour its theme chose.
const STEP = 0.04;
const HEX = /^#[0-9a-f]{6}$/i;
const WRITTEN = ["hint", "link", "subtitle_text", "accent_text", "section_header_text"];
const GROUNDS = ["bg_color", "secondary_bg_color"];

const channels = (hex) => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));

/** @returns {number} WCAG's relative luminance of a #rrggbb colour, 0 (black) to 1 (white). */
export function luminance(hex) {
  const [red, green, blue] = channels(hex).map((channel) => {
    const part = channel / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** @returns {number} WCAG's contrast of two #rrggbb colours, 1 to 21. */
export function contrast(one, other) {
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

/** @returns {"light" | "dark"} Which of the two a ground is. */
export function colorScheme(ground) {
  return contrast(ground, "#ffffff") > contrast(ground, "#000000") ? "dark" : "light";
}

/**
 * Telegram's colours as CSS variables `--tg-theme-*`; anything that is not #rrggbb is left out.
 *
 * Many themes write pale grey on white, which no one reads at arm's length. Colours that carry text
 * are moved away from their grounds until they are readable, and no further.
 *
 * @param {Object<string, string>} params `theme_params` as Telegram gives them.
 * @returns {Object<string, string>} Values by the variable's name.
 */
export function themeVariables(params) {
  const known = Object.fromEntries(Object.entries(params).filter(([, color]) => HEX.test(color)));
  const grounds = GROUNDS.filter((name) => known[name]).map((name) => known[name]);
  for (const name of [...WRITTEN.map((word) => `${word}_color`), "destructive_text_color"]) {
    if (known[name]) known[name] = readable(known[name], grounds);
  }
  if (known.button_color && known.button_text_color) {
    known.button_color = readable(known.button_color, [known.button_text_color]);
  }
  const variable = (name) => `--tg-theme-${name.replaceAll("_", "-")}`;
  return Object.fromEntries(
    Object.entries(known).map(([name, color]) => [variable(name), color]),
  );
}

function readable(color, grounds) {
  const isReadable = (candidate) => grounds.every((at) => contrast(candidate, at) >= READABLE);
  const limit = grounds.some((at) => colorScheme(at) === "dark") ? 255 : 0;
  let candidate = color;
  for (let share = STEP; !isReadable(candidate) && share <= 1; share += STEP) {
    candidate = mixed(color, limit, share);
  }
  return candidate;
}

function mixed(color, limit, share) {
  const parts = channels(color).map((part) => Math.round(part + (limit - part) * share));
  return `#${parts.map((part) => part.toString(16).padStart(2, "0")).join("")}`;
}
