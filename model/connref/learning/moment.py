"""Where a word stands: the instant, the environment, and the instants that a deadline may count from.

A letter is made into steps here, and what was seen into labels. Labels are chosen so that right SDKs have few states:
retries are hidden, coming back is early enough or late, and where a connection goes down in the background of manual
mode it is said when, by the nearest reason: at the end of the grace that was last begun, one millisecond later, or so
many seconds after something that happened. No label names what a grace counts from where it ends as it should.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from connref.learning.mealy import Output
from connref.learning.symbols import CALL_LETTERS, INPUTS, VALUES, Letter
from connref.protocol import Do, InputName, Mode, Observation, ObservationKind, Profile
from connref.semantics.environment import Environment

LONGEST_MS = 400_000
"""For how long the next visible event is waited for at least."""

SECOND = 1_000

VISIBLE = frozenset(
    {
        ObservationKind.SOCKET_OPEN,
        ObservationKind.SOCKET_CLOSED,
        ObservationKind.PING_SENT,
        ObservationKind.OUTCOME,
        ObservationKind.THREW,
        ObservationKind.DELIVERED,
        ObservationKind.USER,
    }
)
"""What counts as an event: not attempts that fail, and no status, of which there may be any number."""


def horizon_ms(profile: Profile) -> int:
    """How long the next visible event is waited for (ms): longer than all that the profile promises."""
    return max(LONGEST_MS, 2 * (profile.grace_ms + profile.reconnect_bound_ms))


@dataclass(frozen=True, slots=True)
class Moment:
    """A point of a word, between two of its letters. Instants are in ms since the reset.

    `sent` counts the inputs so far and names calls and users; `since` is the instant of the last of them. `graces` are
    the instants from which a grace may run now, `marked` is the latest thing from which an odd deadline is told.
    `entered` is when the background was entered, None in the foreground; `entries` are all such instants.
    """

    mode: Mode
    profile: Profile
    now: int = 0
    sent: int = 0
    since: int = 0
    environment: Environment = field(default_factory=Environment)
    graces: tuple[int, ...] = ()
    marked: tuple[str, int] = ("start", 0)
    entered: int | None = None
    entries: tuple[int, ...] = ()
    up: bool = False

    def step(self, letter: Letter) -> Do | None:
        """The input that the letter is here; None where the protocol forbids it, or the letter is one of time."""
        name = INPUTS.get(letter)
        if name is None or self.environment.refusal(name) is not None:
            return None
        if letter in CALL_LETTERS or letter is Letter.LOGIN:
            return Do(name, self.named(letter))
        return Do(name, VALUES.get(letter))

    def named(self, letter: Letter) -> str:
        """How a call that is made here is named, or the user who logs in: no name comes twice in a word."""
        return f"{letter.value}-{self.sent + 1}"

    def grace_left(self) -> int | None:
        """How many ms letter E waits here; None where there is nothing to wait for, in the foreground or too late."""
        if self.entered is None:
            return None
        left = self.entered + self.profile.grace_ms - self.margin - self.now
        return left if left > 0 else None

    @property
    def margin(self) -> int:
        """How long before an event "just before" is (ms): one millisecond, and more with a coarse clock."""
        return 1 + self.profile.tolerance_ms

    def after_input(self, letter: Letter) -> Moment:
        """The point after the input was sent; what is seen of it comes next."""
        environment = self.environment.copy()
        entered = self.entered
        anew = letter is Letter.BACKGROUND and environment.foreground
        environment.apply(INPUTS[letter])
        if environment.foreground or letter is Letter.KILL:
            entered = None
        elif anew:
            entered = self.now
        entries = (*self.entries, self.now) if anew else self.entries
        graces = (self.now,) if anew else self.graces
        marked = self.marked
        if letter in (Letter.BACKGROUND, Letter.PING) or (letter is Letter.CONNECT and not self.up):
            graces = tuple(dict.fromkeys((*graces, self.now)))
            marked = (letter.value, self.now)
        return replace(
            self, sent=self.sent + 1, since=self.now, environment=environment, graces=graces, marked=marked,
            entered=entered,
            entries=entries,
        )  # fmt: skip

    def at(self, now: int) -> Moment:
        """The same point later."""
        return self if now == self.now else replace(self, now=now)


def events(seen: Iterable[Observation]) -> list[Observation]:
    """What of it counts as an event."""
    return [each for each in seen if each.kind in VISIBLE]


def heard(moment: Moment, seen: Sequence[Observation], call: str | None = None) -> tuple[Output, Moment]:
    """The labels of what was seen since the last step, and the point after it. `call` is the letter's own, if any."""
    labels: set[str] = set()
    for each in seen:
        if each.kind in VISIBLE:
            moment = moment.at(each.at)
            labels.add(_label(moment, each, call))
            moment = _anchored(moment, each)
    return tuple(sorted(labels)), moment


