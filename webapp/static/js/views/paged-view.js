import { h, setText } from "../lib/dom.js";
import { PagedList } from "../lib/paged-list.js";
import { sentenceOf } from "../refusals.js";

/**
 * A list that grows by a button, with what to say while there is nothing to show.
 *
 * @param {HTMLElement} root
 * @param {{fetchPage: (offset: number) => Promise<object>, create: (item: object, nowMs: number) =>
 *   HTMLElement, empty: string, testid: string, t: Function}} options `fetchPage` resolves to
 *   `{items, has_more, now_ms}`.
 * @returns {{refresh: () => Promise<void>}} Rejects never: what went wrong stands in the list.
 */
export function mount(root, { fetchPage, create, empty, testid, t }) {
  let nowMs = 0;
  const list = new PagedList(async (offset) => {
    const page = await fetchPage(offset);
    nowMs = page.now_ms;
    return page;
  });
  const rows = h("ul", { class: "paged__list", "data-testid": testid });
  const words = h("p", { class: "paged__words soft", role: "status" }, t("review_loading"));
  const more = h(
    "button",
    { class: "btn btn--wide", type: "button", hidden: true, onclick: () => load("more") },
    t("list_more"),
  );
  root.append(rows, words, more);

  async function load(how) {
    try {
      await list[how]();
      rows.replaceChildren(...list.items.map((item) => create(item, nowMs)));
      setText(words, list.items.length ? "" : empty);
    } catch (error) {
      setText(words, sentenceOf(error, t));
    }
    words.hidden = !words.textContent;
    more.hidden = !list.hasMore;
  }

  return { refresh: () => load("refresh") };
}
