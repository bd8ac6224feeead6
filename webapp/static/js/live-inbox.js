import { lookOf, newsAddress, newsSentence } from "./news.js";

// An invitation asks for a decision; whoever looks at the picture needs a while to see it.
const OFFER_MS = 15_000;
// Whoever reads the list sees it come in there.
const OPEN_LIST = ".inbox__list";

/** Bring what arrives over the room's connection into the inbox, and say it. */
export function followNews(room) {
  const { connection, inbox, config } = room;
  connection.addEventListener("notification", ({ detail }) => detail.id && inbox.receive(detail));
  connection.addEventListener("notifications_read", ({ detail }) => inbox.seen(detail));
  // What put one out of the room is on the page already.
  const isSaid = () => connection.state === "refused";
  sayNews({ ...room, roomId: config.room_id, isSaid });
}

/**
 * Say what arrives in passing, with the way to its room, and let it be felt.
 *
 * @param {string | null} roomId The room that the page is in.
 * @param {() => boolean} isSaid Whether the page says it in a way of its own.
 */
export function sayNews({ inbox, telegram, toast, t, roomId = null, isSaid = () => false }) {
  inbox.addEventListener("arrival", ({ detail: news }) => {
    if (isSaid() || document.querySelector(OPEN_LIST)) return;
    const { kind, touch } = lookOf(news);
    const isHere = news.room_id === roomId;
    const address = isHere ? null : newsAddress(news);
    const offer = address && {
      label: t(news.code === "invitation" ? "news_join" : "news_open"),
      act: () => location.assign(address),
      shownMs: OFFER_MS,
    };
    const where = isHere ? "" : news.room_title;
    toast([newsSentence(news, t), where].filter(Boolean).join(" · "), kind, offer);
    if (touch) telegram.haptic.notify(touch);
  });
}
