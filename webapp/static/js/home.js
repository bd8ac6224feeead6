import { parseInvitation } from "./invitation.js";
import { setAttribute, setText } from "./lib/dom.js";
import { createSession } from "./lib/session.js";
import { openPage } from "./page.js";
import { sentenceOf } from "./refusals.js";

/* The composition root of the home page: make a room, enter one, follow a link. */

const FOLLOWED = "followed_launch";
// What the bot's link to the gallery carries; no room's token is so short.
const TO_GALLERY = "gallery";
// What a person mends in the field itself; everything else is said in passing.
const ABOUT_THE_LINK = new Set([
  "unsupported_media", "invalid_url", "url_too_long", "media_unreachable", "invalid_command",
]);

const { telegram, http, t, toast, part, isOpen } = openPage(window);
const session = createSession(window);

function addressOf(roomId, token) {
  const query = token ? `?${new URLSearchParams({ startapp: token })}` : "";
  return `/room/${encodeURIComponent(roomId)}${query}`;
}

async function roomOf(token) {
  return (await http.get(`/api/links/${encodeURIComponent(token)}`)).room_id;
}

/** A launch is followed once: whoever comes home from the room wants to be home. */
function launchToFollow() {
  if (telegram.isInside && session.get(FOLLOWED) === telegram.initData) return "";
  return telegram.startParam;
}

async function follow(token) {
  showOpening(true);
  try {
    const roomId = await roomOf(token);
    session.set(FOLLOWED, telegram.initData);
    // Inside Telegram the socket finds the token in the launch data; elsewhere, in the address.
    location.replace(addressOf(roomId, telegram.isInside ? "" : token));
  } catch (error) {
    showOpening(false);
    showRefusal(error, token);
  }
}

function openGallery() {
  session.set(FOLLOWED, telegram.initData);
  location.replace("/gallery");
}

function showOpening(isOpening) {
  part("opening").hidden = !isOpening;
  part("content").hidden = isOpening;
}

function showRefusal(error, token) {
  const isFinal = /^link_/.test(error.code);
  if (isFinal) session.set(FOLLOWED, telegram.initData);
  setText(part("refusal-text"), sentenceOf(error, t));
  part("refusal").hidden = false;
  part("retry").hidden = isFinal;
  part("retry").onclick = () => {
    part("refusal").hidden = true;
    follow(token);
  };
  telegram.haptic.notify("error");
}

/** Let a form do one thing at a time, with its button busy and its field's error beneath it. */
function bind(form, action) {
  const [button, field] = [form.querySelector("button"), form.querySelector(".field__input")];
  const complaint = form.querySelector(".field__error");
  const complain = (text) => {
    setText(complaint, text);
    complaint.hidden = !text;
    setAttribute(field, "aria-invalid", text ? "true" : null);
  };
  field.addEventListener("input", () => complain(""));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (button.getAttribute("aria-busy")) return;
    setAttribute(button, "aria-busy", "true");
    complain("");
    try {
      await action(new FormData(form), complain);
    } catch (error) {
      if (ABOUT_THE_LINK.has(error.code)) complain(sentenceOf(error, t));
      else toast(sentenceOf(error, t), "error");
      telegram.haptic.notify("error");
    } finally {
      setAttribute(button, "aria-busy", null);
    }
    if (field.getAttribute("aria-invalid")) field.focus();
  });
}

async function createRoom(form) {
  const url = form.get("url").trim();
  const visibility = form.has("public") ? "public" : "link";
  const { room_id } = await http.post("/api/rooms", { visibility, ...(url && { url }) });
  location.assign(addressOf(room_id));
}

async function joinRoom(form, complain) {
  const invitation = parseInvitation(form.get("invitation"));
  if (!invitation) return complain(t("home_join_unclear"));
  const { token, roomId } = invitation;
  if (!token) return location.assign(addressOf(roomId));
  try {
    location.assign(addressOf(await roomOf(token), token));
  } catch (error) {
    if (error.code === "link_invalid" && roomId) return location.assign(addressOf(roomId));
    if (/^link_/.test(error.code)) return complain(sentenceOf(error, t));
    throw error;
  }
}

/** Who runs the service finds the way to what they look at; nobody misses it if that fails. */
async function offerReview() {
  const me = await http.get("/api/me").catch(() => ({}));
  part("review").hidden = !me.is_service_owner;
}

bind(part("create"), createRoom);
bind(part("join"), joinRoom);
telegram.backButton.hide();
const token = isOpen && launchToFollow();
if (token === TO_GALLERY) openGallery();
else if (token) follow(token);
if (isOpen) offerReview();
telegram.ready();
