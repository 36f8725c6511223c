"""Visits: what an SDK did right in a case, occurrence by occurrence. They contradict what says it does wrong.

Each kind of discrepancy has its own evidence. What has to happen (going down, coming up, an outcome, a message) is met
once it does, for ever; it is put to the last occurrence before it began, since only that surely did not prevent it.
What must not happen is met for as long as it did not although it could have: `lasted` ms. A place whose
discrepancy came sooner than that is contradicted; one whose discrepancy took longer is not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from connref.findings.place import unsent, unwanted
from connref.findings.trace import CALLS, TIME, Trace
from connref.oracle.does import Does
from connref.protocol import InputName, ObservationKind
from connref.spec.declare import Location
from connref.spec.vocabulary import Event

FOREVER = 1 << 62
"""Longer than any story."""


class Visit(NamedTuple):
    """An event that came in a location, and for how long (ms) after it the SDK did not do the thing.

    `nth` is the number of the occurrence in the trace; for the passage of time of the one with which the stay began.
    """

    event: str
    location: Location
    nth: int
    lasted: int


class Case(NamedTuple):
    """A trace with what a visit needs to know of it: its sights until it parts, its end, what sockets there are.

    `held` and `trying` say, for each occurrence, whether a socket was open or opening when it came, `awake` until when
    (ms) the process surely ran on: what is suspended does nothing, right or wrong.
    """

    trace: Trace
    last: int
    end: int
    seen: tuple[Seen, ...]
    held: tuple[bool, ...]
    trying: tuple[bool, ...]
    awake: tuple[int, ...]


class Seen(NamedTuple):
    """A sight that counts: after how many occurrences, when (ms), and what."""

    after: int
    at: int
    kind: ObservationKind
    came_up: bool
    went_down: bool
    about: str | None
    success: bool


def read(trace: Trace) -> Case:
    """A trace made ready for its visits. What broke a requirement is no visit."""
    sights = trace.sights
    end = trace.end if trace.violation is None else trace.violation.at
    if trace.violation is not None and trace.by_sight:
        sights = sights[:-1]
    seen = tuple(
        Seen(
            each.after,
            each.at,
            each.seen.kind,
            each.came_up,
            each.went_down,
            each.seen.message if each.seen.kind is ObservationKind.DELIVERED else each.seen.call,
            each.seen.result == "success",
        )
        for each in sights
    )
    return Case(trace, len(trace.occurrences), end, seen, *_sockets(trace, seen), _awake(trace, end))


def visits(case: Case, does: Does) -> Iterator[Visit]:
    """The visits of a case that say something of this discrepancy."""
    evidence = _EVIDENCE.get(does)
    if evidence is not None:
        yield from evidence(case, does)


def _awake(trace: Trace, end: int) -> tuple[int, ...]:
    sleeps, asleep = list[bool](), False
    for each in trace.occurrences:
        asleep = each.event == InputName.SUSPEND.value or (asleep and each.event not in _WAKES)
        sleeps.append(asleep)
    found, until = list[int](), end
    for each, sleeping in zip(reversed(trace.occurrences), reversed(sleeps), strict=True):
        if each.event == InputName.SUSPEND.value:
            until = each.at
        found.append(each.at if sleeping else until)
    return tuple(reversed(found))


_WAKES = frozenset({InputName.RESUME.value, InputName.KILL.value})


def _sockets(trace: Trace, seen: tuple[Seen, ...]) -> tuple[tuple[bool, ...], tuple[bool, ...]]:
    held, trying = list[bool](), list[bool]()
    is_open = opens = False
    place = 0
    for index, occurrence in enumerate(trace.occurrences):
        while place < len(seen) and seen[place].after <= index:
            sight = seen[place]
            is_open = sight.came_up or (is_open and not sight.went_down)
            if sight.kind is ObservationKind.SOCKET_OPENING:
                opens = True
            elif sight.came_up or (sight.kind in _ENDINGS and not sight.went_down):
                opens = False
            place += 1
        if occurrence.event == Event.KILL.value:
            is_open = opens = False
        held.append(is_open)
        trying.append(opens)
    return tuple(held), tuple(trying)


_ENDINGS = frozenset({ObservationKind.SOCKET_FAILED, ObservationKind.SOCKET_CLOSED})


def _visit(case: Case, index: int, lasted: int = FOREVER) -> Visit:
    each = case.trace.occurrences[index]
    if lasted != FOREVER:
        lasted = min(lasted, case.awake[index] - each.at)
    return Visit(each.event, each.location, index, lasted)


def _stays(case: Case, index: int, stop: int) -> Iterator[Visit]:
    """The passage of time after an occurrence that begins a stay, until the next that does."""
    occurrences = case.trace.occurrences
    each = occurrences[index]
    if each.arms or each.then is not each.location:
        later = (o.at for o in occurrences[index + 1 :] if o.arms or o.then is not o.location)
        until = min(stop, next(later, case.end), case.awake[index])
        yield Visit(TIME, each.then, index, until - each.at)


def _held_up(case: Case, _: Does) -> Iterator[Visit]:
    """It was wanted and up, and stayed so until that ended."""
    occurrences = case.trace.occurrences
    stop = case.end
    downs = [sight for sight in case.seen if sight.went_down]
    for index in range(case.last - 1, -1, -1):
        if not occurrences[index].then.up:
            stop = occurrences[index].at
            continue
        while downs and downs[-1].after > index:
            stop = downs.pop().at
        yield _visit(case, index, stop - occurrences[index].at)
        yield from _stays(case, index, stop)


def _left_down(case: Case, _: Does) -> Iterator[Visit]:
    """Nobody wanted it, nothing was there, it could have come up: and it did not."""
    occurrences = case.trace.occurrences
    stop = case.end
    ups = [s for s in case.seen if s.came_up or s.kind is ObservationKind.SOCKET_OPENING]
    for index in range(case.last - 1, -1, -1):
        each = occurrences[index]
        if not unwanted(each.then) or not each.fair:
            stop = each.at
            continue
        while ups and ups[-1].after > index:
            stop = ups.pop().at
        if not case.held[index] and not case.trying[index]:
            yield _visit(case, index, stop - each.at)
            yield from _stays(case, index, stop)


def _alone(case: Case, _: Does) -> Iterator[Visit]:
    """A socket was wanted, and there was no second one."""
    for index, each in enumerate(case.trace.occurrences):
        if not unwanted(each.then):
            yield _visit(case, index, case.end - each.at)
            yield from _stays(case, index, case.end)


def _taken_down(case: Case, _: Does) -> Iterator[Visit]:
    """It was no longer wanted, and the connection or the opening ended."""
    for sight in case.seen:
        index = sight.after - 1
        if sight.kind in _ENDINGS and index >= 0 and unwanted(case.trace.occurrences[index].then):
            yield _visit(case, index)


def _brought_up(case: Case, _: Does) -> Iterator[Visit]:
    """It was wanted, and it came up: put to the last occurrence before it began to open."""
    began = 0
    for sight in case.seen:
        if sight.kind is ObservationKind.SOCKET_OPENING:
            began = sight.after
        if sight.came_up:
            index = (began or sight.after) - 1
            began = 0
            if index >= 0 and not unwanted(case.trace.occurrences[index].then):
                yield _visit(case, index)


def _answered(case: Case, does: Does) -> Iterator[Visit]:
    """A call had its outcome, and it was not this one."""
    made = {each.value: i for i, each in enumerate(case.trace.occurrences) if each.event in CALLS}
    for sight in case.seen:
        if sight.kind is not ObservationKind.OUTCOME or sight.about not in made:
            continue
        if (does is Does.SUCCESS and sight.success) or (does is Does.ERROR and not sight.success):
            continue
        for index in range(made[sight.about], sight.after):
            lasted = case.end - case.trace.occurrences[index].at if does is Does.SECOND_OUTCOME else FOREVER
            yield _visit(case, index, lasted)


def _pinged(case: Case, does: Does) -> Iterator[Visit]:
    """A ping was sent, or none was."""
    occurrences = case.trace.occurrences
    without = unsent(case.trace)
    for index, each in enumerate(occurrences):
        if each.event == InputName.PING.value and (index in without) is (does is Does.PING):
            yield _visit(case, index, FOREVER if does is Does.NO_PING else case.end - each.at)


def _heard(case: Case, does: Does) -> Iterator[Visit]:
    """A message came once and in order, or one that was lost did not come."""
    occurrences = case.trace.occurrences
    sent = {o.value: i for i, o in enumerate(occurrences) if o.event == InputName.SERVER_MESSAGE.value}
    came = {each.about: each for each in case.seen if each.kind is ObservationKind.DELIVERED}
    for message, first in sent.items():
        sight = came.get(str(message))
        if does is Does.DELIVERS_LOST:
            stop = case.end if sight is None else sight.at
            for index in range(first, case.last):
                yield _visit(case, index, max(stop - occurrences[index].at, 0))
        elif sight is not None:
            for index in range(first, sight.after):
                lasted = FOREVER if does is not Does.DELIVERS_TWICE else case.end - occurrences[index].at
                yield _visit(case, index, lasted)


def _named(case: Case, _: Does) -> Iterator[Visit]:
    """It named the right user."""
    for sight in case.seen:
        if sight.kind is ObservationKind.USER and sight.after:
            yield _visit(case, sight.after - 1)


def _survived(case: Case, does: Does) -> Iterator[Visit]:
    """An input did no harm; or it threw, as it had to."""
    threw = {each.after - 1 for each in case.seen if each.kind is ObservationKind.THREW}
    last = case.last if case.trace.violation is None else case.last - 1
    for index in range(last):
        if case.trace.occurrences[index].done and (index in threw) is (does is Does.THROWS_NOT):
            yield _visit(case, index)


_EVIDENCE: Mapping[Does, Callable[[Case, Does], Iterator[Visit]]] = {
    Does.GOES_DOWN: _held_up,
    Does.COMES_UP: _left_down,
    Does.SECOND_SOCKET: _alone,
    Does.STAYS_UP: _taken_down,
    Does.KEEPS_OPENING: _taken_down,
    Does.STAYS_DOWN: _brought_up,
    Does.NO_OUTCOME: _answered,
    Does.SECOND_OUTCOME: _answered,
    Does.SUCCESS: _answered,
    Does.ERROR: _answered,
    Does.NO_PING: _pinged,
    Does.PING: _pinged,
    Does.LOSES_MESSAGE: _heard,
    Does.DELIVERS_LOST: _heard,
    Does.DELIVERS_TWICE: _heard,
    Does.DISORDERS: _heard,
    Does.WRONG_USER: _named,
    Does.THROWS: _survived,
    Does.DIES: _survived,
    Does.THROWS_NOT: _survived,
}
"""What speaks against each discrepancy. Nothing does against what no case can be seen to have done right."""
