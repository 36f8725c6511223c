"""`Script`: the steps of a case in the making, legal ones at instants far enough apart to be judged.

Where the clock under test is coarse (T > 0), an input within T of an earlier one could fall on either side of it, so
the clock moves by T + 1 between inputs by itself. All times are integers of milliseconds.
"""

from __future__ import annotations

from typing import Self

from connref.errors import DefinitionError
from connref.protocol import (
    CLOSE_CODES,
    CLOSE_CODES_IN_WORDS,
    INPUT_FIELDS,
    Advance,
    Case,
    Do,
    InputName,
    Mode,
    Profile,
    Step,
    in_waits,
)
from connref.semantics.environment import Environment

LEAST_EDGES_IN_GRACE = 6
"""How many times T + 1 must fit into the grace, so that the instants of a case keep their order."""

_PLAIN = {name: Do(name) for name in InputName if name not in INPUT_FIELDS}


class Script:
    """Steps in the making, and what is known of the device and of the instants after them.

    A step that the protocol does not allow at that point raises `DefinitionError` and changes nothing.
    """

    __slots__ = (
        "_counts",
        "_entered",
        "_entry",
        "_last_input",
        "_pinged",
        "_steps",
        "device",
        "mode",
        "now",
        "profile",
    )

    def __init__(self, profile: Profile, mode: Mode | None) -> None:
        """Start on a fresh device. Raises `DefinitionError` for a profile whose tolerance swallows its grace."""
        self.profile = profile
        self.mode = mode
        self.device = Environment()
        self.now = 0
        self._steps: list[Step] = []
        self._counts: dict[str, int] = {}
        self._last_input: int | None = None
        self._entered: int | None = None
        self._entry: int | None = None
        self._pinged: int | None = None
        if profile.tolerance_ms < 0 or profile.grace_ms < LEAST_EDGES_IN_GRACE * self.edge:
            raise DefinitionError(
                f"profile {profile}: a grace of {profile.grace_ms} ms is too short to be told apart with a "
                f"tolerance of {profile.tolerance_ms} ms; use a grace of at least {LEAST_EDGES_IN_GRACE} times T + 1"
            )

    def fork(self) -> Self:
        """An equal story that goes its own way from here; for many cases that begin alike."""
        # Not a new one: the profile has been checked, and stories fork by the ten thousand.
        twin = type(self).__new__(type(self))
        twin.profile, twin.mode, twin.now = self.profile, self.mode, self.now
        twin.device = self.device.copy()
        twin._steps, twin._counts = self._steps.copy(), self._counts.copy()  # noqa: SLF001 - the twin's own
        twin._last_input, twin._pinged = self._last_input, self._pinged  # noqa: SLF001 - as above
        twin._entered, twin._entry = self._entered, self._entry  # noqa: SLF001 - as above
        return twin

    @property
    def steps(self) -> tuple[Step, ...]:
        """The steps so far."""
        return tuple(self._steps)

    @property
    def edge(self) -> int:
        """The smallest distance from an instant that is surely on one side of it: T + 1."""
        return self.profile.tolerance_ms + 1

    @property
    def bound(self) -> int:
        """A wait after which everything that is due within R has been seen: R + T + 1."""
        return self.profile.reconnect_bound_ms + self.edge

    @property
    def deadline(self) -> int:
        """The end of the running grace: one grace after the later of entry into the background and last ping.

        Raises `DefinitionError` where the app is not in the background.
        """
        if self._entered is None:
            raise self._refused("deadline", "the app is not in the background")
        return max(self._entered, self._pinged or 0) + self.profile.grace_ms

    def instant(self, name: str) -> int:
        """When `deadline` or `entry` (the last one into the background) is, in milliseconds since the reset.

        Raises `DefinitionError` where there is none yet.
        """
        if name == "deadline":
            return self.deadline
        if self._entry is None:
            raise self._refused("entry", "the app has not been in the background")
        return self._entry

    def wait(self, ms: int) -> Self:
        """Let `ms` go by; waits in a row are one step, or as few as `in_waits` allows."""
        if ms < 0:
            raise self._refused(f"wait of {ms} ms", "time does not go back")
        self.now += ms
        while self._steps and isinstance(last := self._steps[-1], Advance):
            self._steps.pop()
            ms += last.ms
        self._steps.extend(in_waits(ms))
        return self

    def wait_until(self, instant: int) -> Self:
        """Let time go by until `instant`, in milliseconds since the reset."""
        return self.wait(instant - self.now)

    def to_deadline(self, offset: int = 0) -> Self:
        """Let time go by until `offset` after (negative: before) the deadline of the running grace."""
        return self.wait_until(self.deadline + offset)

    def observe(self) -> Self:
        """Wait until whatever is due within R has been seen."""
        return self.wait(self.bound)

    def allows(self, received: InputName) -> bool:
        """Whether the protocol allows this input here."""
        return self.device.refusal(received) is None

    def do(self, received: InputName, value: str | int | None = None) -> Self:
        """One input, after T + 1 since the last one where T > 0. Raises `DefinitionError` where it is not allowed."""
        refusal = self.device.refusal(received)
        if refusal is not None:
            raise self._refused(received.value, refusal)
        if (value is None) == (received in INPUT_FIELDS):
            raise self._refused(
                f"{received.value} with value {value!r}", "see INPUT_FIELDS for what it carries"
            )
        if received is InputName.SERVER_CLOSE and value not in CLOSE_CODES:
            raise self._refused(f"server_close with code {value!r}", CLOSE_CODES_IN_WORDS)
        self._settle()
        self._steps.append(_PLAIN[received] if value is None else Do(received, value))
        self._last_input = self.now
        self._keep_time(received)
        self.device.apply(received)
        return self

    def case(self, requirement: str, name: str, proves: str, *, group: str | None = None) -> Case:
        """The finished case `group/name` (group: the requirement unless given); it ends with a wait of R + T + 1."""
        last = self._steps[-1] if self._steps else None
        if not (isinstance(last, Advance) and last.ms >= self.bound):
            self.observe()
        return Case(f"{group or requirement}/{name}", self.mode, tuple(self._steps), requirement, proves)

    def _settle(self) -> None:
        if self.profile.tolerance_ms and self._last_input is not None:
            self.wait(max(0, self._last_input + self.edge - self.now))

    def _keep_time(self, received: InputName) -> None:
        if received is InputName.PING:
            self._pinged = self.now
        elif received is InputName.BACKGROUND and self._entered is None:
            self._entered = self._entry = self.now
        elif received in (InputName.FOREGROUND, InputName.KILL):
            self._entered = None

    def _fresh(self, kind: str) -> str:
        count = self._counts.get(kind, 0) + 1
        self._counts[kind] = count
        return f"{kind}-{count}"

    def _refused(self, what: str, why: str) -> DefinitionError:
        return DefinitionError(
            f"{what} at {self.now} ms, after step {len(self._steps)}: {why}; change the story before it"
        )
