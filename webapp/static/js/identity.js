const KEY = "guest_token";
const TOKEN_BYTES = 16;

/**
 * Who this page says it is: Telegram's signed launch data, or a guest's own secret.
 *
 * The secret lives in sessionStorage: a reload is the same person, another window is another one.
 *
 * @param {{initData: string}} telegram
 * @returns {{init_data: string} | {guest_token: string}}
 */
export function credentials(telegram, storage = sessionStorage, crypto = globalThis.crypto) {
  if (telegram.initData) return { init_data: telegram.initData };
  let token = storage.getItem(KEY);
  if (!token) {
    const bytes = crypto.getRandomValues(new Uint8Array(TOKEN_BYTES));
    token = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
    storage.setItem(KEY, token);
  }
  return { guest_token: token };
}
