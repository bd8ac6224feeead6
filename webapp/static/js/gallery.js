import { setText } from "./lib/dom.js";
import { whileVisible } from "./lib/while-visible.js";
import { openPage } from "./page.js";
import { sentenceOf } from "./refusals.js";
import { mount } from "./views/gallery-view.js";

/* The composition root of the gallery's page. */

// Rooms fill and empty within minutes; more often would show flicker and no news.
const REFRESH_MS = 10_000;

const { telegram, http, t, part, isOpen } = openPage(window);
const gallery = mount(part("rooms"), { t });
let isKnown = false;

async function refresh() {
  try {
    const { rooms } = await http.get("/api/rooms");
    isKnown = true;
    gallery.show(rooms);
    part("empty").hidden = rooms.length > 0;
    part("failure").hidden = true;
  } catch (error) {
    // What was shown a moment ago is better than an apology; without any, say what is wrong.
    setText(part("failure-text"), sentenceOf(error, t));
    part("failure").hidden = isKnown;
  }
  part("loading").hidden = true;
}

telegram.backButton.show(() => location.assign("/"));
if (isOpen) {
  whileVisible(document, REFRESH_MS, refresh);
  part("retry").onclick = refresh;
}
telegram.ready();
