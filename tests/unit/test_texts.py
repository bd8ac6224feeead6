import importlib
import json
import pkgutil
from collections.abc import Iterator
from gettext import c2py
from pathlib import Path
from typing import get_args

import pytest
from babel import Locale
from babel.messages.catalog import Message

from shared import domain
from shared.domain.errors import PermissionDenied, RoomError, Unauthenticated
from shared.domain.news import NewsCode
from shared.domain.permissions import Permission
from shared.identity import Reason
from shared.texts import LOCALES, PLACEHOLDER, Texts, plural_categories, read_catalogue

DIRECTORY = Path(__file__).parents[2] / "shared" / "locale"

HEADER = r"""
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\n"
"Plural-Forms: {rule}\n"
"""
MESSAGES = {
    "en": """
msgid "greeting"
msgstr "Hello, {name}!"

msgid "viewers"
msgid_plural "viewers"
msgstr[0] "{count} viewer"
msgstr[1] "{count} viewers"
""",
    "ru": """
msgid "greeting"
msgstr "Привет, {name}!"

msgid "viewers"
msgid_plural "viewers"
msgstr[0] "{count} зритель"
msgstr[1] "{count} зрителя"
msgstr[2] "{count} зрителей"
""",
}


@pytest.fixture(scope="module")
def shipped() -> Texts:
    return Texts.load(DIRECTORY)


@pytest.fixture
def texts(tmp_path: Path) -> Texts:
    """A small pair of catalogues with the plural rules of the shipped ones."""
    for locale, messages in MESSAGES.items():
        rule = read_catalogue(DIRECTORY, locale).plural_forms
        file = tmp_path / locale / "LC_MESSAGES" / "messages.po"
        file.parent.mkdir(parents=True)
        file.write_text(HEADER.replace("{rule}", rule) + messages, encoding="utf-8")
    return Texts.load(tmp_path)


def entries(locale: str) -> dict[str, Message]:
    return {key(message): message for message in read_catalogue(DIRECTORY, locale) if message.id}


def key(message: Message) -> str:
    return message.id if isinstance(message.id, str) else str(message.id[0])


def forms(message: Message) -> tuple[str, ...]:
    strings = message.string
    return (strings,) if isinstance(strings, str) else tuple(strings or ())


def placeholders(message: Message) -> set[str]:
    return {name for form in forms(message) for name in PLACEHOLDER.findall(form)}


for module in pkgutil.iter_modules(domain.__path__, "shared.domain."):
    importlib.import_module(module.name)  # so that every refusal is known


def refusals(base: type[RoomError] = RoomError) -> Iterator[type[RoomError]]:
    for error in base.__subclasses__():
        yield error
        yield from refusals(error)


def error_msgids() -> Iterator[str]:
    for error in refusals():
        if error is PermissionDenied:
            yield from (f"error_{error.code}_{permission}" for permission in Permission)
        elif error is Unauthenticated:
            yield from (f"error_{error.code}_{reason}" for reason in get_args(Reason))
        else:
            yield f"error_{error.code}"
    yield "error_internal"


def test_all_catalogues_have_the_same_messages() -> None:
    first, *others = (entries(locale).keys() for locale in LOCALES)
    for other in others:
        assert first ^ other == set()


def test_all_catalogues_ask_for_the_same_values() -> None:
    english, russian = entries("en"), entries("ru")
    different = {
        msgid: (placeholders(english[msgid]), placeholders(russian[msgid]))
        for msgid in english.keys() & russian.keys()
        if placeholders(english[msgid]) != placeholders(russian[msgid])
    }
    assert different == {}


def test_the_same_messages_depend_on_a_count() -> None:
    plural = [
        {m for m, entry in entries(locale).items() if entry.pluralizable} for locale in LOCALES
    ]
    assert plural[0] == plural[1]


@pytest.mark.parametrize("locale", LOCALES)
def test_no_message_is_empty_or_unsure(locale: str) -> None:
    messages = entries(locale)
    assert [m for m, entry in messages.items() if not all(map(str.strip, forms(entry)))] == []
    assert [m for m, entry in messages.items() if entry.fuzzy] == []


@pytest.mark.parametrize("locale", LOCALES)
def test_every_plural_has_all_its_forms(locale: str) -> None:
    count = read_catalogue(DIRECTORY, locale).num_plurals
    incomplete = [
        msgid
        for msgid, entry in entries(locale).items()
        if entry.pluralizable and len(forms(entry)) != count
    ]
    assert incomplete == []


@pytest.mark.parametrize("locale", LOCALES)
def test_braces_are_only_for_values(locale: str) -> None:
    torn = [
        msgid
        for msgid, entry in entries(locale).items()
        for form in forms(entry)
        if set("{}") & set(PLACEHOLDER.sub("", form))
    ]
    assert torn == []


