"""The bot's routers, in the order in which they are asked."""

from aiogram import Router

from bot.channels import auto_button, channel_list, composing, connecting
from bot.groups import membership, watch
from bot.inline import inline_queries
from bot.private import (
    about,
    cancelling,
    fallback,
    farewell,
    language,
    my_rooms,
    new_room,
    renaming,
    start,
)


def create_routers() -> list[Router]:
    """Conversations come first, so that a command ends one; free text comes last."""
    return [
        cancelling.create_router(),
        connecting.create_router(),
        renaming.create_router(),
        composing.create_router(),
        about.create_router(),
        language.create_router(),
        farewell.create_router(),
        my_rooms.create_router(),
        new_room.create_router(),
        channel_list.create_router(),
        start.create_router(),
        inline_queries.create_router(),
        auto_button.create_router(),
        membership.create_router(),
        watch.create_router(),
        fallback.create_router(),
    ]
