import assert from "node:assert/strict";
import { test } from "node:test";

import { createPlaybackControl } from "../../webapp/static/js/playback-control.js";
import { sentenceOf } from "../../webapp/static/js/refusals.js";
import { isFollowUp } from "../../webapp/static/js/chat-rows.js";
import { ratesOf } from "../../webapp/static/js/views/controls-view.js";

function control({ paused, isAtEnd = false, isCounting = false, current = {}, grants = true }) {
  const sent = [];
  const send = async (name, payload) => (sent.push([name, payload].filter(Boolean)), grants);
  const store = { room: { current, playback: { paused } } };
  const parts = { store, stage: { isAtEnd }, countdown: { isOn: isCounting }, send };
  return { sent, playback: createPlaybackControl(parts) };
}

test("the play button plays what is paused and pauses what plays", async () => {
  const paused = control({ paused: true });
  await paused.playback.toggle();
  assert.deepEqual(paused.sent, [["play"]]);
  const playing = control({ paused: false });
  await playing.playback.toggle();
  assert.deepEqual(playing.sent, [["pause"]]);
});

test("what is yet to start by itself is started, not paused", async () => {
  const { playback, sent } = control({ paused: false, isCounting: true });
  await playback.toggle();
  assert.deepEqual(sent, [["play"]]);
});

test("what has ended begins anew", async () => {
  const { playback, sent } = control({ paused: true, isAtEnd: true });
  await playback.toggle();
  assert.deepEqual(sent, [["seek", { position: 0 }], ["play"]]);
});

test("nothing is played if going back to the start was refused", async () => {
  const { playback, sent } = control({ paused: true, isAtEnd: true, grants: false });
  await playback.toggle();
  assert.deepEqual(sent, [["seek", { position: 0 }]]);
});

test("with nothing on there is nothing to play", async () => {
  const { playback, sent } = control({ paused: true, current: null });
  await playback.toggle();
  assert.deepEqual(sent, []);
});

test("only rates that the player can play are offered, and always the one that is on", () => {
  assert.deepEqual(ratesOf({ rates: [0.5, 1, 2, 4] }, 1), [0.5, 1, 2]);
  assert.deepEqual(ratesOf({ rates: [1, 2] }, 1.1), [1, 1.1, 2]);
  assert.deepEqual(ratesOf({ rates: null }, 1), [1]);
  assert.deepEqual(ratesOf({ rates: "fine", is_live: true }, 1), [1]);
  assert.equal(ratesOf(undefined, 1).length, 8);
});

test("a line follows up on the one before if the same person is still speaking", () => {
  const line = { user_id: 1, sent_at_ms: 60_000 };
  assert.equal(isFollowUp(line, undefined), false);
  assert.equal(isFollowUp(line, { user_id: 2, sent_at_ms: 59_000 }), false);
  assert.equal(isFollowUp(line, { user_id: 1, sent_at_ms: 59_000 }), true);
  assert.equal(isFollowUp({ ...line, sent_at_ms: 900_000 }, line), false);
  assert.equal(isFollowUp({ user_id: 1, state: "pending" }, line), true);
});

test("a refusal is told in the words of its code, and an unknown one in general words", () => {
  const known = {
    error_queue_full: "full",
    error_permission_denied_control: "only an admin",
    error_internal: "broken",
  };
  const t = (msgid) => known[msgid] ?? msgid;
  assert.equal(sentenceOf({ code: "queue_full", data: { limit: 3 } }, t), "full");
  const denied = { code: "permission_denied", data: { permission: "control" } };
  assert.equal(sentenceOf(denied, t), "only an admin");
  assert.equal(sentenceOf({ code: "something_new" }, t), "broken");
  assert.equal(sentenceOf(new TypeError("a bug"), t), "broken");
});
