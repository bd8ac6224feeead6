import { Listeners, h, icon, reconcile, setText } from "../lib/dom.js";
import { hostOf, titleOf } from "../lib/format.js";
import { makeReorderable } from "../lib/reorder.js";
import { Command, Permission } from "../protocol.js";
import { skipVote } from "../queue-order.js";
import {
  action,
  adderOf,
  describeRow,
  describeVote,
  lengthOf,
  mediaRow,
  voteButton,
} from "./queue-row.js";
import * as toolbarView from "./queue-toolbar-view.js";
import * as suggestionsView from "./suggestions-view.js";

const GRIP = ".queue__grip";

/** What is on, what comes next, and what is suggested. */
export function mount(root, room) {
  const { store, stage, send, t, onAddMedia } = room;
  const addLabel = h("span");
  const add = h(
    "button",
    { class: "btn btn--wide", type: "button", "data-testid": "queue-add", onclick: onAddMedia },
    icon("add"),
    addLabel,
  );
  const toolbar = h("div", { class: "queue__toolbar" });
  const empty = h("p", { class: "panel__empty", "data-testid": "queue-empty" });
  const list = h("ol", { class: "queue__list", "data-testid": "queue-list" });
  const suggestions = h("section", { class: "queue__suggestions", "aria-label": t("suggestions") });
  const said = h("p", { class: "visually-hidden", role: "status", "data-testid": "queue-said" });
  root.append(toolbar, list, empty, suggestions, add, said);
  const unmountToolbar = toolbarView.mount(toolbar, room);
  const unmountSuggestions = suggestionsView.mount(suggestions, room);

  const order = makeReorderable(list, {
    handle: GRIP,
    onMove: move,
    onOver: (id) => say(id, "queue_moved", [...list.querySelectorAll("[data-item]")]),
    onEnd(id) {
      if (id) say(id, "queue_dropped");
      draw();
    },
  });

  async function move(itemId, beforeId) {
    if (await send(Command.MOVE_ITEM, { item_id: itemId, before_id: beforeId })) {
      draw();
      say(itemId, "queue_moved", [...list.querySelectorAll("[data-item]")]);
    } else draw();
  }

  function say(itemId, msgid, rows = []) {
    const item = store.room.queue.find(({ id }) => id === itemId);
    if (!item) return;
    const place = rows.findIndex((row) => row.dataset.item === itemId) + 1;
    setText(said, t(msgid, { title: titleOf(item.media), place, count: rows.length }));
  }

  function draw() {
    const { room: state } = store;
    // What is under a finger stays there; what it missed is drawn when it lets go.
    if (!state || order.isDragging) return;
    const rights = {
      canQueue: store.can(Permission.QUEUE),
      canControl: store.can(Permission.CONTROL),
      canSuggest: store.can(Permission.SUGGEST),
    };
    add.hidden = !rights.canQueue && !rights.canSuggest;
    setText(addLabel, t(rights.canQueue ? "queue_add" : "queue_suggest"));
    empty.hidden = state.queue.length > 0;
    setText(empty, t(emptyText(rights)));
    const on = state.current && { ...state.current, isOn: true };
    const focused = list.contains(document.activeElement) ? document.activeElement : null;
    // A row is made for a right and a picture; with another of either it is another row.
    const keyOf = ({ id, isOn, media }) =>
      [id, Boolean(isOn), Object.values(rights), media.thumbnail_url].join(" ");
    const items = [on, ...state.queue].filter(Boolean);
    reconcile(list, items, keyOf, (item) => row(item, rights), describe);
    // A row that moved has left the page for a moment.
    if (focused?.isConnected && document.activeElement !== focused) focused.focus();
  }

  function row(item, rights) {
    const { media, id } = item;
    const title = titleOf(media);
    const act = (command) => () => send(command, { item_id: id });
    if (item.isOn) {
      const vote = voteButton(t("queue_skip_vote"), "skip-vote", () =>
        send(Command.VOTE_SKIP, { item_id: id, is_for: !hasVoted() }),
      );
      const isAsked = rights.canSuggest && !rights.canControl;
      const element = mediaRow({ media, t, testid: "queue-item" }, isAsked && vote);
      element.setAttribute("aria-current", "true");
      return element;
    }
    const remove = act(Command.REMOVE_FROM_QUEUE);
    const element = mediaRow(
      { media, t, testid: "queue-item", onPlay: rights.canControl && act(Command.PLAY_ITEM) },
      rights.canQueue && action("remove", t("queue_remove", { title }), "queue-remove", remove),
      rights.canQueue && grip(title),
    );
    if (rights.canQueue) element.dataset.item = id;
    return element;
  }

  function grip(title) {
    const button = action("grip", t("queue_move", { title }), "queue-grip");
    button.classList.add(GRIP.slice(1));
    button.title = t("queue_move_hint");
    return button;
  }

  function describe(element, item) {
    const adder = adderOf(item, store, t);
    if (!item.isOn) return describeRow(element, item.media, [adder, hostOf(item.media.url)]);
    const standing = skipVote(store.room, store.presence);
    const vote = element.querySelector(".queue__vote");
    const length = stage.item?.id === item.id ? lengthOf(stage.duration) : null;
    const count = `${standing.votes}/${standing.needed}`;
    const votes = !vote && standing.votes > 0 && t("queue_skip_votes", standing);
    describeRow(element, item.media, [t("queue_on"), length, votes, adder]);
    if (!vote) return;
    describeVote(vote, {
      label: t("queue_skip_vote_label", standing),
      count,
      isMine: hasVoted(),
    });
  }

  const hasVoted = () => store.room.skip_votes.includes(store.me?.id);

  draw();
  const listeners = new Listeners();
  listeners.on(store, "change", draw);
  listeners.on(stage, "durationchange", draw);
  return () => {
    listeners.stop();
    unmountToolbar();
    unmountSuggestions();
    root.replaceChildren();
  };
}

function emptyText({ canQueue, canSuggest }) {
  if (canQueue) return "queue_empty_admin";
  return canSuggest ? "queue_empty_suggest" : "queue_empty";
}