@pytest.mark.parametrize("locale", LOCALES)
def test_messages_stand_in_order_and_once(locale: str) -> None:
    text = (DIRECTORY / locale / "LC_MESSAGES" / "messages.po").read_text(encoding="utf-8")
    msgids = [line for line in text.splitlines() if line.startswith("msgid ")]
    assert msgids == sorted(set(msgids))


PLACES = {"capacity": 9, "inside": 9}


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("msgid", sorted(error_msgids()))
def test_every_refusal_has_its_sentence(shipped: Texts, locale: str, msgid: str) -> None:
    assert shipped.gettext(locale, msgid, limit=3, retry_after=3, word="…", **PLACES)


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("code", NewsCode)
def test_all_news_has_its_sentence(shipped: Texts, locale: str, code: NewsCode) -> None:
    assert shipped.gettext(locale, f"news_{code}", name="Vera", video="film")


@pytest.mark.parametrize("locale", LOCALES)
def test_the_catalogues_rule_for_plurals_is_cldrs(locale: str) -> None:
    catalogue = read_catalogue(DIRECTORY, locale)
    index_of, category_of = c2py(catalogue.plural_expr), Locale.parse(locale).plural_form
    categories = plural_categories(catalogue)
    for count in range(1001):
        assert categories[category_of(count)] == index_of(count)


def test_plural_forms_are_named_as_javascript_names_them() -> None:
    english, russian = (plural_categories(read_catalogue(DIRECTORY, name)) for name in LOCALES)
    assert english == {"one": 0, "other": 1}
    assert russian == {"one": 0, "few": 1, "many": 2, "other": 2}


def test_values_take_the_place_of_their_names(texts: Texts) -> None:
    assert texts.gettext("ru", "greeting", name="Аня") == "Привет, Аня!"


def test_a_value_is_text_never_a_pattern_of_its_own(texts: Texts) -> None:
    said = texts.gettext("en", "greeting", name=r"{name} {0.__class__} \1")
    assert said == r"Hello, {name} {0.__class__} \1!"


@pytest.mark.parametrize(
    ("locale", "count", "said"),
    [
        ("en", 0, "0 viewers"),
        ("en", 1, "1 viewer"),
        ("en", 2, "2 viewers"),
        ("ru", 0, "0 зрителей"),
        ("ru", 1, "1 зритель"),
        ("ru", 3, "3 зрителя"),
        ("ru", 11, "11 зрителей"),
        ("ru", 21, "21 зритель"),
        ("ru", 112, "112 зрителей"),
    ],
)
def test_numbers_choose_their_form(texts: Texts, locale: str, count: int, said: str) -> None:
    assert texts.ngettext(locale, "viewers", count) == said


def test_unknown_messages_and_missing_values_are_bugs(texts: Texts) -> None:
    with pytest.raises(KeyError, match="no_such"):
        texts.gettext("en", "no_such")
    with pytest.raises(KeyError, match="no_such"):
        texts.ngettext("en", "no_such", 1)
    with pytest.raises(KeyError, match="name"):
        texts.gettext("en", "greeting")
    with pytest.raises(KeyError, match="depends on a count"):
        texts.gettext("en", "viewers", count=1)
    with pytest.raises(KeyError, match="does not depend"):
        texts.ngettext("en", "greeting", 1, name="A")


def test_the_page_gets_the_catalogue_as_json(texts: Texts) -> None:
    assert json.loads(json.dumps(texts.export("ru"))) == {
        "locale": "ru",
        "messages": {
            "greeting": "Привет, {name}!",
            "viewers": {
                "one": "{count} зритель",
                "few": "{count} зрителя",
                "many": "{count} зрителей",
                "other": "{count} зрителей",
            },
        },
    }


@pytest.mark.parametrize(
    ("codes", "locale"),
    [
        pytest.param(("ru",), "ru", id="exact"),
        pytest.param(("ru-RU",), "ru", id="region"),
        pytest.param(("ru_RU",), "ru", id="underscore"),
        pytest.param(("RU",), "ru", id="upper case"),
        pytest.param(("zh-hans-raw", "ru"), "ru", id="unknown, then known"),
        pytest.param((None, "", "-", "ru-raw"), "ru", id="nothing, then known"),
        pytest.param(("en", "ru"), "en", id="the first counts"),
        pytest.param(("uk", "rue"), "en", id="neighbours are not Russian"),
        pytest.param((), "en", id="nothing at all"),
    ],
)
def test_locale_for(codes: tuple[str | None, ...], locale: str) -> None:
    assert Texts.locale_for(*codes) == locale
