import { Command, MAX_AWAITED_CROWD, Patience } from "../protocol.js";
import { choices } from "./menu-parts.js";

/** Whether the room stops for those whose video has stalled, as a choice of its menu. */
export function patienceChoice({ store, send, t }) {
  return choices({
    name: "patience",
    legend: t("patience"),
    options: Object.values(Patience).map((value) => ({
      value,
      label: t(`patience_${value}`),
      hint: t(`patience_${value}_hint`, { people: MAX_AWAITED_CROWD }),
    })),
    held: () => store.room.patience,
    choose: (patience) => send(Command.SET_PATIENCE, { patience }),
  });
}
