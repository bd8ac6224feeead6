const PARAMETER = "screen";
const CHAT = "chat";

/** Whether this device shows the room without its picture: a phone beside a television. */
export function isChatOnly({ search }) {
  return new URLSearchParams(search).get(PARAMETER) === CHAT;
}

/** @returns {string} This room's address, with the picture or without. */
export function addressOf({ pathname, search }, { chatOnly }) {
  const query = new URLSearchParams(search);
  query.delete(PARAMETER);
  if (chatOnly) query.set(PARAMETER, CHAT);
  return query.size ? `${pathname}?${query}` : pathname;
}
