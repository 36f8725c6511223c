"""What a connection that is there, or an attempt that has ended, says of each candidate that waits for one."""

from __future__ import annotations

from connref.oracle.candidate import Candidate, Paid, Pending
from connref.oracle.conditions import Spoiler
from connref.oracle.estimate import Estimate
from connref.oracle.losses import renewing
from connref.protocol import InputName, ObservationKind
from connref.spec.requirements import CALL_OUTCOME
from connref.spec.vocabulary import Answer, Event, Wish

_FAILURES = {
    Spoiler.REJECTING: (Event.REJECTED,),
    Spoiler.OFFLINE: (Event.FAILED_OFFLINE,),
    Spoiler.REFUSING: (Event.FAILED,),
    Spoiler.MUTE: (Event.FAILED,),
    Spoiler.REPLACED: (Event.FAILED,),
    Spoiler.SUSPENDED: (Event.FAILED,),
    Spoiler.HANDED_OVER: (Event.FAILED, Event.FAILED_OFFLINE),
}
"""What the end of an attempt means that this stood in the way of."""


def settle(case: Estimate) -> None:
    """Bring the candidates in line with what is up, after anything happened."""
    if case.violation is not None or not any(map(case.after.awaits, case.live)):
        return
    sockets = case.sockets
    if sockets.up:
        case.may_renew()
        slow = case.profile.tolerance_ms > 0 or sockets.replaced_at == case.now
        reconcile(case, surely=not (case.in_background and slow))
    elif not sockets.conditions.fair and not case.sees(ObservationKind.SOCKET_FAILED):
        attempt_failed(case, surely=False)


def loosened(case: Estimate, candidate: Candidate) -> Candidate:
    """With a coarse clock, a call just before the connection comes or goes may be taken as one just after it.

    Not the connect() by which it comes.
    """
    earliest = case.now - case.profile.tolerance_ms
    if not case.profile.tolerance_ms or all(pending.at < earliest for pending in candidate.calls):
        return candidate
    return candidate._replace(calls=tuple(_loosened(each, earliest) for each in candidate.calls))


def reconcile(case: Estimate, *, surely: bool = True) -> None:
    """Where a connection is up that a candidate waits for, it has come.

    Not `surely` where the SDK may be about to close it instead: its clock is too coarse to have done so already, or
    the session just began anew and wants a socket of its own.
    """
    moved: list[Candidate] = []
    for each in case.live:
        if not case.after.awaits(each):
            moved.append(each)
            continue
        if case.after.at(each).wish is Wish.WANTED:
            case.meet(each.cause)
        if not surely and each.since + case.profile.tolerance_ms >= case.now:
            moved.append(each)
        moved.extend(loosened(case, after) for after in case.after.reported(each, Event.OPENED, case.now))
    case.keep(moved)


def attempt_failed(case: Estimate, *, surely: bool) -> None:
    """An attempt ended without success for which conditions were not fair all the time.

    Not `surely` where the driver cannot see that, so it may have. Where nothing but a session that began anew was in
    its way, that excuses it under the readings alone in which the session does begin anew.
    """
    events = _failures(case)
    replaced = case.sockets.attempt.spoiled == {Spoiler.REPLACED}
    if surely:
        case.excuse_calls()
    moved: list[Candidate] = []
    for each in case.live:
        waits = case.after.awaits(each)
        if not (waits and surely) or replaced:
            moved.append(each._replace(strained=True) if waits and surely else each)
        if waits:
            excused = renewing(each, case.sockets.renewing) if replaced else (each,)
            moved.extend(
                after
                for one in excused
                for event in events
                for after in case.after.reported(one, event, case.now)
            )
    case.keep(moved)


def attempt_ended(case: Estimate) -> None:
    """An attempt ended without success in fair conditions. That excuses nothing: who waits for a connection still does.

    The world fails no such attempt. Either the wish for it had ended, or the SDK failed by itself, which strains the
    candidates that still wait. With a coarse clock the wish may have ended with a deadline that is near.
    """
    moved: list[Candidate] = []
    for each in case.live:
        waits = case.after.awaits(each)
        moved.append(each._replace(strained=True) if waits else each)
        if waits and case.after.lapse_is_near(each, case.now):
            moved.extend(case.after.lapse(each, case.now))
    case.keep(moved)


def _failures(case: Estimate) -> tuple[Event, ...]:
    """What the end of an attempt may mean: it depends on the conditions while it was under way."""
    spoiled = case.sockets.attempt.spoiled
    found = dict.fromkeys(
        event for spoiler, events in _FAILURES.items() if spoiler in spoiled for event in events
    )
    return tuple(found) or (Event.FAILED,)


def _loosened(pending: Pending, earliest: int) -> Pending:
    first = pending.answer is Answer.OPENS and pending.requirement != CALL_OUTCOME
    if first or not pending.owes.outcome or pending.at < earliest:
        return pending
    answer = Answer.AT_MOST_ONE if pending.api == InputName.PING.value else Answer.EITHER
    return pending.after(Paid.EXCUSED)._replace(answer=answer)
