import assert from "node:assert/strict";
import { test } from "node:test";

import { shareInTelegram } from "../../webapp/static/js/sharing.js";

const invitation = { url: "https://t.me/bot/watch?startapp=x", text: "Кино + чай" };
const PREPARED = { prepared_message_id: "p1", query: "room1" };

/** Share, and return what reached the server and the client. */
async function share(options) {
  const { version = "8.0", outcome = "sent", canSwitchInline = true, answer = PREPARED } = options;
  const done = [];
  const telegram = {
    canSwitchInline,
    isVersionAtLeast: (wanted) => Number(version) >= Number(wanted),
    sharePrepared: async (id) => (done.push(["prepared", id]), outcome),
    switchInline: (...args) => done.push(["inline", ...args]),
    openTelegramLink: (url) => done.push(["link", url]),
  };
  const post = async (path) => {
    done.push(["asked", path]);
    if (!answer) throw new Error("refused");
    return answer;
  };
  await shareInTelegram({ telegram, http: { post }, roomId: "room1", invitation });
  return done;
}

const asked = ["asked", "/api/rooms/room1/share"];
const inline = ["inline", "room1", ["users", "groups", "channels"]];
const link = [
  "link",
  "https://t.me/share/url?url=https%3A%2F%2Ft.me%2Fbot%2Fwatch%3Fstartapp%3Dx" +
    "&text=%D0%9A%D0%B8%D0%BD%D0%BE%20%2B%20%D1%87%D0%B0%D0%B9",
];

test("a client that can shows the message that the bot has prepared", async () => {
  assert.deepEqual(await share({}), [asked, ["prepared", "p1"]]);
});

test("whoever changed their mind is not asked again in another way", async () => {
  assert.deepEqual(await share({ outcome: "USER_DECLINED" }), [asked, ["prepared", "p1"]]);
});

test("a message that cannot be sent gives way to the inline mode", async () => {
  const done = await share({ outcome: "MESSAGE_EXPIRED" });
  assert.deepEqual(done, [asked, ["prepared", "p1"], inline]);
});

test("without a prepared message there is the inline mode", async () => {
  const answer = { ...PREPARED, prepared_message_id: null };
  assert.deepEqual(await share({ answer }), [asked, inline]);
  assert.deepEqual(await share({ version: "7.0" }), [asked, inline]);
});

test("without either, and without an answer, there is the plain link", async () => {
  assert.deepEqual(await share({ canSwitchInline: false, outcome: "UNSUPPORTED" }), [
    asked,
    ["prepared", "p1"],
    link,
  ]);
  assert.deepEqual(await share({ version: "6.1", canSwitchInline: false }), [link]);
  assert.deepEqual(await share({ answer: null }), [asked, link]);
});
