import assert from "node:assert/strict";
import { test } from "node:test";

import { rowsOf } from "../../webapp/static/js/chat-rows.js";
import { Notices } from "../../webapp/static/js/notices.js";
import { sentenceFor } from "../../webapp/static/js/views/notice-row-view.js";

const ROOM = {
  admins: [],
  chat_admins: [],
  current: null,
  title: "",
  visibility: "link",
  grants: { control: "admin" },
  owner_id: 1,
  kicked: [],
  banned: [],
  muted: [],
};

class FakeStore extends EventTarget {
  me = { id: 1 };
  room = ROOM;
  presence = { count: 0, users: [] };

  becomes({ people = [], count = people.length, ...room }) {
    this.room = { ...this.room, ...room };
    this.presence = { count, users: people.map((id) => ({ id, name: `p${id}` })) };
    this.dispatchEvent(new Event("change"));
  }
}

function scene() {
  const store = new FakeStore();
  const at = { newest: 0, now: 0 };
  const notices = new Notices({ store, newestId: () => at.newest, now: () => at.now });
  const told = () =>
    notices.items.map(({ kind, people, count }) =>
      kind === "joined" ? `joined ${people.map(({ id }) => id).join()} of ${count}` : kind,
    );
  return { store, at, notices, told };
}

const film = (id, title) => ({ id, added_by: 2, media: { kind: "mp4", url: "https://f.test/a.mp4", title } });

test("whoever was here before oneself did not come, and oneself is no news", () => {
  const { store, told } = scene();
  store.becomes({ people: [2, 3] });
  store.becomes({ people: [1, 2, 3] });
  store.becomes({ people: [1, 2, 3, 4] });
  assert.deepEqual(told(), ["joined 4 of 1"]);
});

test("a short absence is none", () => {
  const { store, at, told } = scene();
  store.becomes({ people: [1, 2] });
  store.becomes({ people: [1] });
  at.now = 30_000;
  store.becomes({ people: [1, 2] });
  assert.deepEqual(told(), []);
  store.becomes({ people: [1] });
  at.now = 120_000;
  store.becomes({ people: [1, 2] });
  assert.deepEqual(told(), ["joined 2 of 1"]);
});

test("in a large room arrivals are counted, not named", () => {
  const { store, told } = scene();
  const people = Array.from({ length: 100 }, (_, id) => id + 1);
  store.becomes({ people, count: 150 });
  store.becomes({ people, count: 153 });
  store.becomes({ people, count: 140 });
  assert.deepEqual(told(), ["joined  of 3"]);
});

test("what was put on and what was changed is told, and a title that follows is filled in", () => {
  const { store, notices, told } = scene();
  store.becomes({});
  store.becomes({ current: film("a", null), title: "Night", admins: [2], visibility: "public" });
  store.becomes({ current: film("a", "Nosferatu"), grants: { control: "viewer" } });
  assert.deepEqual(told(), ["loaded", "renamed", "visibility", "role", "control"]);
  store.becomes({ current: film("a", "Nosferatu (1922)") });
  assert.equal(notices.items[0].item.media.title, "Nosferatu (1922)");
});

const line = (id, user = 2) => ({ key: id, id, user_id: user, state: "sent", sent_at_ms: id });

test("a run of events is one row, after the message it followed; arrivals in it are one", () => {
  const { store, at, notices } = scene();
  store.becomes({ people: [1] });
  at.newest = 7;
  store.becomes({ people: [1, 2] });
  store.becomes({ people: [1, 2], current: film("a", "x") });
  store.becomes({ people: [1, 2, 3], current: film("a", "x") });
  const draft = { key: "d", user_id: 1, state: "pending" };
  const rows = rowsOf([line(7), line(8), draft], notices.items, 8);
  assert.deepEqual(rows.map(({ kind }) => kind), ["message", "notices", "unread", "message", "message"]);
  assert.deepEqual(rows[1].items.map(({ kind, count }) => [kind, count]), [
    ["loaded", undefined],
    ["joined", 2],
  ]);
  assert.equal(rows[3].isFollowUp, false);
});

test("what happened before anybody spoke stands first", () => {
  const { store, notices } = scene();
  store.becomes({});
  store.becomes({ title: "Night" });
  const kinds = rowsOf([line(4)], notices.items, null).map(({ kind }) => kind);
  assert.deepEqual(kinds, ["notices", "message"]);
});

test("what followed a line that is no longer shown is not shown either", () => {
  const { store, at, notices } = scene();
  store.becomes({});
  at.newest = 3;
  store.becomes({ title: "Night" });
  assert.deepEqual(rowsOf([line(4)], notices.items, null).map(({ kind }) => kind), ["message"]);
});

test("three are named, the others are a number", () => {
  const words = (item) =>
    sentenceFor(item, {
      store: new FakeStore(),
      locale: "en",
      t: (msgid, values) => `${msgid} ${values.names ?? ""} ${values.count ?? ""}`.trim(),
    });
  const people = [2, 3, 4, 5].map((id) => ({ id, name: `p${id}` }));
  assert.equal(words({ kind: "joined", people, count: 4 }), "notice_joined_more p2, p3, p4 1");
  const [two, one] = [people.slice(0, 2), people.slice(0, 1)];
  assert.equal(words({ kind: "joined", people: two, count: 2 }), "notice_joined p2 and p3");
  assert.equal(words({ kind: "joined", people: one, count: 1 }), "notice_joined_one p2");
  assert.equal(words({ kind: "joined", people: [], count: 9 }), "notice_joined_count  9");
});

test("who was put out or silenced is told once, also after a snapshot", () => {
  const { store, told } = scene();
  const sanction = { user_id: 5, name: "Oleg", until_ms: 60_000 };
  store.becomes({});
  store.becomes({ kicked: [sanction], muted: [{ ...sanction }], owner_id: 3 });
  store.becomes({ kicked: [{ ...sanction }], muted: [] });
  assert.deepEqual(told(), ["owner", "kicked", "muted"]);
});
