/** A list that its server tells page by page; it is asked again for as much as is known of it. */
export class PagedList {
  #fetchPage;
  items = [];
  hasMore = false;

  /**
   * @param {(offset: number) => Promise<{items: {id: string | number}[], has_more: boolean}>}
   *   fetchPage
   */
  constructor(fetchPage) {
    this.#fetchPage = fetchPage;
  }

  /** Go on from where it ends. */
  async more() {
    const { items, has_more } = await this.#fetchPage(this.items.length);
    this.#keep([...this.items, ...items], has_more);
  }

  /** Ask for all of it again; what was shown stays until everything has come. */
  async refresh() {
    const found = [];
    let page;
    do {
      page = await this.#fetchPage(found.length);
      found.push(...page.items);
      // As much as is known by now: more may have been asked for meanwhile.
    } while (page.has_more && found.length < this.items.length && page.items.length);
    this.#keep(found, page.has_more);
  }

  /** Between two pages the list may have moved: what comes twice is kept once. */
  #keep(items, hasMore) {
    this.items = [...new Map(items.map((item) => [item.id, item])).values()];
    this.hasMore = hasMore;
  }
}
