"""Write the vectors that both languages are tested against: ``python -m tests.vectors``."""

import json
from dataclasses import asdict, replace
from itertools import product
from pathlib import Path
from typing import Any

from shared import protocol
from shared.domain.commands import RoomCommand
from shared.domain.decisions import handle
from shared.domain.hold import Patience
from shared.domain.managing_commands import (
    Close,
    Rename,
    RevokeLinks,
    SetCapacity,
    SetDeputy,
    SetEmotions,
    SetGrant,
    SetPatience,
    SetRole,
    SetTolerance,
    SetVisibility,
    TransferRoom,
)
from shared.domain.media import Kind, Media, Provider
from shared.domain.moderation_commands import (
    AskForControl,
    BanUser,
    DeclineControl,
    KickUser,
    MuteUser,
    SetFilter,
    SetSlowMode,
    SetTrust,
    UnbanUser,
    UnmuteUser,
)
from shared.domain.permissions import Permission, Role
from shared.domain.playback import Playback
from shared.domain.playback_commands import (
    ItemEnded,
    Load,
    Pause,
    Play,
    PlayItem,
    Seek,
    SetRate,
    Skip,
)
from shared.domain.queue import Loop
from shared.domain.queue_commands import (
    AddPlaylist,
    AddToQueue,
    Approve,
    ClearQueue,
    MoveItem,
    Reject,
    RemoveFromQueue,
    SetAutoplay,
    SetLoop,
    ShuffleQueue,
    Suggest,
    UndoQueue,
    Vote,
    VoteSkip,
)
from shared.domain.ready_commands import (
    AnswerReadyCheck,
    CancelReadyCheck,
    FinishReadyCheck,
    StartReadyCheck,
)
from shared.domain.room import Chat, Visibility
from shared.domain.standing import leader, standing
from shared.domain.system_commands import (
    CloseByService,
    CountReady,
    Describe,
    Forget,
    HoldFor,
    HonourChat,
    HonourLink,
    SystemCommand,
    TieToChat,
)
from shared.domain.upkeep import handle_system
from tests.factories import ADMIN, DEPUTY, FILM, NOW, OTHER, OWNER, VIEWER, by, make_room, present

DESCRIBED = Media(Provider.FILE, Kind.MP4, FILM.url, title="Носферату", thumbnail_url="https://t")

# At how many ms, what; new items are named after their place here.
SCRIPT: list[tuple[int, RoomCommand | SystemCommand]] = [
    (0, Load("…")),
    (10, AddToQueue("…")),
    (20, AddToQueue("…")),
    (30, AddToQueue("…")),
    (40, Describe("0", DESCRIBED)),
    (50, Describe("2", DESCRIBED)),
    (1_000, Pause()),
    (2_000, Play()),
    (3_500, SetRate(1.5)),
    (5_500, Seek(60)),
    (5_600, HoldFor((VIEWER, OTHER), 250)),
    (5_700, HoldFor((OTHER,), 250)),
    (5_710, Seek(61)),
    (5_800, HoldFor((), 250)),
    (5_900, HoldFor((VIEWER,), 250)),
    (5_910, Pause()),
    (5_920, Play()),
    (5_930, HoldFor((VIEWER,), 250)),
    (6_000, PlayItem("3")),
    (7_000, RemoveFromQueue("1")),
    (8_000, Skip("3")),
    (9_000, ItemEnded("2")),
    (9_100, Rename("Ночь кино")),
    (9_200, SetVisibility(Visibility.PUBLIC)),
    (9_300, SetRole(VIEWER, Role.ADMIN)),
    (9_400, SetRole(ADMIN, Role.VIEWER)),
    (9_500, HonourLink(OTHER, Role.ADMIN)),
    (9_600, SetDeputy(DEPUTY)),
    (9_700, RevokeLinks()),
    (9_710, SetGrant(Permission.CONTROL, Role.VIEWER)),
    (9_712, SetCapacity(12)),
    (9_713, SetPatience(Patience.ALWAYS)),
    (9_714, SetTolerance(0.5)),
    (9_715, SetEmotions(("😂", "❤", "👩‍🚀"))),
    (9_720, TieToChat(Chat(-100, "Киноклуб", is_members_only=True))),
    (9_730, HonourChat(ADMIN, Role.ADMIN)),
    (9_740, HonourChat(OTHER, Role.ADMIN)),
    (9_750, HonourChat(ADMIN, Role.VIEWER)),
    (9_760, AddToQueue("…")),
    (9_762, Load("…")),
    (9_764, HoldFor((VIEWER, OTHER), 250)),
    (9_766, Forget(OTHER)),
    (9_770, SetPatience(Patience.NEVER)),
    (9_780, Close()),
]

PLAYLIST = (FILM, replace(FILM, url="https://films.test/2.mp4"), DESCRIBED)

