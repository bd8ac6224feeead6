"""The fake Bot API: who is where, what the bot sees of them, what they press and choose."""

from collections.abc import AsyncIterator, Callable
from contextlib import nullcontext
from typing import Any

import pytest
from aiogram.methods import (
    AnswerCallbackQuery,
    AnswerInlineQuery,
    GetChat,
    GetChatAdministrators,
    GetChatMember,
    SavePreparedInlineMessage,
    TelegramMethod,
)
from aiogram.types import (
    BotCommand,
    ChatAdministratorRights,
    ChatMemberAdministrator,
    ChatMemberBanned,
    ChatMemberLeft,
    ChatMemberMember,
    ChatMemberOwner,
    ChatMemberRestricted,
    InlineQueryResultPhoto,
    KeyboardButton,
    KeyboardButtonRequestChat,
    MenuButtonWebApp,
    ReplyKeyboardMarkup,
    WebAppInfo,
)
from aiogram.utils.web_app import safe_parse_webapp_init_data

from tests.integration.telegram_scene import (
    APP,
    JPEG,
    TOKEN,
    Scene,
    app,
    article,
    button,
    playing,
    refusal,
)
from tests.telegram import NotOffered, Person
from tests.telegram.members import CHANNEL_RIGHTS, RIGHTS


@pytest.fixture
async def scene() -> AsyncIterator[Scene]:
    async with playing() as scene:
        yield scene


@pytest.mark.parametrize(
    ("act", "shape"),
    [
        (lambda s, boris: None, ChatMemberMember),
        (lambda s, boris: s.group.leave(boris), ChatMemberLeft),
        (lambda s, boris: s.group.ban(boris, by=s.anna), ChatMemberBanned),
        (lambda s, boris: s.group.restrict(boris, by=s.anna), ChatMemberRestricted),
        (
            lambda s, boris: s.group.promote(boris, by=s.anna, can_pin_messages=True),
            ChatMemberAdministrator,
        ),
    ],
)
async def test_a_member_has_the_shape_of_its_status(
    scene: Scene, act: Callable[[Scene, Person], None], shape: type
) -> None:
    act(scene, scene.boris)

    member = await scene.bot.get_chat_member(scene.group.id, scene.boris.id)
    admins = await scene.bot.get_chat_administrators(scene.group.id)

    assert isinstance(member, shape)
    assert isinstance(admins[0], ChatMemberOwner)
    assert len(admins) == (2 if shape is ChatMemberAdministrator else 1)


async def test_somebody_restricted_may_be_outside(scene: Scene) -> None:
    scene.group.restrict(scene.boris, by=scene.anna, is_member=False)

    member = await scene.bot.get_chat_member(scene.group.id, scene.boris.id)

    assert isinstance(member, ChatMemberRestricted)
    assert not member.is_member
    assert await scene.bot.get_chat_member_count(scene.group.id) == 2


@pytest.mark.parametrize(
    ("act", "method", "reason"),
    [
        (lambda s: None, lambda s: GetChatMember(chat_id=s.group.id, user_id=9), "user not found"),
        (
            lambda s: setattr(s.group, "hides_members", True),
            lambda s: GetChatMember(chat_id=s.group.id, user_id=8),
            "CHAT_ADMIN_REQUIRED",
        ),
        (
            lambda s: s.group.kick_bot(by=s.anna),
            lambda s: GetChatMember(chat_id=s.group.id, user_id=8),
            "bot was kicked from the supergroup chat",
        ),
        (
            lambda s: s.channel.demote(s.telegram.bot, by=s.anna),
            lambda s: GetChatMember(chat_id=s.channel.id, user_id=8),
            "member list is inaccessible",
        ),
        (
            lambda s: s.group.kick_bot(by=s.anna),
            lambda s: GetChat(chat_id=s.group.id),
            "bot was kicked from the supergroup chat",
        ),
        (
            lambda s: s.group.kick_bot(by=s.anna),
            lambda s: GetChatAdministrators(chat_id=s.group.id),
            "bot was kicked from the supergroup chat",
        ),
    ],
)
async def test_who_is_where_is_not_told_to_everybody(
    scene: Scene,
    act: Callable[[Scene], None],
    method: Callable[[Scene], TelegramMethod[Any]],
    reason: str,
) -> None:
    act(scene)

    assert reason in await refusal(scene.bot, method(scene))


async def test_a_public_chat_is_found_by_name(scene: Scene) -> None:
    scene.channel.demote(scene.telegram.bot, by=scene.anna)

    assert (await scene.bot.get_chat("@Films")).id == scene.channel.id


async def test_changes_of_members_are_told_to_admins_who_ask(scene: Scene) -> None:
    await scene.bot.get_updates(allowed_updates=["chat_member", "my_chat_member"])
    scene.group.leave(scene.boris)
    scene.group.promote(scene.telegram.bot, by=scene.anna, can_restrict_members=True)
    scene.group.join(scene.boris)

    promoted, joined = await scene.updates()

    assert promoted.new_chat_member.can_restrict_members
    assert (joined.old_chat_member.status, joined.new_chat_member.status) == ("left", "member")


