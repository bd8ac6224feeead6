from collections.abc import Mapping

from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.fsm.storage.base import StorageKey

from bot.dialogues import DialogueStorage

ANN, GROUP = 7, -100


class Asking(StatesGroup):
    name = State()


class Kept:
    """What is kept, by person."""

    def __init__(self) -> None:
        self.dialogues: dict[int, tuple[str | None, Mapping[str, object]]] = {}

    async def load(self, user_id: int) -> tuple[str | None, Mapping[str, object]]:
        return self.dialogues.get(user_id, (None, {}))

    async def save(self, user_id: int, state: str | None, values: Mapping[str, object]) -> None:
        self.dialogues[user_id] = (state, values)


def context(kept: Kept, chat_id: int) -> FSMContext:
    key = StorageKey(bot_id=42, chat_id=chat_id, user_id=ANN)
    return FSMContext(storage=DialogueStorage(kept), key=key)


async def test_a_conversation_is_found_again() -> None:
    kept = Kept()
    said = context(kept, ANN)
    await said.set_state(Asking.name)
    await said.update_data(room_id="r")

    found = context(kept, ANN)

    assert await found.get_state() == "Asking:name"
    assert await found.get_data() == {"room_id": "r"}
    await found.clear()
    assert await said.get_state() is None


async def test_what_is_said_in_groups_is_no_conversation() -> None:
    kept = Kept()
    private, group = context(kept, ANN), context(kept, GROUP)
    await private.set_state(Asking.name)

    await group.set_state(None)
    await group.set_data({"room_id": "other"})

    assert (await group.get_state(), await group.get_data()) == (None, {})
    assert await private.get_state() == "Asking:name"
