"""The one interface that the kit has of a driver, wherever the driver runs, and the limits it is held to."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from connref.protocol import Case, Mode, Step
from connref_adapters.drivers.hello import Hello
from connref_adapters.drivers.messages import Playback


@dataclass(frozen=True, slots=True)
class Limits:
    """How long and how far ahead the kit goes with a driver.

    `reply_s` seconds for each reply (on a real clock an advance gets its own time on top) and for the end after
    bye; `start_s` seconds for the reply to hello, while programs load; `restarts` after a fault, in all;
    `window` requests in flight, at least one case; `pause_s` seconds between two resets of a suspended device.
    """

    reply_s: float = 10.0
    start_s: float = 30.0
    restarts: int = 1
    window: int = 2000
    pause_s: float = 0.1


class Driver(Protocol):
    """What the kit needs of a driver, wherever it runs. All but `hello` and `close` raise `DriverFault`."""

    def hello(self) -> Hello:
        """The driver's introduction; starts it on the first call. Raises `DriverFault`."""
        ...

    def play(self, mode: Mode | None, steps: Sequence[Step], *, label: str = ...) -> Playback:
        """Play one case on a fresh device. `label` names it in a fault."""
        ...

    def play_many(self, cases: Iterable[Case]) -> Generator[Playback]:
        """Play cases, many in flight; one playback each, in order, as soon as it is complete."""
        ...

    def bye(self) -> None:
        """Say goodbye; a driver that does not reply and exit with status 0 is at fault, and killed."""
        ...

    def abort(self) -> None:
        """End the driver from another thread: whoever waits for it raises `DriverFault`."""
        ...

    def close(self) -> None:
        """End the driver whatever it does. May be called again; never raises."""
        ...
