/** What tests put their own in place of. `now` is monotonic: milliseconds since the page was opened. */
export const realTime = Object.freeze({
  now: () => performance.now(),
  setTimeout: (...args) => globalThis.setTimeout(...args),
  clearTimeout: (id) => globalThis.clearTimeout(id),
  setInterval: (...args) => globalThis.setInterval(...args),
  random: Math.random,
});
