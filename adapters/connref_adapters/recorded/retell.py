"""A failing session told again: its events, the line that has the reason, and the one that may be missing.

The reason of a failure is the last line after which it was bound to come: the session up to there, and silence from
then on, fails in the same way at the same instant. If one input that was not written explains all that was seen, the
SDK may be right and the recorder wrong: the first such input, tried from the failure backwards, is named.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from connref.errors import ProtocolError
from connref.monitoring.events import follow
from connref.oracle.diagnosis import Violation
from connref.oracle.judge import Judge
from connref.profiles import DOCUMENT_PROFILE, VendorProfile
from connref.protocol import Advance, Do, InputName, Observation, Step
from connref_adapters.drivers import Playback, Reply
from connref_adapters.recorded.begin import begin, fresh
from connref_adapters.recorded.format import End, event_from_json, foreign, is_header
from connref_adapters.recorded.header import Header, header_from_json
from connref_adapters.recorded.instants import Instants, Unit, WrongUnitError
from connref_adapters.recorded.lines import BadLine, Lines
from connref_adapters.recorded.objects import NotAnObject, json_object
from connref_adapters.recorded.waiting import Late, Waiting

LONGEST_STORY = 2_000
"""How many events a story may have; a longer session is not told again."""
_LATEST_PLACES = 40
"""How far back from the failure a missing line is looked for, in lines."""
_MAY_BE_MISSING = (
    Do(InputName.BACKGROUND),
    Do(InputName.FOREGROUND),
    Do(InputName.DISCONNECT, "(missing)"),
    Do(InputName.CONNECT, "(missing)"),
    Do(InputName.LOGOUT),
    Do(InputName.SERVER_CLOSE, 1006),
    Do(InputName.NETWORK_DOWN),
    Do(InputName.NETWORK_UP),
    Do(InputName.SERVER_APPROVE),
    Do(InputName.SERVER_ACCEPT),
    Do(InputName.SERVER_UNMUTE),
    Do(InputName.SERVER_REFUSE),
)
"""In this order: what an app forgets to write first, and what would excuse most last."""


@dataclass(frozen=True, slots=True)
class Told:
    """One event of a session: its line, its instant in ms, and what happened; None where only time passes."""

    line: int
    at: int
    event: Do | Observation | None


@dataclass(frozen=True, slots=True)
class Missing:
    """An input that would explain what was seen, if it had been written before this line at this instant (ms)."""

    done: Do
    before: int
    at: int


@dataclass(frozen=True, slots=True)
class Session:
    """A session with all of its events that could be used, in order."""

    header: Header
    events: tuple[Told, ...]


def read_session(lines: Lines, first_line: int, vendor: VendorProfile = DOCUMENT_PROFILE) -> Session | None:
    """The session whose header is at this line, judged by a profile; None where it cannot be told again."""
    header: Header | None = None
    current, events, instants = "", list[Told](), Instants(Unit.MS, 0)
    for number, line in lines:
        body = None if number < first_line else _body(line)
        if body is None:
            continue
        if number == first_line and header is None:
            header = header_from_json(body, vendor)
            instants, current = header.instants(), header.session
        elif header is None:
            return None
        elif is_header(body):
            current = str(body["session"])
            if current == header.session:
                break
        elif str(body.get("session", current)) == header.session:
            told = _told(number, body, instants)
            events += [] if told is None else [told]
            if len(events) > LONGEST_STORY:
                return None
    return header and in_judged_order(header, sorted(events, key=lambda told: (told.at, told.line)))


def in_judged_order(header: Header, events: Sequence[Told]) -> Session:
    """A session with its events in the order in which they are judged: as written, but for what explains a close."""
    judge, learns = _begun(header), header.observes is None
    judged: list[Told] = []

    def out(late: Late) -> None:
        follow(judge, late.event, late.at, learns=learns)
        judged.append(Told(late.line, late.at, late.event))

    waiting = Waiting(judge, lambda: _begun(header), out, learns=learns)
    for told in events:
        if told.event is None:
            waiting.flush()
            judged.append(told)
        else:
            waiting.take(Late(told.at, told.event, told.line, 0))
    waiting.flush()
    return Session(header, tuple(judged))


def cause(session: Session, violation: Violation) -> int:
    """The line that has the reason of a failure."""
    bound = [told for told in session.events if told.at <= violation.at]
    low, high = 0, len(bound)
    while low < high:
        middle = (low + high) // 2
        if _fails_alike(session, bound[:middle], violation):
            high = middle
        else:
            low = middle + 1
    return bound[low - 1].line if low else session.events[0].line


def missing(session: Session, failed_by: int) -> Missing | None:
    """The input that would explain what was seen, None where no single one does."""
    places = [place for place, told in enumerate(session.events) if told.line <= failed_by]
    for place in reversed(places[-_LATEST_PLACES:]):
        told = session.events[place]
        for done in _MAY_BE_MISSING:
            inserted = Told(told.line, told.at, done)
            judge = _judged(session, [*session.events[:place], inserted, *session.events[place:]])
            if judge.violation is None and not judge.estimate.unjudged:
                return Missing(done, told.line, told.at)
    return None


def violation_of(session: Session) -> Violation | None:
    """What the session breaks by itself."""
    return _judged(session, session.events).violation


def as_playback(session: Session) -> tuple[tuple[Step, ...], Playback]:
    """The session as a case that was played: steps, and replies with what was seen meanwhile."""
    steps: list[Step] = []
    replies = [Reply(0, (), None)]
    for told in session.events:
        if isinstance(told.event, Observation) and told.at == replies[-1].now:
            latest = replies[-1]
            replies[-1] = Reply(latest.now, (*latest.observations, told.event), None)
            continue
        if told.at > replies[-1].now:
            steps.append(Advance(told.at - replies[-1].now))
            seen = (told.event,) if isinstance(told.event, Observation) else ()
            replies.append(Reply(told.at, seen, None))
        if isinstance(told.event, Do):
            steps.append(told.event)
            replies.append(Reply(told.at, (), None))
    return tuple(steps), Playback(tuple(replies))


def _body(line: str | BadLine) -> dict[str, Any] | None:
    try:
        return json_object(line)
    except NotAnObject:
        return None


def _told(number: int, body: dict[str, Any], instants: Instants) -> Told | None:
    """An event, None for a line that cannot be used."""
    if foreign(body) is not None:
        return None
    try:
        at = instants.read(body.get("at"))
        event = event_from_json({**body, "at": at})
    except (ProtocolError, WrongUnitError):
        return None
    return Told(number, at, None if isinstance(event, End) else event)


def _begun(header: Header) -> Judge:
    judge = fresh(header)
    begin(judge, header)
    return judge


def _judged(session: Session, events: Sequence[Told]) -> Judge:
    header = session.header
    judge = _begun(header)
    for told in events:
        follow(judge, told.event, told.at, learns=header.observes is None)
    if events and events[-1].event is None and judge.violation is None:
        judge.verdict()
    return judge


def _fails_alike(session: Session, events: Sequence[Told], violation: Violation) -> bool:
    judge = _judged(session, events)
    if judge.violation is None:
        judge.advance(violation.at + 1)
    found = judge.violation
    return found is not None and (found.requirement, found.at) == (violation.requirement, violation.at)
