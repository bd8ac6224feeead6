const UNITS = [
  ["year", 365 * 24 * 3600],
  ["month", 30 * 24 * 3600],
  ["day", 24 * 3600],
  ["hour", 3600],
  ["minute", 60],
];

/**
 * @param {number} atMs
 * @param {number} nowMs By the same clock.
 * @returns {string} In words: "yesterday", "2 hours ago"; "now" within a minute, and for what lies
 *   ahead.
 */
export function formatAgo(atMs, nowMs, locale) {
  const words = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });
  const seconds = Math.max(0, (nowMs - atMs) / 1000);
  const [unit, length] = UNITS.find(([, length]) => seconds >= length) ?? ["second", Infinity];
  return words.format(-Math.floor(seconds / length) || 0, unit);
}
