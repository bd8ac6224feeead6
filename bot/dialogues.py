"""Conversations kept in the database: a restart does not interrupt one."""

from collections.abc import Mapping
from typing import Any

from aiogram.fsm.state import State
from aiogram.fsm.storage.base import BaseStorage, StateType, StorageKey

from shared.onboarding import DialogueStore


class DialogueStorage(BaseStorage):
    """aiogram's storage of states, for private chats: the bot converses nowhere else."""

    def __init__(self, dialogues: DialogueStore) -> None:
        self._dialogues = dialogues

    async def set_state(self, key: StorageKey, state: StateType = None) -> None:
        if _is_private(key):
            name = state.state if isinstance(state, State) else state
            _, values = await self._dialogues.load(key.user_id)
            await self._dialogues.save(key.user_id, name, values)

    async def get_state(self, key: StorageKey) -> str | None:
        if not _is_private(key):
            return None
        state, _ = await self._dialogues.load(key.user_id)
        return state

    async def set_data(self, key: StorageKey, data: Mapping[str, Any]) -> None:
        if _is_private(key):
            state, _ = await self._dialogues.load(key.user_id)
            await self._dialogues.save(key.user_id, state, data)

    async def get_data(self, key: StorageKey) -> dict[str, Any]:
        if not _is_private(key):
            return {}
        _, values = await self._dialogues.load(key.user_id)
        return dict(values)

    async def close(self) -> None:
        """The database is closed by whoever opened it."""


def _is_private(key: StorageKey) -> bool:
    return key.chat_id == key.user_id
