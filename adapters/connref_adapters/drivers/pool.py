"""Several drivers at once behind the interface of one: the same playbacks in the same order, sooner.

Each case runs on a device of its own (the driver protocol, reset), so that which driver plays it makes no difference.
Workers take the next case when they have room; playbacks are put back in order before anyone sees them.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from threading import Condition, Thread
from types import TracebackType
from typing import Self

from connref.errors import UsageError
from connref.protocol import Case, Mode, Step
from connref_adapters.drivers.connection import Connection
from connref_adapters.drivers.faults import DriverFault, FaultReason, Trouble
from connref_adapters.drivers.hello import Hello
from connref_adapters.drivers.messages import Playback

AHEAD = 2000
"""How many playbacks may wait for an earlier one; a worker further ahead than that pauses."""


WINDOW = 256
"""Requests in flight per driver: enough to keep a pipe busy, few enough to share the cases out evenly."""


class DriverPool:
    """`jobs` drivers, each made by `make`, used as one. At most one `play_many` at a time.

    `recovered` has the faults that restarts got over, of all drivers.
    """

    def __init__(self, make: Callable[[], Connection], jobs: int) -> None:
        if jobs < 1:
            raise UsageError(f"the number of jobs must be 1 or more; got {jobs}")
        self._drivers = [make() for _ in range(jobs)]

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def recovered(self) -> list[DriverFault]:
        """The faults that a restart got over, driver by driver."""
        return [fault for driver in self._drivers for fault in driver.recovered]

    def hello(self) -> Hello:
        """The introduction of the first driver; the others must agree with it. Raises `DriverFault`."""
        return self._drivers[0].hello()

    def play(self, mode: Mode | None, steps: Sequence[Step], *, label: str = "single") -> Playback:
        """Play one case on the first driver. Raises `DriverFault`."""
        return self._drivers[0].play(mode, steps, label=label)

    def play_many(self, cases: Iterable[Case]) -> Generator[Playback, None, None]:
        """One playback per case, in the order of the cases.

        Raises `DriverFault` in the place of the first case that no playback was to be had for: all earlier
        ones have been handed out by then. What the iterable raises is raised here too. After either, and
        when the iterator is left half-way, the drivers are ended; they start anew when they are needed again.
        """
        if len(self._drivers) == 1:
            yield from self._drivers[0].play_many(cases)
            return
        yield from _Round(self.hello(), self._drivers, cases).playbacks()

    def bye(self) -> None:
        """Say goodbye to all; all have ended afterwards. Raises the first `DriverFault`."""
        faults: list[DriverFault] = []
        for driver in self._drivers:
            try:
                driver.bye()
            except DriverFault as fault:
                faults.append(fault)
        if faults:
            raise faults[0]

    def abort(self) -> None:
        """End all drivers from another thread: whoever waits for one raises `DriverFault`."""
        for driver in self._drivers:
            driver.abort()

    def close(self) -> None:
        """End all drivers whatever they do. Never raises."""
        for driver in self._drivers:
            driver.close()


class _Round:
    """One `play_many` over several drivers: a shared source, a thread per driver, a place for each result."""

    def __init__(self, hello: Hello, drivers: Sequence[Connection], cases: Iterable[Case]) -> None:
        self._hello = hello
        self._drivers = drivers
        self._source = iter(cases)
        self._changed = Condition()
        self._given = 0  # cases handed out to workers
        self._taken = 0  # playbacks handed out to the caller
        self._done: dict[int, Playback | BaseException] = {}
        self._working = len(drivers)
        self._stopped = False

    def playbacks(self) -> Generator[Playback, None, None]:
        threads = [Thread(target=self._work, args=(driver,), daemon=True) for driver in self._drivers]
        complete = False
        for thread in threads:
            thread.start()
        try:
            while (result := self._take()) is not None:
                if isinstance(result, BaseException):
                    raise result
                yield result
            complete = True
        finally:
            self._stop(threads, abort=not complete)

    def _take(self) -> Playback | BaseException | None:
        """The next result in order; None once there can be no more."""
        with self._changed:
            self._changed.wait_for(lambda: self._taken in self._done or not self._working)
            if self._taken not in self._done:
                return None
            result = self._done.pop(self._taken)
            self._taken += 1
            self._changed.notify_all()
            return result

    def _stop(self, threads: Sequence[Thread], *, abort: bool) -> None:
        with self._changed:
            self._stopped = True
            self._changed.notify_all()
        if abort:
            for driver in self._drivers:
                driver.abort()
        for thread in threads:
            thread.join()
        if abort:
            for driver in self._drivers:
                driver.close()

    def _work(self, driver: Connection) -> None:
        """Play cases from the shared source until there are none, or the round is stopped."""
        mine: deque[int] = deque()
        try:
            self._agree(driver)
            for playback in driver.play_many(self._feed(mine), window=WINDOW):
                self._deliver(mine.popleft(), playback)
        except BaseException as error:  # noqa: BLE001 - whatever it is, the caller's thread raises it
            self._fail(mine, error)
        finally:
            with self._changed:
                self._working -= 1
                self._changed.notify_all()

    def _agree(self, driver: Connection) -> None:
        if driver.hello() != self._hello:
            raise DriverFault(Trouble(FaultReason.CHANGED, "two drivers introduced themselves differently"))

    def _feed(self, mine: deque[int]) -> Iterator[Case]:
        while True:
            with self._changed:
                case = None if self._stopped else next(self._source, None)
                if case is None:
                    return
                mine.append(self._given)
                self._given += 1
            yield case

    def _deliver(self, index: int, playback: Playback) -> None:
        # The worker that holds the next result due never waits here, so the others come on in time.
        with self._changed:
            self._changed.wait_for(lambda: self._stopped or index - self._taken <= AHEAD)
            self._done[index] = playback
            self._changed.notify_all()

    def _fail(self, mine: deque[int], error: BaseException) -> None:
        """Put the error where the first result that is missing for it would have been; hand out no more."""
        with self._changed:
            self._source = iter(())
            self._done[mine[0] if mine else self._given] = error
            self._changed.notify_all()