# As above, and by whom; in a room of its own, where everybody is.
QUEUE_SCRIPT: list[tuple[int, int, RoomCommand | SystemCommand]] = [
    (0, OWNER, Load("…")),
    (10, OWNER, AddPlaylist("…")),
    (20, OWNER, AddToQueue("…", is_next=True)),
    (30, OWNER, MoveItem("2", None)),
    (40, OWNER, MoveItem("1.2", "1.0")),
    (50, OWNER, Describe("2", DESCRIBED)),
    (60, OWNER, UndoQueue("4")),
    (70, OWNER, ShuffleQueue()),
    (80, OWNER, SetLoop(Loop.ALL)),
    (90, OWNER, ItemEnded("0")),
    (100, OWNER, SetLoop(Loop.ONE)),
    (110, OWNER, ItemEnded("1.1")),
    (120, OWNER, SetLoop(Loop.OFF)),
    (130, OWNER, SetAutoplay(is_on=False)),
    (140, VIEWER, Suggest("…")),
    (150, OTHER, Vote("14", is_for=True)),
    (160, OTHER, VoteSkip("11")),
    (170, OWNER, Describe("14", DESCRIBED)),
    (180, OWNER, Approve("14")),
    (190, OWNER, Describe("14", replace(DESCRIBED, title="Nosferatu"))),
    (200, OWNER, UndoQueue("18")),
    (210, OWNER, Reject("14")),
    (220, OWNER, UndoQueue("21")),
    (230, OTHER, Vote("14", is_for=False)),
    (240, OTHER, VoteSkip("11", is_for=False)),
    (250, VIEWER, VoteSkip("11")),
    (260, OWNER, RemoveFromQueue("1.0")),
    (270, OWNER, ClearQueue()),
    (280, OWNER, Forget(VIEWER)),
    (290, OWNER, Forget(OWNER)),
    (300, OWNER, CloseByService("Реклама")),
]

# As above.
ORDER_SCRIPT: list[tuple[int, int, RoomCommand | SystemCommand]] = [
    (0, OWNER, Load("…")),
    (10, VIEWER, AskForControl()),
    (20, OTHER, AskForControl()),
    (30, OTHER, AskForControl(is_asking=False)),
    (40, ADMIN, SetTrust(VIEWER, Permission.CONTROL)),
    (50, ADMIN, SetTrust(OTHER, Permission.QUEUE)),
    (60, ADMIN, SetTrust(VIEWER, Permission.CONTROL, is_trusted=False)),
    (70, VIEWER, AskForControl()),
    (80, ADMIN, DeclineControl(VIEWER)),
    (90, OTHER, AskForControl()),
    (100, ADMIN, KickUser(VIEWER, "спойлер")),
    (110, ADMIN, MuteUser(OTHER, 60)),
    (120, OWNER, MuteUser(ADMIN)),
    (130, OWNER, UnmuteUser(ADMIN)),
    (60_130, OWNER, MuteUser(VIEWER, 600, "капс")),
    (60_140, OTHER, VoteSkip("0")),
    (60_150, OWNER, SetDeputy(OTHER)),
    (60_160, OWNER, BanUser(OTHER)),
    (60_170, OWNER, BanUser(ADMIN, 3600)),
    (60_180, OWNER, UnbanUser(OTHER)),
    (60_190, OWNER, SetSlowMode(30)),
    (60_200, OWNER, SetFilter(("спойлер*", "Конец"))),
    (60_210, OWNER, SetGrant(Permission.MODERATE, Role.OWNER)),
    (60_220, OWNER, SetDeputy(DEPUTY)),
    (60_230, OWNER, TransferRoom(DEPUTY)),
    (60_240, OWNER, Forget(VIEWER)),
    (60_250, OWNER, Forget(ADMIN)),
]

# As above.
READY_SCRIPT: list[tuple[int, int, RoomCommand | SystemCommand]] = [
    (0, OWNER, Load("…")),
    (1_000, OWNER, StartReadyCheck()),
    (1_100, VIEWER, AnswerReadyCheck("1")),
    (1_200, OTHER, AnswerReadyCheck("1")),
    (1_300, OTHER, AnswerReadyCheck("1", is_ready=False)),
    (1_400, OWNER, Seek(30)),
    (1_500, OWNER, CancelReadyCheck("1")),
    (1_600, OWNER, StartReadyCheck()),
    (1_700, OWNER, FinishReadyCheck("7")),
    (1_800, OWNER, Seek(31)),
    (1_900, OWNER, CancelReadyCheck("7")),
    (2_000, ADMIN, StartReadyCheck()),
    (2_100, OWNER, CountReady((ADMIN,), 250)),
    (2_200, OWNER, Play()),
    (2_300, ADMIN, StartReadyCheck()),
    (2_400, OWNER, AnswerReadyCheck("14")),
    (2_500, DEPUTY, AnswerReadyCheck("14")),
    (2_600, VIEWER, AnswerReadyCheck("14")),
    (2_700, OTHER, AnswerReadyCheck("14")),
    (5_100, OWNER, HoldFor((VIEWER,), 250)),
    (5_200, OWNER, StartReadyCheck()),
    (5_300, VIEWER, AnswerReadyCheck("20")),
    (5_400, OWNER, Forget(VIEWER)),
    (5_500, OWNER, Play()),
    (5_600, OWNER, StartReadyCheck()),
    (5_700, OWNER, Load("…")),
]


