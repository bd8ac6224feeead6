import assert from "node:assert/strict";
import { test } from "node:test";

import { nameOfRoom, sourceOfRoom, useOfRoom } from "../../webapp/static/js/room-words.js";

const NOW = 1_700_000_000_000;
const FILM = { kind: "mp4", url: "https://www.films.test/nosferatu.mp4", title: "Nosferatu" };
const t = (msgid, values) => (values ? `${msgid} ${Object.values(values).join(" ")}` : msgid);

test("a room is called by its name, else by what is on, else by nothing of its own", () => {
  assert.equal(nameOfRoom({ title: "Night", media: FILM }, t), "Night");
  assert.equal(nameOfRoom({ title: "", media: FILM }, t), "Nosferatu");
  assert.equal(nameOfRoom({ title: "", media: null }, t), "room_untitled");
});

test("what is on is told once", () => {
  assert.equal(sourceOfRoom({ title: "Night", media: FILM }, t), "Nosferatu · films.test");
  assert.equal(sourceOfRoom({ title: "", media: FILM }, t), "films.test");
  assert.equal(sourceOfRoom({ title: "Night", media: null }, t), "my_rooms_nothing");
});

test("an empty room tells when somebody was last inside", () => {
  const words = { t, locale: "en" };
  const room = { count: 3, capacity: 12, seen_at_ms: NOW };
  assert.equal(useOfRoom(room, NOW, words), "my_rooms_people 3 12");
  const empty = { ...room, count: 0, seen_at_ms: NOW - 3_600_000 };
  assert.equal(useOfRoom(empty, NOW, words), "my_rooms_seen 1 hour ago");
});
