import { openDialog } from "../lib/dialog.js";
import { h } from "../lib/dom.js";

/** Open the list of keys. */
export function openKeys({ picture, t }) {
  const rows = [
    [[t("keys_space"), "K"], "keys_play"],
    [["←", "→"], "keys_seek"],
    [[",", "."], "keys_frame"],
    [["F"], "keys_fullscreen"],
    [["M"], "keys_mute"],
    [["C"], "keys_chat"],
    picture.isPossible && [["P"], "keys_picture"],
    [["Esc"], "keys_close"],
    [["?"], "keys_help"],
  ].filter(Boolean);
  const list = rows.map(([keys, msgid]) =>
    h(
      "div",
      { class: "keys__row" },
      h("dt", {}, ...keys.map((key) => h("kbd", { class: "keys__key" }, key))),
      h("dd", {}, t(msgid)),
    ),
  );
  const words = { title: t("keys_title"), closeLabel: t("close"), testid: "keys-dialog" };
  openDialog(words, h("dl", { class: "keys" }, ...list));
}
