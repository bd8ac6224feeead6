"""The rules of the fake Bot API for what a bot sends and edits: each of them once."""

from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest
from aiogram.exceptions import TelegramMigrateToChat, TelegramNotFound, TelegramUnauthorizedError
from aiogram.methods import (
    AnswerCallbackQuery,
    AnswerInlineQuery,
    CopyMessage,
    DeleteMessage,
    EditMessageCaption,
    EditMessageReplyMarkup,
    EditMessageText,
    GetChatMember,
    SendChatAction,
    SendPhoto,
    SetChatMenuButton,
    SetMyCommands,
    SetMyDescription,
    SetMyShortDescription,
    SetWebhook,
    TelegramMethod,
)
from aiogram.types import (
    BotCommand,
    BufferedInputFile,
    InlineKeyboardButton,
    InputMediaPhoto,
    KeyboardButton,
    MenuButtonWebApp,
    ReplyKeyboardMarkup,
    ReplyParameters,
    WebAppInfo,
)
from aiohttp import ClientSession

from tests.integration.telegram_scene import (
    APP,
    JPEG,
    TOKEN,
    Scene,
    app,
    button,
    client,
    keyboard,
    playing,
    refusal,
    text,
)


@pytest.fixture
async def scene() -> AsyncIterator[Scene]:
    async with playing() as scene:
        yield scene


@pytest.mark.parametrize(
    ("method", "reason"),
    [
        (text(words=" "), "message text is empty"),
        (text(words="x" * 4097), "message is too long"),
        (SendPhoto(chat_id=7, photo=JPEG, caption="x" * 1025), "message caption is too long"),
        (SendPhoto(chat_id=7, photo="nothing"), "wrong remote file identifier"),
        (SendPhoto(chat_id=7, photo="https://x.test/broken"), "wrong type of the web page content"),
        (SendPhoto(chat_id=7, photo=BufferedInputFile(b"x", "a.jpg")), "IMAGE_PROCESS_FAILED"),
        (text(chat=999), "chat not found"),
        (text(words="<b>a", parse_mode="HTML"), "Can't find end tag corresponding to start tag"),
        (text(words="a < b", parse_mode="HTML"), "Unsupported start tag"),
        (text(words="<p>a</p>", parse_mode="HTML"), 'Unsupported start tag "p" at byte offset 0'),
        (text(words="<b><i>a</b></i>", parse_mode="HTML"), "Unmatched end tag at byte offset 7"),
        (text(words="a</b>", parse_mode="HTML"), "Unexpected end tag at byte offset 1"),
        (text(reply_parameters=ReplyParameters(message_id=99)), "message to be replied not found"),
        (text(receiver_user_id=7), "is not known here to take ['receiver_user_id']"),
        (text(reply_markup=button()), "text buttons are unallowed in the inline keyboard"),
        (text(reply_markup=button(url=APP, callback_data="x")), "more than one action"),
        (text(reply_markup=button(callback_data="ж" * 33)), "BUTTON_DATA_INVALID"),
        (text(reply_markup=button(callback_data="")), "BUTTON_DATA_INVALID"),
        (text(reply_markup=button(url="nowhere")), "BUTTON_URL_INVALID"),
        (text(reply_markup=button(url="http://localhost/")), "BUTTON_URL_INVALID"),
        (text(reply_markup=button(url="javascript://a.b/")), "BUTTON_URL_INVALID"),
        (text(reply_markup=button(url=f"{APP}?startapp={'x' * 513}")), "startapp is too long"),
        (text(reply_markup=button(url=f"{APP}?startapp=a.b")), "other characters"),
        (text(reply_markup=button(url="https://t.me/watch_test_bot?start=" + "x" * 65)), "start "),
        (text(reply_markup=button(url="https://t.me/watch_test_bot/other")), "has no app 'other'"),
        (text(reply_markup=button(url="https://t.me/a_bot/watch?startapp=x")), "another bot"),
        (text(reply_markup=button(url="https://t.me/watch_test_bot?startapp=x")), "no main app"),
        (text(reply_markup=app("http://watch.test/")), "Only HTTPS links are allowed"),
        (text(reply_markup=app("https://watch.test/?startapp=a%20b")), "other characters"),
        (
            text(reply_markup=keyboard(InlineKeyboardButton(text=" ", callback_data="x"))),
            "keyboard button text must be non-empty",
        ),
        (SendChatAction(chat_id=7, action="dancing"), 'parameter "action" is none of'),
        (SetMyShortDescription(short_description="x" * 121), '"short_description" must be of'),
        (SetMyDescription(description="x" * 513), '"description" must be of'),
        (
            SetMyCommands(commands=[BotCommand(command="Watch", description="x")]),
            "BOT_COMMAND_INVALID",
        ),
        (
            SetMyCommands(commands=[BotCommand(command="watch", description="x" * 257)]),
            "BOT_COMMAND_DESCRIPTION_INVALID",
        ),
        (
            SetChatMenuButton(
                menu_button=MenuButtonWebApp(text="a", web_app=WebAppInfo(url="http://a.b"))
            ),
            "Only HTTPS links are allowed",
        ),
        (SetWebhook(url="http://watch.test/hook"), "An HTTPS URL must be provided"),
        (SetWebhook(url="https://watch.test:8000/"), "only on ports 80, 88, 443 or 8443"),
        (SetWebhook(url="https://watch.test/", secret_token="a b"), "secret token contains"),
        (AnswerCallbackQuery(callback_query_id="1"), "query ID is invalid"),
        (AnswerInlineQuery(inline_query_id="1", results=[]), "query ID is invalid"),
        (GetChatMember(chat_id=7, user_id=7), "there are no administrators in the private chat"),
    ],
)
async def test_a_wrong_request_is_refused(
    scene: Scene, method: TelegramMethod[Any], reason: str
) -> None:
    scene.telegram.broken_photos.add("https://x.test/broken")

    assert reason in await refusal(scene.bot, method)

    assert [call.method for call in scene.telegram.refusals] == [method.__api_method__]


