// Five a second: closer together, a hand feels a buzz instead of touches.
export const FELT_EVERY_MS = 200;

const UNKNOWN = "impact light";

/**
 * Let hints be felt, no oftener than a hand can tell apart; one that comes too soon is left out.
 *
 * @param {{impact: Function, notify: Function, selection: Function}} haptic
 * @returns {(hint?: string) => boolean} Takes a hint as shared/domain/emotions.py writes it, such
 *   as "impact heavy"; tells whether it was passed on.
 */
export function createTouch(haptic, now = () => performance.now()) {
  const kinds = { impact: haptic.impact, notification: haptic.notify, selection: haptic.selection };
  let feltAt = -Infinity;

  return function feel(hint = UNKNOWN) {
    const at = now();
    if (at - feltAt < FELT_EVERY_MS) return false;
    feltAt = at;
    const [kind, style] = hint.split(" ");
    kinds[kind]?.(style);
    return true;
  };
}
