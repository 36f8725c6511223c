"""What the passing of time does to a case: deadlines pass, and what was due and has not happened is noticed."""

from __future__ import annotations

from connref.oracle.candidate import Candidate
from connref.oracle.case import CaseState
from connref.oracle.obligations import overdue
from connref.oracle.verdict import Drop, Violation
from connref.protocol import ObservationKind
from connref.spec.vocabulary import Answer, Wish


def pass_time(case: CaseState, until: int) -> None:
    """The ends of the instants from now to the one before `until`, and the deadlines up to and with `until`."""
    case.world.touch(until - 1)
    began = case.world.renewing_since
    if began is not None and began + case.profile.reconnect_bound_ms + case.profile.tolerance_ms < until:
        case.world.renewing_since = None
    found = _crowded(case, until) or _undelivered(case, until)
    if found is not None:
        case.violation = found
        return
    explanations, world = case.explanations, case.world
    comes_up = not world.up and world.fair
    moved: list[Candidate] = []
    broken: list[Drop] = []
    still = True
    for each in explanations.live:
        # Most of the time nothing can be due: the wish is met or cannot be, no call is open, no deadline is near.
        due = comes_up or each.calls or (each.deadline is not None and each.deadline <= until)
        facts = explanations.facts(each)
        if not due and facts.wish is not Wish.UNWANTED and facts.up >= world.up:
            moved.append(each)
            continue
        still = False
        for passed in explanations.pass_deadline(each, until):
            after = _forget(case, passed, until) if passed.calls else passed
            wrong = overdue(after, world, explanations.facts(after), case.profile, until, case.observes)
            if wrong:
                broken.append(Drop(after.cube, tuple(wrong)))
            else:
                moved.append(after)
    if not still:
        case.keep(moved, broken)


def _forget(case: CaseState, hypothesis: Candidate, until: int) -> Candidate:
    """Calls that owe nothing any more.

    A success whose connection came, a silence that lasted long enough, an error of a ping that something now excuses.
    """
    bound = case.profile.reconnect_bound_ms + case.profile.tolerance_ms
    kept = tuple(
        pending
        for pending in hypothesis.calls
        if not (pending.owes_up and not pending.owes_send and _came(case, pending.at))
        and not (pending.owes_down and case.world.doubtful)
        and not (pending.answer in (Answer.SILENT, Answer.AT_MOST_ONE) and pending.at + bound < until)
    )
    return hypothesis if len(kept) == len(hypothesis.calls) else hypothesis._replace(calls=kept)


def _came(case: CaseState, reported: int) -> bool:
    return case.world.up or case.world.last_up >= reported - case.profile.tolerance_ms


def _crowded(case: CaseState, until: int) -> Violation | None:
    since = case.world.crowded_since
    if since is None or since + case.profile.tolerance_ms >= until:
        return None
    return Violation(
        "RES-ONE-SOCKET", since, "one socket at a time", "two sockets open or opening", policy=False
    )


def _undelivered(case: CaseState, until: int) -> Violation | None:
    if not case.messages.owed or not case.sees(ObservationKind.DELIVERED):
        return None
    bound = case.profile.reconnect_bound_ms + case.profile.tolerance_ms
    late = case.messages.overdue(until - 1 - bound)
    if late is None:
        return None
    due = late.sent + bound
    return Violation(
        "EVT-DELIVERED", due + 1, f"message {late.text!r} delivered by {due}", "it is not", policy=False
    )
