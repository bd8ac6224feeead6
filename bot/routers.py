"""The bot's routers, in the order in which they are asked."""

from aiogram import Router

from bot import start


def create_routers() -> list[Router]:
    return [start.create_router()]
