"""
Text with entities: Telegram's HTML, and what it finds in plain text by itself.

Offsets and lengths are in UTF-16 code units. Source: core.telegram.org/bots/api#formatting-options
"""

import re
from html import unescape
from typing import Any

from tests.telegram.refusals import Refusal, bad_request

Entity = dict[str, Any]

TAGS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "a": "text_link",
}

_TAG = re.compile(r"<(/?)([a-zA-Z-]*)((?:\s+[\w-]+(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[\w-]+))?)*)\s*>")
_HREF = re.compile(r"""\bhref\s*=\s*(?:"([^"]*)"|'([^']*)')""")
# Telegram knows four named entities, and numbers.
_REFERENCE = re.compile(r"&(?:lt|gt|amp|quot|#\d{1,7}|#x[0-9a-fA-F]{1,6});")

_FOUND = {
    "bot_command": re.compile(r"(?<![\w/@])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?\b"),
    "url": re.compile(
        r"(?:https?://[^\s<>\"]+|(?<![\w@./-])(?:[\w-]+\.)+(?:com|org|net|ru|be|me|tv|io|рф)\b"
        r"(?:/[^\s<>\"]*)?)"
    ),
    "mention": re.compile(r"(?<![\w/@.])@[A-Za-z][A-Za-z0-9_]{3,31}\b"),
    "hashtag": re.compile(r"(?<![\w&/])#\w+"),
}
_PUNCTUATION = ".,;:!?)»\"'"


def utf16(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def trimmed(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    """Return both without the white space around the text."""
    cut = utf16(text[: len(text) - len(text.lstrip())])
    text = text.strip()
    size = utf16(text)
    kept = []
    for entity in entities:
        start = max(entity["offset"] - cut, 0)
        end = min(entity["offset"] + entity["length"] - cut, size)
        if end > start:
            kept.append({**entity, "offset": start, "length": end - start})
    return text, kept


def with_found(text: str, entities: list[Entity]) -> list[Entity]:
    """Add the commands, addresses, mentions and hashtags that Telegram finds by itself."""
    entities = list(entities)
    opaque = [e for e in entities if e["type"] in {"text_link", "code", "pre"}]
    for kind, pattern in _FOUND.items():
        for match in pattern.finditer(text):
            found = match[0].rstrip(_PUNCTUATION) if kind == "url" else match[0]
            entity = {"type": kind, "offset": utf16(text[: match.start()]), "length": utf16(found)}
            if not any(_overlap(entity, other) for other in opaque):
                entities.append(entity)
                opaque.append(entity)
    return sorted(entities, key=lambda e: (e["offset"], -e["length"]))


def _overlap(one: Entity, other: Entity) -> bool:
    return bool(
        one["offset"] < other["offset"] + other["length"]
        and other["offset"] < one["offset"] + one["length"]
    )


def parse_html(source: str) -> tuple[str, list[Entity]]:
    """
    Raises:
        Refusal: What Telegram's parser says about markup it does not take.
    """
    text, at = "", 0
    entities: list[Entity] = []
    opened: list[tuple[str, Entity | None, int]] = []
    while at < len(source):
        if source[at] != "<":
            end = source.find("<", at)
            end = len(source) if end < 0 else end
            text += _REFERENCE.sub(lambda reference: unescape(reference[0]), source[at:end])
            at = end
            continue
        tag = _TAG.match(source, at)
        if tag is None:
            name = re.match(r"</?([a-zA-Z-]*)", source[at:])
            raise _unparsed(f'Unsupported start tag "{name[1] if name else ""}"', source, at)
        if tag[1]:
            entities += _closed(tag, opened, text, source)
        else:
            opened.append((tag[2].lower(), _opened(tag, source), utf16(text)))
        at = tag.end()
    if opened:
        what = f'Can\'t find end tag corresponding to start tag "{opened[-1][0]}"'
        raise bad_request(f"can't parse entities: {what}")
    return trimmed(text, sorted(entities, key=lambda e: (e["offset"], -e["length"])))


def _opened(tag: re.Match[str], source: str) -> Entity | None:
    """Return the entity of a start tag, without its place; None for a link that leads nowhere."""
    name, attributes = tag[2].lower(), tag[3].strip()
    if name == "span" and attributes.split("=")[-1].strip("\"' ") == "tg-spoiler":
        return {"type": "spoiler"}
    if name not in TAGS:
        raise _unparsed(f'Unsupported start tag "{name}"', source, tag.start())
    if name == "blockquote" and attributes == "expandable":
        return {"type": "expandable_blockquote"}
    if name != "a":
        return {"type": TAGS[name]}
    href = _HREF.search(attributes)
    url = unescape(href[1] or href[2] or "") if href else ""
    return {"type": "text_link", "url": url} if re.match(r"(?:https?|tg)://\S+$", url) else None


def _closed(
    tag: re.Match[str], opened: list[tuple[str, Entity | None, int]], text: str, source: str
) -> list[Entity]:
    if not opened:
        raise _unparsed("Unexpected end tag", source, tag.start())
    name, entity, start = opened.pop()
    if name != tag[2].lower():
        expected = f'expected "</{name}>", found "</{tag[2]}>"'
        raise _unparsed("Unmatched end tag", source, tag.start(), f", {expected}")
    length = utf16(text) - start
    return [{**entity, "offset": start, "length": length}] if entity and length else []


def _unparsed(what: str, source: str, at: int, more: str = "") -> Refusal:
    offset = len(source[:at].encode())
    return bad_request(f"can't parse entities: {what} at byte offset {offset}{more}")
