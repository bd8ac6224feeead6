import assert from "node:assert/strict";
import { test } from "node:test";

import { canActAgainst, canTrust, peopleOf, personIn } from "../../webapp/static/js/people.js";
import { RoomStore } from "../../webapp/static/js/room-store.js";

const room = {
  owner_id: 1,
  admins: [2],
  chat_admins: [4],
  deputy_id: 3,
  hands: [],
  muted: [],
  trusted: {},
  grants: { control: "admin", queue: "admin", moderate: "admin", chat: "viewer" },
  version: 1,
};
const user = (id, since_ms) => ({ id, name: "", since_ms });
const listed = (users, { leader_id = 1, me = { id: 9 }, lost = [] } = {}) =>
  peopleOf({ room, presence: { users, lost, leader_id }, me });
const ids = (people) => people.map(({ id }) => id);

test("the leader stands first, then roles, then oneself, then those who came first", () => {
  const people = listed([user(7, 50), user(9, 90), user(2, 80), user(8, 40), user(1, 99)]);
  assert.deepEqual(ids(people), [1, 2, 9, 8, 7]);
});

test("a viewer who leads stands above admins", () => {
  assert.deepEqual(ids(listed([user(2, 1), user(3, 2)], { leader_id: 3 })), [3, 2]);
});

test("an administrator of the room's chat is an admin, and known to be one by the chat", () => {
  const people = listed([user(2, 1), user(4, 2)]);
  assert.deepEqual(
    people.map(({ role, isChatAdmin }) => ({ role, isChatAdmin })),
    [
      { role: "admin", isChatAdmin: false },
      { role: "admin", isChatAdmin: true },
    ],
  );
});

test("each is shown as what the room made of them", () => {
  const people = listed([user(1, 1), user(2, 2), user(3, 3), user(9, 4)]);
  assert.deepEqual(
    people.map(({ role, leads, isDeputy, isMe }) => ({ role, leads, isDeputy, isMe })),
    [
      { role: "owner", leads: true, isDeputy: false, isMe: false },
      { role: "admin", leads: false, isDeputy: false, isMe: false },
      { role: "viewer", leads: false, isDeputy: false, isMe: true },
      { role: "viewer", leads: false, isDeputy: true, isMe: false },
    ],
  );
});

function storeOf(me, changes = {}, nowMs = 0) {
  const store = new RoomStore(() => nowMs);
  store.reset({ room: { ...room, ...changes }, me: { id: me }, presence: { count: 1, users: [] } });
  return store;
}

test("only those above can be acted against, and nobody acts against themselves", () => {
  const table = [1, 2, 9].map((me) => {
    const store = storeOf(me);
    return [1, 2, 3, 9].map((id) => canActAgainst(store, personIn(store, { id, name: "" })));
  });
  assert.deepEqual(table, [
    [false, true, true, true],
    [false, false, true, true],
    [false, false, false, false],
  ]);
});

test("a right is lent by those who have it to those who have not", () => {
  const lends = (me, id, changes) => {
    const store = storeOf(me, changes);
    return canTrust(store, personIn(store, { id, name: "" }), "control");
  };
  assert.equal(lends(2, 9), true);
  assert.equal(lends(9, 3), false);
  assert.equal(lends(1, 2), false);
  assert.equal(lends(2, 2), false);
  assert.equal(lends(2, 9, { grants: { ...room.grants, control: "owner" } }), false);
});

test("whoever is trusted may, and whoever is muted may not until it ends", () => {
  const muted = [{ user_id: 9, until_ms: 500 }];
  assert.equal(storeOf(9, { trusted: { control: [9] } }).can("control"), true);
  assert.equal(storeOf(9, { trusted: { control: [9] } }).can("queue"), false);
  assert.equal(storeOf(9, { muted }, 499).can("chat"), false);
  assert.equal(storeOf(9, { muted }, 500).can("chat"), true);
  assert.equal(storeOf(8, { muted }, 0).can("chat"), true);
});

test("each is as their page says, and those without a connection keep their place", () => {
  const users = [{ ...user(7, 50), state: "behind", drift_ms: -3_000 }, user(9, 90)];
  const people = listed(users, { lost: [user(2, 80)] });
  assert.deepEqual(
    people.map(({ id, state }) => [id, state]),
    [
      [2, "lost"],
      [9, "in_sync"],
      [7, "behind"],
    ],
  );
});
