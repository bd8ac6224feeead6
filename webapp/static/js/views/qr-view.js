import { svg } from "../lib/dom.js";

// Modules of white around the code; without them cameras do not find it. ISO/IEC 18004.
const QUIET = 4;

/**
 * @param {string[]} rows As `POST /api/rooms/{id}/links` answers: `1` for each dark module.
 * @param {string} label For those who do not see it.
 * @returns {SVGElement}
 */
export function createQr(rows, label) {
  const size = rows.length + 2 * QUIET;
  return svg(
    "svg",
    { class: "qr__code", viewBox: `0 0 ${size} ${size}`, role: "img", "aria-label": label },
    svg("path", { d: rows.map(rowOf).join("") }),
  );
}

/** Dark modules side by side are one rectangle: no hair lines between them. */
function rowOf(row, y) {
  const runs = [...row.matchAll(/1+/g)];
  return runs
    .map(({ 0: { length }, index: x }) => `M${x + QUIET} ${y + QUIET}h${length}v1h-${length}z`)
    .join("");
}
