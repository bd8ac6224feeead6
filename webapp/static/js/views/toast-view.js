import { h } from "../lib/dom.js";

// Long enough to read two lines, short enough not to stand in the way.
const SHOWN_MS = 5_000;
const MOST_AT_ONCE = 3;

/**
 * @returns {(text: string, kind?: "info" | "success" | "error",
 *   offer?: {label: string, act: () => void, shownMs: number}) => () => void}
 *   Says something in passing, with a button if there is an offer; the answer takes it away.
 */
export function createToaster() {
  const list = h("div", { class: "toasts", role: "status", "aria-live": "polite" });

  return (text, kind = "info", offer = null) => {
    // A modal dialog covers everything that is not inside it.
    (document.querySelector("dialog[open]") ?? document.body).append(list);
    for (const known of [...list.children]) if (known.firstChild.textContent === text) known.remove();
    const toast = h("p", { class: "toast", dataset: { kind, testid: "toast" } }, text);
    if (offer) toast.append(button(offer, () => toast.remove()));
    list.append(toast);
    while (list.children.length > MOST_AT_ONCE) list.firstElementChild.remove();
    setTimeout(() => toast.remove(), offer?.shownMs ?? SHOWN_MS);
    return () => toast.remove();
  };
}

function button({ label, act }, close) {
  const onclick = () => (close(), act());
  const attributes = { class: "btn toast__action", type: "button", onclick };
  return h("button", { ...attributes, "data-testid": "toast-action" }, label);
}
