import { openDialog } from "../lib/dialog.js";
import { formatAgo } from "../lib/ago.js";
import { Listeners, h, icon, reconcile, setText } from "../lib/dom.js";
import { lookOf, newsAddress, newsSentence } from "../news.js";
import { sentenceOf } from "../refusals.js";

/**
 * Open the list of what one was told. What was unread when it came into the list stays marked until
 * the list is closed.
 *
 * @param {string | null} roomId The room that the page is in; what is about it leads nowhere.
 */
export function openInbox({ inbox, t, locale, roomId = null }) {
  const list = h("ul", { class: "inbox__list", "data-testid": "inbox-list" });
  const empty = h("div", { class: "inbox__empty", hidden: true, "data-testid": "inbox-empty" });
  empty.append(icon("bell"), h("p", {}, t("news_empty")), h("p", { class: "soft small" }, t("news_empty_hint")));
  const error = h("p", { class: "field__error", role: "alert", hidden: true });
  const more = h(
    "button",
    { class: "btn btn--wide", type: "button", hidden: true, "data-testid": "inbox-more" },
    t("news_more"),
  );
  const fresh = new Set();
  let isKnown = false;

  function draw() {
    for (const { id, is_read: isRead } of inbox.items) if (!isRead) fresh.add(id);
    reconcile(list, inbox.items, ({ id }) => id, row, describe);
    empty.hidden = !isKnown || inbox.items.length > 0;
    more.hidden = !isKnown || !inbox.hasMore;
  }

  function row(news) {
    const address = news.room_id === roomId ? null : newsAddress(news);
    const words = h(
      "span",
      { class: "inbox__words" },
      h("span", { class: "inbox__sentence" }, newsSentence(news, t)),
      h("span", { class: "inbox__where" }),
    );
    const parts = [h("span", { class: "inbox__icon" }, icon(lookOf(news).icon)), words];
    const body = address
      ? h("a", { class: "inbox__row", href: address }, ...parts, icon("forward"))
      : h("div", { class: "inbox__row" }, ...parts);
    return h("li", { "data-testid": "inbox-item" }, body);
  }

  function describe(element, news) {
    const ago = formatAgo(news.at_ms, inbox.nowMs, locale);
    const where = `${news.room_title || t("room_untitled")} · ${ago}`;
    const mark = fresh.has(news.id) ? `${t("news_new")} · ` : "";
    element.toggleAttribute("data-fresh", fresh.has(news.id));
    setText(element.querySelector(".inbox__where"), mark + where);
  }

  async function attempt(task) {
    error.hidden = true;
    try {
      await task();
    } catch (refusal) {
      error.textContent = sentenceOf(refusal, t);
      error.hidden = false;
    }
  }

  more.addEventListener("click", async () => {
    more.setAttribute("aria-busy", "true");
    await attempt(() => inbox.more());
    more.removeAttribute("aria-busy");
  });
  const listeners = new Listeners();
  listeners.on(inbox, "change", draw);
  listeners.on(inbox, "arrival", () => attempt(() => inbox.markSeen()));
  const words = { title: t("news_title"), closeLabel: t("close"), testid: "inbox" };
  const dialog = openDialog(words, error, empty, list, more);
  dialog.addEventListener("close", () => listeners.stop());
  draw();
  attempt(async () => {
    await inbox.refresh();
    isKnown = true;
    draw();
    await inbox.markSeen();
  });
  return dialog;
}