async def test_chat_member_is_sent_only_by_request(scene: Scene) -> None:
    scene.group.promote(scene.telegram.bot, by=scene.anna)
    await scene.updates()

    scene.group.leave(scene.boris)

    assert [u.event_type for u in await scene.bot.get_updates()] == ["message"]


async def test_the_bot_may_leave(scene: Scene) -> None:
    await scene.bot.leave_chat(scene.group.id)

    (change,) = await scene.updates()
    assert (change.from_user.id, change.new_chat_member.status) == (42, "left")
    assert "not a member of the supergroup" in await refusal(
        scene.bot, GetChat(chat_id=scene.group.id)
    )


async def test_blocking_is_told(scene: Scene) -> None:
    scene.anna.blocks_bot()
    with pytest.raises(NotOffered):
        scene.anna.writes("hello")
    scene.anna.unblocks_bot()

    changes = await scene.updates("my_chat_member")

    assert [change.new_chat_member.status for change in changes] == ["kicked", "member"]


async def test_in_groups_the_bot_sees_what_is_for_it(scene: Scene) -> None:
    sent = await scene.bot.send_message(scene.group.id, "hello")
    mine = scene.group.find(sent.message_id)
    seen = ["/watch x", "/watch@Watch_Test_Bot x", "to you"]
    for words in ("chatter", "/watch@other_bot x", "see /watch", *seen[:2]):
        scene.boris.writes(words, to=scene.group)
    scene.boris.writes("to you", to=scene.group, reply_to=mine)

    assert [message.text for message in await scene.updates()] == seen

    scene.group.promote(scene.telegram.bot, by=scene.anna)
    scene.boris.writes("chatter", to=scene.group)
    assert [message.text for message in await scene.updates("message")] == ["chatter"]


async def test_an_anonymous_admin_speaks_as_the_group(scene: Scene) -> None:
    scene.anna.writes("/watch", to=scene.group, is_anonymous=True)

    (message,) = await scene.updates()

    assert message.from_user.username == "GroupAnonymousBot"
    assert message.sender_chat.id == scene.group.id


async def test_posts_and_their_edits_are_seen(scene: Scene) -> None:
    post = scene.anna.posts("see https://youtu.be/x.", scene.channel, photo=True)
    scene.anna.edits(post, "two")

    posted, edited = await scene.updates("channel_post", "edited_channel_post")

    assert (posted.from_user, posted.sender_chat.id) == (None, scene.channel.id)
    assert posted.caption_entities[0].extract_from(posted.caption) == "https://youtu.be/x"
    assert (edited.message_id, edited.caption) == (posted.message_id, "two")


async def test_only_a_keyboard_of_links_is_forwarded(scene: Scene) -> None:
    for markup in (button(url=APP), button(callback_data="x")):
        await scene.bot.send_message(scene.channel.id, "post", reply_markup=markup)
    for post in scene.channel.from_bot():
        scene.anna.writes("", as_forward_of=post)

    first, second = await scene.updates("message")

    assert first.forward_origin.chat.id == scene.channel.id
    assert (bool(first.reply_markup), bool(second.reply_markup)) == (True, False)


async def test_a_pressed_button_is_answered_once(scene: Scene) -> None:
    await scene.bot.send_message(7, "?", reply_markup=button(callback_data="yes"))
    press = scene.anna.presses(scene.anna.chat.last, "go")
    (query,) = await scene.updates("callback_query")

    too_long = AnswerCallbackQuery(callback_query_id=query.id, text="x" * 201)
    assert '"text" must be of 0 to 200' in await refusal(scene.bot, too_long)
    await scene.bot.answer_callback_query(query.id, text="done")
    await scene.bot.answer_callback_query(query.id, text="done")

    assert (query.data, press.answer["text"]) == ("yes", "done")
    other = AnswerCallbackQuery(callback_query_id=query.id, text="more")
    assert "query is too old" in await refusal(scene.bot, other)


async def test_a_pressed_link_leads_to_its_address(scene: Scene) -> None:
    await scene.bot.send_message(scene.channel.id, "post", reply_markup=button(url=APP))

    assert scene.anna.presses(scene.channel.last, (0, 0)) == APP


def asks_for_channel(*rights: str) -> ReplyKeyboardMarkup:
    names = (*RIGHTS, *CHANNEL_RIGHTS, "is_anonymous")
    wanted = ChatAdministratorRights(**{name: name in rights for name in names})
    request = KeyboardButtonRequestChat(
        request_id=1,
        chat_is_channel=True,
        request_title=True,
        user_administrator_rights=wanted,
        bot_administrator_rights=wanted,
    )
    return ReplyKeyboardMarkup(keyboard=[[KeyboardButton(text="choose", request_chat=request)]])


