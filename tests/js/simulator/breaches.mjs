import { isMainThread, parentPort, workerData } from "node:worker_threads";

import { LAWS } from "./laws.mjs";
import { liveBySeed } from "./run.mjs";

/**
 * @param {number[]} seeds
 * @returns {Promise<Record<string, string[]>>} By law, what broke it, the seed in front.
 */
export async function breachesOf(seeds) {
  const breaches = Object.fromEntries(Object.keys(LAWS).map((law) => [law, []]));
  for (const seed of seeds) {
    const night = await liveBySeed(seed);
    for (const [law, judge] of Object.entries(LAWS)) {
      for (const breach of judge(night)) breaches[law].push(`seed ${seed}: ${breach}`);
    }
  }
  return breaches;
}

if (!isMainThread) parentPort.postMessage(await breachesOf(workerData));
