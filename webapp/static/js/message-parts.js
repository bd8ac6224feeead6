const ADDRESS = /https?:\/\/[^\s<>"]+/giu;
const TRAILING = /[.,!?;:…'»”)\]}]$/u;
const MAX_SHOWN = 40; // characters of an address: a line on a phone
const WORD = /[\p{L}\p{N}_]/u;
const ONLY_EMOJI =
  /^[\p{Extended_Pictographic}\p{Emoji_Modifier}\p{Regional_Indicator}\u200d\ufe0f\s\u{e0020}-\u{e007f}]+$/u;
const MAX_BIG_EMOJI = 5; // more of them are a text of its own
const MAX_MENTIONS = 10; // MAX_MENTIONS in shared/domain/chat_commands.py

/**
 * Split a message into what is shown as it is, what leads somewhere, and who is called.
 *
 * @returns {{kind: "text" | "link" | "mention", text: string, url?: string, userId?: number}[]}
 */
export function partsOf(text, mentions = []) {
  const parts = [];
  let end = 0;
  for (const match of text.matchAll(ADDRESS)) {
    const address = withoutTail(match[0]);
    const url = safeUrl(address);
    if (!url) continue;
    parts.push(...withMentions(text.slice(end, match.index), mentions));
    parts.push({ kind: "link", text: shortened(url), url: url.href });
    end = match.index + address.length;
  }
  return [...parts, ...withMentions(text.slice(end), mentions)];
}

function withMentions(text, mentions) {
  const parts = [];
  let end = 0;
  for (const { start, length, mention } of places(text, mentions)) {
    if (start > end) parts.push({ kind: "text", text: text.slice(end, start) });
    end = start + length;
    parts.push({ kind: "mention", text: text.slice(start, end), userId: mention.user_id });
  }
  if (end < text.length) parts.push({ kind: "text", text: text.slice(end) });
  return parts;
}

// Longer names first: "@Anna Maria" calls nobody named Anna.
function places(text, mentions) {
  const found = [];
  const isFree = (start, length) =>
    found.every((other) => start + length <= other.start || start >= other.start + other.length);
  for (const mention of [...mentions].sort((a, b) => b.name.length - a.name.length)) {
    const called = `@${mention.name}`;
    let start = text.indexOf(called);
    for (; start >= 0; start = text.indexOf(called, start + 1)) {
      const isWhole = !WORD.test(text.slice(start + called.length)[0] ?? "");
      if (isWhole && isFree(start, called.length)) {
        found.push({ start, length: called.length, mention });
      }
    }
  }
  return found.sort((a, b) => a.start - b.start);
}

/**
 * Who of those here is called by a text.
 *
 * @param {{user_id: number, name: string}[]} people Of two with one name, the first is meant.
 */
export function mentionsIn(text, people) {
  const named = new Map();
  for (const person of people) if (!named.has(person.name)) named.set(person.name, person);
  const called = places(text, [...named.values()]).map(({ mention }) => mention);
  return [...new Set(called)].slice(0, MAX_MENTIONS);
}

function withoutTail(address) {
  let kept = address;
  while (TRAILING.test(kept)) {
    const opened = kept.split("(").length;
    if (kept.endsWith(")") && opened >= kept.split(")").length) break; // as Wikipedia's have it
    kept = kept.slice(0, -1);
  }
  return kept;
}

function safeUrl(address) {
  try {
    const url = new URL(address);
    return ["http:", "https:"].includes(url.protocol) ? url : null;
  } catch {
    return null;
  }
}

/** The host as it is, in letters that cannot pretend to be others, and the beginning of the rest. */
function shortened({ host, pathname, search, hash }) {
  const whole = `${host}${readable(pathname + search + hash)}`.replace(/\/$/, "");
  const most = Math.max(MAX_SHOWN, host.length);
  return whole.length > most ? `${whole.slice(0, most)}…` : whole;
}

// Not where decoding would bring out what is not seen, or what turns the direction of the text.
function readable(path) {
  try {
    const decoded = decodeURI(path);
    return /[\p{C}\p{Z}]/u.test(decoded) ? path : decoded;
  } catch {
    return path;
  }
}

/** Whether a message is a few emoji and nothing else. */
export function isEmojiOnly(text) {
  if (!ONLY_EMOJI.test(text)) return false;
  const { length } = graphemes(text.replace(/\s/g, ""));
  return length > 0 && length <= MAX_BIG_EMOJI;
}

function graphemes(text) {
  if (!Intl.Segmenter) return [...text.replace(/[\u200d\ufe0f]/g, "")];
  return [...new Intl.Segmenter().segment(text)];
}
