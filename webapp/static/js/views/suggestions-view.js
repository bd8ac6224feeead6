import { Listeners, h, icon, reconcile } from "../lib/dom.js";
import { hostOf, titleOf } from "../lib/format.js";
import { Command, Permission } from "../protocol.js";
import { ranked } from "../queue-order.js";
import { action, adderOf, describeRow, describeVote, mediaRow, voteButton } from "./queue-row.js";

/** What viewers would like to see: everybody votes, admins decide. */
export function mount(root, { store, send, t }) {
  const list = h("ul", { class: "queue__list", "data-testid": "suggestion-list" });
  root.append(h("h3", { class: "queue__heading" }, t("suggestions")), list);

  function draw() {
    const { room } = store;
    root.hidden = !room?.suggestions.length;
    if (!room) return;
    const rights = {
      canQueue: store.can(Permission.QUEUE),
      canSuggest: store.can(Permission.SUGGEST),
    };
    const keyOf = ({ item }) =>
      [item.id, Object.values(rights), item.media.thumbnail_url].join(" ");
    reconcile(list, ranked(room.suggestions), keyOf, (one) => row(one, rights), describe);
  }

  function row({ item }, { canQueue, canSuggest }) {
    const { id, media } = item;
    const title = titleOf(media);
    const choice = (name, msgid, command) => {
      const testid = msgid.replace("_", "-");
      return action(name, t(msgid, { title }), testid, () => send(command, { item_id: id }));
    };
    const toggle = ({ currentTarget: button }) =>
      send(Command.VOTE, { item_id: id, is_for: button.getAttribute("aria-pressed") !== "true" });
    const isOwn = item.added_by === store.me?.id;
    return mediaRow(
      { media, t, testid: "suggestion" },
      canSuggest && voteButton(icon("vote"), "suggestion-vote", toggle),
      isOwn && !canQueue && choice("close", "suggestion_withdraw", Command.WITHDRAW),
      canQueue && choice("check", "suggestion_approve", Command.APPROVE),
      canQueue && choice("close", "suggestion_reject", Command.REJECT),
    );
  }

  function describe(element, { item, votes }) {
    describeRow(element, item.media, [adderOf(item, store, t), hostOf(item.media.url)]);
    const button = element.querySelector(".queue__vote");
    if (!button) return;
    const label = `${t("suggestion_vote", { title: titleOf(item.media) })}, ${votes.length}`;
    const isMine = votes.includes(store.me?.id);
    describeVote(button, { label, count: votes.length, isMine });
  }

  draw();
  const listeners = new Listeners();
  listeners.on(store, "change", draw);
  return () => {
    listeners.stop();
    root.replaceChildren();
  };
}
