"""The forms of YouTube's addresses, and what each leads to."""

import re
from urllib.parse import quote

from shared.domain.media import Kind, Media, Provider
from shared.domain.playback_commands import MAX_POSITION
from shared.media.address import Address

DOMAINS = frozenset({"youtube.com", "youtube-nocookie.com", "youtu.be"})
"""All that is YouTube's, also where there is nothing to watch."""

_HOSTS = frozenset(
    {
        "youtube.com",
        "www.youtube.com",
        "m.youtube.com",
        "music.youtube.com",
        "youtube-nocookie.com",
        "www.youtube-nocookie.com",
    }
)
_SHORT_HOSTS = frozenset({"youtu.be", "www.youtu.be"})

_VIDEO_ID = re.compile(r"[A-Za-z0-9_-]{11}")
_LIST_ID = re.compile(r"[A-Za-z0-9_-]{2,64}")
_CHANNEL_ID = re.compile(r"UC[A-Za-z0-9_-]{22}")
_NAME = re.compile(r"[\w.·-]{1,100}")  # handles may be of any script, older names too
_DURATION = re.compile(
    r"(?:([0-9]{1,4})h)?(?:([0-9]{1,6})m)?(?:([0-9]{1,8})(?:\.[0-9]*)?s?)?", re.IGNORECASE
)

_ORIGIN = "https://www.youtube.com"


def recognise(address: Address) -> Media | None:
    """Return what an address of YouTube's leads to; None for anything but videos and lists."""
    if not address.has_default_port:
        return None
    if address.host in _SHORT_HOSTS:
        return _video(address, address.segments[0]) if len(address.segments) == 1 else None
    if address.host not in _HOSTS:
        return None
    match address.segments:
        case ("watch",) if video_id := address.parameter("v"):
            return _video(address, video_id)
        # Both have eleven characters, as a video's id has.
        case ("watch",) | ("playlist",) | ("embed",) | ("embed", "videoseries"):
            return _playlist(address.parameter("list") or "")
        case ("embed", "live_stream"):
            return _channel("channel", address.parameter("channel") or "")
        case ("embed" | "shorts" | "live" | "v" | "e" | "watch", video_id):
            return _video(address, video_id)
        case ("channel" | "c" | "user" as form, name, *_):
            return _channel(form, name)
        case (name, *_) if name.startswith("@"):
            return _channel("@", name.removeprefix("@"))
        case _:
            return None


def thumbnail_url(video_id: str) -> str:
    """Every video has this picture, 480×360; no need to ask."""
    return f"https://i.ytimg.com/vi/{video_id}/hqdefault.jpg"


def recognise_video(video_id: str, *, title: str | None) -> Media | None:
    """Return the video of an id; None if there can be none."""
    if not _VIDEO_ID.fullmatch(video_id):
        return None
    url = f"{_ORIGIN}/watch?v={video_id}"
    picture = thumbnail_url(video_id)
    return Media(Provider.YOUTUBE, Kind.VIDEO, url, id=video_id, title=title, thumbnail_url=picture)


def _video(address: Address, video_id: str) -> Media | None:
    if not _VIDEO_ID.fullmatch(video_id):
        return None
    list_id = address.parameter("list") or ""
    return Media(
        Provider.YOUTUBE,
        Kind.VIDEO,
        f"{_ORIGIN}/watch?v={video_id}",
        id=video_id,
        start=_start(address),
        list_id=list_id if _LIST_ID.fullmatch(list_id) else None,
    )


def _playlist(list_id: str) -> Media | None:
    if not _LIST_ID.fullmatch(list_id):
        return None
    return Media(Provider.YOUTUBE, Kind.PLAYLIST, f"{_ORIGIN}/playlist?list={list_id}", id=list_id)


def _channel(form: str, name: str) -> Media | None:
    """The id says which kind of name it is, but for YouTube's own, which cannot be mistaken."""
    pattern = _CHANNEL_ID if form == "channel" else _NAME
    if not pattern.fullmatch(name):
        return None
    path = f"@{name}" if form == "@" else f"{form}/{name}"
    return Media(
        Provider.YOUTUBE,
        Kind.CHANNEL,
        f"{_ORIGIN}/{quote(path, safe='/@')}",
        id=name if form == "channel" else path,
    )


def _start(address: Address) -> int | None:
    """Return seconds; what cannot be read as a time is as if it were not there."""
    given = (
        address.parameter("t")
        or address.parameter("start")
        or address.fragment_parameter("t")
        or address.fragment_parameter("start")
    )
    if not given or not (found := _DURATION.fullmatch(given)):
        return None
    hours, minutes, seconds = (int(part or 0) for part in found.groups())
    start = hours * 3600 + minutes * 60 + seconds
    return start if start <= MAX_POSITION else None
