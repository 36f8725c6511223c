"""The tasks of one manager: none outlives it and none fails in silence; other threads come in by one way alone."""

from __future__ import annotations

import asyncio
import concurrent.futures
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, TypeVar


class TaskScope:
    """Starts tasks, and ends them all in `close`.

    Unlike `asyncio.TaskGroup` it can be closed from another task than the one that made it, and waits for no task to
    end by itself.
    """

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[None]] = set()
        self._failures: list[Exception] = []

    def start(self, work: Coroutine[Any, Any, None], name: str) -> asyncio.Task[None]:
        """Run it as a task of this scope."""
        task = asyncio.get_running_loop().create_task(work, name=name)
        self._tasks.add(task)
        task.add_done_callback(self._ended)
        return task

    async def close(self) -> None:
        """Cancel every task, once, and wait until it is gone, even when cancelled meanwhile.

        Raises `ExceptionGroup` with what the tasks raised: each a mistake of this program.
        """
        cancelled: asyncio.CancelledError | None = None
        told: set[asyncio.Task[None]] = set()
        while self._tasks:
            for task in self._tasks - told:
                task.cancel()
                told.add(task)
            try:
                await asyncio.wait(self._tasks)
            except asyncio.CancelledError as error:
                cancelled = error
        if self._failures:
            raise ExceptionGroup("tasks of the connection manager failed", self._failures)
        if cancelled is not None:
            raise cancelled

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and isinstance(error := task.exception(), Exception):
            self._failures.append(error)
            task.get_loop().call_exception_handler(
                {"message": f"task {task.get_name()} of the connection manager failed", "exception": error}
            )


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
