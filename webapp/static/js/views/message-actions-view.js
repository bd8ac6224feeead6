import { askToConfirm, openDialog } from "../lib/dialog.js";
import { h, icon } from "../lib/dom.js";
import { Command, Permission, Role } from "../protocol.js";
import { roleOf } from "../room-store.js";
import { authorOf } from "./message-view.js";
import { hasPowerOver, openPerson } from "./person-view.js";
import { openReport } from "./report-view.js";

const RANK = Object.values(Role);

/** @returns {boolean} A courtesy of the interface; mirrors `Chat.delete` in shared/chat.py. */
export function canDelete({ user_id: authorId }, { room, role, me }) {
  if (authorId === me?.id) return true;
  const rank = RANK.indexOf(role);
  return rank >= RANK.indexOf(Role.ADMIN) && rank >= RANK.indexOf(roleOf(room, authorId));
}

/** Offer what may be done with a line: answer it, copy it, take it back. */
export function openMessageActions(line, room) {
  const { chat, store, t, toast } = room;
  const isSent = line.state === "sent";
  const isFailed = line.state === "failed";
  const canReply = isSent && store.can(Permission.CHAT);
  const author = { id: line.user_id, name: line.name };
  const dialog = openDialog(
    { title: authorOf(line, room), closeLabel: t("close"), testid: "message-dialog" },
    h("p", { class: "message-actions__text", dir: "auto" }, line.text),
    canReply && choice("reply", "chat_reply", "message-reply", () => room.onReply(line)),
    isFailed && choice("sync", "chat_retry", "message-retry", () => chat.retry(line.nonce)),
    navigator.clipboard && choice("copy", "chat_copy", "message-copy", copy),
    isSent &&
      line.user_id !== store.me?.id &&
      choice("warning", "report_about_message", "message-report", () =>
        openReport(room, { about: "message", message_id: line.id }),
      ),
    isSent && canDelete(line, store) && choice("remove", "chat_delete", "message-delete", remove),
    isFailed &&
      choice("remove", "chat_discard", "message-discard", () => chat.discard(line.nonce)),
    isSent &&
      hasPowerOver(room, author) &&
      choice("people", "chat_author", "message-author", () => openPerson(room, author)),
  );

  function choice(picture, msgid, testid, act) {
    const isDanger = picture === "remove";
    return h(
      "button",
      {
        class: `btn btn--wide message-actions__choice${isDanger ? " btn--danger" : ""}`,
        type: "button",
        "data-testid": testid,
        onclick: () => dialog.close() ?? act(),
      },
      icon(picture),
      t(msgid),
    );
  }

  async function copy() {
    try {
      await navigator.clipboard.writeText(line.text);
      toast(t("chat_copied"), "success");
    } catch {
      toast(t("error_internal"), "error");
    }
  }

  async function remove() {
    const words = {
      title: t("chat_delete_title"),
      text: t("chat_delete_ask"),
      action: t("chat_delete"),
      closeLabel: t("close"),
    };
    if (await askToConfirm(words)) room.send(Command.DELETE_MESSAGE, { message_id: line.id });
  }
}
