const PREPARED_SINCE = "8.0";
/** Where a room can be shared to; bots watch nothing. */
const CHATS = ["users", "groups", "channels"];

/**
 * Hand a room on inside Telegram, by the best way that this client has: a message with a button
 * that the bot has prepared, the bot's inline mode, which closes the page, or a plain link.
 *
 * @param {{url: string, text: string}} invitation What the plain link sends.
 * @param {string} roomId
 */
export async function shareInTelegram({ telegram, http, roomId, invitation }) {
  const canPrepare = telegram.isVersionAtLeast(PREPARED_SINCE);
  if (canPrepare || telegram.canSwitchInline) {
    const { prepared_message_id: id, query } = await prepare(http, roomId);
    if (canPrepare && id && isSettled(await telegram.sharePrepared(id))) return;
    if (query && telegram.canSwitchInline) return void telegram.switchInline(query, CHATS);
  }
  shareLink(telegram, invitation);
}

const isSettled = (outcome) => outcome === "sent" || outcome === "USER_DECLINED";

/** Without an answer the invitation that there is will do. */
async function prepare(http, roomId) {
  try {
    return await http.post(`/api/rooms/${roomId}/share`);
  } catch {
    return {};
  }
}

/** Telegram's own window that asks to whom. Source: core.telegram.org/api/links#share-links */
export function shareLink(telegram, { url, text }) {
  const target = `https://t.me/share/url?${new URLSearchParams({ url, text })}`;
  telegram.openTelegramLink(target.replaceAll("+", "%20"));
}
