"""Who is what in a chat, asked of a Telegram of our own."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from bot.groups.chat_members import ASK_EVERY_MS, KNOWN_MS, UNKNOWN_MS, TelegramMembers
from shared.ports.chats import ChatStanding
from shared.tasks import Tasks
from tests.integration.telegram_scene import Scene, playing
from tests.services import TurnedClock
from tests.telegram import LateAnswer, LostAnswer, Refused, ServerError

ADMIN, MEMBER, OUTSIDE, UNKNOWN = ChatStanding


class Asking(Scene):
    clock: TurnedClock
    members: TelegramMembers

    async def standing(self, user_id: int | None = None) -> ChatStanding:
        """Of Boris, if of nobody else."""
        return await self.members.standing(self.group.id, user_id or self.boris.id)

    def asked(self) -> int:
        return len(self.telegram.called("getChatMember"))


@pytest.fixture
async def asking() -> AsyncIterator[Asking]:
    async with playing() as scene:
        asking = Asking(**vars(scene))
        tasks, asking.clock = Tasks(), TurnedClock()
        asking.members = TelegramMembers(scene.bot, asking.clock, tasks, answer_s=1.0)
        yield asking
        await tasks.close()


async def test_members_and_administrators_are_told_apart(asking: Asking) -> None:
    assert await asking.standing(asking.anna.id) is ADMIN
    assert await asking.standing() is MEMBER


@pytest.mark.parametrize(("is_member", "expected"), [(True, MEMBER), (False, OUTSIDE)])
async def test_who_is_restricted_may_be_inside_or_not(
    asking: Asking, is_member: bool, expected: ChatStanding
) -> None:
    asking.group.restrict(asking.boris, by=asking.anna, is_member=is_member)

    assert await asking.standing() is expected


async def test_who_has_left_or_been_banned_is_outside(asking: Asking) -> None:
    asking.group.leave(asking.boris)
    asking.telegram.person(9, "Eve")
    asking.group.ban(asking.telegram.users[9], by=asking.anna)

    assert await asking.standing() is OUTSIDE
    assert await asking.standing(9) is OUTSIDE


@pytest.mark.parametrize(
    "fault",
    [
        Refused(400, "Bad Request: CHAT_ADMIN_REQUIRED"),
        Refused(400, "Bad Request: user not found"),
        Refused(403, "Forbidden: bot is not a member of the supergroup chat"),
        Refused(400, "Bad Request: group chat was upgraded to a supergroup chat", -1002),
        Refused(401, "Unauthorized"),
        ServerError(502),
        LostAnswer(),
        LateAnswer(1.5),
    ],
    ids=repr,
)
async def test_no_answer_is_not_a_no(asking: Asking, fault: Refused) -> None:
    asking.telegram.fail("getChatMember", fault)

    assert await asking.standing() is UNKNOWN


async def test_what_is_known_is_known_for_a_minute(asking: Asking) -> None:
    await asking.standing()
    asking.group.leave(asking.boris)

    asking.clock.turn(KNOWN_MS - 1)
    assert await asking.standing() is MEMBER
    asking.clock.turn(1)
    assert await asking.standing() is OUTSIDE
    assert asking.asked() == 2


async def test_what_is_not_known_is_asked_again_soon(asking: Asking) -> None:
    asking.telegram.fail("getChatMember", ServerError(502))

    assert await asking.standing() is UNKNOWN
    assert await asking.standing() is UNKNOWN
    asking.clock.turn(UNKNOWN_MS)
    assert await asking.standing() is MEMBER
    assert asking.asked() == 2


async def test_those_who_ask_together_ask_once(asking: Asking) -> None:
    answers = await asyncio.gather(*(asking.standing() for _ in range(20)))

    assert set(answers) == {MEMBER}
    assert asking.asked() == 1


async def test_one_who_asks_no_longer_takes_nothing_from_the_others(asking: Asking) -> None:
    asking.telegram.fail("getChatMember", LateAnswer(0.2))
    first, second = (asyncio.ensure_future(asking.standing()) for _ in range(2))  # noqa: TID251
    await asking.telegram.until(asking.asked)

    first.cancel()

    assert await second is MEMBER


async def test_an_update_is_newer_than_an_answer_under_way(asking: Asking) -> None:
    asking.telegram.fail("getChatMember", LateAnswer(0.2))
    answer = asyncio.ensure_future(asking.standing())  # noqa: TID251
    await asking.telegram.until(asking.asked)

    asking.members.note(asking.group.id, asking.boris.id, OUTSIDE)
    await answer

    assert await asking.standing() is OUTSIDE
    assert asking.asked() == 1


async def test_what_is_forgotten_is_asked_again(asking: Asking) -> None:
    await asking.standing()

    asking.members.forget(asking.group.id, asking.boris.id)
    await asking.standing()

    assert asking.asked() == 2


async def test_a_crowd_is_asked_about_as_fast_as_may_be_and_the_rest_let_in(
    asking: Asking,
) -> None:
    crowd = range(100, 400)
    for user_id in crowd:
        asking.group.join(asking.telegram.person(user_id, "One of many"))

    answers = await asyncio.gather(*(asking.standing(user_id) for user_id in crowd))

    assert set(answers) == {MEMBER, UNKNOWN}
    assert asking.asked() <= 1000 // ASK_EVERY_MS + 1
    asking.clock.turn(UNKNOWN_MS)
    assert await asking.standing(crowd[-1]) is MEMBER
