/**
 * What this window remembers until it is closed; only for as long as the page lives where the
 * browser forbids more, as some do in frames: there even the name `sessionStorage` throws.
 *
 * @param {Window} window
 * @returns {{get: (key: string) => string | null, set: (key: string, value: string) => boolean}}
 *   `set` says whether it will outlive the page.
 */
export function createSession(window) {
  const fleeting = new Map();
  return {
    get(key) {
      try {
        return window.sessionStorage.getItem(key);
      } catch {
        return fleeting.get(key) ?? null;
      }
    },
    set(key, value) {
      try {
        window.sessionStorage.setItem(key, value);
        return true;
      } catch {
        fleeting.set(key, value);
        return false;
      }
    },
  };
}
