import { Chance } from "./chance.mjs";
import { ENDS_MS, scenarioOf } from "./scenario.mjs";
import { SimulatedServer, usualLead } from "./server.mjs";
import { Viewer, byProgram, tellByProgram } from "./viewer.mjs";
import { World } from "./world.mjs";

const MEASURED_EVERY_MS = 100;

/**
 * Live through a scenario, and tell what was seen.
 *
 * @param {object} scenario
 * @param {object} [options]
 * @param {typeof byProgram} [options.keep] What keeps each player with the room.
 * @param {(slowestMs: number, name?: string) => number} [options.leadOf]
 * @param {typeof tellByProgram} [options.tellStalls] What tells that a page cannot go on; asked in
 *   rooms that wait.
 * @param {number} [options.tellsEveryMs] How often the server says where the room is; for rivals.
 * @returns {Promise<{scenario: object, server: SimulatedServer, viewers: Viewer[]}>}
 */
export async function live(scenario, options = {}) {
  const { keep = byProgram, tellStalls = tellByProgram, leadOf = usualLead, tellsEveryMs } = options;
  const world = new World();
  const chance = new Chance(scenario.seed ^ 0x5eed);
  const { overtakingMs, waits = false } = scenario;
  const server = new SimulatedServer(world, chance, { overtakingMs, leadOf, waits });
  const viewers = scenario.viewers.map(
    (traits) => new Viewer({ world, server, chance, traits, keep }),
  );
  for (const viewer of viewers) {
    if (waits) tellStalls(viewer);
    world.at(viewer.traits.joinsAt, () => viewer.enter());
  }
  for (const each of scenario.happenings) {
    world.at(each.at, () => happen(viewers[each.who], each));
  }
  if (tellsEveryMs) everySoOften(world, tellsEveryMs, () => server.tellPosition());
  everySoOften(world, MEASURED_EVERY_MS, () => viewers.forEach((viewer) => viewer.read()));
  await world.run(ENDS_MS);
  return { scenario, server, viewers };
}

export const liveBySeed = (seed, options) => live(scenarioOf(seed), options);

function happen(viewer, { what, name, payload, ms, isClockStopped }) {
  if (what === "ask") viewer.ask(name, payload);
  else if (what === "stall") viewer.stall(ms);
  else if (what === "tune") viewer.tune(ms);
  else if (what === "lose") viewer.lose();
  else if (what === "sleep") viewer.sleep(ms, isClockStopped);
}

function everySoOften(world, ms, act) {
  world.after(ms, () => {
    act();
    everySoOften(world, ms, act);
  });
}
