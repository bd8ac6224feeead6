import { h, icon } from "./dom.js";

let serial = 0;

/**
 * Open a modal dialog; it leaves the page when it closes.
 *
 * @param {{title: string, closeLabel: string, testid?: string}} words
 * @param {...Node} content
 * @returns {HTMLDialogElement} Its `close(value)` sets `returnValue`.
 */
export function openDialog({ title, closeLabel, testid }, ...content) {
  const id = `dialog-title-${++serial}`;
  const dialog = h(
    "dialog",
    { class: "dialog", "aria-labelledby": id, "data-testid": testid },
    h(
      "div",
      { class: "dialog__card" },
      h(
        "div",
        { class: "dialog__header" },
        h("h2", { class: "dialog__title", id }, title),
        h(
          "button",
          {
            class: "btn btn--icon btn--ghost",
            type: "button",
            "aria-label": closeLabel,
            onclick: () => dialog.close(),
          },
          icon("close"),
        ),
      ),
      h("div", { class: "dialog__body" }, ...content),
    ),
  );
  dialog.addEventListener("click", ({ target }) => target === dialog && dialog.close());
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}

/**
 * Ask before something that cannot be taken back.
 *
 * @returns {Promise<boolean>}
 */
export function askToConfirm({ title, text, action, closeLabel }) {
  return new Promise((resolve) => {
    const confirm = h(
      "button",
      {
        class: "btn btn--danger btn--wide",
        type: "button",
        "data-testid": "confirm",
        onclick: () => dialog.close("confirmed"),
      },
      action,
    );
    const dialog = openDialog({ title, closeLabel }, h("p", {}, text), confirm);
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "confirmed"));
  });
}

/** @returns {boolean} Whether there was a dialog to close. */
export function closeTopDialog() {
  const top = [...document.querySelectorAll("dialog[open]")].pop();
  top?.close();
  return Boolean(top);
}
