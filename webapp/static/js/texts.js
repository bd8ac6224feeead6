const PLACEHOLDER = /\{([a-z_]+)\}/g;

/**
 * The words of one language. A message that depends on a number chooses its form by `count`.
 *
 * @param {{locale: string, messages: Object<string, string | Object<string, string>>}} exported
 *   From Python's `Texts.export`; plural forms are keyed by CLDR category.
 * @returns {{locale: string, t: (msgid: string, values?: Object<string, unknown>) => string}}
 *   An unknown msgid comes back as it is: a page with a hole in it is better than none.
 */
export function createTexts({ locale, messages }) {
  const catalogue = new Map(Object.entries(messages));
  const plurals = new Intl.PluralRules(locale);

  function t(msgid, values = {}) {
    const message = catalogue.get(msgid);
    if (message === undefined) {
      console.warn(`no text for ${msgid}`);
      return msgid;
    }
    const text = typeof message === "string" ? message : formOf(message, values.count);
    return text.replace(PLACEHOLDER, (whole, name) => values[name] ?? whole);
  }

  function formOf(forms, count) {
    return forms[plurals.select(count)] ?? forms.other;
  }

  return { t, locale };
}
