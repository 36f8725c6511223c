"""A pending call ends once, whoever waits for it and however often it is ended."""

from __future__ import annotations

import asyncio
import math

import pytest
from tests.adapters.runtime.loops import on_loop, settle

from connref_adapters.runtime import PendingCall
from connref_adapters.runtime.calls import safe_jitter


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


@pytest.mark.parametrize("error", [ZeroDivisionError, asyncio.CancelledError, GeneratorExit, BaseException])
@on_loop
async def test_callback_may_be_left_out_and_may_raise(
    error: type[BaseException], caplog: pytest.LogCaptureFixture
) -> None:
    def raise_it(_: object) -> None:
        raise error

    call: PendingCall[int] = PendingCall(raise_it)
    call.succeed(1)
    assert await call == 1
    assert error.__name__ in caplog.text


@pytest.mark.parametrize("number", [math.nan, -1.0, 2.0, None])
@on_loop
async def test_jitter_that_cannot_be_is_logged_and_none(
    number: float | None, caplog: pytest.LogCaptureFixture
) -> None:
    def source() -> float:
        if number is None:
            raise asyncio.CancelledError
        return number

    assert safe_jitter(source)() == 0.0
    assert safe_jitter(lambda: 0.25)() == 0.25
    assert "raised" in caplog.text