def build() -> dict[str, Any]:
    return {
        "room": _room(),
        "queue": _played(QUEUE_SCRIPT),
        "order": _played(ORDER_SCRIPT),
        "ready": _played(READY_SCRIPT),
        "positions": _positions(),
        "moves": _moves(),
        "standings": _standings(),
    }


def _room() -> dict[str, Any]:
    room = make_room(current=None)
    start, frames = protocol.dump_room(room), []
    for n, (at_ms, command) in enumerate(SCRIPT):
        now_ms = NOW + at_ms
        if isinstance(command, SystemCommand):
            change = handle_system(room, command, now_ms)
        else:
            change = handle(room, command, by(OWNER, now_ms=now_ms, new_id=str(n)))
        assert change.events, f"{command} does nothing here"
        room = change.room
        events = [protocol.dump_event(event) for event in change.events]
        frames.append({"version": room.version, "events": events})
    return {"start": start, "frames": frames, "end": protocol.dump_room(room)}


def _played(script: list[tuple[int, int, RoomCommand | SystemCommand]]) -> dict[str, Any]:
    room = make_room(current=None)
    start, frames = protocol.dump_room(room), []
    everybody = present(OWNER, ADMIN, DEPUTY, VIEWER, OTHER)
    for n, (at_ms, user_id, command) in enumerate(script):
        now_ms = NOW + at_ms
        names = {person.user_id: person.name for person in everybody}
        facts = {"now_ms": now_ms, "new_id": str(n), "present": everybody, "seed": n}
        if isinstance(command, SystemCommand):
            change = handle_system(room, command, now_ms)
        else:
            change = handle(room, command, by(user_id, playlist=PLAYLIST, names=names, **facts))
        assert change.events, f"{command} does nothing here"
        room = change.room
        events = [protocol.dump_event(event) for event in change.events]
        frames.append({"version": room.version, "events": events})
    return {"start": start, "frames": frames, "end": protocol.dump_room(room)}


def _positions() -> list[dict[str, Any]]:
    motions = [Playback(10, 1, True, 0), Playback(10, 1.5, False, 0), Playback(10, 1, False, 9_000)]
    instants = (0, 2_000, 10_000)
    return [
        {
            "playback": {
                "position": motion.position,
                "rate": motion.rate,
                "paused": motion.paused,
                "updated_at_ms": motion.updated_at_ms,
            },
            "now_ms": now_ms,
            "position": motion.position_at(now_ms),
        }
        for motion, now_ms in product(motions, instants)
    ]


def _moves() -> list[dict[str, Any]]:
    """What each command makes of each motion: also what the simulator's server is held to."""
    motions = [
        Playback(10, 1, True, NOW - 5_000),
        Playback(10, 1.5, False, NOW - 5_000),
        Playback(10, 1, False, NOW + 100),
        Playback(10, 1, False, NOW + 60_000),
    ]
    commands: list[Play | Pause | Seek | SetRate] = [Play(), Pause(), Seek(60), SetRate(1.25)]
    moves = []
    for motion, command, lead_ms in product(motions, commands, (0, 250)):
        room = make_room(playback=motion)
        change = handle(room, command, by(OWNER, now_ms=NOW, lead_ms=lead_ms))
        name = protocol.wire_name(type(command))
        moves.append(
            {
                "playback": asdict(motion),
                "command": name,
                "fields": asdict(command),
                "now_ms": NOW,
                "lead_ms": lead_ms,
                "becomes": asdict(change.room.playback),
            }
        )
    return moves


def _standings() -> list[dict[str, Any]]:
    room = make_room(deputy_id=DEPUTY)
    crowds = [(OWNER, VIEWER), (VIEWER, DEPUTY), (VIEWER, ADMIN), (VIEWER, OTHER)]
    return [
        {
            "room": protocol.dump_room(room),
            "leader_id": leader(room, present(*crowd)),
            "user_id": user_id,
            "role": standing(room, user_id, present(*crowd)).value,
        }
        for crowd in crowds
        for user_id in crowd
    ]


PATH = Path(__file__).parent / "data" / "vectors.json"


def render() -> str:
    return json.dumps(build(), indent=1, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    PATH.write_text(render(), encoding="utf-8")
