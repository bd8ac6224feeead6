/**
 * Do something now, on every return to the page, and at intervals while it is looked at.
 *
 * @param {Document} document
 * @param {number} intervalMs From the end of one turn to the start of the next.
 * @param {() => Promise<void>} task Never runs twice at a time; must not reject.
 * @returns {() => void} Stops it.
 */
export function whileVisible(document, intervalMs, task, timers = globalThis) {
  let waiting = 0;
  let isBusy = false;
  let isStopped = false;

  async function turn() {
    timers.clearTimeout(waiting);
    if (isBusy || isStopped || document.hidden) return;
    isBusy = true;
    await task();
    isBusy = false;
    if (!isStopped && !document.hidden) waiting = timers.setTimeout(turn, intervalMs);
  }

  document.addEventListener("visibilitychange", turn);
  turn();
  return () => {
    isStopped = true;
    timers.clearTimeout(waiting);
    document.removeEventListener("visibilitychange", turn);
  };
}
