import { nameOf } from "./lib/format.js";
import { Command, Permission } from "./protocol.js";

/** Tell those who can give control of each hand that goes up, with a tap to give it. */
export function watchHands({ store, send, toast, t }) {
  let known = null;
  store.addEventListener("change", () => {
    const { room, presence } = store;
    const raised = room.hands.filter((id) => known && !known.has(id) && id !== store.me?.id);
    known = new Set(room.hands);
    if (!store.can(Permission.MODERATE) || !store.can(Permission.CONTROL)) return;
    for (const id of raised) {
      const person = presence.users.find((user) => user.id === id) ?? { id };
      const permission = Permission.CONTROL;
      const act = () => send(Command.SET_TRUST, { user_id: id, permission, is_trusted: true });
      toast(t("hand_up", { name: nameOf(person, t) }), "info", {
        label: t("hand_allow"),
        act,
        shownMs: SHOWN_MS,
      });
    }
  });
}

// Long enough to look up from the film; the list of people keeps the hand after that.
const SHOWN_MS = 12_000;
