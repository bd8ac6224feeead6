"""When watching starts, in people's own words: «завтра 20:00», "tomorrow 8pm", «22.11 20:00 +5»."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

MAX_AHEAD = timedelta(days=365)
"""Nobody waits longer; and within a year, a day and a month say which one is meant."""
MAX_WORDS = 64
"""Characters; whatever is longer is no time of day."""
MOSCOW_MIN = 180
"""Offset from UTC in minutes; Moscow has no summer time."""

_HALF_YEAR = timedelta(days=182)
_OFFSETS_MIN = range(-12 * 60, 14 * 60 + 1)
_PLACES_MIN = {"мск": MOSCOW_MIN, "msk": MOSCOW_MIN, "utc": 0, "gmt": 0}
_DAYS_AHEAD = {
    "сегодня": 0,
    "today": 0,
    "завтра": 1,
    "tomorrow": 1,
    "послезавтра": 2,
}
_MONTHS = {
    name: number
    for names in ("янв фев мар апр май июн июл авг сен окт ноя дек",
                  "jan feb mar apr may jun jul aug sep oct nov dec",
                  "янв фев мар апр мая июн июл авг сен окт ноя дек")
    for number, name in enumerate(names.split(), 1)
}  # fmt: skip

_ZONE = re.compile(
    rf"(?P<place>{'|'.join(_PLACES_MIN)})?\s?"
    r"(?:(?P<sign>[+-])(?P<hours>\d{1,2})(?::?(?P<minutes>[0-5]\d))?)?$"
)
_TIME = re.compile(
    r"(?<![\d:.])(?P<hour>\d{1,2})"
    r"(?::(?P<minute>[0-5]\d)(?:\s?(?P<half>[ap]m))?|\s?(?P<whole>[ap]m))(?![\w:.])"
)
_DATE = re.compile(r"(?P<day>\d{1,2})[./](?P<month>\d{1,2})(?:[./](?P<year>\d{4}))?")
_NAMED = re.compile(
    r"(?:(?P<day>\d{1,2}) (?P<month>[a-zа-я]{3,9})|(?P<month_>[a-z]{3,9}) (?P<day_>\d{1,2}))"
    r"(?: (?P<year>\d{4}))?"
)
_FILLERS = re.compile(r",|\b(?:в|во|на|at|on)\b")


class NoStart(Exception):
    """What was said is no time to start at."""


class Unclear(NoStart):
    """It is not a time as we read it."""


class InThePast(NoStart): ...


class TooFarAhead(NoStart):
    """It is more than :data:`MAX_AHEAD` away."""


@dataclass(frozen=True, slots=True)
class Start:
    """
    Attributes:
        at_ms: Milliseconds since the Unix epoch.
        offset_min: The time zone it was said in, minutes ahead of UTC.
    """

    at_ms: int
    offset_min: int


def read_offset(words: str) -> int | None:
    """
    Return the offset of a time zone, such as "+5", «МСК» or "UTC-3:30"; None if it is none.

    Raises:
        Unclear: If there is no such zone.
    """
    rest, offset_min = _without_zone(_plain(words))
    return offset_min if rest == "" else None


def read_start(words: str, *, now_ms: int, offset_min: int) -> Start:
    """
    Return the time that is meant; without a day, it is the next time the clock shows it.

    Args:
        offset_min: The time zone, unless the words name another.

    Raises:
        NoStart: See its kinds.
    """
    text, named_min = _without_zone(_plain(words))
    offset_min = offset_min if named_min is None else named_min
    now = datetime.fromtimestamp(now_ms / 1000, timezone(timedelta(minutes=offset_min)))
    match = _TIME.search(text)
    if match is None:
        raise Unclear
    day = _single_spaced(text[: match.start()] + " " + text[match.end() :])
    try:
        at = _on(day, _at(match, now), now)
    except (ValueError, OverflowError) as exc:  # there is no such hour or day
        raise Unclear from exc
    if at <= now:
        raise InThePast
    if at - now > MAX_AHEAD:
        raise TooFarAhead
    return Start(int(at.timestamp() * 1000), offset_min)


def _plain(words: str) -> str:
    if len(words) > MAX_WORDS:
        raise Unclear
    text = _FILLERS.sub(" ", words.casefold().replace("−", "-").replace("–", "-"))
    return _single_spaced(text)


def _single_spaced(text: str) -> str:
    return " ".join(text.split())


def _without_zone(text: str) -> tuple[str, int | None]:
    match = _ZONE.search(text)
    if match is None or not match[0].strip():
        return text, None
    offset_min = _PLACES_MIN.get(match["place"] or "utc", 0)
    if match["sign"]:
        ahead_min = 60 * int(match["hours"]) + int(match["minutes"] or 0)
        offset_min += ahead_min if match["sign"] == "+" else -ahead_min
    if offset_min not in _OFFSETS_MIN:
        raise Unclear
    return text[: match.start()].rstrip(), offset_min


def _at(match: re.Match[str], now: datetime) -> datetime:
    """Return today at the time of day that was said."""
    hour, half = int(match["hour"]), match["half"] or match["whole"]
    if half:
        if not 1 <= hour <= 12:
            raise ValueError(f"no hour of the {half}: {hour}")
        hour = hour % 12 + (12 if half == "pm" else 0)
    return now.replace(hour=hour, minute=int(match["minute"] or 0), second=0, microsecond=0)


def _on(day: str, at: datetime, now: datetime) -> datetime:
    """Return the same time of day on the day that was said."""
    if not day:
        return at if at > now else at + timedelta(days=1)
    if day in _DAYS_AHEAD:
        return at + timedelta(days=_DAYS_AHEAD[day])
    number, month, year = _date(day)
    at = at.replace(year=now.year if year is None else year, month=month, day=number)
    if year is None and at < now - _HALF_YEAR:  # in December, "2 January" is ahead
        at = at.replace(year=now.year + 1)
    return at


def _date(day: str) -> tuple[int, int, int | None]:
    if match := _DATE.fullmatch(day):
        number, month = int(match["day"]), int(match["month"])
    elif match := _NAMED.fullmatch(day):
        number = int(match["day"] or match["day_"])
        month = _MONTHS.get((match["month"] or match["month_"])[:3], 0)
    else:
        raise ValueError("no date")
    return number, month, int(match["year"]) if match["year"] else None
