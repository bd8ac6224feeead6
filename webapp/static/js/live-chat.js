import { isFor } from "./reading.js";

// A hand that is tapped more often than this is being shaken.
const CALL_EVERY_MS = 2_000;

/** Bring what arrives over the connection into the chat; whoever is called feels it. */
export function keepChat({ connection, store, chat, reading, typists, telegram, now = monotonic }) {
  let lastCall = -Infinity;

  connection.addEventListener("message", ({ detail: message }) => {
    typists.stop(message.user_id);
    if (!chat.receive(message) || message.user_id === store.me?.id) return;
    const isForMe = isFor(store.me?.id, message);
    reading.receive(message, isForMe);
    if (!isForMe || now() - lastCall < CALL_EVERY_MS) return;
    lastCall = now();
    telegram.haptic.impact("soft");
  });
  connection.addEventListener("message_deleted", ({ detail }) => chat.erase(detail.message_id));
  connection.addEventListener("messages_deleted", ({ detail }) => chat.eraseOf(detail.user_id));
  connection.addEventListener("typing", ({ detail }) => typists.receive(detail));
}

const monotonic = () => performance.now();
