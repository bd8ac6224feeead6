// What these do with a key is theirs.
const TAKES_KEYS = "input, textarea, select, [contenteditable], [role=tab]";

/**
 * Call an action for a key pressed anywhere on the page but in a field or a dialog.
 *
 * @param {Record<string, () => void>} actions By `KeyboardEvent.code`: where a key lies, which is
 *   the same in every alphabet; or by the sign it writes, wherever that lies.
 */
export function bindKeys(actions, target = document) {
  target.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest?.(TAKES_KEYS) || document.querySelector("dialog[open]")) return;
    if (event.code === "Space" && event.target.closest?.("button, a, summary")) return;
    const action = actions[event.key] ?? actions[event.code];
    if (!action) return;
    event.preventDefault();
    action();
  });
}
