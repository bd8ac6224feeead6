import { openDialog } from "../lib/dialog.js";
import { h } from "../lib/dom.js";
import { formatMoment, formatUntil, nameOf } from "../lib/format.js";
import { Command, Role } from "../protocol.js";
import { sentenceOf } from "../refusals.js";

/** Open who did what, the newest first; more of it on asking. */
export function openActionLog(room) {
  const { request, t } = room;
  const list = h("ol", { class: "log", "data-testid": "action-log" });
  const state = h("p", { class: "soft", role: "status" }, t("log_loading"));
  const more = h(
    "button",
    { class: "btn btn--wide", type: "button", hidden: true, onclick: load },
    t("log_more"),
  );
  openDialog({ title: t("log_title"), closeLabel: t("close"), testid: "log-dialog" }, state, list, more);
  let before = null;

  async function load() {
    more.disabled = true;
    try {
      const { actions, has_more: hasMore } = await request(Command.ACTION_HISTORY, { before });
      list.append(...actions.map((action) => row(action, room)));
      before = actions.at(-1)?.id ?? before;
      more.hidden = !hasMore;
      state.textContent = list.children.length ? "" : t("log_empty");
      state.hidden = list.children.length > 0;
    } catch (error) {
      state.hidden = false;
      state.textContent = sentenceOf(error, t);
    }
    more.disabled = false;
  }

  load();
}

function row(action, room) {
  const { locale, t } = room;
  const who = nameOf({ id: action.user_id, name: action.name }, t);
  return h(
    "li",
    { class: "log__row" },
    h("p", { dir: "auto" }, h("b", {}, who), ` · ${wordsFor(action, room)}`),
    h("time", { class: "soft small" }, formatMoment(action.at_ms, { locale, nowMs: Date.now() })),
  );
}

/** @returns {string} What was done, without who did it. */
export function wordsFor({ kind, facts, target, at_ms: atMs }, { locale, t }) {
  const name = target ? nameOf(target, t) : "";
  const until = formatUntil(facts.until_ms ?? null, { t, locale, nowMs: atMs });
  const because = facts.reason ? `: ${facts.reason}` : "";
  switch (kind) {
    case "user_kicked":
      return t("log_user_kicked", { name }) + because;
    case "user_banned":
    case "user_muted":
      return t(`log_${kind}`, { name, until }) + because;
    case "role_changed":
      return t(`log_made_${facts.role}`, { name });
    case "deputy_changed":
      return target ? t("log_deputy_changed", { name }) : t("log_deputy_removed");
    case "trust_changed":
      return t(`log_${facts.is_trusted ? "trusted" : "untrusted"}_${facts.permission}`, { name });
    case "grant_changed":
      return t("log_grant_changed", {
        right: t(`rights_${facts.permission}`),
        // "Only me" is what owners choose for themselves; this is read by others.
        role: t(facts.role === Role.OWNER ? "role_owner" : `room_control_${facts.role}`),
      });
    case "slow_mode_changed":
      return facts.interval_s ? t("log_slow_mode", { seconds: facts.interval_s }) : t("log_slow_mode_off");
    case "visibility_changed":
      return t("log_visibility_changed", { visibility: t(`visibility_${facts.visibility}`) });
    case "queue_changing":
      return t(`undo_${facts.change}`, { count: facts.count });
    case "item_started":
      return t("log_item_started", { title: facts.title || facts.url });
    default:
      return t(`log_${kind}`, { name, ...facts });
  }
}
