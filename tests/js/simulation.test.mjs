import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { before, describe, test } from "node:test";
import { Worker } from "node:worker_threads";

import { LAWS } from "./simulator/laws.mjs";
import { moved } from "./simulator/server.mjs";

// SEED=17 lives through one night alone; SEEDS=5000 through more of them.
const COUNT = Number(process.env.SEEDS ?? 1_000);
const FIRST = Number(process.env.SEED ?? 1);
const SEEDS = Array.from({ length: process.env.SEED ? 1 : COUNT }, (_, n) => FIRST + n);
const SHOWN = 10;

function judged(seeds) {
  const file = new URL("./simulator/breaches.mjs", import.meta.url);
  return new Promise((resolve, reject) => {
    new Worker(file, { workerData: seeds }).once("message", resolve).once("error", reject);
  });
}

describe(`in ${SEEDS.length} nights`, () => {
  const breaches = Object.fromEntries(Object.keys(LAWS).map((law) => [law, []]));

  before(async () => {
    const workers = Math.min(availableParallelism(), SEEDS.length);
    const shares = Array.from({ length: workers }, (_, share) =>
      SEEDS.filter((_, n) => n % workers === share),
    );
    for (const share of await Promise.all(shares.map(judged))) {
      for (const [law, found] of Object.entries(share)) breaches[law].push(...found);
    }
  });

  for (const law of Object.keys(LAWS)) {
    test(law, () => {
      const found = breaches[law];
      const shown = found.slice(0, SHOWN).join("\n");
      assert.equal(found.length, 0, `${found.length} times, SEED=… repeats one:\n${shown}`);
    });
  }
});

test("the simulator's server moves the playhead as the program's does", () => {
  const url = new URL("../data/vectors.json", import.meta.url);
  const { moves } = JSON.parse(readFileSync(url));
  assert.ok(moves.length > 20);
  for (const { playback, command, fields, now_ms, lead_ms, becomes } of moves) {
    const what = `${command} of ${JSON.stringify(playback)}`;
    assert.deepEqual(moved(playback, command, fields, now_ms, lead_ms), becomes, what);
  }
});
