"""The one way into a manager from another thread."""

from __future__ import annotations

import asyncio
import concurrent.futures
from collections.abc import Awaitable, Callable
from typing import TypeVar

T = TypeVar("T")


def run_on_loop(
    loop: asyncio.AbstractEventLoop, act: Callable[[], Awaitable[T]]
) -> concurrent.futures.Future[T]:
    """Call `act` on the loop and await what it returns; the future, which any thread may wait for, ends likewise.

    Cancelling the future cancels the wait, not the call. Raises `RuntimeError` where the loop is closed.
    """

    async def run() -> T:
        return await act()

    work = run()
    try:
        return asyncio.run_coroutine_threadsafe(work, loop)
    except RuntimeError:
        work.close()
        raise
