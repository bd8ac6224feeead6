import { h, icon } from "../lib/dom.js";
import { telegramAddress } from "../invitation.js";
import { formatUntil } from "../lib/format.js";
import { sentenceOf } from "../refusals.js";

const RETRIED = new Set(["not_in_chat", "kicked", "banned"]);

/** The whole page, when the server will not let one in, or stay: why, and a way on. */
export function mount(root, { refusal, config, telegram, startParam, locale, t }) {
  const address = telegram.isInside ? "" : telegramAddress(config, startParam);
  root.replaceChildren(
    h(
      "main",
      { class: "refused", "data-testid": "refused" },
      icon("warning"),
      h("h1", { class: "refused__text" }, sentenceOf(refusal, t)),
      refusal.data?.reason &&
        h("p", { class: "refused__reason", dir: "auto" }, reasonOf(refusal, t)),
      isOut(refusal) && h("p", { class: "soft" }, untilWhen(refusal, { t, locale })),
      address !== "" &&
        h("a", { class: "btn btn--primary", href: address }, icon("send"), t("open_in_telegram")),
      ...waysOn(refusal, t),
    ),
  );
}

/** What those who keep rooms or the service in order said of it. */
function reasonOf({ code, data }, t) {
  const isOfService = code === "room_closed" || code === "banned_from_service";
  return isOfService ? t("reason_by_service", data) : data.reason;
}

const isOut = ({ code }) => code === "kicked" || code === "banned";

function untilWhen({ data }, { t, locale }) {
  const until = formatUntil(data.until_ms, { t, locale, nowMs: Date.now() });
  return t("refused_until", { until });
}

function waysOn({ code }, t) {
  if (code === "room_closed") {
    return [
      way("/", "add", t("home_create"), "refused-create", "btn--primary"),
      way("/gallery", "gallery", t("room_to_gallery"), "refused-gallery"),
    ];
  }
  const home = way("/", "home", t("room_to_home"), "refused-home");
  // Whoever has joined the chat meanwhile, or waited, may enter.
  const again = () => window.location.reload();
  const attributes = { class: "btn btn--primary", type: "button", "data-testid": "refused-again" };
  const retry = h("button", { ...attributes, onclick: again }, icon("sync"), t("try_again"));
  return RETRIED.has(code) ? [retry, home] : [home];
}

function way(href, name, label, testid, style = "") {
  return h("a", { class: `btn ${style}`, href, "data-testid": testid }, icon(name), label);
}
