import assert from "node:assert/strict";
import { test } from "node:test";

import { parseInvitation, telegramAddress } from "../../webapp/static/js/invitation.js";

const TOKEN = "BGkZ1QAAAABc0ffee0123456789ab".slice(0, 28) + "aB3-_film9x";
const LONG_TOKEN = TOKEN + "0123456789";

const understood = [
  ["a link to the app", `https://t.me/film_bot/watch?startapp=${TOKEN}`, { token: TOKEN }],
  ["a link to the bot", `https://t.me/film_bot?startapp=${TOKEN}&mode=compact`, { token: TOKEN }],
  ["a link without its scheme", `t.me/film_bot/watch?startapp=${TOKEN}`, { token: TOKEN }],
  ["Telegram's own scheme", `tg://resolve?domain=film_bot&startapp=${TOKEN}`, { token: TOKEN }],
  ["our own address with a token", `http://localhost:8000/?startapp=${TOKEN}`, { token: TOKEN }],
  ["a room with a token", `https://ours.example/room/film?startapp=${TOKEN}`, { token: TOKEN }],
  ["a room", "https://ours.example/room/film-9", { roomId: "film-9" }],
  ["a room without the scheme", "localhost:8000/room/film/", { roomId: "film" }],
  ["a code", "  film-9\n", { roomId: "film-9" }],
  ["a token that is too long for a code", LONG_TOKEN, { token: LONG_TOKEN }],
  ["a text that may be either", "a".repeat(30), { token: "a".repeat(30), roomId: "a".repeat(30) }],
];

for (const [name, text, expected] of understood) {
  test(`${name} is understood`, () => assert.deepEqual(parseInvitation(text), expected));
}

const refused = [
  ["nothing", "  "],
  ["a sentence", "come and watch with us"],
  ["a link without an invitation", "https://t.me/film_bot"],
  ["a link to a video", "https://www.youtube.com/watch?v=aqz-KE-bpKQ"],
  ["a script", "javascript:alert(1)"],
  ["a token of other letters", "https://t.me/film_bot?startapp=a/b"],
  ["a token that no link can carry", "a".repeat(65)],
  ["a room beneath another path", "https://ours.example/x/room/film"],
];

for (const [name, text] of refused) {
  test(`${name} is no invitation`, () => assert.equal(parseInvitation(text), null));
}

test("Telegram opens the app where it has one, with the link that brought the person", () => {
  const bot = { bot_username: "film_bot", app_name: "" };
  const app = { bot_username: "film_bot", app_name: "watch" };
  assert.equal(telegramAddress(bot, ""), "https://t.me/film_bot");
  assert.equal(telegramAddress(bot, "abc"), "https://t.me/film_bot?startapp=abc");
  assert.equal(telegramAddress(app, "abc"), "https://t.me/film_bot/watch?startapp=abc");
  assert.equal(telegramAddress({ bot_username: "", app_name: "" }, "abc"), "");
});