@pytest.mark.parametrize(
    "method",
    [
        text(words="x" * 4096),
        text(words="<b>" + "x" * 4096 + "</b>", parse_mode="HTML"),
        SendPhoto(chat_id=7, photo="https://x.test/a.jpg", caption="x" * 1024),
        text(reply_markup=button(callback_data="ж" * 32)),
        text(reply_markup=button(url=f"{APP}?startapp={'x' * 512}")),
        text(reply_markup=button(url="https://t.me/watch_test_bot?start=" + "x" * 64)),
        text(reply_markup=button(url="https://t.me/films/5")),
        text(reply_markup=app("https://watch.test/?startapp=x")),
        text(reply_parameters=ReplyParameters(message_id=99, allow_sending_without_reply=True)),
        SetMyCommands(commands=[BotCommand(command="w" * 32, description="x" * 256)] * 100),
    ],
)
async def test_the_utmost_is_taken(scene: Scene, method: TelegramMethod[Any]) -> None:
    await scene.bot(method)

    assert scene.telegram.refusals == []


async def test_json_forms_and_queries_are_all_read(scene: Scene) -> None:
    url = f"{scene.telegram.url}/bot{TOKEN}/sendMessage"
    params = {"chat_id": "7", "text": "hello"}
    async with ClientSession() as session:
        for request in (
            session.post(url, json=params),
            session.post(url, data=params),
            session.get(url, params=params),
        ):
            async with request as response:
                assert (await response.json())["ok"] is True
    decoded = {"chat_id": 7, "text": "hello"}
    assert [call.params for call in scene.telegram.calls[-3:]] == [decoded] * 3


async def test_a_wrong_token_and_an_unknown_method_are_refused(scene: Scene) -> None:
    async with client(scene.telegram.url, "42:OTHER") as other:
        with pytest.raises(TelegramUnauthorizedError):
            await other.get_me()
    with pytest.raises(TelegramNotFound):
        await scene.bot.get_star_transactions()


async def test_html_becomes_entities_counted_in_utf16(scene: Scene) -> None:
    source = ' \n&lt;𝄞&gt; <b>б<i>в</i></b> <a href="https://a.test/?x=1&amp;y=2">c</a> /help\n'

    message = await scene.bot.send_message(7, source, parse_mode="HTML")

    assert message.text == "<𝄞> бв c /help"
    found = [(e.type, e.offset, e.length, e.url) for e in message.entities or []]
    assert found == [
        ("bold", 5, 2, None),
        ("italic", 6, 1, None),
        ("text_link", 8, 1, "https://a.test/?x=1&y=2"),
        ("bot_command", 10, 5, None),
    ]


