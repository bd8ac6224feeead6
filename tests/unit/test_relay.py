"""What another process did to a room is told to those who are connected here."""

from collections.abc import AsyncIterator
from functools import partial

import pytest

from shared.domain.decisions import handle
from shared.domain.managing_commands import Close, Rename
from shared.domain.people import Person
from shared.relay import Relay
from tests.factories import OWNER, by
from tests.services import Services

OLGA = Person(OWNER, "Olga")


class Here:
    """This process, and what the other one does in the store that they share."""

    def __init__(self, services: Services) -> None:
        self.services = services
        self.shown: list[str] = []
        self.relay = Relay(services.store, services.presence, services.broadcaster, self._shown)

    async def _shown(self) -> list[str]:
        return self.shown

    async def elsewhere(self, command: Rename | Close, room_id: str = "r") -> int:
        """Return the version that a room has after another process has carried out a command."""
        change = partial(handle, command=command, ctx=by(OWNER))
        return (await self.services.store.update(room_id, change)).room.version

    async def looks_first(self) -> None:
        """Get to know the rooms there are, which is told too."""
        await self.relay.look()
        self.services.broadcaster.frames.clear()

    def told(self, name: str) -> list[object]:
        return [payload for frame, payload in self.services.broadcaster.frames if frame == name]


@pytest.fixture
async def here() -> AsyncIterator[Here]:
    services = Services()
    await services.comes(OLGA)
    here = Here(services)
    await here.looks_first()
    yield here
    await services.close()


async def test_what_was_done_elsewhere_shows_as_a_gap(here: Here) -> None:
    version = await here.elsewhere(Rename("Film night"))

    await here.relay.look()
    await here.relay.look()

    assert here.told("events") == [("r", version, ())]


async def test_what_was_told_here_is_not_told_again(here: Here) -> None:
    version = await here.elsewhere(Rename("Film night"))
    await here.relay.publish("r", version, ())

    await here.relay.look()

    assert here.told("events") == []


async def test_what_was_done_while_somebody_came_in_is_told(here: Here) -> None:
    await here.services.rooms.create(OWNER, room_id="later")
    await here.services.comes(OLGA, "later")
    version = await here.elsewhere(Rename("Film night"), "later")

    await here.relay.look()
    await here.relay.look()

    assert here.told("events") == [("later", version, ())]


async def test_a_room_that_only_a_message_shows_is_looked_at_too(here: Here) -> None:
    await here.services.rooms.create(OWNER, room_id="shown")
    here.shown = ["shown", "no such room"]
    await here.looks_first()
    version = await here.elsewhere(Rename("Film night"), "shown")

    await here.relay.look()

    assert here.told("events") == [("shown", version, ())]


async def test_who_is_in_a_room_that_was_deleted_elsewhere_is_dismissed(here: Here) -> None:
    here.shown = ["no such room"]

    await here.relay.look()

    assert here.told("bye") == [("no such room", "room_closed", None)]


async def test_who_is_in_a_room_that_was_closed_elsewhere_is_dismissed(here: Here) -> None:
    await here.elsewhere(Close())

    await here.relay.look()

    assert here.told("bye") == [("r", "room_closed", None)]
