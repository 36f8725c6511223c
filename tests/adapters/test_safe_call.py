"""A callback may raise anything: it is logged, and an order to end the program waits until the caller has gone on."""

from __future__ import annotations

import asyncio

import pytest
from tests.adapters.runtime.loops import on_loop

from connref_adapters.safe_call import call_safely, was_raised_within


@pytest.mark.parametrize("error", [ZeroDivisionError, asyncio.CancelledError, GeneratorExit, BaseException])
@on_loop
async def test_whatever_a_callback_raises_is_logged(
    error: type[BaseException], caplog: pytest.LogCaptureFixture
) -> None:
    def raise_it(_: object) -> None:
        raise error

    call_safely(raise_it, 1)
    assert error.__name__ in caplog.text


@pytest.mark.parametrize("order", [SystemExit(3), KeyboardInterrupt()])
def test_an_order_to_end_ends_the_program_once_the_caller_has_gone_on(order: BaseException) -> None:
    ended: list[str] = []

    def raise_it(_: object) -> None:
        raise order

    async def story() -> None:
        call_safely(raise_it, 1)
        ended.append("the caller")
        await asyncio.sleep(60)

    with pytest.raises(type(order)):
        asyncio.run(story())
    assert ended == ["the caller"]


@on_loop
async def test_the_cancellation_of_another_task_is_told_from_our_own() -> None:
    assert was_raised_within(ZeroDivisionError())
    assert was_raised_within(asyncio.CancelledError())
    assert not any(was_raised_within(error()) for error in (KeyboardInterrupt, SystemExit, GeneratorExit))
    seen: list[bool] = []

    async def waiting() -> None:
        try:
            await asyncio.sleep(3600)
        except asyncio.CancelledError as error:
            seen.append(was_raised_within(error))

    task = asyncio.ensure_future(waiting())
    await asyncio.sleep(0)
    task.cancel()
    await task
    assert seen == [False]
