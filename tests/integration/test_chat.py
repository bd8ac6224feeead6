"""What people say to each other, over real connections."""

import pytest

from tests.integration.clients import SocketClient

OLGA, VERA, OLEG = "guest-olga", "guest-vera", "guest-oleg"


def guest(url: str, token: str, room_id: str = "cinema") -> SocketClient:
    return SocketClient(url, guest_token=token, room_id=room_id)


async def id_of(client: SocketClient) -> int:
    me: int = (await client.do("sync"))["me"]["id"]
    return me


async def says(client: SocketClient, text: str, **more: object) -> int:
    """Return the message's id."""
    message_id: int = (await client.do("send_message", text=text, **more))["message"]["id"]
    return message_id


async def test_an_answer_carries_the_first_words_of_what_it_answers(url: str) -> None:
    async with guest(url, OLGA) as olga, guest(url, VERA) as vera:
        first = await says(olga, "Что\nсмотрим? " + "слово " * 50)
        await says(vera, "Носферату", reply_to=first)

        answer = (await olga.until("message", lambda frames: len(frames) == 2))[1]
        assert answer["reply"]["id"] == first
        assert answer["reply"]["user_id"] == await id_of(olga)
        assert answer["reply"]["text"].startswith("Что смотрим? слово")
        assert len(answer["reply"]["text"]) <= 120
        assert (await vera.do("sync"))["messages"][1] == answer


async def test_nobody_reads_another_rooms_messages_by_answering_them(url: str) -> None:
    async with guest(url, OLGA, "secret") as olga, guest(url, VERA) as vera:
        secret = await says(olga, "секрет")
        answer = await vera.do("send_message", text="что там?", reply_to=secret)

        assert answer["message"]["reply"] is None
        assert (await vera.refused("delete_message", message_id=secret))["code"] == (
            "message_not_found"
        )


async def test_only_people_here_are_called_and_only_by_what_the_text_says(url: str) -> None:
    async with guest(url, OLGA) as olga, guest(url, VERA) as vera:
        vera_id = await id_of(vera)
        called = {"user_id": vera_id, "name": "Вера"}
        mentions = [
            called,
            called,
            {"user_id": vera_id, "name": "Нет"},
            {"user_id": 5, "name": "Ян"},
        ]
        await says(olga, "@Вера и @Ян", mentions=mentions)

        assert (await vera.arrival("message"))["mentions"] == [called]


async def test_a_message_that_is_sent_again_is_kept_once(url: str) -> None:
    async with guest(url, OLGA) as olga, guest(url, VERA) as vera:
        first = await says(olga, "раз", nonce="n-1")
        again = await says(olga, "раз", nonce="n-1")
        another = await says(vera, "раз", nonce="n-1")

        assert again == first != another
        assert len((await vera.do("sync"))["messages"]) == 2


async def test_a_deleted_message_leaves_its_line_and_nothing_else(url: str) -> None:
    async with guest(url, OLGA) as olga, guest(url, VERA) as vera:
        message_id = await says(vera, "лишнее", nonce="n-1")
        await says(olga, "не надо", reply_to=message_id)
        await vera.do("delete_message", message_id=message_id)

        assert await olga.arrival("message_deleted") == {"message_id": message_id}
        assert await says(vera, "лишнее", nonce="n-1") == message_id
        kept, answer = (await olga.do("sync"))["messages"]
        assert (kept["text"], kept["is_deleted"]) == ("", True)
        assert (answer["reply"]["text"], answer["reply"]["is_deleted"]) == ("", True)


async def test_admins_delete_what_others_said_but_nobody_above_them(url: str) -> None:
    async with guest(url, OLGA) as olga, guest(url, VERA) as vera, guest(url, OLEG) as oleg:
        of_owner, of_viewer = await says(olga, "раз"), await says(oleg, "два")
        denied = {"code": "permission_denied", "permission": "moderate"}
        assert await vera.refused("delete_message", message_id=of_viewer) == denied

        await olga.do("set_role", user_id=await id_of(vera), role="admin")
        await vera.do("delete_message", message_id=of_viewer)
        assert await vera.refused("delete_message", message_id=of_owner) == denied
        of_admin = await says(vera, "три")
        await olga.do("delete_message", message_id=of_admin)


