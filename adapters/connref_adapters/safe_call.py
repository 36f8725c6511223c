"""The one way in which callbacks, listeners and observers of others are called: whatever they raise, we go on."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

LOGGER = logging.getLogger("connref.runtime")


def call_safely(callback: Callable[[T], object], value: T) -> None:
    """Call into the application; what it raises, `BaseException` included, is logged and goes no further (INP-ROBUST).

    An order to end the program is given on to the event loop once the machine has done what it is at.
    """
    try:
        callback(value)
    except (KeyboardInterrupt, SystemExit) as order:
        asyncio.get_running_loop().call_soon(_raised, order)
    except BaseException:
        LOGGER.exception("a callback of the application raised")


def was_raised_within(error: BaseException) -> bool:
    """Whether a task met this error in what it called, such as the `CancelledError` of another task's `result()`.

    Not so where the task itself is being ended, or the program.
    """
    if isinstance(error, asyncio.CancelledError):
        task = asyncio.current_task()
        return task is None or not task.cancelling()
    return not isinstance(error, KeyboardInterrupt | SystemExit | GeneratorExit)


def _raised(order: BaseException) -> None:
    raise order
