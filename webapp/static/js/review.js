import { closeTopDialog } from "./lib/dialog.js";
import { h, setText } from "./lib/dom.js";
import { openPage } from "./page.js";
import { sentenceOf } from "./refusals.js";
import * as paged from "./views/paged-view.js";
import { createBan, createCase, createRoom, createVerdict } from "./views/review-view.js";
import { askForReason } from "./views/ruling-view.js";
import { createTabs } from "./views/tabs-view.js";

/* The composition root of the page for those who run the service. */

// Short enough to feel at once, long enough not to ask for every letter.
const SEARCH_AFTER_MS = 300;
const PARTS = [
  { name: "reports", icon: "warning", create: createCase },
  { name: "rooms", icon: "rooms", create: createRoom },
  { name: "bans", icon: "people", create: createBan },
  { name: "log", icon: "queue", create: createVerdict },
];

const { telegram, http, t, locale, toast, part, isOpen } = openPage(window);
const lists = {};
const search = h("input", {
  class: "field__input",
  type: "search",
  placeholder: t("review_search"),
  "aria-label": t("review_search"),
  maxlength: 100,
  "data-testid": "review-search",
});
let tabs;

function mountParts() {
  tabs = createTabs(part("tabs"), {
    tabs: PARTS.map(({ name, icon }) => ({ name, icon, label: t(`review_${name}`) })),
    label: t("review_tabs"),
    onSelect: (name) => lists[name].refresh(),
  });
  tabs.panels.rooms.append(search);
  for (const { name, create } of PARTS) {
    lists[name] = paged.mount(tabs.panels[name], {
      fetchPage: (offset) => http.get(`/api/review/${name}?${queryOf(name, offset)}`),
      create: (item, nowMs) => create(item, { t, locale, nowMs, rule }),
      empty: t(`review_${name}_none`),
      testid: `review-${name}`,
      t,
    });
  }
  lists.reports.refresh();
}

function queryOf(name, offset) {
  return new URLSearchParams({ offset, ...(name === "rooms" && { words: search.value }) });
}

/** Ask for the reason and do it; what is shown then is what there is now. */
async function rule(ruling, path, title, facts) {
  const answer = await askForReason(ruling, title, t);
  if (!answer) return;
  try {
    await http.post(`/api/review/${path}`, { ...facts, ...answer });
    toast(t("review_done"), "success");
  } catch (error) {
    toast(sentenceOf(error, t), "error");
  }
  await lists[tabs.selected].refresh();
}

async function open() {
  try {
    const me = await http.get("/api/me");
    if (me.is_service_owner) return mountParts();
    setText(part("refusal-text"), t("error_permission_denied_oversee"));
  } catch (error) {
    setText(part("refusal-text"), sentenceOf(error, t));
  }
  part("refusal").hidden = false;
}

let waiting = 0;
search.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(() => lists.rooms.refresh(), SEARCH_AFTER_MS);
});
telegram.backButton.show(() => closeTopDialog() || location.assign("/"));
if (isOpen) open();
telegram.ready();
