import asyncio
import logging

import pytest

from shared.tasks import Tasks


async def test_work_under_way_is_finished_and_waiting_is_ended() -> None:
    tasks, done, may_finish = Tasks(), [], asyncio.Event()

    async def works() -> None:
        await may_finish.wait()
        done.append("work")

    async def waits() -> None:
        await tasks.pause(3_600)
        done.append("never")

    tasks.start(works(), name="works")
    tasks.start(waits(), name="waits")
    closing = asyncio.ensure_future(tasks.close())  # noqa: TID251  the test's own
    await asyncio.sleep(0)
    may_finish.set()
    await closing

    assert done == ["work"]


async def test_what_is_endless_is_cancelled() -> None:
    tasks, ended = Tasks(), []

    async def polls() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            ended.append("polls")

    tasks.start(polls(), name="polls", is_endless=True)
    await asyncio.sleep(0)
    await tasks.close()

    assert ended == ["polls"]


async def test_what_is_started_while_closing_is_finished_too() -> None:
    tasks, done = Tasks(), []

    async def ends() -> None:
        await asyncio.sleep(0)
        done.append("second")

    async def starts() -> None:
        await asyncio.sleep(0)
        tasks.start(ends(), name="ends")

    tasks.start(starts(), name="starts")
    await tasks.close()

    assert done == ["second"]


async def test_a_pause_that_is_not_disturbed_ends_by_itself() -> None:
    await Tasks().pause(0.001)


async def test_a_failure_is_logged_and_repeated_work_goes_on(
    caplog: pytest.LogCaptureFixture,
) -> None:
    tasks, runs, has_run_twice = Tasks(), [], asyncio.Event()

    async def fails() -> None:
        runs.append(1)
        if len(runs) == 2:
            has_run_twice.set()
        raise ValueError("broken")

    with caplog.at_level(logging.ERROR):
        tasks.every(0.001, fails, name="breaks")
        async with asyncio.timeout(5):
            await has_run_twice.wait()
        await tasks.close()

    assert "breaks" in caplog.text
    assert "broken" in caplog.text


async def test_closing_with_nothing_to_close() -> None:
    tasks = Tasks()
    await tasks.close()
    await tasks.close()
