"""
The words: gettext catalogues read as they are, without a build step, for the bot and the page.

Message ids are symbolic (``room_waiting``); values go where a message says ``{name}``.
"""

import re
from collections.abc import Mapping
from gettext import c2py
from pathlib import Path

from babel import Locale
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

LOCALES = ("en", "ru")
"""The first is spoken to those whose language we do not speak."""

PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")
"""The same in the page's texts.js. Not str.format: that would let a message reach attributes."""

Forms = Mapping[str, str]
"""A message that depends on a count, by CLDR plural category: ``{"one": …, "other": …}``."""


class Texts:
    """
    Args:
        catalogues: By locale, then by msgid; one for each of :data:`LOCALES`.
    """

    def __init__(self, catalogues: Mapping[str, Mapping[str, str | Forms]]) -> None:
        self._catalogues = catalogues
        self._categories = {name: Locale.parse(name).plural_form for name in catalogues}

    @classmethod
    def load(cls, directory: Path) -> "Texts":
        """Read ``<directory>/<locale>/LC_MESSAGES/messages.po`` for each locale."""
        return cls({locale: _messages(read_catalogue(directory, locale)) for locale in LOCALES})

    @staticmethod
    def locale_for(*codes: str | None) -> str:
        """
        Return the locale of the first language code that we speak.

        Args:
            codes: Such as ``ru``, ``ru-RU``, ``en_GB``; others, ``zh-hans-raw`` and what is no
                code at all are passed over.
        """
        for code in codes:
            primary = (code or "").replace("_", "-").partition("-")[0].lower()
            if primary in LOCALES:
                return primary
        return LOCALES[0]

    def gettext(self, locale: str, msgid: str, **values: object) -> str:
        """
        Raises:
            KeyError: If there is no such message, or a value it needs is missing.
        """
        message = self._catalogues[locale][msgid]
        if not isinstance(message, str):
            raise KeyError(f"{msgid} depends on a count")
        return _fill(message, values)

    def ngettext(self, locale: str, msgid: str, count: int, **values: object) -> str:
        """
        Return the form of a message that goes with a number, which it may show as ``{count}``.

        Raises:
            KeyError: As :meth:`gettext`.
        """
        message = self._catalogues[locale][msgid]
        if isinstance(message, str):
            raise KeyError(f"{msgid} does not depend on a count")
        return _fill(message[self._categories[locale](count)], {"count": count, **values})

    def export(self, locale: str) -> dict[str, object]:
        """Return a catalogue as the page's ``createTexts`` takes it; it fits JSON."""
        return {"locale": locale, "messages": dict(self._catalogues[locale])}


def read_catalogue(directory: Path, locale: str) -> Catalog:
    with (directory / locale / "LC_MESSAGES" / "messages.po").open("rb") as file:
        return read_po(file, locale=locale, abort_invalid=True)


def _messages(catalogue: Catalog) -> dict[str, str | Forms]:
    categories = plural_categories(catalogue)
    messages: dict[str, str | Forms] = {}
    for message in catalogue:
        if isinstance(message.id, str):
            if message.id:  # the header has none
                messages[message.id] = str(message.string)
        else:
            forms = list(message.string or ())
            messages[message.id[0]] = {name: forms[index] for name, index in categories.items()}
    return messages


def plural_categories(catalogue: Catalog) -> dict[str, int]:
    """
    Return which of a catalogue's plural forms goes with each CLDR category.

    Found by trying both rules on numbers, the catalogue's and CLDR's: the page chooses by the
    latter (``Intl.PluralRules``). Fractions, ``other`` in Russian, take the last form.
    """
    index_of = c2py(catalogue.plural_expr)
    category_of = Locale.parse(str(catalogue.locale)).plural_form
    categories = {category_of(count): index_of(count) for count in range(200)}
    return {"other": catalogue.num_plurals - 1, **categories}


def _fill(message: str, values: Mapping[str, object]) -> str:
    return PLACEHOLDER.sub(lambda match: str(values[match[1]]), message)
