"""Everything the two edges stand on, put together: settings to adapters to services."""

import logging
import sys
from pathlib import Path

from sqlalchemy.ext.asyncio import AsyncEngine

from shared.action_log import ActionLog
from shared.broadcasting import Broadcasters
from shared.calling_back import CallingBack
from shared.clock import SystemClock
from shared.emotion_curves import EmotionCurves
from shared.forgetting import Forgetting
from shared.holding import Holding
from shared.identity import BotToken, Identity
from shared.invitations import InvitationUrls
from shared.links import Links
from shared.media.resolver import MediaResolver
from shared.metrics import Metrics
from shared.notifications import Notifications
from shared.oversight import Oversight
from shared.presence import Presence
from shared.ready_checks import ReadyChecks
from shared.reports import Reports
from shared.rooms import Rooms
from shared.round_trips import RoundTrips
from shared.rulings import Rulings
from shared.service_bans import ServiceBans
from shared.settings import Settings
from shared.storage import database
from shared.storage.actions import SqlActionStore
from shared.storage.complaints import SqlComplaintStore
from shared.storage.emotion_curves import SqlEmotionCurveStore
from shared.storage.kept_secrets import kept_secret
from shared.storage.members import SqlMemberStore
from shared.storage.messages import SqlMessageStore
from shared.storage.notifications import SqlNotificationStore
from shared.storage.onboarding import (
    SqlChatStore,
    SqlDialogueStore,
    SqlErasure,
    SqlLiveMessageStore,
    SqlPersonStore,
    SqlPostStore,
    SqlUpdateStore,
)
from shared.storage.presence import MemoryPresenceStore
from shared.storage.rooms import SqlRoomStore
from shared.storage.verdicts import SqlServiceBanStore, SqlVerdictStore
from shared.storage.visits import SqlVisitStore
from shared.tasks import Tasks
from shared.texts import Texts
from shared.waiting_line import WaitingLine

logger = logging.getLogger(__name__)

LOCALE = Path(__file__).parent / "locale"
ADVISED_SECRET_LENGTH = 32


class Foundation:
    """
    Attributes:
        broadcaster: Nobody hears it yet; each edge adds who does.
    """

    def __init__(self, settings: Settings, engine: AsyncEngine, link_secret: bytes) -> None:
        self.clock, self.tasks, self.texts = SystemClock(), Tasks(), Texts.load(LOCALE)
        self._engine = engine
        self.store, self.members = SqlRoomStore(engine), SqlMemberStore(engine)
        self.messages, self.visits = SqlMessageStore(engine), SqlVisitStore(engine)
        self.chats, self.posts = SqlChatStore(engine), SqlPostStore(engine)
        self.live_messages, self.people = SqlLiveMessageStore(engine), SqlPersonStore(engine)
        self.dialogues, self.updates = SqlDialogueStore(engine), SqlUpdateStore(engine)
        self.curves = EmotionCurves(SqlEmotionCurveStore(engine))
        self.broadcaster = Broadcasters()
        self.media = MediaResolver()
        self.links = Links(link_secret, self.clock)
        self.urls = InvitationUrls(settings.bot_username, settings.app_name, settings.public_url)
        self.presence = Presence(
            MemoryPresenceStore(), self.store, self.broadcaster, self.clock, self.tasks
        )
        ban_store, self.verdicts = SqlServiceBanStore(engine), SqlVerdictStore(engine)
        self.bans = ServiceBans(ban_store, self.clock)
        self.round_trips, self.measures = RoundTrips(), Metrics()
        self.line = WaitingLine(MemoryPresenceStore(), self.clock)
        self.rooms = Rooms(
            store=self.store,
            members=self.members,
            visits=self.visits,
            presence=self.presence,
            broadcaster=self.broadcaster,
            media=self.media,
            links=self.links,
            clock=self.clock,
            tasks=self.tasks,
            bans=self.bans,
            round_trips=self.round_trips,
        )
        self.log = ActionLog(
            rooms=self.rooms,
            actions=SqlActionStore(engine),
            visits=self.visits,
            clock=self.clock,
        )
        self.rooms.add_follower(self.log)
        self.holding = Holding(
            rooms=self.rooms,
            store=self.store,
            presence=self.presence,
            round_trips=self.round_trips,
            clock=self.clock,
        )
        self.rooms.add_follower(self.holding)
        self.ready_checks = ReadyChecks(
            rooms=self.rooms,
            store=self.store,
            presence=self.presence,
            round_trips=self.round_trips,
            clock=self.clock,
            tasks=self.tasks,
        )
        self.notifications = Notifications(
            store=SqlNotificationStore(engine),
            visits=self.visits,
            broadcaster=self.broadcaster,
            clock=self.clock,
        )
        self.rooms.add_follower(self.notifications)
        complaints = SqlComplaintStore(engine)
        self.reports = Reports(
            rooms=self.rooms,
            messages=self.messages,
            visits=self.visits,
            complaints=complaints,
            clock=self.clock,
        )
        self.oversight = Oversight(
            owner_ids=settings.owner_ids,
            store=self.store,
            rooms=self.rooms,
            presence=self.presence,
            broadcaster=self.broadcaster,
            complaints=complaints,
            bans=ban_store,
            rulings=Rulings(
                verdicts=self.verdicts,
                visits=self.visits,
                notifications=self.notifications,
                clock=self.clock,
            ),
            clock=self.clock,
        )
        self.calling_back = CallingBack(
            rooms=self.rooms,
            visits=self.visits,
            presence=self.presence,
            notifications=self.notifications,
            clock=self.clock,
        )
        self.forgetting = Forgetting(
            rooms=self.rooms, store=self.store, visits=self.visits, erasure=SqlErasure(engine)
        )
        self.identity = Identity(
            bot_tokens=_bot_tokens(settings),
            max_age_s=settings.init_data_max_age,
            allow_guests=settings.are_guests_allowed,
            clock=self.clock,
        )

    @classmethod
    async def lay(cls, settings: Settings) -> "Foundation":
        """Open the database, and build on it."""
        engine = await _ready_database(settings)
        return cls(settings, engine, await _link_secret(settings, engine))

    async def close(self) -> None:
        await self.tasks.close()
        await self.media.close()
        await self._engine.dispose()


async def _ready_database(settings: Settings) -> AsyncEngine:
    """The embedded database brings itself up to date; a server is its operator's."""
    engine = database.connect(settings.database_url.get_secret_value())
    if settings.embedded_database_file is not None:
        await database.migrate(engine)
    elif not await database.is_current(engine):
        sys.exit("The database's schema is not up to date: run `python main.py migrate` first")
    return engine


async def _link_secret(settings: Settings, engine: AsyncEngine) -> bytes:
    if settings.link_secret is None:
        return (await kept_secret(engine, "links")).encode()
    secret = settings.link_secret.get_secret_value()
    if len(secret) < ADVISED_SECRET_LENGTH:
        logger.warning("LINK_SECRET is short: give it %d random characters", ADVISED_SECRET_LENGTH)
    return secret.encode()


def _bot_tokens(settings: Settings) -> list[BotToken]:
    tokens = []
    if settings.bot_token:
        tokens.append(BotToken(settings.bot_token.get_secret_value()))
    if settings.bot_token_old and settings.bot_token_old_until:
        until_ms = int(settings.bot_token_old_until.timestamp() * 1000)
        tokens.append(BotToken(settings.bot_token_old.get_secret_value(), until_ms))
    return tokens
