/**
 * What this device remembers for good; only for as long as the page lives where the browser forbids
 * more, as some do in frames: there even the name `localStorage` throws.
 *
 * @param {Window} window
 * @returns {{get: (key: string) => string | null, set: (key: string, value: string) => void}}
 */
export function createKeepsake(window) {
  const fleeting = new Map();
  return {
    get(key) {
      try {
        return window.localStorage.getItem(key);
      } catch {
        return fleeting.get(key) ?? null;
      }
    },
    set(key, value) {
      try {
        window.localStorage.setItem(key, value);
      } catch {
        fleeting.set(key, value);
      }
    },
  };
}
