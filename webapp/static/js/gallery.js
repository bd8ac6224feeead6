import { keepPlaces } from "./gallery-order.js";
import { setText } from "./lib/dom.js";
import { PagedList } from "./lib/paged-list.js";
import { whileVisible } from "./lib/while-visible.js";
import { openPage } from "./page.js";
import { sentenceOf } from "./refusals.js";
import { mount } from "./views/gallery-view.js";

/* The composition root of the gallery's page. */

// Often enough to be live; what has not changed is answered without a body.
const REFRESH_MS = 3_000;
// Short enough to feel at once, long enough not to ask for every letter.
const SEARCH_AFTER_MS = 300;
// Oftener than seconds pass, so that none is left out and each lasts its second.
const TICK_MS = 250;

const { telegram, http, t, part, isOpen } = openPage(window);
const gallery = mount(part("rooms"), { t, now: http.serverNow });
const [search, sort] = [part("search"), part("sort")];
let list = createList();
let shown = [];
let isKnown = false; // whether `shown` answers what is asked
let waiting = 0;

function createList() {
  const query = { q: search.value.trim(), sort: sort.value };
  return new PagedList(async (offset) => {
    const asked = new URLSearchParams({ ...query, offset });
    const { rooms, has_more } = await http.get(`/api/rooms?${asked}`);
    return { items: rooms, has_more };
  });
}

/** Ask, and show what comes; an answer to what is no longer asked is passed over. */
async function load(ask) {
  const asked = list;
  try {
    await ask(asked);
    if (asked !== list) return;
    const before = isKnown && list.items.length ? shown : [];
    shown = keepPlaces(before, list.items, !list.hasMore);
    isKnown = true;
    show();
    part("failure").hidden = true;
  } catch (error) {
    if (asked !== list) return;
    // What was shown a moment ago is better than an apology; without any, say what is wrong.
    setText(part("failure-text"), sentenceOf(error, t));
    part("failure").hidden = isKnown;
  }
  part("loading").hidden = true;
}

function show() {
  const words = search.value.trim();
  gallery.show(shown);
  part("more").hidden = !list.hasMore;
  part("empty").hidden = shown.length > 0 || words !== "";
  part("seek").hidden = !part("empty").hidden; // nothing to look for it in
  part("none").hidden = shown.length > 0 || words === "";
  setText(part("none-text"), t("gallery_none_text", { words }));
}

const refresh = () => load((asked) => asked.refresh());

/** Another question: its answer is a list of its own, in the server's order. */
async function askAnew() {
  clearTimeout(waiting);
  const asked = (list = createList());
  isKnown = false;
  await refresh();
  if (asked === list && isKnown) setText(part("found"), t("gallery_found", { count: shown.length }));
}

async function showMore() {
  const last = part("rooms").children.length;
  await load((asked) => asked.more());
  // Who comes by keyboard is not left on a button that is gone.
  if (part("more").hidden) part("rooms").children[last]?.querySelector("a").focus();
}

function bind() {
  search.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(askAnew, SEARCH_AFTER_MS);
  });
  part("seek").addEventListener("submit", (event) => {
    event.preventDefault();
    search.blur(); // the phone's keyboard has done its part
    askAnew();
  });
  sort.addEventListener("change", askAnew);
  part("clear").onclick = () => {
    search.value = "";
    search.focus();
    askAnew();
  };
  part("retry").onclick = refresh;
  part("more").onclick = showMore;
}

telegram.backButton.show(() => location.assign("/"));
if (isOpen) {
  bind();
  whileVisible(document, REFRESH_MS, refresh);
  whileVisible(document, TICK_MS, async () => gallery.tick());
}
telegram.ready();
