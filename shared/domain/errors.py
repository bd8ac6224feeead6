"""
Refusals: what a person may be told "no" for. Here are those of no one concern; those of one are in
``link_errors.py``, ``media_errors.py``, ``moderation_errors.py`` and ``queue_errors.py``.

* :exc:`RoomError`
    * :exc:`RoomNotFound`
    * :exc:`RoomClosed`
    * :exc:`NotInChat`
    * :exc:`RoomExists`
    * :exc:`RoomFull`
    * :exc:`PermissionDenied`
    * :exc:`PersonNotFound`
    * :exc:`AlreadyHere`
    * :exc:`AlreadyInvited`
    * :exc:`MessageNotFound`
    * :exc:`CrowdTooLarge`
    * :exc:`TooManyAdmins`
    * :exc:`AdminByChat`
    * :exc:`NotAnEmoji`
    * :exc:`InvalidCommand`
    * :exc:`RateLimited`
    * :exc:`Unauthenticated`

A refusal is expected: it is never logged as an error. Anything else that is raised is a bug.
"""

from typing import ClassVar


class RoomError(Exception):
    """
    Base class for every refusal the domain can express.

    ``code`` is part of the wire protocol: clients and tests match on it, never on the message.
    ``data`` holds facts for the sentence the edge will write; it never holds secrets.
    """

    code: ClassVar[str] = "room_error"

    def __init__(self, **data: object) -> None:
        super().__init__()
        self.data = data

    def __str__(self) -> str:
        return f"{self.code} {self.data}" if self.data else self.code

    def to_wire(self) -> dict[str, object]:
        """Return the error as acknowledgements and HTTP bodies carry it."""
        return {"code": self.code, **self.data}


class RoomNotFound(RoomError):
    """No such room, or not for this person: the two must look alike."""

    code = "room_not_found"


class RoomClosed(RoomError):
    """It is over for good. Data: ``reason``, if those who run the service have ended it."""

    code = "room_closed"


class NotInChat(RoomError):
    """The room is for the members of a chat."""

    code = "not_in_chat"


class RoomExists(RoomError):
    code = "room_exists"


class RoomFull(RoomError):
    """Data: ``capacity``, ``inside``, and ``waiting`` for a place, in people."""

    code = "room_full"


class PermissionDenied(RoomError):
    """Data: ``permission`` that was missing."""

    code = "permission_denied"


class PersonNotFound(RoomError):
    code = "person_not_found"


class AlreadyHere(RoomError):
    """Who is called is in the room."""

    code = "already_here"


class AlreadyInvited(RoomError):
    """Somebody has called them within the last hour."""

    code = "already_invited"


class MessageNotFound(RoomError):
    code = "message_not_found"


class CrowdTooLarge(RoomError):
    """Data: ``limit``, the number of people who can be asked whether they are ready."""

    code = "crowd_too_large"


class TooManyAdmins(RoomError):
    """Data: ``limit``, the number of admins a room may have."""

    code = "too_many_admins"


class AdminByChat(RoomError):
    """Whoever administers the room's chat is an admin of the room."""

    code = "admin_by_chat"


class NotAnEmoji(RoomError):
    """Data: ``emotion`` that is something else, or more than one."""

    code = "not_an_emoji"


class InvalidCommand(RoomError):
    """Data: ``name`` of the command, ``fields`` that were wrong."""

    code = "invalid_command"


class RateLimited(RoomError):
    """Data: ``retry_after`` in seconds."""

    code = "rate_limited"


class Unauthenticated(RoomError):
    """Data: ``reason``, one of missing, invalid, expired, guests_not_allowed."""

    code = "unauthenticated"
