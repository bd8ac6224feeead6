from shared.protocol import EVENTS
from tests.vectors import PATH, build, render


def test_the_vectors_are_current() -> None:
    assert PATH.read_text(encoding="utf-8") == render(), "run: python -m tests.vectors"


def test_the_vectors_hold_every_event() -> None:
    vectors = build()
    scripts = ("room", "queue", "order", "ready")
    frames = [frame for script in scripts for frame in vectors[script]["frames"]]

    assert {event["type"] for frame in frames for event in frame["events"]} == set(EVENTS)
