import assert from "node:assert/strict";
import { test } from "node:test";

import { whileVisible } from "../../webapp/static/js/lib/while-visible.js";

function stage() {
  const document = Object.assign(new EventTarget(), { hidden: false });
  const waiting = new Map();
  const timers = {
    setTimeout: (handler, ms) => waiting.set(waiting.size + 1, { handler, ms }).size,
    clearTimeout: (id) => waiting.delete(id),
  };
  const show = (isVisible) => {
    document.hidden = !isVisible;
    document.dispatchEvent(new Event("visibilitychange"));
  };
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  const elapse = async () => {
    const due = [...waiting.values()];
    waiting.clear();
    due.forEach(({ handler }) => handler());
    await settle();
  };
  return { document, timers, waiting, show, elapse, settle };
}

test("it happens at once and again after the interval", async () => {
  const { document, timers, waiting, elapse, settle } = stage();
  let turns = 0;
  whileVisible(document, 10_000, async () => (turns += 1), timers);
  await settle();
  assert.equal(turns, 1);
  assert.deepEqual([...waiting.values()].map(({ ms }) => ms), [10_000]);
  await elapse();
  assert.equal(turns, 2);
});

test("a hidden page rests, and catches up on return", async () => {
  const { document, timers, show, elapse, settle } = stage();
  let turns = 0;
  whileVisible(document, 10_000, async () => (turns += 1), timers);
  await settle();
  show(false);
  await elapse();
  assert.equal(turns, 1);
  show(true);
  await settle();
  assert.equal(turns, 2);
});

test("a slow turn is not doubled by a return to the page", async () => {
  const { document, timers, show, settle } = stage();
  let turns = 0;
  let finish;
  const slow = () => {
    turns += 1;
    return new Promise((resolve) => (finish = resolve));
  };
  whileVisible(document, 10_000, slow, timers);
  show(false);
  show(true);
  assert.equal(turns, 1);
  finish();
  await settle();
  assert.equal(turns, 1);
});

test("once stopped it stays so", async () => {
  const { document, timers, waiting, show, settle } = stage();
  let turns = 0;
  const stop = whileVisible(document, 10_000, async () => (turns += 1), timers);
  await settle();
  stop();
  show(true);
  await settle();
  assert.equal(turns, 1);
  assert.equal(waiting.size, 0);
});
