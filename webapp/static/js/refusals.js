const FALLBACK = "error_internal";
// Codes whose sentence depends on one of their facts.
const DEPENDS_ON = { permission_denied: "permission", unauthenticated: "reason" };

/**
 * @param {{code?: string, data?: object}} error A CommandError; anything else is a bug of ours.
 * @param {(msgid: string, values?: object) => string} t
 * @returns {string} What to tell the person.
 */
export function sentenceOf({ code, data = {} }, t) {
  if (!code) return t(FALLBACK);
  const fact = data[DEPENDS_ON[code]];
  const msgid = ["error", code, fact].filter(Boolean).join("_");
  const sentence = t(msgid, data);
  return sentence === msgid ? t(FALLBACK) : sentence;
}
