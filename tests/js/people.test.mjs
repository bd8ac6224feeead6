import assert from "node:assert/strict";
import { test } from "node:test";

import { peopleOf } from "../../webapp/static/js/people.js";

const room = { owner_id: 1, admins: [2], chat_admins: [4], deputy_id: 3 };
const user = (id, since_ms) => ({ id, name: "", since_ms });
const listed = (users, { leader_id = 1, me = { id: 9 } } = {}) =>
  peopleOf({ room, presence: { users, leader_id }, me });
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
