import assert from "node:assert/strict";
import { test } from "node:test";

import { keepPlaces } from "../../webapp/static/js/gallery-order.js";
import { createHttp } from "../../webapp/static/js/http.js";
import { levelOf } from "../../webapp/static/js/views/fill-view.js";

const rooms = (...ids) => ids.map((id) => ({ id, count: 1 }));

test("what is shown keeps its place, what is new comes last", () => {
  const fresh = [{ id: "c", count: 9 }, ...rooms("b", "a")];
  const placed = keepPlaces(rooms("a", "b"), fresh, true);
  assert.deepEqual(placed, [...rooms("a", "b"), { id: "c", count: 9 }]);
});

test("news reach a room where it stands", () => {
  const placed = keepPlaces(rooms("a", "b"), [{ id: "b", count: 5 }, ...rooms("a")], true);
  assert.deepEqual(placed, [...rooms("a"), { id: "b", count: 5 }]);
});

test("whom everybody has left stays in its place and says so", () => {
  const placed = keepPlaces(rooms("a", "b"), rooms("b"), true);
  assert.deepEqual(placed, [{ id: "a", count: 1, is_over: true }, ...rooms("b")]);
  assert.equal(keepPlaces(placed, rooms("a", "b"), true)[0].is_over, undefined);
});

test("what may be on a page that was not asked for is not said to be over", () => {
  assert.deepEqual(keepPlaces(rooms("a", "b"), rooms("b"), false), rooms("b"));
});

test("a room is green under half, amber under four fifths, red above, and full", () => {
  const levels = [0, 4, 5, 7, 8, 9, 10, 11].map((count) => levelOf(count, 10));
  const expected = ["free", "free", "busy", "busy", "crowded", "crowded", "full", "full"];
  assert.deepEqual(levels, expected);
});

test("the server's clock is read from the dates of its answers", async () => {
  const dates = ["Wed, 25 Nov 2026 10:00:05 GMT", "Wed, 25 Nov 2026 10:00:00 GMT"];
  const answer = () => ({ ok: true, json: async () => ({}), headers: { get: () => dates.shift() } });
  const http = createHttp({ guest_token: "g" }, async () => answer());
  await http.get("/");
  await http.get("/"); // one that was long on its way says less
  const late = http.serverNow() - Date.parse("Wed, 25 Nov 2026 10:00:05 GMT");
  assert.ok(late >= 0 && late < 1_000, `${late} ms`);
});
