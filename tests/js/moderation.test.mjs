import assert from "node:assert/strict";
import { test } from "node:test";

import { watchHands } from "../../webapp/static/js/hands.js";
import { formatMoment, formatUntil } from "../../webapp/static/js/lib/format.js";
import { watchMute } from "../../webapp/static/js/sanction-end.js";
import { wordsFor } from "../../webapp/static/js/views/action-log-view.js";
import { waitOf } from "../../webapp/static/js/views/slow-mode-view.js";

const t = (msgid, values = {}) => [msgid, ...Object.values(values)].join(" ");

class FakeStore extends EventTarget {
  constructor(facts) {
    super();
    Object.assign(this, facts);
  }

  becomes(facts) {
    Object.assign(this, facts);
    this.dispatchEvent(new Event("change"));
  }
}

test("a moment of today is a time, of another day a day as well", () => {
  const noon = new Date(2026, 4, 9, 12, 0).getTime();
  const at = { locale: "en", nowMs: noon };
  assert.doesNotMatch(formatMoment(noon + 3_600_000, at), /May/);
  assert.match(formatMoment(noon + 86_400_000, at), /May 10/);
  assert.equal(formatUntil(null, { t, ...at }), "until_lifted");
});

test("the next message waits for the last of one's own that arrived", () => {
  const lines = [
    { state: "sent", user_id: 1, sent_at_ms: 10_000 },
    { state: "sent", user_id: 2, sent_at_ms: 19_000 },
    { state: "failed", user_id: 1 },
  ];
  const store = { me: { id: 1 }, nowMs: 12_500 };
  assert.equal(waitOf(lines, store, 5), 3);
  assert.equal(waitOf(lines, { ...store, nowMs: 15_000 }, 5), 0);
  assert.equal(waitOf([], store, 5), 0);
});

test("the page looks again when a mute ends", () => {
  let due;
  const timers = { setTimeout: (run, ms) => (due = { run, ms }), clearTimeout: () => (due = null) };
  let refreshed = 0;
  const store = new FakeStore({ mute: null, nowMs: 1_000, refresh: () => (refreshed += 1) });
  watchMute(store, timers);
  store.becomes({ mute: { until_ms: 61_000 } });
  assert.equal(due.ms, 60_000);
  due.run();
  assert.equal(refreshed, 1);
  store.becomes({ mute: { until_ms: null } });
  assert.equal(due, null);
});

test("a hand that goes up is offered to those who can give control, once", () => {
  const toasts = [];
  const sent = [];
  const rights = new Set(["moderate", "control"]);
  const store = new FakeStore({
    room: { hands: [7] },
    presence: { users: [{ id: 8, name: "Vera" }] },
    me: { id: 1 },
    can: (permission) => rights.has(permission),
  });
  const toast = (...said) => toasts.push(said);
  watchHands({ store, send: (...asked) => sent.push(asked), toast, t });
  store.becomes({});
  store.becomes({ room: { hands: [7, 8] } });
  store.becomes({ room: { hands: [7, 8] } });
  assert.deepEqual(toasts.map(([text]) => text), ["hand_up Vera"]);
  toasts[0][2].act();
  assert.deepEqual(sent, [["set_trust", { user_id: 8, permission: "control", is_trusted: true }]]);
  rights.delete("control");
  store.becomes({ room: { hands: [9] } });
  assert.equal(toasts.length, 1);
});

test("the log says what was done, to whom, until when and why", () => {
  const words = (kind, facts = {}, target = null) =>
    wordsFor({ kind, facts, target, at_ms: 0 }, { locale: "en", t });
  const vera = { id: 8, name: "Vera" };
  assert.equal(
    words("user_muted", { until_ms: null, reason: "caps" }, vera),
    "log_user_muted Vera until_lifted: caps",
  );
  assert.equal(words("trust_changed", { permission: "queue", is_trusted: false }, vera), "log_untrusted_queue Vera");
  assert.equal(words("deputy_changed", { user_id: null }), "log_deputy_removed");
  assert.equal(words("slow_mode_changed", { interval_s: 0 }), "log_slow_mode_off");
  const granted = (role) => words("grant_changed", { permission: "queue", role });
  assert.equal(granted("owner"), "log_grant_changed rights_queue role_owner");
  assert.equal(granted("viewer"), "log_grant_changed rights_queue room_control_viewer");
  assert.equal(words("item_started", { title: null, url: "u" }), "log_item_started u");
});