async def test_a_shared_channel_comes_with_the_rights_that_were_asked_for(scene: Scene) -> None:
    channel = scene.telegram.channel("Новый", owner=scene.anna)
    channel.promote(scene.boris, by=scene.anna)
    scene.boris.writes("/start")
    asked = asks_for_channel("can_post_messages", "can_edit_messages")
    for person in (scene.anna, scene.boris):
        await scene.bot.send_message(person.id, "which?", reply_markup=asked)
    with pytest.raises(NotOffered):
        scene.boris.shares_chat(channel, scene.boris.chat.last)

    scene.anna.shares_chat(channel, scene.anna.chat.last)

    _, added, shared = await scene.updates()
    assert added.new_chat_member.can_post_messages
    assert shared.chat_shared.chat_id == channel.id


@pytest.mark.parametrize(
    ("asked", "is_offered"),
    [
        ({}, True),
        ({"chat_is_created": False}, True),
        ({"chat_is_created": True}, False),
        ({"chat_is_forum": True}, False),
        ({"chat_has_username": True}, False),
        ({"bot_is_member": True}, True),
    ],
)
async def test_only_chats_of_the_kind_asked_for_are_offered(
    scene: Scene, asked: dict[str, Any], is_offered: bool
) -> None:
    request = KeyboardButtonRequestChat(request_id=1, chat_is_channel=False, **asked)
    keys = ReplyKeyboardMarkup(keyboard=[[KeyboardButton(text="choose", request_chat=request)]])
    scene.boris.writes("/start")
    await scene.bot.send_message(scene.boris.id, "which?", reply_markup=keys)

    with nullcontext() if is_offered else pytest.raises(NotOffered):
        scene.boris.shares_chat(scene.group, scene.boris.chat.last)


async def test_a_chosen_result_is_posted_via_the_bot(scene: Scene) -> None:
    scene.telegram.has_inline_feedback = True
    asked = scene.boris.asks_inline("nosferatu")
    (query,) = await scene.updates("inline_query")
    await scene.bot.answer_inline_query(
        query.id, [article(reply_markup=button(url=APP))], cache_time=0, is_personal=True
    )

    posted = scene.boris.chooses(asked, "1", to=scene.group)

    chosen, message = await scene.updates()
    assert (posted.text, posted.sender) == ("posted", scene.boris)
    assert message.via_bot.id == 42
    await scene.bot.edit_message_text("two", inline_message_id=chosen.inline_message_id)
    assert posted.text == "two"


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ({"results": [article(str(n)) for n in range(51)]}, "RESULTS_TOO_MUCH"),
        ({"results": [article(), article()]}, "RESULT_ID_DUPLICATE"),
        ({"results": [article("ж" * 33)]}, "RESULT_ID_INVALID"),
        ({"results": [article(reply_markup=app())]}, "BUTTON_TYPE_INVALID"),
        (
            {"results": [InlineQueryResultPhoto(id="1", photo_url="", thumbnail_url="")]},
            "PHOTO_URL_INVALID",
        ),
        ({"results": [], "next_offset": "ж" * 33}, "NEXT_OFFSET_INVALID"),
        ({"results": [], "button": {"text": "a", "start_parameter": "?"}}, "START_PARAM_INVALID"),
    ],
)
async def test_a_wrong_inline_answer_is_refused(
    scene: Scene, answer: dict[str, Any], reason: str
) -> None:
    asked = scene.anna.asks_inline("x")

    method = AnswerInlineQuery(inline_query_id=asked.id, **answer)

    assert reason in await refusal(scene.bot, method)


async def test_a_prepared_message_is_shared_by_whom_it_is_for(scene: Scene) -> None:
    nowhere = SavePreparedInlineMessage(user_id=7, result=article())
    assert "PEER_TYPES_INVALID" in await refusal(scene.bot, nowhere)

    saved = await scene.bot.save_prepared_inline_message(7, article(), allow_group_chats=True)
    prepared = scene.telegram.prepared[saved.id]
    scene.anna.shares_prepared(prepared, to=scene.group)

    assert prepared.where == {"group"}
    assert scene.group.last.text == "posted"


async def test_commands_and_the_menu_are_kept_by_scope_and_language(scene: Scene) -> None:
    command = BotCommand(command="watch", description="смотреть")
    await scene.bot.set_my_commands([command], language_code="ru")
    menu = MenuButtonWebApp(text="Смотреть", web_app=WebAppInfo(url="https://watch.test/"))
    await scene.bot.set_chat_menu_button(chat_id=7, menu_button=menu)

    assert scene.telegram.commands == {("default", "ru"): {"watch": "смотреть"}}
    assert scene.telegram.menu_button[7]["text"] == "Смотреть"


async def test_a_file_is_downloaded_by_its_path(scene: Scene) -> None:
    sent = await scene.bot.send_photo(7, JPEG)

    content = await scene.bot.download((sent.photo or [])[-1].file_id)

    assert content
    assert content.read() == JPEG.data


async def test_launch_data_is_signed_with_the_token(scene: Scene) -> None:
    data = scene.telegram.init_data(scene.anna, start_param="token")

    parsed = safe_parse_webapp_init_data(TOKEN, data)

    assert (parsed.user and parsed.user.id, parsed.start_param) == (7, "token")
