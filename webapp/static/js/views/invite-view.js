import { h, icon } from "../lib/dom.js";
import { Role } from "../protocol.js";
import { sentenceOf } from "../refusals.js";
import { shareInTelegram, shareLink } from "../sharing.js";
import { createQr } from "./qr-view.js";

/**
 * Makes a link, shows it to cameras and hands it on: Telegram's own sharing inside Telegram, the system's elsewhere, the
 * clipboard, and the text itself for all that refuses.
 *
 * @param {"viewer" | "admin"} role What the link makes of whoever follows it.
 */
export function mount(root, { http, config, store, telegram, toast, t, role = Role.VIEWER }) {
  const roomId = config.room_id ?? store.room.id;
  const link = h("input", {
    class: "field__input",
    readonly: true,
    "aria-label": t("invite_link"),
    "data-testid": "invite-link",
    placeholder: t("invite_making"),
    onfocus: () => link.select(),
  });
  const error = h("p", { class: "field__error", role: "alert", hidden: true });
  const share = button("share", t("invite_share"), "btn--primary", "invite-share", shareIt);
  const copy = button("link", t("invite_copy"), "", "invite-copy", copyLink);
  share.disabled = copy.disabled = true;
  const code = h("div", { class: "qr", "data-testid": "invite-qr" });
  const hint = t(role === Role.ADMIN ? "invite_admin_hint" : "invite_viewer_hint");
  root.append(
    h("p", { class: "soft small" }, hint),
    code,
    link,
    error,
    h("div", { class: "dialog__actions" }, share, copy),
  );

  async function make() {
    try {
      const { url, qr } = await http.post(`/api/rooms/${roomId}/links`, { role });
      link.value = url;
      code.append(createQr(qr, t("invite_qr")));
      share.disabled = copy.disabled = false;
    } catch (refusal) {
      link.hidden = code.hidden = true;
      error.hidden = false;
      error.textContent = sentenceOf(refusal, t);
    }
  }

  async function shareIt() {
    const text = t("invite_text", { title: store.room.title || t("room_untitled") });
    const invitation = { url: link.value, text };
    if (telegram.isInside) return shareInside(invitation);
    if (!navigator.share) return copyLink();
    await navigator.share(invitation).catch(() => {}); // closed without choosing anybody
  }

  async function shareInside(invitation) {
    // What the bot prepares, it prepares for viewers.
    if (role === Role.ADMIN) return shareLink(telegram, invitation);
    share.disabled = true;
    await shareInTelegram({ telegram, http, roomId, invitation });
    share.disabled = false;
  }

  async function copyLink() {
    link.select();
    try {
      await navigator.clipboard.writeText(link.value);
    } catch {
      // No clipboard without https; the older way needs the selection made above.
      if (!document.execCommand("copy")) return toast(t("invite_copy_by_hand"));
    }
    toast(t("invite_copied"), "success");
  }

  make();
  return () => root.replaceChildren();
}

function button(name, label, style, testid, onclick) {
  const attributes = { class: `btn ${style}`, type: "button", "data-testid": testid, onclick };
  return h("button", attributes, icon(name), label);
}
