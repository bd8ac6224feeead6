import { h, icon } from "../lib/dom.js";
import { telegramAddress } from "../invitation.js";
import { sentenceOf } from "../refusals.js";

/** The whole page, when the server will not let one in: why, and a way out. */
export function mount(root, { refusal, config, telegram, startParam, t }) {
  const address = telegram.isInside ? "" : telegramAddress(config, startParam);
  root.replaceChildren(
    h(
      "main",
      { class: "refused", "data-testid": "refused" },
      icon("warning"),
      h("h1", { class: "refused__text" }, sentenceOf(refusal, t)),
      address !== "" &&
        h("a", { class: "btn btn--primary", href: address }, icon("send"), t("open_in_telegram")),
      h(
        "a",
        { class: "btn", href: "/", "data-testid": "refused-home" },
        icon("home"),
        t("room_to_home"),
      ),
    ),
  );
}
