"""What the bot asks: about itself, chats, their members and files."""

from tests.telegram.chats import PrivateChat
from tests.telegram.communities import Community
from tests.telegram.methods.access import chat_of, check_reach, user_of
from tests.telegram.params import Object, Params
from tests.telegram.refusals import bad_request
from tests.telegram.world import World


def get_me(world: World, _params: Params) -> Object:
    return {
        **world.bot.as_api(),
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": True,
        "can_connect_to_business": False,
        "has_main_web_app": world.has_main_app,
    }


def get_chat(world: World, params: Params) -> Object:
    chat = chat_of(world, params)
    if isinstance(chat, PrivateChat) and not chat.is_started:
        raise bad_request("chat not found")
    if isinstance(chat, Community) and not chat.username:
        check_reach(chat)
    return chat.details()


def get_chat_member(world: World, params: Params) -> Object:
    chat = _community(world, params)
    user = user_of(world, params)
    is_public = chat.username and chat.bot.status != "kicked"
    if not chat.bot.is_in and is_public:
        raise bad_request("member list is inaccessible")
    check_reach(chat)
    if user is not world.bot and chat.hides_members and not chat.bot.is_admin:
        raise bad_request("CHAT_ADMIN_REQUIRED")
    return chat.member(user).as_api(user, chat.type)


def get_chat_administrators(world: World, params: Params) -> list[Object]:
    chat = _community(world, params)
    check_reach(chat)
    if chat.hides_members and not chat.bot.is_admin:
        raise bad_request("CHAT_ADMIN_REQUIRED")
    with_bots = params.flag("return_bots")
    return [
        member.as_api(user, chat.type)
        for user, member in chat.people
        if member.is_admin and (with_bots or not user.is_bot or user is world.bot)
    ]


def get_chat_member_count(world: World, params: Params) -> int:
    chat = _community(world, params)
    check_reach(chat)
    return len(chat.people)


def leave_chat(world: World, params: Params) -> bool:
    chat = _community(world, params)
    check_reach(chat)
    chat.leave(world.bot)
    return True


def get_file(world: World, params: Params) -> Object:
    photo = world.photos.get(str(params.get("file_id")))
    if photo is None:
        raise bad_request("invalid file_id")
    return {**photo.as_api(), "file_path": photo.path}


def _community(world: World, params: Params) -> Community:
    chat = chat_of(world, params)
    if not isinstance(chat, Community):
        raise bad_request("there are no administrators in the private chat")
    return chat


METHODS = {
    "getMe": get_me,
    "getChat": get_chat,
    "getChatMember": get_chat_member,
    "getChatAdministrators": get_chat_administrators,
    "getChatMemberCount": get_chat_member_count,
    "leaveChat": leave_chat,
    "getFile": get_file,
}
