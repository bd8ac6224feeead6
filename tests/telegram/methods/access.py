"""Which chat a request is about, and whether the bot may do that there."""

from tests.telegram.chats import Chat, PrivateChat
from tests.telegram.communities import Community
from tests.telegram.params import Params
from tests.telegram.people import User
from tests.telegram.refusals import bad_request, forbidden
from tests.telegram.world import World


def chat_of(world: World, params: Params, name: str = "chat_id") -> Chat:
    """Return the chat that a parameter names."""
    value = params.get(name)
    if value is None:
        raise bad_request(f"{name} is empty")
    chat = world.chat_by(value)
    if chat is None:
        raise bad_request("chat not found")
    if isinstance(chat, Community) and chat.upgraded_to:
        raise bad_request(
            "group chat was upgraded to a supergroup chat", migrate_to_chat_id=chat.upgraded_to.id
        )
    return chat


def user_of(world: World, params: Params) -> User:
    user = world.users.get(params.required_integer("user_id"))
    if user is None:
        raise bad_request("user not found")
    return user


def check_reach(chat: Chat) -> None:
    """Refuse if the bot has no access to the chat at all."""
    if isinstance(chat, PrivateChat):
        if chat.is_blocked:
            raise forbidden("bot was blocked by the user")
        if not chat.is_started:
            raise forbidden("bot can't initiate conversation with a user")
    elif isinstance(chat, Community) and not chat.bot.is_in:
        if chat.bot.status == "kicked":
            raise forbidden(f"bot was kicked from the {chat.type} chat")
        raise forbidden(f"bot is not a member of the {chat.type} chat")


def check_may_send(chat: Chat, what: str, thread_id: int | None) -> None:
    """
    Args:
        what: ``text messages`` or ``photos``.
    """
    check_reach(chat)
    if not isinstance(chat, Community):
        return
    if chat.type == "channel":
        if not chat.bot.has_right("can_post_messages"):
            raise bad_request("need administrator rights in the channel chat")
        return
    needed = {"text messages": "can_send_messages", "photos": "can_send_photos"}[what]
    is_restricted = chat.bot.status == "restricted"
    allowed = chat.permissions & chat.bot.permissions if is_restricted else chat.permissions
    if not chat.bot.is_admin and needed not in allowed:
        raise bad_request(f"not enough rights to send {what} to the chat")
    _check_topic(chat, thread_id)


def _check_topic(chat: Community, thread_id: int | None) -> None:
    if thread_id is None:
        return
    topic = chat.topics.get(thread_id)
    if topic is None:
        raise bad_request("message thread not found")
    if topic.is_closed and not chat.bot.has_right("can_manage_topics"):
        raise bad_request("TOPIC_CLOSED")