def without_posting(scene: Scene) -> None:
    scene.channel.promote(scene.telegram.bot, by=scene.anna, can_edit_messages=True)


@pytest.mark.parametrize(
    ("change", "chat", "reason"),
    [
        (lambda s: None, "boris", "Forbidden: bot can't initiate conversation with a user"),
        (lambda s: s.anna.blocks_bot(), "anna", "Forbidden: bot was blocked by the user"),
        (
            lambda s: s.group.kick_bot(by=s.anna),
            "group",
            "Forbidden: bot was kicked from the supergroup chat",
        ),
        (
            lambda s: s.channel.demote(s.telegram.bot, by=s.anna),
            "channel",
            "Forbidden: bot is not a member of the channel chat",
        ),
        (without_posting, "channel", "need administrator rights in the channel chat"),
        (
            lambda s: s.group.permit(can_send_messages=False),
            "group",
            "not enough rights to send text messages to the chat",
        ),
        (
            lambda s: s.group.restrict(s.telegram.bot, by=s.anna),
            "group",
            "not enough rights to send text messages to the chat",
        ),
    ],
)
async def test_the_bot_writes_only_where_it_may(
    scene: Scene, change: Callable[[Scene], None], chat: str, reason: str
) -> None:
    change(scene)

    assert reason in await refusal(scene.bot, text(getattr(scene, chat).id))


async def test_an_admin_writes_where_members_may_not(scene: Scene) -> None:
    scene.group.permit(can_send_messages=False)
    scene.group.promote(scene.telegram.bot, by=scene.anna)

    await scene.bot.send_message(scene.group.id, "hello")

    assert [message.text for message in scene.group.from_bot()] == ["hello"]


async def test_a_group_that_became_a_supergroup_says_so(scene: Scene) -> None:
    group = scene.telegram.group("Кино", owner=scene.anna)
    group.add_bot(by=scene.anna)
    await scene.updates()

    new = group.upgrade()

    with pytest.raises(TelegramMigrateToChat) as migrated:
        await scene.bot.send_message(group.id, "hello")
    assert migrated.value.migrate_to_chat_id == new.id
    old_says, new_says = await scene.updates("message")
    assert (old_says.chat.id, old_says.migrate_to_chat_id) == (group.id, new.id)
    assert (new_says.chat.id, new_says.migrate_from_chat_id) == (new.id, group.id)
    await scene.bot.send_message(new.id, "hello")


async def test_topics_are_told_apart_and_closed(scene: Scene) -> None:
    forum = scene.telegram.supergroup("Форум", owner=scene.anna, is_forum=True)
    forum.add_bot(by=scene.anna)
    topic = forum.open_topic("Кино", by=scene.anna)
    asked = scene.anna.writes("/watch", to=forum, thread=topic)
    (command,) = [m for m in await scene.updates("message") if m.text]

    await command.as_(scene.bot).reply("here")

    assert (forum.last.thread_id, forum.last.reply_to) == (topic, asked)
    assert "message thread not found" in await refusal(
        scene.bot, text(forum.id, message_thread_id=99)
    )
    forum.close_topic(topic, by=scene.anna)
    assert "TOPIC_CLOSED" in await refusal(scene.bot, text(forum.id, message_thread_id=topic))


@pytest.mark.parametrize("chat", ["group", "channel"])
async def test_app_buttons_are_for_private_chats(scene: Scene, chat: str) -> None:
    method = text(getattr(scene, chat).id, reply_markup=app())

    assert await refusal(scene.bot, method) == "Bad Request: BUTTON_TYPE_INVALID"


async def test_an_edit_has_to_change_something(scene: Scene) -> None:
    sent = await scene.bot.send_message(7, "one", reply_markup=button(callback_data="x"))

    same = EditMessageText(
        chat_id=7, message_id=sent.message_id, text="one", reply_markup=button(callback_data="x")
    )
    assert "message is not modified: specified new" in await refusal(scene.bot, same)
    await sent.as_(scene.bot).edit_text("two")

    message = scene.anna.chat.last
    assert (message.text, message.keyboard) == ("two", [])
    assert [edit.text for edit in message.edits] == ["one"]


