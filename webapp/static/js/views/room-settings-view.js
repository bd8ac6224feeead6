import { openDialog } from "../lib/dialog.js";
import { h } from "../lib/dom.js";
import { Command } from "../protocol.js";
import { capacityForm } from "./capacity-view.js";
import { openEmotionSet } from "./emotion-set-view.js";
import { choices, entry, isSure } from "./menu-parts.js";
import { patienceChoice } from "./patience-view.js";
import { toleranceChoice } from "./tolerance-view.js";

const VISIBILITIES = ["public", "link", "private"];
// What the server takes; see MAX_TITLE in shared/domain/managing_commands.py.
const MAX_TITLE = 100;

/** Open what its owner may change about the room itself. */
export function openRoomSettings(room) {
  const { send, toast, t } = room;
  const words = { title: t("room_settings"), closeLabel: t("close"), testid: "room-settings" };
  const dialog = openDialog(
    words,
    titleForm(room),
    visibilityChoice(room),
    capacityForm(room),
    patienceChoice(room),
    toleranceChoice(room),
    entry("emotion", t("emotions_own"), "menu-emotions", () => follow(() => openEmotionSet(room))),
    entry("link", t("room_revoke_links"), "menu-revoke", () => follow(revoke), "btn--danger"),
    entry("close", t("room_close"), "menu-close", () => follow(close), "btn--danger"),
  );

  function follow(action) {
    dialog.close();
    action();
  }

  async function revoke() {
    if ((await isSure(t, "room_revoke_links")) && (await send(Command.REVOKE_LINKS))) {
      toast(t("room_links_revoked"), "success");
    }
  }

  async function close() {
    if (await isSure(t, "room_close")) send(Command.CLOSE);
  }
}

function titleForm({ store, send, toast, t }) {
  const input = h("input", {
    class: "field__input",
    id: "room-title-input",
    maxlength: MAX_TITLE,
    value: store.room.title,
    placeholder: t("room_untitled"),
    "data-testid": "rename-input",
  });
  const save = async (event) => {
    event.preventDefault();
    if (await send(Command.RENAME, { title: input.value.trim() }))
      toast(t("room_renamed"), "success");
  };
  const button = h(
    "button",
    { class: "btn", type: "submit", "data-testid": "rename-submit" },
    t("save"),
  );
  const label = h("label", { class: "field__label", for: input.id }, t("room_title"));
  return h(
    "form",
    { class: "field", onsubmit: save },
    label,
    h("div", { class: "field__row" }, input, button),
  );
}

function visibilityChoice({ store, send, t }) {
  return choices({
    name: "visibility",
    legend: t("room_visibility"),
    options: VISIBILITIES.map((value) => ({
      value,
      label: t(`visibility_${value}`),
      hint: t(`visibility_${value}_hint`),
    })),
    held: () => store.room.visibility,
    choose: (visibility) => send(Command.SET_VISIBILITY, { visibility }),
  });
}