async def test_one_takes_back_what_is_ones_own_even_where_one_may_not_speak(url: str) -> None:
    async with guest(url, OLGA) as olga, guest(url, VERA) as vera:
        message_id = await says(vera, "лишнее")
        await olga.do("set_grant", permission="chat", role="admin")

        assert (await vera.refused("typing"))["code"] == "permission_denied"
        await vera.do("delete_message", message_id=message_id)


async def test_the_history_leads_back_page_by_page(url: str) -> None:
    async with guest(url, OLGA) as olga:
        for talker in range(3):
            async with guest(url, f"talker-{talker}") as client:
                for number in range(18):
                    await says(client, str(talker * 18 + number))

        newest = await olga.do("sync")
        assert [message["text"] for message in newest["messages"]] == [str(n) for n in range(4, 54)]
        assert newest["has_more"]
        older = await olga.do("history", before=newest["messages"][0]["id"])
        assert [message["text"] for message in older["messages"]] == ["0", "1", "2", "3"]
        assert not older["has_more"]
        assert (await olga.refused("history", before=0))["code"] == "invalid_command"


async def test_many_who_write_are_one_frame_a_second_with_three_names(url: str) -> None:
    async with (
        guest(url, OLGA) as olga,
        guest(url, VERA) as vera,
        guest(url, OLEG) as oleg,
        guest(url, "guest-nina") as nina,
        guest(url, "guest-yan") as yan,
    ):
        for client in (vera, oleg, nina, yan, vera, oleg):
            await client.do("typing")
        frames = await olga.until("typing", lambda frames: len(frames) == 2)

        assert [person["id"] for person in frames[0]["people"]] == [await id_of(vera)]
        assert frames[1]["count"] == 4
        assert len(frames[1]["people"]) == 3


async def test_whoever_has_said_it_is_not_told_to_be_writing(url: str) -> None:
    async with guest(url, OLGA) as olga, guest(url, VERA) as vera, guest(url, OLEG) as oleg:
        await vera.do("typing")
        await olga.arrival("typing")
        await vera.do("typing")
        await says(vera, "вот")
        await oleg.do("typing")

        frames = await olga.until("typing", lambda frames: len(frames) == 2)
        assert [person["id"] for person in frames[1]["people"]] == [await id_of(oleg)]


@pytest.mark.parametrize(
    ("said", "heard"),
    [
        pytest.param("a\x00b\x1b", "ab", id="controls"),
        pytest.param("раз\r\nдва\n\n\n\n\nтри", "раз\nдва\n\nтри", id="lines"),
        pytest.param("exe.\u202egpj", "exe.gpj", id="an override of direction"),
        pytest.param("שלום\u200f!", "שלום\u200f!", id="a mark of direction"),
        pytest.param("\u2067שלום\u2069", "שלום", id="an isolate, which the page is"),
        pytest.param("👨‍👩‍👧", "👨‍👩‍👧", id="a joined emoji"),
    ],
)
async def test_text_is_cleaned_of_what_disturbs_others(url: str, said: str, heard: str) -> None:
    async with guest(url, OLGA) as olga:
        answer = await olga.do("send_message", text=said)

        assert answer["message"]["text"] == heard


@pytest.mark.parametrize("blank", [" \n ", "\u202e", "\u200d", "\u3164\u2800"])
async def test_what_cannot_be_seen_is_not_said(url: str, blank: str) -> None:
    async with guest(url, OLGA) as olga:
        assert (await olga.refused("send_message", text=blank))["code"] == "invalid_command"


@pytest.mark.parametrize(
    "more",
    [
        {"reply_to": "1"},
        {"reply_to": 0},
        {"nonce": ""},
        {"nonce": "n" * 37},
        {"mentions": [{"user_id": 1}]},
        {"mentions": [{"user_id": 1, "name": "a"}] * 11},
        {"mentions": [{"user_id": 1, "name": "a" * 65}]},
    ],
)
async def test_misshapen_messages_are_refused(url: str, more: dict[str, object]) -> None:
    async with guest(url, OLGA) as olga:
        error = await olga.refused("send_message", text="привет", **more)

        assert (error["code"], error["fields"]) == ("invalid_command", [next(iter(more))])
