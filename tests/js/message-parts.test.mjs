import assert from "node:assert/strict";
import { test } from "node:test";

import { isEmojiOnly, mentionsIn, partsOf } from "../../webapp/static/js/message-parts.js";

const links = (text) => partsOf(text).filter(({ kind }) => kind === "link");
const whole = (text, mentions) =>
  partsOf(text, mentions)
    .filter(({ kind }) => kind !== "link")
    .map(({ text: part }) => part)
    .join("");

test("only http and https become links", () => {
  for (const text of ["javascript:alert(1)", "data:text/html,x", "file:///etc", "tg://x", "https://"]) {
    assert.deepEqual(links(text), [], text);
  }
  assert.deepEqual(links("see http://films.test/a").map(({ url }) => url), ["http://films.test/a"]);
});

test("what ends a sentence does not belong to its link", () => {
  const cases = {
    "https://films.test/a.": "https://films.test/a",
    "(https://films.test/a)": "https://films.test/a",
    "https://en.wikipedia.org/wiki/M_(1931_film)!": "https://en.wikipedia.org/wiki/M_(1931_film)",
    "«https://films.test/a?b=c»,": "https://films.test/a?b=c",
  };
  for (const [text, url] of Object.entries(cases)) assert.equal(links(text)[0].url, url);
});

test("a link shows the host it leads to, shortened, whatever it pretends", () => {
  assert.equal(links("https://bank.test@evil.test/x")[0].text, "evil.test/x");
  assert.equal(links("https://аpple.com/")[0].text, "xn--pple-43d.com");
  const [{ text }] = links(`https://films.test/${"a".repeat(100)}`);
  assert.equal([...text].length, 41);
  assert.ok(text.endsWith("…"));
});

test("a path is shown in the letters it stands for, unless they would not be seen", () => {
  assert.equal(links("https://films.test/%D0%BA%D0%B8%D0%BD%D0%BE")[0].text, "films.test/кино");
  for (const path of ["%E2%80%AEx", "a%20b", "%FF"]) {
    assert.equal(links(`https://films.test/${path}`)[0].text, `films.test/${path}`);
  }
});

test("all that is no link comes back as it was", () => {
  const text = "before https://films.test/a, after\n@Анна and @Аннабель";
  const mentions = [{ user_id: 1, name: "Анна" }];
  assert.equal(whole(text, mentions), "before , after\n@Анна and @Аннабель");
  const called = partsOf(text, mentions).filter(({ kind }) => kind === "mention");
  assert.deepEqual(called, [{ kind: "mention", text: "@Анна", userId: 1 }]);
});

test("the longest name that fits is the one that was called", () => {
  const people = [
    { user_id: 1, name: "Анна" },
    { user_id: 2, name: "Анна Мария" },
    { user_id: 3, name: "Ян" },
    { user_id: 4, name: "Ян" },
  ];
  const called = (text) => mentionsIn(text, people).map(({ user_id: id }) => id);
  assert.deepEqual(called("@Анна Мария, привет"), [2]);
  assert.deepEqual(called("@Анна и @Анна Мария"), [1, 2]);
  assert.deepEqual(called("@Ян @Ян"), [3]);
  assert.deepEqual(called("@Анной @Янтарь"), []);
  assert.deepEqual(called("без собак"), []);
});

test("a message calls ten people at most", () => {
  const people = Array.from({ length: 12 }, (_, id) => ({ user_id: id, name: `n${id}x` }));
  assert.equal(mentionsIn(people.map(({ name }) => `@${name}`).join(" "), people).length, 10);
});

test("a few emoji alone are big, anything else is text", () => {
  for (const text of ["🔥", "👨‍👩‍👧‍👦 ❤️", "🇺🇦🇵🇱", "👍🏽👍🏽👍🏽"]) assert.equal(isEmojiOnly(text), true, text);
  for (const text of ["", "7", "ok 🔥", "🔥🔥🔥🔥🔥🔥", "#️⃣1"]) assert.equal(isEmojiOnly(text), false, text);
});
