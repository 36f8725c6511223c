"""What a row of `spec/requirements.py` may say: the columns of a requirement, each with what it is for."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from connref.spec.vocabulary import Answer, App, Event, InputName, LinkEvent, Mode, Move, ObservationKind


class Kind(StrEnum):
    """Whether the source document says it, or it follows from what the document says."""

    STATED = "stated"
    DERIVED = "derived"


class Ground(StrEnum):
    """When a requirement was put to the test (docs/judging.md)."""

    DUTY = "it falls due, and is met or broken"
    PROHIBITION = (
        "its situation lasts for R + T of fair time, or until an input ends it, with a temptation in it"
    )
    """It may have a part that is a duty, which counts as well ("until connect(); then it comes up again")."""
    DEADLINE = "the connection was up and healthy until the deadline"
    SECOND_OPENING = "a second socket begins to open in one process"
    CALL = "the app makes a call"


@dataclass(frozen=True, slots=True)
class Rows:
    """Transitions by what they are. What is left out may be anything; a transition is among them where all else fits.

    `mode` is the one in whose chart they are (the link's are in both); `carrying` has the requirement that they carry
    and `events` what they are taken at; `up` is whether the connection is up before and after; `app` where the app is
    before; `move` and `answer` are as declared; `leaves`: not a loop.
    """

    mode: Mode | None = None
    carrying: tuple[str, ...] = ()
    events: tuple[Event | LinkEvent, ...] = ()
    up: tuple[bool, bool] | None = None
    app: App | None = None
    move: Move | None = None
    answer: Answer | None = None
    leaves: bool = False


@dataclass(frozen=True, slots=True)
class Requirement:
    """One thing that must hold.

    `heading` is the heading of the source document under which it is said, or from which it follows; `sentence` says it
    in our own words.

    To be put to the test at all:
    - `modes` are those in which it is judged;
    - `inputs` are those that its words name, where some of its cases can be played without them;
    - `observations` are those without which it cannot be judged, beside those that every driver has;
    - `outcomes` are the calls whose outcome it takes to know what is due;
    - `timed_by_grace`: it says something about an instant one grace away;
    - `within_grace`: it says what is done while a grace runs, at whatever instant;
    - `ground`: when it was put to the test;
    - `tempters`: of a prohibition, the inputs that could tempt an SDK to break it; of the ground `CALL`, the calls;
    - `time_tempts`: and so could a grace that goes by in its situation; a duty to be up is tested by lasting as well.

    To find it in the charts:
    - `held_by` are transitions that answer for it beside those that carry it: it speaks of what several do together.

    To say of a violation which requirement is broken (each names this requirement itself where it is left out):
    - `stays_down`: broken by a connection that comes up again after this requirement took it down;
    - `repeated`: keeps it up where the same happens once more (a second entry into the background, a second ping);
    - `ends`: broken by a connection that is still up when the deadline is over that this requirement armed;
    - `without_outage`: asks for the connection to come back where it was lost with no internet lost.

    To say which of several is told:
    - `until_connect`: its words say that connect() ends it, so it also asks for what that connect() brings up;
    - `bars`: a transition with it is the reason why nothing may be up from then on, though the location stays;
    - `lapses`: a transition with it lets a deadline pass, so that what the deadline carries is the reason;
    - `weight`: of two that are broken at once, the one with the greater weight, the more specific, is told.
    """

    id: str
    kind: Kind
    heading: str
    sentence: str
    modes: frozenset[Mode] = frozenset(Mode)
    inputs: frozenset[InputName] = frozenset()
    observations: frozenset[ObservationKind] = frozenset()
    outcomes: frozenset[InputName] = frozenset()
    timed_by_grace: bool = False
    within_grace: bool = False
    ground: Ground = Ground.DUTY
    tempters: frozenset[InputName] = frozenset()
    time_tempts: bool = False
    held_by: tuple[Rows, ...] = ()
    stays_down: str = ""
    repeated: str = ""
    ends: str = ""
    without_outage: str = ""
    until_connect: bool = False
    bars: bool = False
    lapses: bool = False
    weight: int = 2

    @property
    def needs_grace(self) -> bool:
        """Whether nothing of it can be judged where manual mode has no grace."""
        return self.within_grace or (self.timed_by_grace and self.modes == frozenset({Mode.MANUAL}))

    def __post_init__(self) -> None:
        for column in PASSES_ON:
            if not getattr(self, column):
                object.__setattr__(self, column, self.id)


PASSES_ON = ("stays_down", "repeated", "ends", "without_outage")
"""The columns that name another requirement."""
