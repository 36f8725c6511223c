"""The places of a failing case: to which occurrences its first discrepancy may be put, and how long after them it came.

The first one is the one that is told. What has to follow from an event is put to the occurrence from which it was due:
what ended the wish, what began it or took the connection down or made conditions fair again, the call, the message.
What nobody asked for is put to the occurrence of its instant or, if none came then, to the passage of time.

The others are *alternatives*, since a judge that stops at the first thing wrong cannot tell them apart: occurrences
that came later and before the discrepancy showed, or at the same instant; the passage of time beside an input of the
instant; and what stood unmet beside what was found, a socket that nobody wants.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from connref.findings.trace import CALLS, TIME, Occurrence, Sight, Trace
from connref.oracle.candidate import Pending
from connref.oracle.does import Does
from connref.protocol import InputName, ObservationKind
from connref.spec.declare import Location
from connref.spec.vocabulary import Answer, Event, Wish

_AT_ONCE = frozenset(
    {Does.NO_PING, Does.PING, Does.LOSES_MESSAGE, Does.THROWS, Does.THROWS_NOT, Does.DIES, Does.WRONG_USER}
)
"""What is decided with its occurrence: nothing that comes later can be its cause."""


class Place(NamedTuple):
    """One occurrence as the cause: `delay` ms after it the SDK did what it did.

    `nth` is the number of the occurrence in the trace; for the passage of time of the last one before. `span` is
    for how long (ms) after it the SDK may have done it where that cannot be seen.
    """

    event: str
    location: Location
    nth: int
    delay: int
    does: Does
    span: int = 0


def places(trace: Trace) -> tuple[Place, ...]:
    """The places of a case that fails, the one that is told first; none where nothing came before it failed."""
    if trace.violation is None or not trace.occurrences:
        return ()
    return tuple(dict.fromkeys(_places(trace, trace.violation.does, trace.violation.at)))


def every_place(trace: Trace) -> Iterator[tuple[Trace, Place]]:
    """The places of a case, those of the candidate that is told first, each with the way that it is on."""
    known: set[tuple[str, str, Does]] = set()
    for way in (trace, *trace.others):
        for place in places(way):
            key = place.event, place.location.id, place.does
            if key not in known:
                known.add(key)
                yield way, place


def unwanted(location: Location) -> bool:
    """Whether the document asks for no connection there, and allows none."""
    return location.wish is Wish.UNWANTED


def arrival(trace: Trace, index: int) -> int:
    """Since when (ms) the chart has stood where it stands after an occurrence, with the deadline that it has there."""
    for each in reversed(trace.occurrences[: index + 1]):
        if each.arms or each.then is not each.location:
            return each.at
    return 0


def _places(trace: Trace, does: Does, at: int) -> Iterator[Place]:
    last = len(trace.occurrences) - 1
    if does in (Does.STAYS_UP, Does.COMES_UP):
        yield from _held(trace, at)
        return
    if does is Does.GOES_DOWN:
        yield from _by_itself(trace, trace.sights[-1].after - 1, at, does)
    elif does is Does.SECOND_SOCKET:
        yield from _by_itself(trace, last, at, does)
    else:
        origin, earliest = _origin(trace, does)
        others = () if does in _AT_ONCE else (*range(origin + 1, last + 1), *range(earliest, origin))
        for index in (origin, *others):
            yield _at(trace, index, at, does)
    yield from _beside(trace, does, at)


def _beside(trace: Trace, does: Does, at: int) -> Iterator[Place]:
    """What stood unmet beside: a socket that nobody wants, or that outlived its wish, or a second one."""
    if does in (Does.STAYS_UP, Does.COMES_UP):
        yield from _crowd(trace)
        return
    if _is_up(trace) and unwanted(trace.occurrences[-1].then):
        yield from _held(trace, at)
    if does is Does.STAYS_DOWN:
        yield from _given_up(trace, at)
    yield from _outlived(trace, at)
    if does is not Does.SECOND_SOCKET:
        yield from _crowd(trace)


def _outlived(trace: Trace, at: int) -> Iterator[Place]:
    """What ended the wish for a socket that is there still, though it is wanted again, or only goes now."""
    began = next((s.after for s in reversed(trace.sights[:-1]) if s.went_down), 0)
    for index in range(len(trace.occurrences) - 1, began - 1, -1):
        each = trace.occurrences[index]
        if unwanted(each.then) and not unwanted(each.location) and each.event != Event.KILL.value:
            yield _at(trace, index, at, Does.STAYS_UP)


def _crowd(trace: Trace) -> Iterator[Place]:
    """Two sockets, if there were two in this process: put to what came before the second."""
    held = opens = 0
    second: Sight | None = None
    killed = max((i for i, o in enumerate(trace.occurrences) if o.event == Event.KILL.value), default=-1)
    for sight in (each for each in trace.sights if each.after > killed):
        kind = sight.seen.kind
        if kind is ObservationKind.SOCKET_OPENING:
            opens += 1
        elif kind is ObservationKind.SOCKET_OPEN:
            held, opens = held + 1, max(opens - 1, 0)
        elif kind is ObservationKind.SOCKET_FAILED or (kind is ObservationKind.SOCKET_CLOSED and not held):
            opens = max(opens - 1, 0)
        elif kind is ObservationKind.SOCKET_CLOSED:
            held -= 1
        if held + opens > 1:
            second = second or sight
    if second is not None:
        yield from _by_itself(trace, second.after - 1, second.at, Does.SECOND_SOCKET)


def _held(trace: Trace, at: int) -> Iterator[Place]:
    """It is up though nobody wants it: it stayed up, or its opening went on, or it came up since."""
    ended = _wish_ended(trace)
    up = next((sight for sight in reversed(trace.sights) if sight.came_up), None)
    began = None if up is None else _began(trace, up)
    if up is None or began is None or began.after <= ended:
        for index in range(max(ended, 0), len(trace.occurrences)):
            yield _at(trace, index, at, Does.STAYS_UP)
        return
    yield from _by_itself(trace, began.after - 1, began.at, Does.COMES_UP)
    outlived = any(sight.went_down and sight.after > ended + 1 for sight in trace.sights)
    if ended >= 0 and (outlived or not trace.occurrences[ended].location.up):
        yield _at(trace, ended, at, Does.STAYS_UP)


def _given_up(trace: Trace, at: int) -> Iterator[Place]:
    """It stays down because it was given up, as time passed since the last occurrence."""
    last = len(trace.occurrences) - 1
    each = trace.occurrences[last]
    yield Place(TIME, each.then, last, each.at - arrival(trace, last), Does.GOES_DOWN, at - each.at)


def _by_itself(trace: Trace, last: int, seen: int, does: Does) -> Iterator[Place]:
    """What nobody asked for: put to the occurrences of its instant, or to time as it passes."""
    occurrences = trace.occurrences
    if last < 0:
        return
    first = last
    if occurrences[last].at < seen:
        yield Place(TIME, occurrences[last].then, last, seen - arrival(trace, last), does)
    while first > 0 and occurrences[first - 1].at == occurrences[last].at:
        first -= 1
    for index in range(last, first - 1, -1):
        yield _at(trace, index, seen, does)
    if does is Does.COMES_UP:
        yield from _while_unfair(trace, last, seen)
    if occurrences[last].at == seen and first > 0:
        before = first - 1
        yield Place(TIME, occurrences[before].then, before, seen - arrival(trace, before), does)


def _while_unfair(trace: Trace, last: int, seen: int) -> Iterator[Place]:
    """What came while nothing could come up, and may have had its effect as soon as something could."""
    occurrences = trace.occurrences
    if last == 0 or occurrences[last - 1].fair or not occurrences[last].fair:
        return
    for index in range(last - 1, -1, -1):
        each = occurrences[index]
        if each.fair:
            return
        yield Place(each.event, each.location, index, seen - occurrences[last].at, Does.COMES_UP)


def _at(trace: Trace, index: int, seen: int, does: Does) -> Place:
    each = trace.occurrences[index]
    return Place(each.event, each.location, index, seen - each.at, does)


def _is_up(trace: Trace) -> bool:
    changes = [sight.came_up for sight in trace.sights if sight.came_up or sight.went_down]
    return bool(changes) and changes[-1]


def _began(trace: Trace, up: Sight) -> Sight:
    """The beginning of what came up, or its coming up where no beginning is seen."""
    before = trace.sights[: trace.sights.index(up)]
    return next((s for s in reversed(before) if s.seen.kind is ObservationKind.SOCKET_OPENING), up)


def _wish_ended(trace: Trace) -> int:
    """The index of the occurrence that last ended the wish for a connection, -1 where none did."""
    for index in range(len(trace.occurrences) - 1, -1, -1):
        each = trace.occurrences[index]
        if unwanted(each.then) and not unwanted(each.location):
            return index
    return -1


def _origin(trace: Trace, does: Does) -> tuple[int, int]:
    """From which occurrence it was due, and the earliest from which it may have been."""
    last = len(trace.occurrences) - 1
    match does:
        case Does.KEEPS_OPENING:
            found = max(_wish_ended(trace), 0)
        case Does.STAYS_DOWN:
            return _wish_began(trace)
        case Does.WRONG_STATUS:
            found = _changed(trace)
        case Does.NO_PING:
            found = next((i for i in unsent(trace) if trace.occurrences[i].location.up), last)
        case Does.NO_OUTCOME | Does.SECOND_OUTCOME | Does.SUCCESS | Does.ERROR | Does.PING:
            found = _index_of(trace, CALLS, _call(trace, does), last)
        case Does.LOSES_MESSAGE | Does.DELIVERS_LOST | Does.DELIVERS_TWICE | Does.DISORDERS:
            found = _index_of(trace, {InputName.SERVER_MESSAGE.value}, _message(trace, does), last)
        case _:
            found = last
    return found, found


def _wish_began(trace: Trace) -> tuple[int, int]:
    """What last began the wish, lost the connection or made conditions fair again; and what did but the latter."""
    fair, found, earliest = True, 0, 0
    for index, each in enumerate(trace.occurrences):
        if (unwanted(each.location) and not unwanted(each.then)) or (each.location.up and not each.then.up):
            found = earliest = index
        if each.fair and not fair:
            found = index
        fair = each.fair
    return found, earliest


def _changed(trace: Trace) -> int:
    """The index of the occurrence with which the connection last came up or went down, 0 where it never did."""
    sight = next((s for s in reversed(trace.sights) if s.came_up or s.went_down), None)
    if sight is None:
        return 0
    itself = trace.occurrences[sight.after : sight.after + 1]
    is_event = bool(itself) and not itself[0].done and itself[0].at == sight.at
    return sight.after if is_event else max(sight.after - 1, 0)


def _index_of(trace: Trace, events: frozenset[str] | set[str], value: str | None, otherwise: int) -> int:
    found = (i for i, each in enumerate(trace.occurrences) if each.event in events and each.value == value)
    return next(found, otherwise) if value is not None else otherwise


def _call(trace: Trace, does: Does) -> str | None:
    """Which call the discrepancy is about: the one whose outcome was just seen, or one that owes something."""
    if trace.by_sight and trace.sights[-1].seen.call is not None:
        return trace.sights[-1].seen.call
    return next((each.call for each in trace.told.calls if _owes(each, does)), None)


def _owes(pending: Pending, does: Does) -> bool:
    match does:
        case Does.NO_OUTCOME:
            return pending.owes.outcome and pending.answer not in (Answer.SILENT, Answer.AT_MOST_ONE)
        case Does.PING:
            return pending.answer in (Answer.ERROR, Answer.SILENT)
        case _:
            return not pending.owes.outcome


def unsent(trace: Trace) -> list[int]:
    """The pings of which none was sent. One that is sent at the instant of a call is that of the call."""
    waiting = [i for i, each in enumerate(trace.occurrences) if each.event == InputName.PING.value]
    for sight in trace.sights:
        if sight.seen.kind is ObservationKind.PING_SENT:
            before = [index for index in waiting if index < sight.after]
            now = [index for index in before if trace.occurrences[index].at == sight.at]
            for index in (now or before)[:1]:
                waiting.remove(index)
    return waiting


def _message(trace: Trace, does: Does) -> str | None:
    """Which message it is about: the first that never came, or the one that came last."""
    delivered = [s.seen.message for s in trace.sights if s.seen.kind is ObservationKind.DELIVERED]
    if does is not Does.LOSES_MESSAGE:
        return delivered[-1] if delivered else None
    sent: list[Occurrence] = [o for o in trace.occurrences if o.event == InputName.SERVER_MESSAGE.value]
    up = [o for o in sent if o.location.up and o.value not in delivered]
    return next((str(each.value) for each in up), None)
