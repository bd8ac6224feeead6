"""
Refusals: what a person may be told "no" for. The whole hierarchy on one page.

* :exc:`RoomError`
    * :exc:`RoomNotFound`
    * :exc:`RoomClosed`
    * :exc:`RoomExists`
    * :exc:`RoomFull`
    * :exc:`NotInChat`
    * :exc:`PermissionDenied`
    * :exc:`Kicked`
        * :exc:`Banned`
    * :exc:`Muted`
    * :exc:`SlowMode`
    * :exc:`WordNotAllowed`
    * :exc:`TooManyPeople`
    * :exc:`ItemNotFound`
    * :exc:`PersonNotFound`
    * :exc:`AlreadyHere`
    * :exc:`AlreadyInvited`
    * :exc:`MessageNotFound`
    * :exc:`BannedFromService`
    * :exc:`PersonProtected`
    * :exc:`AlreadyReported`
    * :exc:`ReportNotFound`
    * :exc:`QueueFull`
    * :exc:`NothingToUndo`
    * :exc:`SuggestionsFull`
    * :exc:`TooManySuggestions`
    * :exc:`VotesFull`
    * :exc:`TooManyAdmins`
    * :exc:`AdminByChat`
    * :exc:`NotAnEmoji`
    * :exc:`NothingLoaded`
    * :exc:`InvalidCommand`
    * :exc:`RateLimited`
    * :exc:`UnsupportedMedia`
        * :exc:`InvalidUrl`
        * :exc:`UrlTooLong`
        * :exc:`MediaUnreachable`
        * :exc:`PlaylistUnavailable`
    * :exc:`LinkRefused`
        * :exc:`LinkInvalid`
        * :exc:`LinkExpired`
        * :exc:`LinkRevoked`
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


class ItemNotFound(RoomError):
    code = "item_not_found"


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


class QueueFull(RoomError):
    """Data: ``limit``, the number of items a queue holds."""

    code = "queue_full"


class NothingToUndo(RoomError):
    """The queue was changed since, or it is too late."""

    code = "nothing_to_undo"


class SuggestionsFull(RoomError):
    """Data: ``limit``, the number of suggestions that can wait."""

    code = "suggestions_full"


class TooManySuggestions(RoomError):
    """Data: ``limit``, how many of one person's suggestions can wait."""

    code = "too_many_suggestions"


class VotesFull(RoomError):
    """Data: ``limit``, the number of votes that are counted."""

    code = "votes_full"


class TooManyAdmins(RoomError):
    """Data: ``limit``, the number of admins a room may have."""

    code = "too_many_admins"


class AdminByChat(RoomError):
    """Whoever administers the room's chat is an admin of the room."""

    code = "admin_by_chat"


class NotAnEmoji(RoomError):
    """Data: ``emotion`` that is something else, or more than one."""

    code = "not_an_emoji"


class NothingLoaded(RoomError):
    """There is no media to play, pause or seek."""

    code = "nothing_loaded"


class InvalidCommand(RoomError):
    """Data: ``name`` of the command, ``fields`` that were wrong."""

    code = "invalid_command"


class RateLimited(RoomError):
    """Data: ``retry_after`` in seconds."""

    code = "rate_limited"


class UnsupportedMedia(RoomError):
    """No player for this address. Data: ``supported``, what may be given instead, or ``kind``."""

    code = "unsupported_media"


class InvalidUrl(UnsupportedMedia):
    """Not an http(s) address, or one with credentials in it."""

    code = "invalid_url"


class UrlTooLong(UnsupportedMedia):
    """Data: ``limit`` in characters."""

    code = "url_too_long"


class MediaUnreachable(UnsupportedMedia):
    """The address had to be asked what it is, and could not be."""

    code = "media_unreachable"


class PlaylistUnavailable(UnsupportedMedia):
    """Not a playlist, a private one, or its provider did not answer."""

    code = "playlist_unavailable"


class LinkRefused(RoomError):
    code = "link_refused"


class LinkInvalid(LinkRefused):
    """Not a link of ours: malformed, tampered with, or signed with another secret."""

    code = "link_invalid"


class LinkExpired(LinkRefused):
    code = "link_expired"


class LinkRevoked(LinkRefused):
    """The owner has made all earlier links worthless."""

    code = "link_revoked"


class Unauthenticated(RoomError):
    """Data: ``reason``, one of missing, invalid, expired, guests_not_allowed."""

    code = "unauthenticated"
