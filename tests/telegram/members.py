"""
What somebody is in a chat, and may do there.

Source: core.telegram.org/bots/api#chatmember
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.telegram.people import User

CHANNEL_RIGHTS = ("can_post_messages", "can_edit_messages", "can_manage_direct_messages")
GROUP_RIGHTS = ("can_pin_messages", "can_manage_topics", "can_manage_tags")
RIGHTS = (
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
    "can_send_welcome_messages",
)
PERMISSIONS = (
    "can_send_messages",
    "can_send_audios",
    "can_send_documents",
    "can_send_photos",
    "can_send_videos",
    "can_send_video_notes",
    "can_send_voice_notes",
    "can_send_polls",
    "can_send_other_messages",
    "can_add_web_page_previews",
    "can_react_to_messages",
    "can_edit_tag",
    "can_change_info",
    "can_invite_users",
    "can_pin_messages",
    "can_manage_topics",
)


def rights_in(chat_type: str) -> tuple[str, ...]:
    """Return the names of all rights that an administrator of such a chat can have."""
    return RIGHTS + (CHANNEL_RIGHTS if chat_type == "channel" else GROUP_RIGHTS)


@dataclass(frozen=True, slots=True)
class Member:
    """
    Attributes:
        status: creator, administrator, member, restricted, left or kicked.
        rights: Of an administrator.
        permissions: Of somebody restricted.
        is_inside: Whether somebody restricted is in the chat.
    """

    status: str = "left"
    rights: frozenset[str] = frozenset()
    permissions: frozenset[str] = frozenset()
    is_inside: bool = False
    is_anonymous: bool = False

    @property
    def is_admin(self) -> bool:
        return self.status in {"creator", "administrator"}

    @property
    def is_in(self) -> bool:
        if self.status == "restricted":
            return self.is_inside
        return self.is_admin or self.status == "member"

    def has_right(self, right: str) -> bool:
        return self.status == "creator" or (self.is_admin and right in self.rights)

    def as_api(self, user: User, chat_type: str) -> dict[str, Any]:
        member: dict[str, Any] = {"status": self.status, "user": user.as_api()}
        if self.is_admin:
            member["is_anonymous"] = self.is_anonymous
        if self.status == "administrator":
            member["can_be_edited"] = False
            member |= {right: right in self.rights for right in rights_in(chat_type)}
        if self.status == "restricted":
            member["is_member"] = self.is_inside
            member |= {name: name in self.permissions for name in PERMISSIONS}
        if self.status in {"restricted", "kicked"}:
            member["until_date"] = 0
        return member


def promoted(chat_type: str, is_anonymous: bool, rights: dict[str, bool]) -> Member:
    """Return an administrator; whoever has any right may manage the chat."""
    unknown = set(rights) - set(rights_in(chat_type))
    assert not unknown, f"administrators of a {chat_type} have no rights {sorted(unknown)}"
    granted = {name for name, is_granted in rights.items() if is_granted} | {"can_manage_chat"}
    return Member("administrator", rights=frozenset(granted), is_anonymous=is_anonymous)