@pytest.mark.parametrize(
    ("method", "reason"),
    [
        (EditMessageText(chat_id=7, message_id=99, text="x"), "message to edit not found"),
        (EditMessageText(inline_message_id="9", text="x"), "MESSAGE_ID_INVALID"),
        (EditMessageText(chat_id=7, message_id=1, text="x"), "message can't be edited"),
        (DeleteMessage(chat_id=7, message_id=99), "message to delete not found"),
        (CopyMessage(chat_id=7, from_chat_id=7, message_id=99), "message to copy not found"),
    ],
)
async def test_what_is_not_there_or_not_its_own_cannot_be_changed(
    scene: Scene, method: TelegramMethod[Any], reason: str
) -> None:
    scene.anna.chat.messages[0].message_id = 1

    assert reason in await refusal(scene.bot, method)


async def test_texts_and_pictures_are_edited_as_what_they_are(scene: Scene) -> None:
    photo = await scene.bot.send_photo(7, JPEG, caption="one")
    words = await scene.bot.send_message(7, "one")

    in_photo = EditMessageText(chat_id=7, message_id=photo.message_id, text="x")
    in_words = EditMessageCaption(chat_id=7, message_id=words.message_id, caption="x")
    assert "there is no text in the message to edit" in await refusal(scene.bot, in_photo)
    assert "there is no caption in the message to edit" in await refusal(scene.bot, in_words)

    await photo.as_(scene.bot).edit_caption(caption="two")
    media = InputMediaPhoto(media="https://x.test/a.jpg", caption="three")
    await words.as_(scene.bot).edit_media(media)
    first, second = scene.anna.chat.from_bot()
    assert (first.caption, first.photo and first.photo.content) == ("two", JPEG.data)
    assert (second.caption, second.photo and second.photo.url) == ("three", "https://x.test/a.jpg")


async def test_a_message_with_a_reply_keyboard_stays_as_it_is(scene: Scene) -> None:
    keys = ReplyKeyboardMarkup(keyboard=[[KeyboardButton(text="yes")]])
    sent = await scene.bot.send_message(7, "sure?", reply_markup=keys)

    edit = EditMessageText(chat_id=7, message_id=sent.message_id, text="x")
    assert "message can't be edited" in await refusal(scene.bot, edit)


async def test_posts_of_others_get_a_button_with_the_right_to_edit(scene: Scene) -> None:
    post = scene.anna.posts("https://youtu.be/dQw4w9WgXcQ", scene.channel)
    album = scene.anna.posts("two", scene.channel, media_group="1")

    def attach(message_id: int) -> EditMessageReplyMarkup:
        return EditMessageReplyMarkup(
            chat_id=scene.channel.id, message_id=message_id, reply_markup=button(url=APP)
        )

    await scene.bot(attach(post.message_id))
    assert (post.text, post.button("go")["url"]) == ("https://youtu.be/dQw4w9WgXcQ", APP)
    assert "message can't be edited" in await refusal(scene.bot, attach(album.message_id))
    scene.channel.promote(scene.telegram.bot, by=scene.anna, can_post_messages=True)
    other = scene.anna.posts("three", scene.channel)
    assert "message can't be edited" in await refusal(scene.bot, attach(other.message_id))


async def test_a_copy_is_like_the_original_but_the_bots_own(scene: Scene) -> None:
    draft = await scene.bot.send_photo(7, JPEG, caption="<b>one</b>", parse_mode="HTML")

    copied = await scene.bot.copy_message(scene.channel.id, 7, draft.message_id)

    post = scene.channel.find(copied.message_id)
    assert post
    assert (post.caption, post.entity_texts("bold")) == ("one", ["one"])
    await scene.bot.edit_message_caption(
        chat_id=scene.channel.id, message_id=copied.message_id, caption="two"
    )


async def test_what_is_deleted_is_gone(scene: Scene) -> None:
    asked = scene.anna.writes("/watch", to=scene.group)
    sent = await scene.bot.send_message(scene.group.id, "hello")

    await sent.as_(scene.bot).delete()

    assert scene.group.from_bot() == []
    others = DeleteMessage(chat_id=scene.group.id, message_id=asked.message_id)
    assert "message can't be deleted" in await refusal(scene.bot, others)
    scene.group.promote(scene.telegram.bot, by=scene.anna, can_delete_messages=True)
    await scene.bot(others)