def _label(moment: Moment, seen: Observation, call: str | None) -> str:
    match seen.kind:
        case ObservationKind.SOCKET_OPEN:
            profile = moment.profile
            late = moment.now - moment.since > profile.reconnect_bound_ms + profile.tolerance_ms
            return "up, late" if late else "up"
        case ObservationKind.SOCKET_CLOSED:
            return _down(moment, seen)
        case ObservationKind.OUTCOME:
            own = seen.call == call
            return str(seen.result) if own else f"{seen.api} {seen.result}"
        case ObservationKind.PING_SENT:
            return "ping sent"
        case ObservationKind.USER:
            return "no user" if seen.value is None else "user"
        case ObservationKind.DELIVERED:
            return "message"
        case _:
            return "throws"


def _down(moment: Moment, seen: Observation) -> str:
    timed = moment.mode is Mode.MANUAL and moment.entered is not None and moment.now > moment.since
    if not timed:
        return "down"
    grace, tolerance = moment.profile.grace_ms, moment.profile.tolerance_ms
    past = [moment.now - begun - grace for begun in moment.graces]
    if any(abs(late) <= tolerance for late in past):
        return "down at the grace"
    if any(0 < late <= tolerance + 1 for late in past):
        return "down 1 ms after the grace"
    if seen.by != "client" or not moment.environment.network:
        return "down"
    return f"down {_reason(moment)}"


def _reason(moment: Moment) -> str:
    """Why a connection may have gone down when no grace ended: whole seconds after something, or just early or late.

    Milliseconds would say how much time went by on the way here, and make states without end.
    """
    for what, since in (moment.marked, *(("background", entry) for entry in reversed(moment.entries))):
        took = moment.now - since
        if took and took % SECOND <= moment.profile.tolerance_ms:
            earlier = "an earlier " if what == "background" and since != moment.entered else ""
            return f"{earlier}{what} + {took // SECOND} s"
    latest = max(moment.graces, default=moment.since)
    return "early" if moment.now < latest + moment.profile.grace_ms else "late"


def _anchored(moment: Moment, seen: Observation) -> Moment:
    """A success of a ping begins a grace and ends those before; coming up may begin one."""
    if seen.kind in (ObservationKind.SOCKET_OPEN, ObservationKind.SOCKET_CLOSED):
        moment = replace(moment, up=seen.kind is ObservationKind.SOCKET_OPEN)
    if moment.entered is None:
        return moment
    if seen.kind is ObservationKind.SOCKET_OPEN:
        return replace(
            moment, graces=tuple(dict.fromkeys((*moment.graces, moment.now))), marked=("up", moment.now)
        )
    answered = seen.kind is ObservationKind.OUTCOME and seen.result == "success"
    if answered and seen.api == InputName.PING.value:
        what, called = moment.marked
        began = (called,) if what == InputName.PING.value else ()
        return replace(moment, graces=tuple(dict.fromkeys((*began, moment.now))))
    return moment
