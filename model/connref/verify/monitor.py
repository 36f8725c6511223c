"""Monitors: deterministic observers with a memory and one clock, each judging every step of every history.

A monitor sees the event of a step, what the policy shows before and after it, and the app as the events alone tell of
it. It does not look into the charts, so that a property is a second reading of the document.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from connref.protocol import Mode
from connref.spec.vocabulary import Answer, Event, Wish


@dataclass(frozen=True, slots=True)
class AppState:
    """The app after some events: whether init was called in this process, whether a user is there, where it is."""

    started: bool = False
    user: bool = False
    background: bool = False

    @property
    def ready(self) -> bool:
        """A user is logged in to an initialised SDK whose app is in the foreground."""
        return self.started and self.user and not self.background

    def after(self, event: Event | None) -> AppState:
        """The app after one more event; None is time that passes."""
        match event:
            case Event.KILL:
                return AppState()
            case Event.INIT:
                return AppState(True, self.user, self.background)
            case Event.REOPEN:
                return AppState(True, True, self.background)
            case Event.LOGIN:
                return AppState(self.started, self.started, self.background)
            case Event.LOGOUT:
                return AppState(self.started, False, self.background)
            case Event.BACKGROUND | Event.FOREGROUND:
                return AppState(self.started, self.user, event is Event.BACKGROUND)
            case _:
                return self


@dataclass(frozen=True, slots=True)
class View:
    """What the policy shows of a state: its wish, and whether it takes the connection to be up."""

    wish: Wish
    up: bool

    @property
    def wants(self) -> bool:
        """A connection is wanted, or an attempt may go on."""
        return self.wish is not Wish.UNWANTED


class Due(Enum):
    """Where the present lies relative to the instant at which a monitor's clock expires."""

    UNSET = "not set"
    BEFORE = "before"
    NOW = "now"
    PAST = "past"


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a history, as a monitor sees it.

    `event` None is time that passes. `before` and `after` are what the policy shows, `was` and `now` the app before and
    after the step. `due` holds at the step itself.
    """

    event: Event | None
    before: View
    after: View
    was: AppState
    now: AppState
    answer: Answer | None
    due: Due

    @property
    def comes_up(self) -> bool:
        """The step brings the connection up."""
        return self.after.up and not self.before.up

    @property
    def goes_down(self) -> bool:
        """The step ends a connection that was up."""
        return self.before.up and not self.after.up

    @property
    def enters(self) -> bool:
        """The app enters the background, having been in the foreground."""
        return self.event is Event.BACKGROUND and not self.was.background

    @property
    def returns(self) -> bool:
        """The app comes back to the foreground."""
        return self.event is Event.FOREGROUND and self.was.background


@dataclass(frozen=True, slots=True)
class Broken:
    """The property does not hold: why."""

    why: str


class MonitorClock(Enum):
    """What a monitor does with its clock, which expires one grace after the instant at which it is started."""

    KEEP = "keep"
    START = "start"
    STOP = "stop"


@dataclass(frozen=True, slots=True)
class Next:
    """The property holds so far: what its monitor remembers, and what it does with its clock."""

    memory: Hashable = None
    clock: MonitorClock = MonitorClock.KEEP


@dataclass(frozen=True, slots=True)
class Outside:
    """The history leaves what the property speaks of (an assumption does not hold): it need not be followed."""


Verdict = Broken | Next | Outside
HOLDS = Next()
OUTSIDE = Outside()


class PropertyKind(Enum):
    """How a property speaks of time."""

    ALWAYS = "always"
    WITHIN = "eventually within"
    SOMETIMES = "sometimes"


Choices = Mapping[str, str]
"""The options of the names that a property declares, and of no others."""

Monitor = Callable[[Any, Step], Verdict]
"""Gets what it remembered and one step, and judges."""


@dataclass(frozen=True, slots=True)
class Property:
    """One statement about every history of a mode, written from the sentence of a requirement.

    `monitor` makes the monitor for one combination of options of `names`, the interpretations whose option the sentence
    depends on; `memory` is what it remembers at first. For `SOMETIMES`, the first `Broken` is the witness.
    """

    requirement: str
    name: str
    kind: PropertyKind
    mode: Mode
    monitor: Callable[[Choices], Monitor]
    names: tuple[str, ...] = ()
    memory: Any = None


def under_all(monitor: Monitor) -> Callable[[Choices], Monitor]:
    """A monitor that needs to know no option."""

    def same(_: Choices) -> Monitor:
        return monitor

    return same


CONNECTS = frozenset({Event.CONNECT, Event.CONNECT_OFFLINE})
PONGS = frozenset({Event.PONG, Event.PONG_FOREGROUND})
LOSSES = frozenset({Event.LOST, Event.CLOSED})
FAILURES = frozenset({Event.FAILED, Event.FAILED_OFFLINE})
ENDINGS = frozenset({Event.GAVE_UP, Event.STOPPED})
"""What ends a connection for good where a vendor promises that; the document knows neither."""
GOODBYES = frozenset({Event.DISCONNECT, Event.LOGOUT, Event.KILL}) | ENDINGS


def renews(step: Step) -> bool:
    """A second init or login: what it does is told by readings of its own, and judged by properties of its own."""
    return step.event in {Event.INIT, Event.LOGIN} and step.was.user


def ends_by_right(step: Step) -> bool:
    """The app, the user or the world ended it: disconnect(), logout, kill, a loss, or a session begun anew."""
    return step.event in GOODBYES or step.event in LOSSES or renews(step)


def counts(step: Step, choices: Choices) -> bool:
    """Whether a ping counts with this step under ping-counts-when, if it comes in time."""
    if choices["ping-counts-when"] == "called":
        return step.event is Event.PING
    return step.event in PONGS


def restarts(step: Step, choices: Choices) -> bool:
    """A second background that begins a new grace, as background-again has it."""
    return (
        step.event is Event.BACKGROUND and step.was.background and choices["background-again"] == "restarts"
    )


def wanted(step: Step) -> bool:
    """After the step a connection is wanted: no mere leave to go on."""
    return step.after.wish is Wish.WANTED
