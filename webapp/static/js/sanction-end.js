// setTimeout's own limit; what ends later is looked at again then.
const LONGEST_MS = 2 ** 31 - 1;

/** Let the page speak again when its person's mute ends: nothing arrives then. */
export function watchMute(store, timers = globalThis) {
  let timer = 0;
  store.addEventListener("change", () => {
    timers.clearTimeout(timer);
    const until = store.mute?.until_ms;
    if (!until) return;
    timer = timers.setTimeout(() => store.refresh(), Math.min(until - store.nowMs, LONGEST_MS));
  });
}
