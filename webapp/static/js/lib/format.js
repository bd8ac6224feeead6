/** @returns {string} `0:07`, `12:34` or `1:02:03`; a dash for what has no length. */
export function formatTime(seconds) {
  if (!Number.isFinite(seconds)) return "–:––";
  const whole = Math.max(0, Math.floor(seconds));
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  const tail = String(whole % 60).padStart(2, "0");
  return hours ? `${hours}:${String(minutes).padStart(2, "0")}:${tail}` : `${minutes}:${tail}`;
}

/** @returns {string} The host a person would name: without `www.`; empty for what is no address. */
export function hostOf(url) {
  try {
    return new URL(url).host.replace(/^www\./, "");
  } catch {
    return "";
  }
}

/** @returns {string} What to call a video: its title, else the file's name, else its host. */
export function titleOf(media) {
  if (media.title) return media.title;
  const name = media.kind === "video" ? "" : fileNameOf(media.url);
  return name || hostOf(media.url);
}

function fileNameOf(url) {
  try {
    return decodeURIComponent(new URL(url).pathname.split("/").pop());
  } catch {
    return "";
  }
}

/** @returns {string} `1×`, `1.25×`. */
export function formatRate(rate) {
  return `${Number(rate.toFixed(2))}×`;
}

/** @returns {string} The name of a person; a guest without one is told apart by three digits. */
export function nameOf(person, t) {
  return person.name || t("guest_name", { number: lastDigits(person.id ?? person.user_id) });
}

function lastDigits(id) {
  return String(Math.abs(id) % 1000).padStart(3, "0");
}

/** @returns {string} A moment as short as it is clear: the time of today, else the day as well. */
export function formatMoment(atMs, { locale, nowMs }) {
  const day = (ms) => new Date(ms).toDateString();
  const time = { hour: "2-digit", minute: "2-digit" };
  const style = day(atMs) === day(nowMs) ? time : { day: "numeric", month: "short", ...time };
  return new Intl.DateTimeFormat(locale, style).format(atMs);
}

/** @returns {string} Until when something holds; null is for good. */
export function formatUntil(untilMs, { t, locale, nowMs }) {
  if (untilMs === null) return t("until_lifted");
  return t("until", { time: formatMoment(untilMs, { locale, nowMs }) });
}
