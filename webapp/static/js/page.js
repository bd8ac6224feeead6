import { createHttp } from "./http.js";
import { credentials } from "./identity.js";
import { setText } from "./lib/dom.js";
import { whileVisible } from "./lib/while-visible.js";
import { Inbox } from "./inbox.js";
import { telegramAddress } from "./invitation.js";
import { sayNews } from "./live-inbox.js";
import { Preferences, followPreferences } from "./preferences.js";
import { connectTelegram } from "./telegram.js";
import { createTexts } from "./texts.js";
import * as bellView from "./views/bell-view.js";
import { openInbox } from "./views/inbox-view.js";
import { createToaster } from "./views/toast-view.js";

// Without a socket: whoever is called looks up within this time, and asking costs two small reads.
const NEWS_EVERY_MS = 15_000;

/**
 * What the pages outside the rooms have in common: the language of the person, and who may use it.
 *
 * @returns {{config, telegram, http, t, locale: string, toast,
 *   part: (name: string) => HTMLElement, isOpen: boolean}}
 *   `isOpen` is false where only Telegram can tell who one is, and this is not Telegram; the page
 *   then shows its part "telegram-only" in place of its part "content".
 */
export function openPage(window) {
  const { document } = window;
  const config = JSON.parse(document.getElementById("page-config").textContent);
  const telegram = connectTelegram(window);
  followPreferences(new Preferences(window), telegram);
  const { t, locale } = createTexts(config.texts[localeOf(telegram, config)]);
  if (locale !== config.locale) relabel(document, locale, t);

  const part = (name) => document.querySelector(`[data-part="${name}"]`);
  const isOpen = telegram.isInside || config.guests_allowed;
  part("guest").hidden = telegram.isInside || !config.guests_allowed;
  part("content").hidden = !isOpen;
  part("telegram-only").hidden = isOpen;
  if (!isOpen) offerTelegram(part("telegram-link"), telegramAddress(config, telegram.startParam));

  telegram.expand();
  const http = createHttp(credentials(telegram));
  const toast = createToaster();
  if (isOpen) followNews({ document, http, telegram, toast, t, locale, bell: part("bell") });
  return { config, telegram, http, t, locale, toast, part, isOpen };
}

function followNews({ document, http, telegram, toast, t, locale, bell }) {
  const inbox = new Inbox({ http });
  bellView.mount(bell, { inbox, t, onOpen: () => openInbox({ inbox, t, locale }) });
  sayNews({ inbox, telegram, toast, t });
  // A look that fails is made up for by the next one; opening the list says what is wrong.
  whileVisible(document, NEWS_EVERY_MS, () => inbox.refresh().catch(() => {}));
}

function localeOf({ languageCode }, config) {
  const language = languageCode.split(/[-_]/)[0].toLowerCase();
  return language in config.texts ? language : config.locale;
}

/** The server guessed the language by the browser's; Telegram knows the person's. */
function relabel(document, locale, t) {
  document.documentElement.lang = locale;
  for (const element of document.querySelectorAll("[data-t]")) {
    setText(element, t(element.dataset.t));
  }
  for (const element of document.querySelectorAll("[data-t-label]")) {
    element.setAttribute("aria-label", t(element.dataset.tLabel));
  }
  for (const element of document.querySelectorAll("[data-t-placeholder]")) {
    element.placeholder = t(element.dataset.tPlaceholder);
  }
}

function offerTelegram(link, address) {
  link.hidden = !address;
  if (address) link.href = address;
}
