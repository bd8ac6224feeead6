"""What a message is made of, as requests and inline results give it."""

from typing import Any
from urllib.parse import urlsplit

from tests.telegram.formatting import Entity, parse_html, trimmed, utf16, with_found
from tests.telegram.messages import Object, Photo
from tests.telegram.params import Params
from tests.telegram.refusals import bad_request
from tests.telegram.world import World

LONGEST_TEXT = 4096
LONGEST_CAPTION = 1024
LARGEST_PHOTO = 10 * 1024 * 1024
LARGEST_SOURCE = 64 * 1024
"""Text with its markup; far more than any text that becomes short enough."""

PREVIEW = {
    "is_disabled": bool,
    "url": str,
    "prefer_small_media": bool,
    "prefer_large_media": bool,
    "show_above_text": bool,
}
PICTURES = (b"\xff\xd8\xff", b"\x89PNG", b"RIFF", b"GIF8")


def read_text(params: Params, name: str = "text") -> dict[str, Any]:
    """Return the fields of a text message."""
    text, entities = _words(params, name, "entities")
    if not text:
        raise bad_request("message text is empty")
    if utf16(text) > LONGEST_TEXT:
        raise bad_request("message is too long")
    return {"text": text, "entities": entities, "link_preview_options": _preview(params)}


def read_caption(params: Params) -> dict[str, Any]:
    """Return the fields that are written under a picture."""
    text, entities = _words(params, "caption", "caption_entities")
    if utf16(text) > LONGEST_CAPTION:
        raise bad_request("message caption is too long")
    params.ignore("show_caption_above_media", "has_spoiler")
    return {"caption": text or None, "entities": entities}


def read_photo(params: Params, world: World, name: str) -> Photo:
    """Return a picture that is uploaded, taken from an address, or known by its id."""
    value = params.get(name)
    if name in params.files:
        return _uploaded(params.files[name], world)
    if not isinstance(value, str):
        raise bad_request("there is no photo in the request")
    if value.startswith("attach://"):
        part = value.removeprefix("attach://")
        if part not in params.files:
            raise bad_request("there is no photo in the request")
        return _uploaded(params.files[part], world)
    if value.startswith(("http://", "https://")):
        return photo_from(value, world)
    if value not in world.photos:
        raise bad_request("wrong remote file identifier specified: Wrong string length")
    return world.photos[value]


def photo_from(url: object, world: World) -> Photo:
    if not isinstance(url, str) or not urlsplit(url).hostname:
        raise bad_request("wrong HTTP URL specified")
    if url in world.broken_photos:
        raise bad_request("wrong type of the web page content")
    return world.new_photo(url=url)


def _uploaded(content: bytes, world: World) -> Photo:
    if len(content) > LARGEST_PHOTO:
        raise bad_request("file is too big")
    if not content.startswith(PICTURES):
        raise bad_request("IMAGE_PROCESS_FAILED")
    return world.new_photo(content)


def _words(params: Params, name: str, entities_name: str) -> tuple[str, list[Entity]]:
    source = params.text(name, longest=LARGEST_SOURCE) or ""
    entities: list[Entity] = params.array(entities_name) or []
    mode = params.get("parse_mode")
    if mode is None:
        text, entities = trimmed(source, _checked(entities, source))
    elif mode == "HTML":
        text, entities = parse_html(source)
    else:
        raise bad_request("unsupported parse_mode")
    return text, with_found(text, entities)


def _checked(entities: list[Entity], text: str) -> list[Entity]:
    for entity in entities:
        start, length = entity.get("offset"), entity.get("length")
        if not isinstance(start, int) or not isinstance(length, int) or "type" not in entity:
            raise bad_request("can't parse entities")
        if start < 0 or length <= 0 or start + length > utf16(text):
            raise bad_request("entity beyond the end of the text")
    return entities


def _preview(params: Params) -> Object | None:
    preview = params.object("link_preview_options")
    if params.flag("disable_web_page_preview"):
        preview = {"is_disabled": True}
    for name, value in (preview or {}).items():
        if name not in PREVIEW or not isinstance(value, PREVIEW[name]):
            raise bad_request(f"link_preview_options: wrong {name}")
    return preview or None
