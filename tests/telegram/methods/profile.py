"""What the bot says about itself: commands, the menu button, descriptions."""

import re

from tests.telegram.links import check_app_url
from tests.telegram.methods.access import chat_of
from tests.telegram.params import Object, Params
from tests.telegram.refusals import bad_request
from tests.telegram.world import World

MOST_COMMANDS = 100
LONGEST_COMMAND_DESCRIPTION = 256
COMMAND = re.compile(r"[a-z0-9_]{1,32}")
LANGUAGE = re.compile(r"[a-z]{2}")
CHAT_SCOPES = frozenset({"chat", "chat_administrators", "chat_member"})
SCOPES = CHAT_SCOPES | {
    "default",
    "all_private_chats",
    "all_group_chats",
    "all_chat_administrators",
}
LONGEST = {"description": 512, "short_description": 120, "name": 64}


def set_my_commands(world: World, params: Params) -> bool:
    commands = params.array("commands")
    if commands is None:
        raise bad_request("can't parse commands")
    if len(commands) > MOST_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        if not COMMAND.fullmatch(str(command.get("command"))):
            raise bad_request("BOT_COMMAND_INVALID")
        if not 1 <= len(command.get("description") or "") <= LONGEST_COMMAND_DESCRIPTION:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    named = {command["command"]: command["description"] for command in commands}
    world.commands[_scope(world, params), _language(params)] = named
    return True


def delete_my_commands(world: World, params: Params) -> bool:
    world.commands.pop((_scope(world, params), _language(params)), None)
    return True


def get_my_commands(world: World, params: Params) -> list[Object]:
    named = world.commands.get((_scope(world, params), _language(params)), {})
    return [{"command": name, "description": text} for name, text in named.items()]


def set_chat_menu_button(world: World, params: Params) -> bool:
    button = params.object("menu_button") or {"type": "default"}
    kind = button.get("type")
    if kind not in {"default", "commands", "web_app"}:
        raise bad_request("can't parse menu button: wrong type")
    if kind == "web_app":
        if not button.get("text"):
            raise bad_request("BUTTON_TEXT_INVALID")
        check_app_url(button.get("web_app", {}).get("url"), world)
    world.menu_button[_menu_chat(world, params)] = button
    return True


def get_chat_menu_button(world: World, params: Params) -> Object:
    common = world.menu_button.get(None, {"type": "default"})
    return world.menu_button.get(_menu_chat(world, params), common)


def set_description(world: World, params: Params) -> bool:
    return _describe(world, params, "description")


def set_short_description(world: World, params: Params) -> bool:
    return _describe(world, params, "short_description")


def set_name(world: World, params: Params) -> bool:
    return _describe(world, params, "name")


def _describe(world: World, params: Params, what: str) -> bool:
    text = params.text(what, longest=LONGEST[what]) or ""
    world.descriptions[what, _language(params)] = text
    return True


def _menu_chat(world: World, params: Params) -> int | None:
    if params.get("chat_id") is None:
        return None
    chat = chat_of(world, params)
    if chat.type != "private":
        raise bad_request("there is no menu button in the chat")
    return chat.id


def _scope(world: World, params: Params) -> str:
    scope = params.object("scope") or {"type": "default"}
    kind = scope.get("type")
    if kind not in SCOPES:
        raise bad_request("can't parse BotCommandScope: unsupported type specified")
    if kind not in CHAT_SCOPES:
        return str(kind)
    parts = [kind, chat_of(world, Params(scope, {})).id]
    if kind == "chat_member":
        parts.append(scope["user_id"])
    return ":".join(map(str, parts))


def _language(params: Params) -> str:
    language = params.get("language_code") or ""
    if language and not LANGUAGE.fullmatch(language):
        raise bad_request("BOT_LANGUAGE_CODE_INVALID")
    return str(language)


METHODS = {
    "setMyCommands": set_my_commands,
    "deleteMyCommands": delete_my_commands,
    "getMyCommands": get_my_commands,
    "setChatMenuButton": set_chat_menu_button,
    "getChatMenuButton": get_chat_menu_button,
    "setMyDescription": set_description,
    "setMyShortDescription": set_short_description,
    "setMyName": set_name,
}
