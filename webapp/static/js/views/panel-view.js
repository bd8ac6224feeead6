import { Listeners } from "../lib/dom.js";
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
  const { connection, chat, store, telegram, t } = room;
  const page = document.documentElement;
  let unread = 0;
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
    if (isChatSeen()) count(0);
  }

  function count(lines) {
    unread = lines;
    tabs.mark("chat", unread);
    page.toggleAttribute("data-unread", unread > 0);
  }

  function receive({ detail: message }) {
    const isOthers = chat.receive(message) && message.user_id !== store.me?.id;
    if (isOthers && !isChatSeen()) count(unread + 1);
  }

  const listeners = new Listeners();
  listeners.on(connection, "message", receive);
  listeners.on(store, "change", () => tabs.mark("queue", store.room.queue.length));
  listeners.on(document, "visibilitychange", read);

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
