"""A scope of tasks: none outlives it, none fails in silence."""

from __future__ import annotations

import asyncio

import pytest
from tests.adapters.runtime.loops import on_loop, settle

from connref_adapters.runtime.tasks import TaskScope


async def forever() -> None:
    await asyncio.get_running_loop().create_future()


@on_loop
async def test_close_ends_every_task_and_waits_for_what_it_still_does() -> None:
    scope = TaskScope()
    done: list[str] = []

    async def tidy() -> None:
        try:
            await forever()
        finally:
            await settle()
            done.append("tidied")

    scope.start(tidy(), "tidy")
    scope.start(forever(), "forever")
    await settle()
    await scope.close()
    assert done == ["tidied"]
    await scope.close()


@on_loop
async def test_task_that_starts_another_while_it_ends_is_waited_for_too() -> None:
    scope = TaskScope()

    async def parent() -> None:
        try:
            await forever()
        finally:
            scope.start(forever(), "child")

    scope.start(parent(), "parent")
    await settle()
    await scope.close()
    assert asyncio.all_tasks() == {asyncio.current_task()}


@on_loop
async def test_failure_is_told_at_once_and_raised_at_the_end() -> None:
    told: list[object] = []
    asyncio.get_running_loop().set_exception_handler(lambda _, context: told.append(context.get("exception")))
    scope = TaskScope()

    async def fail() -> None:
        raise ZeroDivisionError

    scope.start(fail(), "fail")
    await settle()
    assert [type(error) for error in told] == [ZeroDivisionError]
    with pytest.raises(ExceptionGroup) as caught:
        await scope.close()
    assert caught.group_contains(ZeroDivisionError)


@on_loop
async def test_close_that_is_cancelled_still_waits() -> None:
    scope = TaskScope()
    done: list[str] = []

    async def slow() -> None:
        try:
            await forever()
        except asyncio.CancelledError:
            await asyncio.shield(asyncio.sleep(0.01))
            done.append("gone")
            raise

    scope.start(slow(), "slow")
    await settle()
    closing = asyncio.create_task(scope.close())
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    closing.cancel()
    await asyncio.wait([closing])
    assert closing.cancelled()
    assert asyncio.all_tasks() - {asyncio.current_task()} == set()
