import assert from "node:assert/strict";
import { test } from "node:test";

import { KeptLeads } from "../../webapp/static/js/kept-leads.js";
import { Leads } from "../../webapp/static/js/leads.js";

const FIRST = { seek: 0.1, begin: 0.3, first: 0.1, start: 0.07, resume: 0.005 };
const DAY_MS = 24 * 3_600_000;

function makeBrowser(userAgent = "Browser/1") {
  const kept = new Map();
  const localStorage = {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => kept.set(key, value),
  };
  return { kept, localStorage, navigator: { userAgent } };
}

/** A visit in which a seek was found to take 0.8 seconds. */
function visit(window, nowMs = 0) {
  const leads = new KeptLeads(window, () => nowMs).of("file", FIRST);
  leads.learnSeek(0.8);
  return leads;
}

test("what one visit has learned, the next one knows", () => {
  const window = makeBrowser();
  visit(window);
  const leads = new KeptLeads(window, () => DAY_MS).of("file", FIRST);
  assert.equal(leads.of("seek"), 0.8);
  assert.equal(leads.knows("seek"), true);
  assert.deepEqual([leads.of("start"), leads.knows("start")], [0.07, false]);
});

test("one kind of player tells nothing of another, and is one for the whole visit", () => {
  const window = makeBrowser();
  visit(window);
  const kept = new KeptLeads(window, () => 0);
  assert.equal(kept.of("youtube", FIRST).of("seek"), 0.1);
  assert.equal(kept.of("file", FIRST), kept.of("file", FIRST));
});

test("a browser that was renewed begins anew, and so does one after a month", () => {
  const window = makeBrowser();
  visit(window);
  const later = new KeptLeads(window, () => 31 * DAY_MS).of("file", FIRST);
  assert.equal(later.of("seek"), 0.1);
  window.navigator.userAgent = "Browser/2";
  assert.equal(new KeptLeads(window, () => 0).of("file", FIRST).of("seek"), 0.1);
});

test("what cannot be is not believed", () => {
  const window = makeBrowser();
  for (const seconds of [{ seek: 60, start: -1 }, { seek: "1e3" }, null, 7]) {
    const record = { agent: "Browser/1", at_ms: 0, seconds };
    window.kept.set("leads_file", JSON.stringify(record));
    const leads = new KeptLeads(window, () => 0).of("file", FIRST);
    assert.deepEqual([leads.of("seek"), leads.of("start")], [0.1, 0.07]);
  }
  window.kept.set("leads_file", "not ours");
  assert.equal(new KeptLeads(window, () => 0).of("file", FIRST).of("seek"), 0.1);
});

test("what is learned is told each time, whole", () => {
  const told = [];
  const leads = new Leads(FIRST, { start: [0.05] }, (learned) => told.push(learned));
  leads.learnSeek(0.4);
  leads.learn("start", -0.02);
  assert.deepEqual(told[0], { start: [0.05], seek: [0.4] });
  assert.deepEqual(told[1].start.map((each) => each.toFixed(2)), ["0.05", "0.07"]);
});

test("one late start of a visit does not outweigh those of the last one", () => {
  const leads = new Leads(FIRST, { start: [0.05, 0.06, 0.055] });
  leads.learn("start", -0.5);
  assert.ok(leads.of("start") < 0.06, `${leads.of("start")}`);
});

test("a seek that took for ever tells of the network, not of the player", () => {
  const leads = new Leads(FIRST);
  leads.learnSeek(30);
  assert.equal(leads.of("seek"), FIRST.seek);
});
