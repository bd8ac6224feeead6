import { Listeners } from "../lib/dom.js";
import { Permission } from "../protocol.js";
import * as chatView from "./chat-view.js";
import * as peopleView from "./people-view.js";
import * as queueView from "./queue-view.js";
import { createTabs } from "./tabs-view.js";

/**
 * The side panel: chat, queue and people, and how much of it has not been seen.
 *
 * On a phone held sideways it is open or closed: `data-panel` on the root element.
 *
 * @returns {{toggle(): void, show(name: string): void}}
 */
export function createPanel(root, room) {
  const { reading, store, telegram, t } = room;
  const page = document.documentElement;
  const tabs = createTabs(root, {
    label: t("room_panel"),
    tabs: [
      { name: "chat", icon: "chat", label: t("tab_chat") },
      { name: "queue", icon: "queue", label: t("tab_queue") },
      { name: "people", icon: "people", label: t("tab_people") },
    ],
    onSelect() {
      telegram.haptic.selection();
      read();
    },
  });
  chatView.mount(tabs.panels.chat, room);
  queueView.mount(tabs.panels.queue, room);
  peopleView.mount(tabs.panels.people, room);

  const isChatSeen = () =>
    tabs.selected === "chat" && !document.hidden && root.offsetParent !== null;

  function read() {
    reading.setOpen(isChatSeen());
  }

  // Where the chat is looked at, it says itself what is new further down.
  function count() {
    const unread = reading.isOpen ? 0 : reading.unread;
    tabs.mark("chat", unread);
    page.toggleAttribute("data-unread", unread > 0);
    page.toggleAttribute("data-called", unread > 0 && reading.isCalled);
  }

  const listeners = new Listeners();
  listeners.on(reading, "change", count);
  listeners.on(store, "change", () => tabs.mark("queue", waiting(store)));
  listeners.on(document, "visibilitychange", read);
  // A turned phone or a filled screen hides the chat as well as a tap does.
  new ResizeObserver(read).observe(tabs.panels.chat);

  return {
    toggle() {
      page.dataset.panel = page.dataset.panel === "open" ? "closed" : "open";
      read();
    },
    show(name) {
      page.dataset.panel = "open";
      tabs.select(name);
    },
  };
}

/** What comes next, and for whoever decides on them, the suggestions. */
function waiting(store) {
  const { queue, suggestions } = store.room;
  return queue.length + (store.can(Permission.QUEUE) ? suggestions.length : 0);
}
