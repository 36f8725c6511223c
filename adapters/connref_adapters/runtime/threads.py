"""The one way into a manager from another thread."""

from __future__ import annotations

import asyncio
import concurrent.futures
from collections.abc import Awaitable, Callable
from typing import TypeVar

T = TypeVar("T")


def run_on_loop(
    loop: asyncio.AbstractEventLoop, act: Callable[[], Awaitable[T] | None]
) -> concurrent.futures.Future[T | None]:
    """Call `act` on the loop and await what it returns, if anything; the future, for any thread, ends likewise.

    Cancelling the future cancels the wait, not the call. Raises `RuntimeError` where the loop is closed.
    """

    async def run() -> T | None:
        called = act()
        return None if called is None else await called

    work = run()
    try:
        return asyncio.run_coroutine_threadsafe(work, loop)
    except RuntimeError:
        work.close()
        raise
