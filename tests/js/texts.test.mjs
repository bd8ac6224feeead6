import assert from "node:assert/strict";
import { test } from "node:test";

import { createTexts } from "../../webapp/static/js/texts.js";

const russian = createTexts({
  locale: "ru",
  messages: {
    greeting: "Привет, {name}!",
    twice: "{name} и {name}",
    viewers: {
      one: "{count} зритель",
      few: "{count} зрителя",
      many: "{count} зрителей",
      other: "{count} зрителей",
    },
  },
});

const english = createTexts({
  locale: "en",
  messages: { viewers: { one: "{count} viewer", other: "{count} viewers" } },
});

test("values take the place of their names, everywhere", () => {
  assert.equal(russian.t("greeting", { name: "Аня" }), "Привет, Аня!");
  assert.equal(russian.t("twice", { name: "Аня" }), "Аня и Аня");
});

test("a value is text, never a pattern of its own", () => {
  assert.equal(russian.t("greeting", { name: "{name} $& $1" }), "Привет, {name} $& $1!");
});

test("zero and the empty string are values, a missing one stays visible", () => {
  assert.equal(russian.t("greeting", { name: 0 }), "Привет, 0!");
  assert.equal(russian.t("greeting", { name: "" }), "Привет, !");
  assert.equal(russian.t("greeting"), "Привет, {name}!");
});

test("Russian numbers choose among three forms", () => {
  const said = [0, 1, 2, 4, 5, 11, 12, 21, 22, 25, 101, 111].map((count) =>
    russian.t("viewers", { count }),
  );
  assert.deepEqual(said, [
    "0 зрителей",
    "1 зритель",
    "2 зрителя",
    "4 зрителя",
    "5 зрителей",
    "11 зрителей",
    "12 зрителей",
    "21 зритель",
    "22 зрителя",
    "25 зрителей",
    "101 зритель",
    "111 зрителей",
  ]);
});

test("English numbers choose between two", () => {
  assert.equal(english.t("viewers", { count: 1 }), "1 viewer");
  assert.equal(english.t("viewers", { count: 0 }), "0 viewers");
  assert.equal(english.t("viewers", { count: 1.5 }), "1.5 viewers");
});

test("an unknown message is its own id, and is complained about", (context) => {
  const warn = context.mock.method(console, "warn", () => {});
  assert.equal(russian.t("error_of_tomorrow"), "error_of_tomorrow");
  assert.equal(warn.mock.callCount(), 1);
});

test("what every object inherits is not a message", (context) => {
  context.mock.method(console, "warn", () => {});
  assert.equal(russian.t("constructor"), "constructor");
});

test("the locale is told, for the lang attribute and number formats", () => {
  assert.equal(russian.locale, "ru");
});
