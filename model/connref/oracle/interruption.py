"""What a suspension and a handover do to a case: candidates fork where readings differ, and what is due moves.

While the process is suspended nothing is owed and no deadline passes. At the resume it is due, within T, what fell due
meanwhile; a grace whose clock stood still goes on with what remained of it. A handover takes the path away from every
socket that is there; whether that is found out without a notice is for the reading, which is consulted only when a
replacement is overdue.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from connref.oracle.candidate import Candidate, Owes
from connref.oracle.estimate import Estimate
from connref.oracle.readings import Cube, mask_of, meet
from connref.protocol import InputName, Mode
from connref.spec.interruptions import RESUMPTIONS
from connref.spec.vocabulary import App

_ANSWERED = mask_of({"ping-counts-when": ["answered"]})
_ROWS: tuple[tuple[Cube, bool], ...] = tuple(
    (mask_of({row.guard.name: row.guard.options}), row.counts) for row in RESUMPTIONS
)
_AT_THE_END = frozenset({Owes.CONNECTION, Owes.SEND_OR_LOSS})
"""What a call owes by the end of the instant."""


def resume(case: Estimate) -> None:
    """The process runs on, if it was suspended."""
    if case.suspended_at is None:
        return
    paused = case.now - case.suspended_at
    moved = [after for each in case.live for after in _resumed(case, _restarted(case, each), paused)]
    case.resume()
    case.keep(moved)


def _restarted(case: Estimate, candidate: Candidate) -> Candidate:
    """What was to be done at once when the process was suspended is to be done at once now."""
    calls = tuple(
        each._replace(at=case.now) if each.owes in _AT_THE_END else each for each in candidate.calls
    )
    late = case.after.unwanted(candidate) and case.sockets.up
    return candidate._replace(calls=calls, since=case.now if late else candidate.since)


def _resumed(case: Estimate, candidate: Candidate, paused: int) -> Iterator[Candidate]:
    away = case.after.at(candidate).app is App.BACKGROUND and candidate.mode is Mode.MANUAL
    if not away or not paused:
        yield candidate
        return
    for mask, counts in _ROWS:
        cube = meet(candidate.cube, mask)
        if cube is None:
            continue
        chosen = candidate._replace(cube=cube)
        if counts:
            yield from _late(case, chosen)
        else:
            yield _as_far_off_as_before(chosen, paused)


def _as_far_off_as_before(candidate: Candidate, paused: int) -> Candidate:
    deadline = None if candidate.deadline is None else candidate.deadline + paused
    return candidate._replace(entry=candidate.entry + paused, deadline=deadline)


def _late(case: Estimate, candidate: Candidate) -> Iterable[Candidate]:
    """The grace ran on: a deadline that passed meanwhile is due now, unless an answer that came meanwhile counts."""
    deadline = candidate.deadline
    if deadline is None or deadline > case.now or not case.after.runs(candidate):
        return (candidate,)
    if case.profile.tolerance_ms:
        return (candidate._replace(deadline=case.now), *_answered(case, candidate))
    if deadline == case.now:
        return case.after.delay(candidate, case.now)
    return (*case.after.late(candidate, case.now), *_answered(case, candidate))


def _answered(case: Estimate, candidate: Candidate) -> Iterator[Candidate]:
    """An answer to a ping may have come before the deadline, and be seen only now."""
    cube = meet(candidate.cube, _ANSWERED)
    waits = any(each.api == InputName.PING.value and each.owes.outcome for each in candidate.calls)
    if cube is not None and waits:
        yield candidate._replace(cube=cube, deadline=case.now + case.profile.grace_ms)
