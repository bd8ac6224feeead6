"""How the web app stands on what ``shared/foundation.py`` lays."""

from collections.abc import Sequence

import socketio

from shared.chat import Chat
from shared.chat_rights import ChatRights
from shared.emotion_curves import FLUSH_EVERY_S
from shared.entrance import Entrance
from shared.foundation import Foundation
from shared.ports.sharing import Sharing
from shared.presence import SEEN_EVERY_S
from shared.settings import Settings, revealed
from webapp.app import Routes
from webapp.calling_routes import CallingRoutes
from webapp.conversation import Conversation
from webapp.emotions import Emotions
from webapp.failures import Failures
from webapp.gallery import GalleryApi
from webapp.limits import Limits
from webapp.metrics_route import MetricsRoute
from webapp.my_rooms import MyRooms
from webapp.notification_routes import NotificationRoutes
from webapp.page_reports import PageReports
from webapp.realtime import SWEEP_EVERY_S, Gateway
from webapp.review import ReviewApi
from webapp.routes import Api
from webapp.seats import Seats
from webapp.sockets import SocketBroadcaster
from webapp.typing_hints import TypingHints

FORGET_EVERY_S = 60 * 60.0


def create_apis(
    base: Foundation, settings: Settings, limits: Limits, sharing: Sharing
) -> Sequence[Routes]:
    api = Api(
        identity=base.identity,
        rooms=base.rooms,
        store=base.store,
        media=base.media,
        links=base.links,
        urls=base.urls,
        sharing=sharing,
        curves=base.curves,
        limits=limits,
        owner_ids=settings.owner_ids,
    )
    gallery = GalleryApi(identity=base.identity, store=base.store, limits=limits, clock=base.clock)
    my_rooms = MyRooms(
        identity=base.identity,
        rooms=base.rooms,
        store=base.store,
        verdicts=base.verdicts,
        limits=limits,
        clock=base.clock,
    )
    review = ReviewApi(
        identity=base.identity, oversight=base.oversight, limits=limits, clock=base.clock
    )
    notifications = NotificationRoutes(
        identity=base.identity, notifications=base.notifications, limits=limits
    )
    calling = CallingRoutes(
        identity=base.identity, calling_back=base.calling_back, limits=limits, clock=base.clock
    )
    return (
        *(api, calling, gallery, my_rooms, notifications, review),
        *_metrics_routes(base, settings),
    )


def _metrics_routes(base: Foundation, settings: Settings) -> list[MetricsRoute]:
    """Without a token nobody could prove that the page is for them: there is none."""
    token = revealed(settings.metrics_token)
    if token is None:
        return []
    return [MetricsRoute(measures=base.measures, presence=base.presence, token=token)]


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


def keep_up(base: Foundation, gateway: Gateway) -> None:
    base.tasks.every(SEEN_EVERY_S, base.presence.note_seen, name="note who is seen")
    base.tasks.every(SWEEP_EVERY_S, gateway.sweep, name="sweep")
    base.tasks.every(FORGET_EVERY_S, base.notifications.forget_old, name="forget old news")
    base.tasks.every(FLUSH_EVERY_S, base.curves.flush, name="keep emotion curves")
    base.tasks.every(FORGET_EVERY_S, base.log.forget_old, name="forget old actions")
