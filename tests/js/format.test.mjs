import assert from "node:assert/strict";
import { test } from "node:test";

import { formatRate, formatTime, hostOf, nameOf, titleOf } from "../../webapp/static/js/lib/format.js";

const TIMES = [
  [0, "0:00"],
  [7.9, "0:07"],
  [59.999, "0:59"],
  [60, "1:00"],
  [754, "12:34"],
  [3599, "59:59"],
  [3600, "1:00:00"],
  [3723, "1:02:03"],
  [86_400, "24:00:00"],
  [-3, "0:00"],
];

for (const [seconds, text] of TIMES) {
  test(`${seconds} s is shown as ${text}`, () => assert.equal(formatTime(seconds), text));
}

test("what has no length is shown as a dash", () => {
  assert.equal(formatTime(NaN), "–:––");
  assert.equal(formatTime(Infinity), "–:––");
});

test("a rate is shown without needless zeros", () => {
  assert.deepEqual([1, 1.5, 0.75].map(formatRate), ["1×", "1.5×", "0.75×"]);
});

test("a host is named without www, and nonsense has none", () => {
  assert.equal(hostOf("https://www.youtube.com/watch?v=x"), "youtube.com");
  assert.equal(hostOf("not an address"), "");
});

test("a video is called by its title, its file or its host, whichever is known first", () => {
  const file = { kind: "mp4", url: "https://example.com/films/%D0%B4%D0%BE%D0%BC.mp4" };
  assert.equal(titleOf({ ...file, title: "Дом" }), "Дом");
  assert.equal(titleOf(file), "дом.mp4");
  assert.equal(titleOf({ kind: "mp4", url: "https://example.com/" }), "example.com");
  assert.equal(titleOf({ kind: "video", url: "https://youtu.be/abc" }), "youtu.be");
  assert.equal(titleOf({ kind: "mp4", url: "https://example.com/%zz.mp4" }), "example.com");
});

test("a guest without a name is told apart by the last three digits of the id", () => {
  const t = (msgid, { number }) => `${msgid} ${number}`;
  assert.equal(nameOf({ id: -91_007, name: "" }, t), "guest_name 007");
  assert.equal(nameOf({ id: 5, name: "Vera" }, t), "Vera");
});
