"""Faults injected at every point in turn: call number 1 fails, then number 2, until a run has no such call any more.

So no point is left out by whoever writes the test; SQLite's loops over failing input and output do the same.
"""

from __future__ import annotations

import errno
import functools
import os
import signal
import warnings
from collections.abc import Callable
from itertools import count
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")
MOST_POINTS = 500
"""More calls than this are a loop without end."""
AFTERWARDS = frozenset({"close", "abort"})
"""Calls that give something back: they do so, and fail then."""


class Injector:
    """Lets every call happen but number `at` (from 1), which does what `fail` does; `struck` once that has come."""

    def __init__(self, at: int, fail: Callable[[str], None]) -> None:
        self.struck: str | None = None
        self._at = at
        self._fail = fail
        self._calls = 0

    def point(self, name: str) -> None:
        """A call of that name is about to happen."""
        self._calls += 1
        if self._calls == self._at:
            self.struck = name
            self._fail(name)

    def wrapped(self, name: str, call: Callable[P, T]) -> Callable[P, T]:
        """The same call, which may fail."""

        @functools.wraps(call)
        def wrapped(*args: P.args, **kwargs: P.kwargs) -> T:
            if name not in AFTERWARDS:
                self.point(name)
                return call(*args, **kwargs)
            result = call(*args, **kwargs)
            self.point(name)
            return result

        return wrapped


class Proxy:
    """A module as `real`, of which each function that is `named` goes through an injector."""

    def __init__(self, real: Any, injector: Injector, named: frozenset[str]) -> None:  # noqa: ANN401 - any module
        self._real = real
        self._injector = injector
        self._named = named

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - as above
        value = getattr(self._real, name)
        return self._injector.wrapped(name, value) if name in self._named else value


def at_every_point(fail: Callable[[str], None], play: Callable[[Injector], None]) -> list[str]:
    """Play with a failure at the first point, then at the second, and so on; the names of all that were struck."""
    struck: list[str] = []
    for at in count(1):
        assert at <= MOST_POINTS
        injector = Injector(at, fail)
        play(injector)
        if injector.struck is None:
            return struck
        struck.append(injector.struck)
    raise AssertionError


def no_space() -> OSError:
    """What a full disk says."""
    return OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def killed_there(play: Callable[[], None]) -> int:
    """Play in a child process; the signal that ended it, 0 where none did."""
    with warnings.catch_warnings():
        # The child does nothing but this, so that it needs no other thread.
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if not child:
        try:
            play()
        finally:
            os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0


def kill_itself(_: str) -> None:
    """Die at once, as by kill -9."""
    os.kill(os.getpid(), signal.SIGKILL)
