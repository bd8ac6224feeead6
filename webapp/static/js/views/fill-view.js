import { h, setAttribute, setText } from "../lib/dom.js";

/** Parts of a room: below the first there is room, from the second on it is nearly full. */
const BUSY_FROM = 0.5;
const CROWDED_FROM = 0.8;

/** @returns {"free" | "busy" | "crowded" | "full"} */
export function levelOf(count, capacity) {
  if (count >= capacity) return "full";
  if (count >= capacity * CROWDED_FROM) return "crowded";
  return count >= capacity * BUSY_FROM ? "busy" : "free";
}

export function createFill() {
  const words = h("span", { class: "fill__words tabular" });
  return h(
    "span",
    { class: "fill", role: "img", "data-testid": "fill" },
    h("span", { class: "fill__bar" }, h("span", { class: "fill__taken" })),
    words,
  );
}

/** @param {string} [instead] What to say in place of how many are inside. */
export function updateFill(fill, { count, capacity }, t, instead) {
  const level = levelOf(count, capacity);
  fill.dataset.level = level;
  const part = Math.min(1, count / capacity);
  fill.style.setProperty("--fill-part", part.toFixed(3));
  const counted = t("gallery_fill", { count, capacity });
  const full = level === "full" && `${t("gallery_full")} · ${counted}`;
  setText(fill.lastElementChild, instead || full || counted);
  setAttribute(fill, "aria-label", instead || t("gallery_fill_label", { count, capacity }));
}
