"""What a property may look at: the events so far, told as a story, and what the policy shows of itself.

Nothing here looks into the charts: where the app is and who is logged in is told from the events alone, so that a
property is a second opinion.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from connref.protocol import Mode
from connref.spec.vocabulary import Answer, Event, Wish


@dataclass(frozen=True, slots=True)
class Story:
    """What the events so far tell: whether init was called in this process, who is there, and where the app is."""

    started: bool = False
    user: bool = False
    background: bool = False

    @property
    def ready(self) -> bool:
        """A user is logged in to an initialised SDK whose app is in the foreground."""
        return self.started and self.user and not self.background

    def after(self, event: Event | None) -> Story:
        """The story with one more event; None is time that passes."""
        match event:
            case Event.KILL:
                return Story()
            case Event.INIT:
                return Story(True, self.user, self.background)
            case Event.REOPEN:
                return Story(True, True, self.background)
            case Event.LOGIN:
                return Story(self.started, self.started, self.background)
            case Event.LOGOUT:
                return Story(self.started, False, self.background)
            case Event.BACKGROUND | Event.FOREGROUND:
                return Story(self.started, self.user, event is Event.BACKGROUND)
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
    """Where the present lies relative to a property's mark."""

    UNSET = "not set"
    BEFORE = "before"
    NOW = "now"
    PAST = "past"


@dataclass(frozen=True, slots=True)
class Seen:
    """One step of a history. `event` None is time that passes; `due` is told as of the step itself."""

    event: Event | None
    before: View
    after: View
    was: Story
    told: Story
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


class Mark(Enum):
    """What a property does with its mark, one grace after the instant at which it is set."""

    KEEP = "keep"
    SET = "set"
    DROP = "drop"


@dataclass(frozen=True, slots=True)
class Next:
    """The property holds so far: what it remembers, and what becomes of its mark."""

    memory: Hashable = None
    mark: Mark = Mark.KEEP


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

Watch = Callable[[Any, Seen], Verdict]
"""Gets what the property remembered and one step, and judges."""


@dataclass(frozen=True, slots=True)
class Property:
    """One statement about every history of a mode, written from the sentence of a requirement.

    `watch` makes the judge for one combination of options of `names`, the interpretations whose option the sentence
    depends on; `memory` is what it remembers at first. For `SOMETIMES`, the first `Broken` is the sight that is wanted.
    """

    requirement: str
    name: str
    kind: PropertyKind
    mode: Mode
    watch: Callable[[Choices], Watch]
    names: tuple[str, ...] = ()
    memory: Any = None


def under_all(watch: Watch) -> Callable[[Choices], Watch]:
    """A judge that needs to know no option."""

    def same(_: Choices) -> Watch:
        return watch

    return same
