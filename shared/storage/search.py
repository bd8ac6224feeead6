"""Which words a room is found by; alike in SQL and in memory, whatever the alphabet."""

from shared.domain.room import Room


def folded(text: str) -> list[str]:
    """Return the words of a text without regard to case, which SQLite knows of Latin only."""
    return text.casefold().split()


def words_of(room: Room) -> list[str]:
    """Return the words of the room's name and of what is on."""
    on = room.current.media.title if room.current else None
    return folded(f"{room.title} {on or ''}")
