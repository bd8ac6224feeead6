import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { Chance } from "./simulator/chance.mjs";
import { LAWS } from "./simulator/laws.mjs";
import { live } from "./simulator/run.mjs";
import { QUIET_FROM_MS, scenarioOf } from "./simulator/scenario.mjs";

const COUNT = 100;
// But for what a waiting room changes: one stall moves others, and a seek made while it stands
// teaches nothing of its cost, so that a later one may need another.
const KEPT = [
  "everybody converges",
  "nobody is taken back but by the room",
  "everybody sees the same room in the end",
  "the rate is the room's in the end",
];

/** The same nights, in rooms that stand still for whoever's video stalls. */
function waiting(seed) {
  const chance = new Chance(seed ^ 0xa17);
  const scenario = scenarioOf(seed);
  const who = chance.whole(0, scenario.viewers.length - 1);
  const ms = chance.magnitude(800, 5_000);
  const at = chance.between(6_000, QUIET_FROM_MS - 8_000);
  const happenings = [...scenario.happenings, { at, what: "stall", who, ms }];
  happenings.sort((one, other) => one.at - other.at);
  return { ...scenario, happenings, waits: true };
}

describe(`in ${COUNT} nights with somebody to wait for,`, async () => {
  const nights = [];
  for (let seed = 1; seed <= COUNT; seed += 1) nights.push(await live(waiting(seed)));

  test("rooms stand still", () => {
    const held = nights.filter(({ server }) => server.history.some(({ by }) => by === "hold"));
    assert.ok(held.length > COUNT / 2, `${held.length}`);
  });

  for (const law of KEPT) {
    test(law, () => {
      const broken = nights.flatMap((night) =>
        [...LAWS[law](night)].map((breach) => `seed ${night.scenario.seed}: ${breach}`),
      );
      assert.deepEqual(broken, []);
    });
  }
});
