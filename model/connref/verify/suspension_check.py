"""Every history of a connection that is up, with suspensions in it: the machine is frozen, resumes, and is looked at.

A suspension is no event of a mode's chart, so no property of the charts can say what becomes of the deadline. Here the
machine itself is fed, as an app and its operating system do: it enters and leaves the background, pings are called and
answered, the process is suspended and resumes, and time passes by the millisecond, for a grace of a few of them. How
much of the grace is spent is counted beside it, by the word of grace-while-suspended alone. Two histories are the same
where the machine remembers the same, all instants taken from the last that it has seen; so the histories have no end,
and the search has.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import product

from connref.effects import OpenSocket, Status
from connref.errors import ConnrefError
from connref.inputs import (
    Background,
    Connect,
    Foreground,
    Init,
    Login,
    Opened,
    Ping,
    PongReceived,
    Resume,
    Suspend,
    Tick,
)
from connref.protocol import Mode, Profile
from connref.semantics.machine import ConnectionMachine
from connref.semantics.search import Successor, search
from connref.spec.interpretations import DEFAULT, Reading, options_of
from connref.spec.vocabulary import Wish
from connref.verify.machine_check import MachineCheck

GRACE_MS = 3
LONG_MS = 2 * GRACE_MS
"""From here on it makes no difference how long ago something was."""
OVER = GRACE_MS + 1
ASKED = ("grace-while-suspended", "ping-at-deadline", "return-at-deadline")
"""What the end of a grace depends on here: a ping counts from one instant, called or answered."""

SUSPENSION_PROPERTIES: dict[str, str] = {
    "INP-ROBUST": "a suspended machine asks for no wake-up, and takes the resume",
    "MAN-FOREGROUND-HOLDS": "suspended or not, up in the foreground",
    "MAN-GRACE": "suspended or not, up before the time that counts is over",
    "MAN-GRACE-ENDS": "suspended or not, down when the time that counts is over",
}
"""What is judged at every moment of every history, by the requirement that it serves."""


class Letter(StrEnum):
    """One thing that happens; a ping is answered at once."""

    BACKGROUND = "background"
    FOREGROUND = "foreground"
    PING = "ping"
    SUSPEND = "suspend"
    RESUME = "resume"
    TIME = "1 ms"


@dataclass(frozen=True, slots=True)
class Moment:
    """Where a history has come: `spent` is how much of the grace has gone (ms), None in the foreground."""

    remembered: tuple[object, ...]
    spent: int | None
    background: bool
    suspended: bool
    history: tuple[Letter, ...] = field(default=(), compare=False)


def check_suspensions() -> tuple[MachineCheck, ...]:
    """Judge every history under each option of grace-while-suspended, and of what else the deadline depends on."""
    readings = (
        DEFAULT.but(dict(zip(ASKED, options, strict=True))) for options in product(*map(options_of, ASKED))
    )
    return tuple(check_suspension(reading) for reading in readings)


def check_suspension(reading: Reading) -> MachineCheck:
    """Judge every history under one reading; the first that is wrong is told, a shortest one."""
    faults: list[tuple[str, str]] = []

    def successors(moment: Moment) -> Iterator[Successor[Letter, Moment]]:
        for letter in _possible(moment):
            after, fault = _judged(moment, letter, reading)
            if fault is not None:
                faults.append((fault[0], f"{fault[1]}: {', '.join((*moment.history, letter))}"))
            yield letter, after, fault and fault[1]

    start = Moment(_remembered(*_played(reading, ())), spent=None, background=False, suspended=False)
    found = search([start], successors)
    return MachineCheck(Mode.MANUAL, found.transitions, tuple(faults), frozenset())


def _judged(moment: Moment, letter: Letter, reading: Reading) -> tuple[Moment | None, tuple[str, str] | None]:
    """The moment after a letter, None where all is over, and what is wrong there."""
    try:
        machine, now = _played(reading, (*moment.history, letter))
    except ConnrefError as error:
        return None, ("INP-ROBUST", str(error))
    after = _followed(moment, letter, _remembered(machine, now), reading)
    ended = after.spent == OVER and not after.suspended
    return None if ended else after, _fault(after, machine, reading)


def _possible(moment: Moment) -> tuple[Letter, ...]:
    if moment.suspended:
        return Letter.RESUME, Letter.TIME
    stay = (Letter.PING, Letter.FOREGROUND) if moment.background else (Letter.BACKGROUND,)
    return (*stay, Letter.SUSPEND, Letter.TIME)


def _played(reading: Reading, history: tuple[Letter, ...]) -> tuple[ConnectionMachine, int]:
    """A machine that is up in the foreground at 0 and has then seen this history, and the instant (ms) that it is."""
    machine = ConnectionMachine(
        Mode.MANUAL, jitter=lambda: 0.0, reading=reading, profile=Profile(grace_ms=GRACE_MS)
    )
    machine.handle(Init(), 0)
    machine.handle(Login("anna"), 0)
    opening = machine.handle(Connect("connect"), 0)
    machine.handle(Opened(next(each.socket for each in opening if isinstance(each, OpenSocket))), 0)
    now = 0
    for letter in history:
        now += letter is Letter.TIME
        _feed(machine, letter, now)
    return machine, now


def _feed(machine: ConnectionMachine, letter: Letter, now: int) -> None:
    match letter:
        case Letter.BACKGROUND:
            machine.handle(Background(), now)
        case Letter.FOREGROUND:
            machine.handle(Foreground(), now)
        case Letter.PING:
            machine.handle(Ping("ping"), now)
            machine.handle(PongReceived("ping"), now)
        case Letter.SUSPEND:
            machine.handle(Suspend(), now)
        case Letter.RESUME:
            machine.handle(Resume(), now)
        case Letter.TIME:
            due = machine.next_deadline()
            if due is not None and due <= now:
                machine.handle(Tick(), now)


def _followed(moment: Moment, letter: Letter, remembered: tuple[object, ...], reading: Reading) -> Moment:
    background, suspended = moment.background, moment.suspended
    if letter in {Letter.BACKGROUND, Letter.FOREGROUND}:
        background = letter is Letter.BACKGROUND
    if letter in {Letter.SUSPEND, Letter.RESUME}:
        suspended = letter is Letter.SUSPEND
    spent = _spent(moment, letter, reading)
    return Moment(remembered, spent, background, suspended, (*moment.history, letter))


def _spent(moment: Moment, letter: Letter, reading: Reading) -> int | None:
    """How much of the grace has gone after this letter (ms): the text of the interpretations, and nothing else."""
    spent = moment.spent
    if letter is Letter.BACKGROUND:
        return 0
    if spent is None:
        return None
    if letter is Letter.TIME:
        counts = not moment.suspended or reading["grace-while-suspended"] == "runs"
        return min(spent + counts, OVER)
    late = {Letter.PING: "ping-at-deadline", Letter.FOREGROUND: "return-at-deadline"}.get(letter)
    if late is None:
        return spent
    in_time = spent < GRACE_MS or reading[late] == "inclusive"
    if not in_time:
        return OVER
    return None if letter is Letter.FOREGROUND else 0


def _fault(moment: Moment, machine: ConnectionMachine, reading: Reading) -> tuple[str, str] | None:
    """What is wrong with the machine at this moment, with the requirement; nothing is owed while it is suspended."""
    if moment.suspended:
        asks = machine.next_deadline() is not None
        return ("INP-ROBUST", "it asks to be woken while it is suspended") if asks else None
    down = machine.status is not Status.CONNECTED
    if moment.spent is None:
        return ("MAN-FOREGROUND-HOLDS", "down in the foreground") if down else None
    at_deadline = {reading["ping-at-deadline"], reading["return-at-deadline"]}
    at_its_end = moment.spent == GRACE_MS
    if moment.spent < GRACE_MS or (at_its_end and at_deadline == {"inclusive"}):
        return ("MAN-GRACE", f"down after {moment.spent} of {GRACE_MS} ms") if down else None
    over = moment.spent == OVER or (at_its_end and at_deadline == {"exclusive"})
    held = over and machine.wish is not Wish.UNWANTED
    return ("MAN-GRACE-ENDS", f"wanted after {moment.spent} of {GRACE_MS} ms") if held else None


def _remembered(machine: ConnectionMachine, now: int) -> tuple[object, ...]:
    """All that the machine will act by, instants as distances from the last one that it has seen."""
    body = machine.snapshot()
    seen, policy = body["now"], body["policy"]
    left = None if policy["deadline"] is None else policy["deadline"] - seen
    due = machine.next_deadline()
    return (
        policy["state"],
        body["link"]["state"],
        left,
        min(seen - policy["entry"], LONG_MS),
        min(now - seen, LONG_MS),
        None if due is None else due - now,
    )
