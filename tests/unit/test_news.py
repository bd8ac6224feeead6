"""What of a room's changes is news for whom."""

import pytest

from shared.domain.commands import RoomCommand
from shared.domain.decisions import handle
from shared.domain.managing_commands import Close, SetDeputy, SetRole, TransferRoom
from shared.domain.moderation_commands import (
    BanUser,
    KickUser,
    MuteUser,
    SetTrust,
    UnbanUser,
    UnmuteUser,
)
from shared.domain.news import NewsCode, news_of
from shared.domain.permissions import DEFAULT_GRANTS, Permission, Role
from shared.domain.playback_commands import ItemEnded, Pause, Skip
from shared.domain.queue import Loop, Suggestion
from shared.domain.queue_commands import Approve, Reject, Withdraw
from shared.domain.room import Room
from shared.domain.sanctions import Sanction
from shared.protocol import PREAMBLE, ROOT
from tests.factories import (
    ADMIN,
    CLIP,
    DEPUTY,
    FILM,
    OTHER,
    OWNER,
    VIEWER,
    by,
    make_item,
    make_room,
)

SUGGESTED = make_item("suggested", CLIP, added_by=VIEWER)
FOE = 9
ROOM = make_room(
    suggestions=(Suggestion(SUGGESTED),),
    deputy_id=DEPUTY,
    admins=(ADMIN, OTHER),
    banned=(Sanction(FOE),),
    muted=(Sanction(FOE),),
)
NEXT = make_room(queue=(SUGGESTED,))
Told = list[tuple[int, NewsCode]]


def told(room: Room, command: RoomCommand, actor_id: int) -> Told:
    change = handle(room, command, by(actor_id, names={VIEWER: "Vera", ADMIN: "Adam"}))
    return [(news.user_id, news.code) for news in news_of(change, actor_id)]


@pytest.mark.parametrize(
    ("command", "actor_id", "expected"),
    [
        pytest.param(
            SetRole(VIEWER, Role.ADMIN), OWNER, [(VIEWER, NewsCode.PROMOTED)], id="made an admin"
        ),
        pytest.param(
            SetRole(ADMIN, Role.VIEWER), OWNER, [(ADMIN, NewsCode.DEMOTED)], id="a viewer again"
        ),
        pytest.param(
            SetDeputy(ADMIN),
            OWNER,
            [(DEPUTY, NewsCode.DEPUTY_UNNAMED), (ADMIN, NewsCode.DEPUTY_NAMED)],
            id="another deputy",
        ),
        pytest.param(
            SetDeputy(None), OWNER, [(DEPUTY, NewsCode.DEPUTY_UNNAMED)], id="no deputy any more"
        ),
        pytest.param(
            Approve("suggested"), ADMIN, [(VIEWER, NewsCode.SUGGESTION_APPROVED)], id="approved"
        ),
        pytest.param(
            Reject("suggested"), ADMIN, [(VIEWER, NewsCode.SUGGESTION_REJECTED)], id="rejected"
        ),
        pytest.param(TransferRoom(ADMIN), OWNER, [(ADMIN, NewsCode.OWNER_NAMED)], id="handed over"),
        pytest.param(
            SetTrust(VIEWER, Permission.CONTROL, is_trusted=True),
            OWNER,
            [(VIEWER, NewsCode.CONTROL_GIVEN)],
            id="let control",
        ),
        pytest.param(KickUser(VIEWER), ADMIN, [(VIEWER, NewsCode.KICKED)], id="kicked"),
        pytest.param(BanUser(VIEWER, None), ADMIN, [(VIEWER, NewsCode.BANNED)], id="banned"),
        pytest.param(MuteUser(VIEWER, 60), ADMIN, [(VIEWER, NewsCode.MUTED)], id="muted"),
        pytest.param(UnbanUser(FOE), ADMIN, [(FOE, NewsCode.UNBANNED)], id="no longer banned"),
        pytest.param(UnmuteUser(FOE), ADMIN, [(FOE, NewsCode.UNMUTED)], id="no longer muted"),
        pytest.param(Withdraw("suggested"), VIEWER, [], id="one's own withdrawal"),
        pytest.param(
            Close(),
            OWNER,
            [(person, NewsCode.ROOM_CLOSED) for person in (ADMIN, DEPUTY, OTHER)],
            id="those who ran a room hear of its end, but for who ended it",
        ),
        pytest.param(Pause(), OWNER, [], id="what everybody sees"),
    ],
)
def test_who_is_told_of_what(command: RoomCommand, actor_id: int, expected: Told) -> None:
    assert told(ROOM, command, actor_id) == expected


@pytest.mark.parametrize("command", [Skip("film"), ItemEnded("film")])
def test_a_suggestion_that_is_on_is_news_for_who_made_it(command: Skip | ItemEnded) -> None:
    [news] = news_of(handle(NEXT, command, by(ADMIN)), ADMIN)

    assert (news.user_id, news.code) == (VIEWER, NewsCode.SUGGESTION_PLAYED)
    assert news.facts["media"] == {"title": CLIP.title, "url": CLIP.url, "kind": CLIP.kind}


def test_what_somebody_queued_by_themselves_is_no_news_for_them() -> None:
    queued = make_room(queue=(make_item("own", CLIP, added_by=ADMIN),))
    open_to_all = make_room(
        queue=(SUGGESTED,), grants={**DEFAULT_GRANTS, Permission.QUEUE: Role.VIEWER}
    )

    assert told(queued, Skip("film"), OWNER) == []
    assert told(open_to_all, Skip("film"), OWNER) == []


def test_what_is_repeated_is_no_news() -> None:
    again = make_room(current=make_item(added_by=VIEWER), loop=Loop.ONE)
    round_and_round = make_room(queue=(SUGGESTED,), loop=Loop.ALL)
    alike = make_room(queue=(make_item("alike", FILM, added_by=VIEWER),))

    assert told(again, ItemEnded("film"), OWNER) == []
    assert told(round_and_round, Skip("film"), OWNER) == []
    assert told(alike, Skip("film"), OWNER) == []


def test_who_has_been_forgotten_is_told_nothing() -> None:
    room = make_room(queue=(make_item("theirs", CLIP, added_by=0),))

    assert told(room, Skip("film"), OWNER) == []


@pytest.mark.parametrize("code", NewsCode)
def test_every_code_stands_on_the_wires_page_and_has_its_look(code: NewsCode) -> None:
    assert f"`{code}`" in PREAMBLE
    assert f"\n  {code}: " in (ROOT / "webapp/static/js/news.js").read_text(encoding="utf-8")
