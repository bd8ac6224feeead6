"""
Refusals to keep order, or to put up with disorder; read as ``errors.py``.

* :exc:`RoomError`
    * :exc:`Kicked`
        * :exc:`Banned`
    * :exc:`Muted`
    * :exc:`SlowMode`
    * :exc:`WordNotAllowed`
    * :exc:`TooManyPeople`
    * :exc:`BannedFromService`
    * :exc:`PersonProtected`
    * :exc:`AlreadyReported`
    * :exc:`ReportNotFound`
"""

from shared.domain.errors import RoomError


class Kicked(RoomError):
    """Put out of the room a moment ago. Data: ``until_ms``, and ``reason``, which may be empty."""

    code = "kicked"


class Banned(Kicked):
    """May not enter. Data: ``until_ms``, null if it is for good, and ``reason``."""

    code = "banned"


class Muted(RoomError):
    """May neither chat nor feel. Data: ``until_ms``, null if it is for good."""

    code = "muted"


class SlowMode(RoomError):
    """Too soon after one's last message. Data: ``retry_after`` in seconds."""

    code = "slow_mode"


class WordNotAllowed(RoomError):
    """Data: ``word``, the entry of the room's filter that the message met."""

    code = "word_not_allowed"


class TooManyPeople(RoomError):
    """Data: ``limit``, how many a list holds."""

    code = "too_many_people"


class BannedFromService(RoomError):
    """Kept out of everything. Data: ``until_ms`` or None if it does not end, and ``reason``."""

    code = "banned_from_service"


class PersonProtected(RoomError):
    """Whoever runs the service is not kept out of it."""

    code = "person_protected"


class AlreadyReported(RoomError):
    """This person has reported the same before."""

    code = "already_reported"


class ReportNotFound(RoomError):
    """There is no such report, or it has been dealt with."""

    code = "report_not_found"
