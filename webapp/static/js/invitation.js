const START_PARAMETERS = ["startapp", "start", "tgWebAppStartParam"];
const TOKEN = /^[A-Za-z0-9_-]{1,64}$/;
const ROOM_ADDRESS = /^\/room\/([A-Za-z0-9_-]{1,36})\/?$/;
// A link's token is its signature of 28 characters and then the room's id. See shared/links.py.
const SIGNATURE_LENGTH = 28;
const LONGEST_ROOM_ID = 36;

/**
 * Understand what a person pasted in order to be let in: a link of Telegram's, an address of ours
 * on any host, a token, or the code of a room. By its form alone; the server decides.
 *
 * @param {string} text
 * @returns {{token?: string, roomId?: string} | null} With both, the token is tried first: some
 *   codes look like tokens. Null if it is none of these.
 */
export function parseInvitation(text) {
  const pasted = text.trim();
  if (TOKEN.test(pasted)) return parseCode(pasted);
  const url = parseUrl(pasted);
  if (!url) return null;
  const token = START_PARAMETERS.map((name) => url.searchParams.get(name)).find(Boolean);
  if (token) return TOKEN.test(token) ? { token } : null;
  return roomOf(url);
}

/**
 * @param {{bot_username: string, app_name: string}} config
 * @param {string} startParam Kept for the app that Telegram will open; may be empty.
 * @returns {string} Where Telegram opens this app, or at least its bot; empty if there is none.
 */
export function telegramAddress({ bot_username: bot, app_name: app }, startParam) {
  if (!bot) return "";
  if (!startParam) return `https://t.me/${bot}`;
  const path = app ? `${bot}/${app}` : bot;
  return `https://t.me/${path}?${new URLSearchParams({ startapp: startParam })}`;
}

function parseCode(code) {
  return {
    ...(code.length > SIGNATURE_LENGTH && { token: code }),
    ...(code.length <= LONGEST_ROOM_ID && { roomId: code }),
  };
}

function parseUrl(text) {
  // People copy addresses without their scheme: t.me/bot/app?startapp=…
  const candidate = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`;
  try {
    return new URL(candidate);
  } catch {
    return null;
  }
}

function roomOf({ pathname }) {
  const found = ROOM_ADDRESS.exec(pathname);
  return found && { roomId: found[1] };
}
