"""Groups, supergroups and channels: who is in them, and what the bot hears of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.telegram.chats import Chat
from tests.telegram.members import PERMISSIONS, Member, promoted, rights_in
from tests.telegram.messages import Message, Object

if TYPE_CHECKING:
    from tests.telegram.people import User
    from tests.telegram.world import World


@dataclass
class Topic:
    name: str
    is_closed: bool = False


class Community(Chat):
    """
    Attributes:
        type: group, supergroup or channel.
        hides_members: Whether only administrators may ask about members.
        permissions: Of members who are nothing else.
        topics: By thread id, if it is a forum.
        upgraded_to: The supergroup that a group has become.
    """

    def __init__(self, world: World, chat_id: int, chat_type: str, title: str, owner: User) -> None:
        super().__init__(world, chat_id)
        self.type = chat_type
        self._title = title
        self.is_forum = False
        self.hides_members = chat_type == "channel"
        self.permissions = frozenset(PERMISSIONS)
        self.topics: dict[int, Topic] = {}
        self.upgraded_to: Community | None = None
        self._members: dict[int, tuple[User, Member]] = {owner.id: (owner, Member("creator"))}

    @property
    def title(self) -> str:
        return self._title

    def as_api(self) -> Object:
        chat: Object = {"id": self.id, "type": self.type, "title": self.title}
        if self.username:
            chat["username"] = self.username
        return chat | ({"is_forum": True} if self.is_forum else {})

    def details(self) -> Object:
        if self.type == "channel":
            return super().details()
        permissions = {name: name in self.permissions for name in PERMISSIONS}
        hidden = {"has_hidden_members": True} if self.hides_members else {}
        return {**super().details(), "permissions": permissions, **hidden}

    @property
    def owner(self) -> User:
        return next(user for user, member in self._members.values() if member.status == "creator")

    @property
    def people(self) -> list[tuple[User, Member]]:
        """Return who is in it, the bot too."""
        return [(user, member) for user, member in self._members.values() if member.is_in]

    def member(self, user: User) -> Member:
        return self._members.get(user.id, (user, Member()))[1]

    @property
    def bot(self) -> Member:
        """What the bot is here."""
        return self.member(self.world.bot)

    def join(self, user: User, by: User | None = None) -> None:
        """Come in, by oneself or brought by somebody."""
        assert not self.member(user).is_in, "is there already"
        self._change(user, Member("member"), by or user)
        self._note(by or user, new_chat_members=[user.as_api()])

    def leave(self, user: User) -> None:
        assert self.member(user).is_in, "is not there"
        self._change(user, Member("left"), user)
        self._note(user, left_chat_member=user.as_api())

    def ban(self, user: User, by: User) -> None:
        self._rule(by)
        was_in = self.member(user).is_in
        self._change(user, Member("kicked"), by)
        if was_in:
            self._note(by, left_chat_member=user.as_api())

    def unban(self, user: User, by: User) -> None:
        self._rule(by)
        self._change(user, Member("left"), by)

    def promote(self, user: User, by: User, is_anonymous: bool = False, **rights: bool) -> None:
        """
        Args:
            rights: By the names of ``ChatAdministratorRights``; those not named are not given.
        """
        self._rule(by)
        assert self.type == "channel" or self.member(user).is_in, "only members are promoted"
        self._change(user, promoted(self.type, is_anonymous, rights), by)

    def demote(self, user: User, by: User) -> None:
        """Take all rights away; a bot cannot stay in a channel without any."""
        self._rule(by)
        is_out = self.type == "channel" and user is self.world.bot
        self._change(user, Member("left" if is_out else "member"), by)

    def restrict(
        self, user: User, by: User, *, is_member: bool = True, **permissions: bool
    ) -> None:
        """
        Args:
            permissions: By the names of ``ChatPermissions``; those not named are taken away.
        """
        self._rule(by)
        kept = frozenset(name for name, is_kept in permissions.items() if is_kept)
        assert kept <= set(PERMISSIONS), kept
        self._change(user, Member("restricted", permissions=kept, is_inside=is_member), by)

    def permit(self, **permissions: bool) -> None:
        """Change what every member may do, e.g. ``can_send_messages=False``."""
        kept = dict.fromkeys(self.permissions, True) | permissions
        self.permissions = frozenset(name for name, is_kept in kept.items() if is_kept)

    def add_bot(self, by: User, as_admin: dict[str, bool] | None = None) -> None:
        assert self.type != "channel" or as_admin is not None, "bots are in channels as admins"
        member = Member("member") if as_admin is None else promoted(self.type, False, as_admin)
        self._change(self.world.bot, member, by)
        self._note(by, new_chat_members=[self.world.bot.as_api()])

    def kick_bot(self, by: User) -> None:
        self.ban(self.world.bot, by)

    def grant_bot(self, rights: dict[str, bool], by: User) -> None:
        """Add rights to those that the bot has, as a request-chat button does."""
        has = {right: self.bot.has_right(right) for right in rights_in(self.type)}
        self._change(self.world.bot, promoted(self.type, False, has | rights), by)

    def open_topic(self, name: str, by: User) -> int:
        """Return the id of its thread."""
        assert self.is_forum, "not a forum"
        note = self.post(
            sender=by, service={"forum_topic_created": {"name": name, "icon_color": 0}}
        )
        note.thread_id = note.message_id
        self.topics[note.message_id] = Topic(name)
        return note.message_id

    def close_topic(self, thread_id: int, by: User) -> None:
        self.topics[thread_id].is_closed = True
        self.post(sender=by, thread_id=thread_id, service={"forum_topic_closed": {}})

    def upgrade(self) -> Community:
        """Become a supergroup: another chat, with the same people and no messages."""
        assert self.type == "group"
        new = self.world.supergroup(self.title, self.owner)
        new._members = dict(self._members)
        new.permissions, self.upgraded_to = self.permissions, new
        self._note(self.owner, migrate_to_chat_id=new.id)
        new._note(self.owner, migrate_from_chat_id=self.id)
        return new

    def _rule(self, by: User) -> None:
        assert self.member(by).is_admin, f"{by.first_name} is no administrator of {self.title}"

    def _change(self, user: User, new: Member, by: User) -> None:
        old = self.member(user)
        self._members[user.id] = (user, new)
        is_bot = user is self.world.bot
        if (is_bot or self.bot.is_admin) and old != new:
            change = {
                "chat": self.as_api(),
                "from": by.as_api(),
                "date": self.world.now_s(),
                "old_chat_member": old.as_api(user, self.type),
                "new_chat_member": new.as_api(user, self.type),
            }
            self.world.updates.add("my_chat_member" if is_bot else "chat_member", change)
        self.world.pulse.beat()

    def _note(self, by: User, **service: object) -> None:
        """Leave a message about what happened, as groups do and channels do not."""
        if self.type != "channel":
            self.post(sender=by, service=service)

    def _bot_sees(self, message: Message) -> bool:
        """Privacy mode is on. Source: core.telegram.org/bots/features#privacy-mode"""
        if not self.bot.is_in:
            return False
        if self.type == "channel" or self.bot.is_admin or message.service:
            return True
        bot = self.world.bot
        is_reply = message.reply_to is not None and message.reply_to.is_from_bot
        command = re.match(r"/[A-Za-z0-9_]{1,64}(?:@(\w+))?(?!\S)", message.text or "")
        names = {None, (bot.username or "").lower()}
        is_for_it = command is not None and (command[1] and command[1].lower()) in names
        return is_reply or is_for_it or message.via_bot is bot
