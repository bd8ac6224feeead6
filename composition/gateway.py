"""The sockets, and all that answers them."""

import socketio

from shared.chat import Chat
from shared.chat_rights import ChatRights
from shared.entrance import Entrance
from shared.foundation import Foundation
from webapp.conversation import Conversation
from webapp.emotions import Emotions
from webapp.failures import Failures
from webapp.limits import Limits
from webapp.page_reports import PageReports
from webapp.realtime import Gateway
from webapp.seats import Seats
from webapp.sockets import SocketBroadcaster
from webapp.typing_hints import TypingHints


def create_gateway(
    base: Foundation,
    sio: socketio.AsyncServer,
    chat_rights: ChatRights,
    limits: Limits,
    *,
    is_open: bool,
) -> Gateway:
    """
    Args:
        is_open: Whether whoever comes to a room that is not there makes it.
    """
    base.broadcaster.add(SocketBroadcaster(sio, base.tasks, base.clock))
    seats = Seats(
        sio,
        rooms=base.rooms,
        presence=base.presence,
        line=base.line,
        broadcaster=base.broadcaster,
        tasks=base.tasks,
    )
    base.broadcaster.add(seats)
    base.broadcaster.add(base.ready_checks)
    return Gateway(
        sio,
        identity=base.identity,
        entrance=_entrance(base, chat_rights, is_open=is_open),
        rooms=base.rooms,
        presence=base.presence,
        seats=seats,
        conversation=_conversation(base, limits),
        emotions=Emotions(base.broadcaster, base.curves, base.clock, base.tasks),
        page_reports=PageReports(
            rooms=base.rooms,
            presence=base.presence,
            holding=base.holding,
            measures=base.measures,
            failures=Failures(base.broadcaster),
            limits=limits,
        ),
        log=base.log,
        notifications=base.notifications,
        limits=limits,
        round_trips=base.round_trips,
        holding=base.holding,
    )


def _conversation(base: Foundation, limits: Limits) -> Conversation:
    chat = Chat(
        rooms=base.rooms,
        messages=base.messages,
        presence=base.presence,
        broadcaster=base.broadcaster,
        clock=base.clock,
        log=base.log,
    )
    typing = TypingHints(base.broadcaster, base.tasks)
    return Conversation(
        rooms=base.rooms, chat=chat, reports=base.reports, typing=typing, limits=limits
    )


def _entrance(base: Foundation, chat_rights: ChatRights, *, is_open: bool) -> Entrance:
    return Entrance(
        rooms=base.rooms,
        store=base.store,
        members=base.members,
        presence=base.presence,
        chat_rights=chat_rights,
        visits=base.visits,
        links=base.links,
        clock=base.clock,
        bans=base.bans,
        is_open=is_open,
    )
