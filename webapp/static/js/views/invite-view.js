import { h, icon } from "../lib/dom.js";
import { Role } from "../protocol.js";
import { sentenceOf } from "../refusals.js";

/**
 * Makes a link and hands it on: Telegram's own sharing inside Telegram, the system's elsewhere, the
 * clipboard, and the text itself for all that refuses.
 *
 * @param {"viewer" | "admin"} role What the link makes of whoever follows it.
 */
export function mount(root, { http, config, store, telegram, toast, t, role = Role.VIEWER }) {
  const link = h("input", {
    class: "field__input",
    readonly: true,
    "aria-label": t("invite_link"),
    "data-testid": "invite-link",
    placeholder: t("invite_making"),
    onfocus: () => link.select(),
  });
  const error = h("p", { class: "field__error", role: "alert", hidden: true });
  const share = button("share", t("invite_share"), "btn--primary", "invite-share", shareLink);
  const copy = button("link", t("invite_copy"), "", "invite-copy", copyLink);
  share.disabled = copy.disabled = true;
  const hint = t(role === Role.ADMIN ? "invite_admin_hint" : "invite_viewer_hint");
  root.append(
    h("p", { class: "soft small" }, hint),
    link,
    error,
    h("div", { class: "dialog__actions" }, share, copy),
  );

  async function make() {
    try {
      const { url } = await http.post(`/api/rooms/${config.room_id ?? store.room.id}/links`, {
        role,
      });
      link.value = url;
      share.disabled = copy.disabled = false;
    } catch (refusal) {
      link.hidden = true;
      error.hidden = false;
      error.textContent = sentenceOf(refusal, t);
    }
  }

  async function shareLink() {
    const url = link.value;
    const text = t("invite_text", { title: store.room.title || t("room_untitled") });
    if (telegram.isInside) {
      const target = `https://t.me/share/url?${new URLSearchParams({ url, text })}`;
      return telegram.openTelegramLink(target.replaceAll("+", "%20"));
    }
    if (!navigator.share) return copyLink();
    await navigator.share({ url, text }).catch(() => {}); // closed without choosing anybody
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
