import { formatAgo } from "../lib/ago.js";
import { h, icon } from "../lib/dom.js";
import { nameOf } from "../lib/format.js";
import { nameOfRoom, sourceOfRoom, useOfRoom } from "../room-words.js";

const UNTIL = { dateStyle: "medium", timeStyle: "short" };

/*
 * What those who run the service look at, as cards. Each takes what the API answers, and `rule`:
 * `(ruling, path, title, facts?) => void` asks for a reason and does it.
 */

/** A case: what is reported, by whom, how often, and what can be done about it. */
export function createCase(report, { t, locale, nowMs, rule }) {
  const name = nameOf({ id: report.user_id, name: report.name }, t);
  const title = report.room_title || t("room_untitled");
  const facts = { report_id: report.id };
  return h(
    "li",
    { class: "case card", "data-testid": "case" },
    h("h2", { class: "case__title", dir: "auto" }, t(`review_about_${report.about}`, { name })),
    h(
      "p",
      { class: "soft small", dir: "auto" },
      [t("review_in_room", { title }), formatAgo(report.at_ms, nowMs, locale)].join(" · "),
    ),
    report.quote !== "" && h("blockquote", { class: "case__quote", dir: "auto" }, report.quote),
    h("p", { class: "case__count" }, t("review_count", { count: report.count })),
    h("ul", { class: "case__reports small" }, ...report.latest.map((each) => createReport(each, t))),
    h(
      "div",
      { class: "case__actions" },
      linkTo(report.room_id, t),
      deed("dismissed", `reports/${report.id}`, { rule, t, isPrimary: true }),
      deed("hidden", ofRoom(report.room_id), { rule, t, facts }),
      deed("closed", ofRoom(report.room_id), { rule, t, facts }),
      banOf({ id: report.user_id, name: report.name }, { rule, t, facts }),
    ),
  );
}

/** A room of anybody's. */
export function createRoom(room, { t, locale, nowMs, rule }) {
  const path = ofRoom(room.id);
  const owner = { id: room.owner_id, name: room.owner_name };
  const name = nameOf(owner, t);
  return h(
    "li",
    { class: "case card", "data-testid": "reviewed-room" },
    h("h2", { class: "case__title", dir: "auto" }, nameOfRoom(room, t)),
    h("p", { class: "case__tags" }, ...tagsOf(room).map((msgid) => tag(msgid, t))),
    h("p", { class: "soft small", dir: "auto" }, sourceOfRoom(room, t)),
    h("p", { class: "soft small" }, useOfRoom(room, nowMs, { t, locale })),
    h("p", { class: "soft small", dir: "auto" }, t("review_owner", { ...owner, name })),
    room.closed_reason !== "" && h("p", { class: "small", dir: "auto" }, room.closed_reason),
    !room.is_closed &&
      h(
        "div",
        { class: "case__actions" },
        linkTo(room.id, t),
        deed(room.is_hidden ? "shown" : "hidden", path, { rule, t }),
        deed(room.is_featured ? "unfeatured" : "featured", path, { rule, t }),
        deed("closed", path, { rule, t }),
        banOf(owner, { rule, t }),
      ),
  );
}

/** Somebody who is kept out. */
export function createBan(ban, { t, locale, nowMs, rule }) {
  const until = ban.until_ms
    ? t("review_until", { when: new Date(ban.until_ms).toLocaleString(locale, UNTIL) })
    : t("review_for_good");
  return h(
    "li",
    { class: "case card", "data-testid": "banned-person" },
    h("h2", { class: "case__title", dir: "auto" }, nameOf(ban, t)),
    h("p", { class: "soft small" }, `${formatAgo(ban.at_ms, nowMs, locale)} · ${until}`),
    h("p", { class: "small", dir: "auto" }, ban.reason),
    h(
      "div",
      { class: "case__actions" },
      deed("lifted", `people/${ban.user_id}`, { rule, t, isPrimary: true }),
    ),
  );
}

/** What was done, when and why. */
export function createVerdict(verdict, { t, locale, nowMs }) {
  const by = nameOf({ id: verdict.by_id, name: verdict.by_name }, t);
  const name = nameOf(verdict, t);
  const where = verdict.room_id && (verdict.room_title || t("room_untitled"));
  return h(
    "li",
    { class: "case card", "data-testid": "verdict" },
    h("h2", { class: "case__title", dir: "auto" }, t(`review_ruled_${verdict.ruling}`, { by, name })),
    h(
      "p",
      { class: "soft small", dir: "auto" },
      [where, formatAgo(verdict.at_ms, nowMs, locale)].filter(Boolean).join(" · "),
    ),
    h("p", { class: "small", dir: "auto" }, verdict.reason),
  );
}

function createReport({ reporter_id: id, reporter_name: name, grounds, words }, t) {
  const said = [t(`report_grounds_${grounds}`), words].filter(Boolean).join(": ");
  return h("li", { dir: "auto" }, h("b", {}, nameOf({ id, name }, t)), ` ${said}`);
}

const ofRoom = (id) => `rooms/${encodeURIComponent(id)}`;

function linkTo(roomId, t) {
  const href = `/room/${encodeURIComponent(roomId)}`;
  return h("a", { class: "btn", href }, icon("external"), t("my_rooms_open"));
}

function deed(ruling, path, { rule, t, facts, isPrimary = false, title }) {
  const label = title ?? t(`review_do_${ruling}`);
  const isGrave = ruling === "closed" || ruling === "banned";
  const style = isGrave ? "btn--danger" : isPrimary ? "btn--primary" : "";
  const onclick = () => rule(ruling, `${path}/${ruling}`, label, facts);
  const attributes = { class: `btn ${style}`, type: "button", onclick };
  return h("button", { ...attributes, "data-testid": `do-${ruling}` }, label);
}

function banOf({ id, name }, { rule, t, facts }) {
  const title = t("review_do_banned", { name: nameOf({ id, name }, t) });
  return deed("banned", `people/${id}`, { rule, t, title, facts: { ...facts, name } });
}

function tagsOf(room) {
  return [
    room.is_closed && "review_closed",
    `visibility_${room.visibility}`,
    room.is_hidden && "room_hidden",
    room.is_featured && "room_featured",
  ].filter(Boolean);
}

function tag(msgid, t) {
  return h("span", { class: "tag", dataset: { tag: msgid } }, t(msgid));
}
