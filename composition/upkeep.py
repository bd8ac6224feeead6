"""What is done again and again while the web app runs."""

from shared.emotion_curves import FLUSH_EVERY_S
from shared.foundation import Foundation
from shared.presence import SEEN_EVERY_S
from webapp.realtime import SWEEP_EVERY_S, Gateway

FORGET_EVERY_S = 60 * 60.0


def keep_up(base: Foundation, gateway: Gateway) -> None:
    base.tasks.every(SEEN_EVERY_S, base.presence.note_seen, name="note who is seen")
    base.tasks.every(SWEEP_EVERY_S, gateway.sweep, name="sweep")
    base.tasks.every(FORGET_EVERY_S, base.notifications.forget_old, name="forget old news")
    base.tasks.every(FLUSH_EVERY_S, base.curves.flush, name="keep emotion curves")
    base.tasks.every(FORGET_EVERY_S, base.log.forget_old, name="forget old actions")
