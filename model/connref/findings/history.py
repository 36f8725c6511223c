"""What happened before: the facts by which two occurrences of one event in one location may differ.

A fact is a short statement about the past of a moment. They are what the history of a description (`after`) is made
of. Counts are those of the process: a kill forgets them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from enum import IntEnum
from typing import NamedTuple

from connref.findings.trace import CALLS, SAME, TIME, Occurrence, Trace
from connref.protocol import InputName, ObservationKind
from connref.spec.vocabulary import Clock, Event

MOST = 12
"""Up to which number occurrences are counted one by one."""


class Kind(IntEnum):
    """What a fact says; of two that tell places apart equally well, the kind that is declared first is told."""

    ARMED = 0
    """The deadline that runs counts from this event."""
    AFTER = 1
    """The event came at least so often."""
    NEVER = 2
    """The event has not come."""
    BEEN = 3
    """The chart stood in this location at least so often."""
    NTH = 4
    """The event came just so often."""
    EVERY = 5
    """How often the event came is a multiple of this."""
    STAY = 6
    """The chart stood in this location just so often."""
    INSTANT = 7
    """The event came at the same instant."""
    LAST = 8
    """The event came last before."""
    FROM = 9
    """The chart stood in this location before it came to the one where it is."""
    WHILE = 10
    """The world is in this condition."""
    PENDING = 11
    """A call of this kind has no outcome yet."""
    VALUE = 12
    """The input carries this number."""
    EVER = 13
    """The event came at any time, in this process or an earlier one."""
    AT = 14
    """The event came just so many ms ago."""
    WITHIN = 15
    """The event came at most so many ms ago."""
    BEYOND = 16
    """The event came at least so many ms ago."""


class Fact(NamedTuple):
    """One statement: its kind, what it is about (an event, a location, a condition), and its number."""

    kind: Kind
    about: str = ""
    number: int = 0


class Moment(NamedTuple):
    """What is true of one occurrence: its facts, and how many ms ago each event came, the latest first.

    `span` is how long the moment lasts (ms): for the passage of time the ages grow by that much.
    """

    facts: frozenset[Fact]
    ages: Mapping[str, tuple[int, ...]]
    span: int = 0


_CONDITIONS: Mapping[str, tuple[str, bool]] = {
    InputName.NETWORK_DOWN.value: ("network_down", True),
    InputName.NETWORK_UP.value: ("network_down", False),
    InputName.SERVER_REFUSE.value: ("server_refuse", True),
    InputName.SERVER_ACCEPT.value: ("server_refuse", False),
    InputName.SERVER_MUTE.value: ("server_mute", True),
    InputName.SERVER_UNMUTE.value: ("server_mute", False),
    InputName.SERVER_REJECT.value: ("server_reject", True),
    InputName.SERVER_APPROVE.value: ("server_reject", False),
}
_EVENTS = tuple(dict.fromkeys(SAME.get(each.value, each.value) for each in (*Event, *InputName)))
LEFT = "deadline, then "
"""Before the name of an event it stands among the ages for when a deadline was set that this event put an end to."""


def moment(trace: Trace, index: int, event: str, delay: int, span: int = 0) -> Moment:
    """What is true of the occurrence at `index`; for the passage of time, `delay` ms after the arrival."""
    passing = event == TIME
    occurrences = trace.occurrences[: index + 1]
    here = occurrences[-1]
    now = here.at
    if passing:
        now = max(
            now, next((o.at for o in reversed(occurrences) if o.arms or o.then is not o.location), 0) + delay
        )
    before = occurrences if passing else occurrences[:-1]
    found = {
        *_counts(_process(occurrences), event),
        *(Fact(Kind.EVER, each.event) for each in before if each.event != event),
        *_nearby(before, here, now, passing=passing),
        *_circumstances(trace, before, here, index),
    }
    return Moment(frozenset(found), _ages(before, now), span)


def _process(occurrences: Sequence[Occurrence]) -> Sequence[Occurrence]:
    """The occurrences since the last kill."""
    for index in range(len(occurrences) - 1, -1, -1):
        if occurrences[index].event == Event.KILL.value and index < len(occurrences) - 1:
            return occurrences[index + 1 :]
    return occurrences


def _counts(occurrences: Sequence[Occurrence], event: str) -> set[Fact]:
    found: set[Fact] = set()
    for name, count in Counter(each.event for each in occurrences).items():
        first = 2 if name == event else 1
        found.update(Fact(Kind.AFTER, name, number) for number in range(first, min(count, MOST) + 1))
        found.add(Fact(Kind.NTH, name, count))
        found.update(Fact(Kind.EVERY, name, n) for n in range(2, min(count, MOST) + 1) if count % n == 0)
    came = {each.event for each in occurrences}
    found.update(Fact(Kind.NEVER, name) for name in _EVENTS if name not in came)
    arrivals = Counter(each.then.id for each in occurrences if each.then is not each.location)
    for name, count in arrivals.items():
        found.update(Fact(Kind.BEEN, name, number) for number in range(1, min(count, MOST) + 1))
        found.add(Fact(Kind.STAY, name, count))
    return found


def _nearby(before: Sequence[Occurrence], here: Occurrence, now: int, *, passing: bool) -> set[Fact]:
    found = {Fact(Kind.INSTANT, each.event) for each in before if each.at == now}
    if before:
        found.add(Fact(Kind.LAST, before[-1].event))
    location = here.then if passing else here.location
    came = next((each for each in reversed(before) if each.then is not each.location), None)
    if came is not None:
        found.add(Fact(Kind.FROM, came.location.id))
    if location.clock is Clock.DEADLINE:
        armed = next((each.arms for each in reversed(before) if each.arms), None)
        if armed is not None:
            found.add(Fact(Kind.ARMED, armed))
    return found


def _circumstances(trace: Trace, before: Sequence[Occurrence], here: Occurrence, index: int) -> set[Fact]:
    world: dict[str, bool] = {}
    for each in before:
        if each.event in _CONDITIONS:
            name, holds = _CONDITIONS[each.event]
            world[name] = holds
    found = {Fact(Kind.WHILE, name) for name, holds in world.items() if holds}
    if isinstance(here.value, int):
        found.add(Fact(Kind.VALUE, here.event, here.value))
    told = {s.seen.call: s.after for s in trace.sights if s.seen.kind is ObservationKind.OUTCOME}
    open_calls = (o for o in before if o.event in CALLS and told.get(str(o.value), index + 1) > index)
    found.update(Fact(Kind.PENDING, each.event) for each in open_calls)
    return found


def _ages(before: Sequence[Occurrence], now: int) -> dict[str, tuple[int, ...]]:
    ages: defaultdict[str, list[int]] = defaultdict(list)
    armed: int | None = None
    for each in before:
        ages[each.event].append(now - each.at)
        armed = each.at if each.arms else armed
        if (
            armed is not None
            and each.location.clock is Clock.DEADLINE
            and each.then.clock is not Clock.DEADLINE
        ):
            ages[LEFT + each.event].append(now - armed)
    return {name: tuple(reversed(found)) for name, found in ages.items()}
