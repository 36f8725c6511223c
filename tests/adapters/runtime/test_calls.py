"""A pending call ends once, whoever waits for it and however often it is ended."""

from __future__ import annotations

import asyncio

import pytest
from tests.adapters.runtime.loops import on_loop, settle

from connref_adapters.runtime import PendingCall


@on_loop
async def test_success_reaches_the_callback_and_everyone_who_awaits() -> None:
    told: list[object] = []
    call: PendingCall[int] = PendingCall(told.append, told.append)
    waiting = asyncio.gather(*(result_of(call) for _ in range(3)))
    await settle()
    assert not call.done
    call.succeed(7)
    assert await waiting == [7, 7, 7]
    assert await call == 7
    assert told == [7]


async def result_of(call: PendingCall[int]) -> int:
    return await call


@on_loop
async def test_only_the_first_end_counts() -> None:
    told: list[object] = []
    call: PendingCall[int] = PendingCall(told.append, told.append)
    error = ValueError("first")
    call.fail(error)
    call.succeed(1)
    call.fail(ValueError("third"))
    assert told == [error]
    assert call.error is error
    with pytest.raises(ValueError, match="first"):
        await call


@on_loop
async def test_failure_that_nobody_awaits_disturbs_nobody() -> None:
    told: list[object] = []
    asyncio.get_running_loop().set_exception_handler(lambda _, context: told.append(context))
    PendingCall[int]().fail(ValueError())
    await settle()
    assert told == []


@on_loop
async def test_callback_may_be_left_out_and_may_raise(caplog: pytest.LogCaptureFixture) -> None:
    def raise_it(_: object) -> None:
        raise ZeroDivisionError

    call: PendingCall[int] = PendingCall(raise_it)
    call.succeed(1)
    assert await call == 1
    assert "ZeroDivisionError" in caplog.text
