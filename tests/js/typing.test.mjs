import assert from "node:assert/strict";
import { test } from "node:test";

import { keepChat } from "../../webapp/static/js/live-chat.js";
import { Typists, createTypingHint } from "../../webapp/static/js/typing.js";
import { matching } from "../../webapp/static/js/views/mention-view.js";
import { FakeTime } from "./fakes/time.mjs";

const frame = (...ids) => ({ people: ids.map((id) => ({ id, name: `p${id}` })), count: ids.length });

function typists() {
  const time = new FakeTime();
  const timers = { setTimeout: time.setTimeout };
  return { time, typists: new Typists({ me: () => 1, timers, now: time.now }) };
}

const names = ({ writing }) => writing.people.map(({ name }) => name);

test("others who write are shown for some seconds, oneself is not", async () => {
  const { time, typists: writers } = typists();
  writers.receive(frame(1, 2));
  assert.deepEqual(names(writers), ["p2"]);
  await time.advance(4_000);
  writers.receive(frame(3));
  assert.deepEqual(names(writers), ["p2", "p3"]);
  await time.advance(1_500);
  assert.deepEqual(names(writers), ["p3"]);
});

test("whoever has said it writes no more", () => {
  const { typists: writers } = typists();
  writers.receive(frame(2, 3));
  writers.stop(2);
  assert.deepEqual(names(writers), ["p3"]);
});

test("more than a frame names are many", () => {
  const { typists: writers } = typists();
  writers.receive({ ...frame(2, 3, 4), count: 9 });
  assert.equal(writers.writing.areMany, true);
});

test("one tells of one's writing every few seconds, not with every letter", () => {
  let [now, sent] = [0, 0];
  const hint = createTypingHint(
    () => (sent += 1),
    () => now,
  );
  for (; now < 6_000; now += 100) hint();
  assert.equal(sent, 2);
});

test("a list of names offers those that begin with what was typed, in any of their words", () => {
  const people = ["Анна Мария", "Марк", "Ян"].map((name, id) => ({ id, name }));
  assert.deepEqual(matching(people, "ма").map(({ name }) => name), ["Анна Мария", "Марк"]);
  assert.equal(matching(people, "").length, 3);
});

test("whoever is called feels it, but not more often than a person can be called", () => {
  let now = 0;
  const felt = [];
  const connection = new EventTarget();
  const chat = { receive: () => true, erase: () => {} };
  const reading = { receive: () => {} };
  const telegram = { haptic: { impact: (style) => felt.push(style) } };
  const parts = { connection, store: { me: { id: 1 } }, chat, reading, telegram, now: () => now };
  keepChat({ ...parts, typists: typists().typists });
  const say = (detail) => connection.dispatchEvent(new CustomEvent("message", { detail }));
  say({ user_id: 2, mentions: [], reply: null });
  assert.equal(felt.length, 0);
  for (; now < 4_000; now += 500) say({ user_id: 2, mentions: [{ user_id: 1 }], reply: null });
  say({ user_id: 1, mentions: [], reply: { user_id: 1 } });
  assert.deepEqual(felt, ["soft", "soft"]);
});
