"""The HTTP API."""

from collections.abc import Sequence

from composition.revealing import revealed
from shared.foundation import Foundation
from shared.ports.sharing import Sharing
from shared.settings import Settings
from webapp.app import Routes
from webapp.calling_routes import CallingRoutes
from webapp.gallery import GalleryApi
from webapp.limits import Limits
from webapp.metrics_route import MetricsRoute
from webapp.my_rooms import MyRooms
from webapp.notification_routes import NotificationRoutes
from webapp.review import ReviewApi
from webapp.routes import Api


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
