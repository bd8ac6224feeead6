"""The address in what somebody wrote."""

from collections.abc import Iterator
from itertools import islice

from aiogram.enums import MessageEntityType
from aiogram.types import Message

from shared.domain.media import PLAYABLE
from shared.domain.media_errors import UnsupportedMedia
from shared.ports.media import MediaResolver

MAX_LOOKED_AT = 20
"""Addresses of one message; a longer list is no invitation to watch something."""


def find_link(message: Message, media: MediaResolver) -> str | None:
    """
    Return the first address that has a player; else the first whose server would have to be asked;
    else the first at all, for a sentence about it; None if there is none.
    """
    found = list(islice(_addresses(message), MAX_LOOKED_AT))
    for is_wanted in (_is_playable, _is_possible):
        for address in found:
            if is_wanted(address, media):
                return address
    return found[0] if found else None


def find_video_link(message: Message, media: MediaResolver) -> str | None:
    """Return the first address that certainly leads to a video; None if there is none."""
    found = islice(_addresses(message), MAX_LOOKED_AT)
    return next((address for address in found if _is_playable(address, media)), None)


def _addresses(message: Message) -> Iterator[str]:
    text = message.text or message.caption or ""
    for entity in message.entities or message.caption_entities or ():
        if entity.type == MessageEntityType.URL:
            yield entity.extract_from(text)
        elif entity.type == MessageEntityType.TEXT_LINK and entity.url:
            yield entity.url


def _is_playable(address: str, media: MediaResolver) -> bool:
    try:
        found = media.recognise(address)
    except UnsupportedMedia:
        return False
    return found is not None and found.kind in PLAYABLE


def _is_possible(address: str, media: MediaResolver) -> bool:
    try:
        media.recognise(address)
    except UnsupportedMedia:
        return False
    return True
