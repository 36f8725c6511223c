"""What the way of one case through its chart is made of: occurrences, sights between them, and where it parts.

`connref.findings.following` computes it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from connref.oracle.candidate import Candidate
from connref.oracle.diagnosis import Violation
from connref.oracle.readings import Cube
from connref.protocol import CALLS as PROTOCOL_CALLS
from connref.protocol import Case, InputName, Observation, ObservationKind, Profile
from connref.spec.declare import Location
from connref.spec.vocabulary import Event

CALLS = frozenset(each.value for each in PROTOCOL_CALLS)
"""The events that are calls with callbacks."""

TIME = "time"
"""What came where nothing came: time passed."""

SAME = {
    Event.CONNECT_OFFLINE.value: Event.CONNECT.value,
    Event.FAILED_OFFLINE.value: Event.FAILED.value,
    Event.PONG_FOREGROUND.value: Event.PONG.value,
}
"""Events that differ in their circumstances only. What is told of both is told of one; a history knows the rest."""


class Reply(Protocol):
    """What came back for a step: the instant at its end (ms), and what was seen during it."""

    @property
    def now(self) -> int:
        """The instant at the end of the step."""
        ...

    @property
    def observations(self) -> Sequence[Observation]:
        """What was seen, in order."""
        ...


class Story(NamedTuple):
    """A case as it was played: a reply to the reset, then one for each step; `died` where the SDK went no further."""

    case: Case
    replies: tuple[Reply, ...]
    died: Violation | None = None


class Terms(NamedTuple):
    """What a case is judged by; `outcomes` are the calls that report one.

    Under the interpretations in `free` the SDK may do one thing now, another then.
    """

    profile: Profile
    observes: frozenset[ObservationKind]
    established: Cube
    outcomes: frozenset[InputName] = PROTOCOL_CALLS
    free: tuple[str, ...] = ()


class Sight(NamedTuple):
    """Something that was seen at `at` (ms), after so many occurrences."""

    at: int
    after: int
    seen: Observation
    came_up: bool
    went_down: bool


class Occurrence(NamedTuple):
    """An event at `at` (ms): where the chart stood when it came (`location`), and where it stood then.

    `event` is the chart's word for it, or the input's name where the chart has none; `value` the input's own field.
    `fair` says whether a connection could come up from then on, `moved` whether the chart has a row for it, `done`
    that it was an input. `arms` is empty unless it set a deadline, and then the event from which that counts.
    """

    at: int
    event: str
    location: Location
    then: Location
    value: str | int | None = None
    fair: bool = True
    moved: bool = True
    done: bool = False
    arms: str = ""


@dataclass(frozen=True, slots=True)
class Trace:
    """The way of one case to its end (ms), or to where it first parts from the document: then `violation` is given.

    `told` is the candidate that the way belongs to, `by_sight` whether something seen broke the requirement, and not
    that nothing was. `others` are the ways of the other candidates that ended with it, each with what it misses.
    """

    case: Case
    occurrences: tuple[Occurrence, ...]
    sights: tuple[Sight, ...]
    end: int
    violation: Violation | None
    told: Candidate
    by_sight: bool = False
    others: tuple[Trace, ...] = ()

    @property
    def mode(self) -> str:
        """Which mode the app chose: auto, manual, or default where it chose none."""
        return mode_of(self.case)


def mode_of(case: Case) -> str:
    """Which mode the app chooses in a case: auto, manual, or default where it chooses none."""
    return "default" if case.mode is None else case.mode.value
