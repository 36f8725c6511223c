"""Tests that run on an event loop of their own, and must leave no task behind."""

from __future__ import annotations

import asyncio
import functools
from collections.abc import Callable, Coroutine
from typing import Any, ParamSpec

P = ParamSpec("P")
LIMIT_S = 90
HOPS = 25
"""More turns of the event loop than anything without real input or output takes to come to rest."""


def on_loop(test: Callable[P, Coroutine[Any, Any, None]]) -> Callable[P, None]:
    """Run the test on a fresh loop, bounded in time, and see that no task outlives it."""

    async def bounded(*args: P.args, **kwargs: P.kwargs) -> None:
        async with asyncio.timeout(LIMIT_S):
            await test(*args, **kwargs)
        left = asyncio.all_tasks() - {asyncio.current_task()}
        assert not left, f"tasks left behind: {left}"

    @functools.wraps(test)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        asyncio.run(bounded(*args, **kwargs))

    return run


async def settle() -> None:
    """Let everything happen that can happen without time passing."""
    for _ in range(HOPS):
        await asyncio.sleep(0)
