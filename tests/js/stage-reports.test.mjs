import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { Command, Permission } from "../../webapp/static/js/protocol.js";
import { reportStage } from "../../webapp/static/js/stage-reports.js";

let stage, store, connection, told;
beforeEach(() => {
  told = [];
  stage = Object.assign(new EventTarget(), { item: { id: "film" }, isOver: false });
  store = { can: (permission) => permission === Permission.CONTROL };
  connection = Object.assign(new EventTarget(), {
    request: async (name, payload) => void told.push([name, payload]),
  });
  reportStage({ stage, store, connection });
});

const emit = (target, type, detail) => target.dispatchEvent(new CustomEvent(type, { detail }));
const END = [Command.ITEM_ENDED, { item_id: "film" }];

test("who leads the room tells that the film is over", () => {
  emit(stage, "ended");
  assert.deepEqual(told, [END]);
});

test("who may not lead it says nothing", () => {
  store.can = () => false;
  emit(stage, "ended");
  assert.deepEqual(told, []);
});

test("whose line broke off at the end says it again", () => {
  emit(connection, "state", "connected");
  assert.deepEqual(told, []);
  stage.isOver = true;
  emit(connection, "state", "connecting");
  emit(connection, "state", "connected");
  assert.deepEqual(told, [END]);
});

test("a failure is told once for each video", () => {
  const failure = { item_id: "film", reason: "network" };
  emit(stage, "failure", failure);
  emit(stage, "failure", failure);
  emit(stage, "failure", { ...failure, item_id: "next" });
  assert.deepEqual(told.map(([name, { item_id }]) => [name, item_id]), [
    [Command.REPORT_FAILURE, "film"],
    [Command.REPORT_FAILURE, "next"],
  ]);
});
