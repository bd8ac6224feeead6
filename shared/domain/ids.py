"""Who is meant, as the room keeps it: ids in ascending order."""

from collections.abc import Iterable


def with_id(ids: Iterable[int], user_id: int, *, is_in: bool) -> tuple[int, ...]:
    """Return the same people with one of them, or without."""
    others = {each for each in ids if each != user_id}
    return tuple(sorted(others | {user_id} if is_in else others))
