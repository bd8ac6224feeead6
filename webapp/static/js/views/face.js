import { h, setText } from "../lib/dom.js";

// As many as css/face.css has.
const HUES = 6;

/** A round in a person's own colour; {@link drawFace} puts the first letter of their name in it. */
export function face(userId) {
  const dataset = { hue: Math.abs(userId) % HUES };
  return h("span", { class: "face", "aria-hidden": "true", dataset });
}

export function drawFace(element, name) {
  setText(element, [...name][0].toUpperCase());
}
