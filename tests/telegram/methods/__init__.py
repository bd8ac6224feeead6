"""The methods of the Bot API that act at once, by name; those of delivery are in delivery.py."""

from collections.abc import Callable
from typing import Any

from tests.telegram.methods import answering, asking, editing, profile, sending
from tests.telegram.params import Params
from tests.telegram.world import World

Method = Callable[[World, Params], Any]

METHODS: dict[str, Method] = {
    **asking.METHODS,
    **sending.METHODS,
    **editing.METHODS,
    **answering.METHODS,
    **profile.METHODS,
}
