"""Who may do what: roles include each other, permissions are named, one table joins them."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class Role(StrEnum):
    """A person's standing in a room; each includes those above it in this list."""

    VIEWER = "viewer"
    ADMIN = "admin"
    OWNER = "owner"

    def includes(self, other: "Role") -> bool:
        # Not `<`: a string enum would compare alphabetically, and silently.
        ranks = list(Role)
        return ranks.index(self) >= ranks.index(other)


class Permission(StrEnum):
    """Something a role may be granted."""

    CONTROL = "control"
    """Play, pause, seek, set the rate, change the video."""
    QUEUE = "queue"
    """Add to the queue, take out of it, order it, and decide on suggestions."""
    SUGGEST = "suggest"
    """Suggest videos, vote for suggestions and for skipping."""
    CHAT = "chat"
    EMOTE = "emote"
    INVITE = "invite"
    """Make links that let others in as viewers."""
    MODERATE = "moderate"
    """Kick, mute and ban, take back what others said, slow mode and filter, trust, the log."""
    MANAGE = "manage"
    """Roles, deputy, name, visibility, links that make admins, revoking links."""


Grants = Mapping[Permission, Role]

ALWAYS_LED = frozenset({Permission.CONTROL, Permission.QUEUE})
"""What whoever leads may do, whatever is granted: a room with people in it can go on."""

SPOKEN = frozenset({Permission.CHAT, Permission.EMOTE})
"""What is taken from the muted."""

DEFAULT_GRANTS: Grants = MappingProxyType(
    {
        Permission.CONTROL: Role.ADMIN,
        Permission.QUEUE: Role.ADMIN,
        Permission.SUGGEST: Role.VIEWER,
        Permission.CHAT: Role.VIEWER,
        Permission.EMOTE: Role.VIEWER,
        Permission.INVITE: Role.VIEWER,
        Permission.MODERATE: Role.ADMIN,
        Permission.MANAGE: Role.OWNER,
    }
)
