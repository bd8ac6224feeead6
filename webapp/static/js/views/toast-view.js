import { h } from "../lib/dom.js";

// Long enough to read two lines, short enough not to stand in the way.
const SHOWN_MS = 5_000;
const MOST_AT_ONCE = 3;

/**
 * @returns {(text: string, kind?: "info" | "success" | "error") => void} Says something in passing.
 */
export function createToaster() {
  const list = h("div", { class: "toasts", role: "status", "aria-live": "polite" });

  return (text, kind = "info") => {
    // A modal dialog covers everything that is not inside it.
    (document.querySelector("dialog[open]") ?? document.body).append(list);
    for (const known of [...list.children]) if (known.textContent === text) known.remove();
    const toast = h("p", { class: "toast", dataset: { kind, testid: "toast" } }, text);
    list.append(toast);
    while (list.children.length > MOST_AT_ONCE) list.firstElementChild.remove();
    setTimeout(() => toast.remove(), SHOWN_MS);
  };
}
