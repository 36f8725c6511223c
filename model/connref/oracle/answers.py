"""What a call is expected to report, and whether what it did report fits: CALL-OUTCOME and its readings."""

from __future__ import annotations

from connref.oracle.candidate import Branch, Pending
from connref.oracle.sockets import CallRecord, World
from connref.oracle.verdict import Violation
from connref.protocol import Observation
from connref.spec.vocabulary import Answer


def expected_answer(call: str, record: CallRecord, branch: Branch, world: World, *, loose: bool) -> Pending:
    """What this branch of the table expects of a call; `loose` where the clock is too coarse to expect more."""
    rule = branch.rule
    answer = rule.answer or Answer.EITHER
    if loose and answer not in (Answer.SILENT, Answer.THROWS):
        answer = Answer.EITHER
    sends = answer is Answer.SENDS
    in_background = sends and rule.requirement != "CALL-OUTCOME"
    requirement = "MAN-PING-SENDS" if in_background else branch.blame
    return Pending(
        call,
        record.api,
        record.at,
        answer,
        requirement,
        owes_outcome=True,
        owes_send=sends and world.fair,
        offline="offline" in world.spoiled,
    )


def misfit(
    pending: Pending, seen: Observation, record: CallRecord, world: World, *, wanted: bool
) -> Violation | None:
    """Why an outcome contradicts what was expected, None where it fits. `wanted`: the wish behind it still stands."""
    success = seen.result == "success"
    match pending.answer:
        case Answer.SUCCESS:
            fits = success
        case Answer.ERROR:
            fits = not success
        case Answer.EITHER | Answer.AT_MOST_ONE:
            fits = True
        case Answer.SILENT | Answer.THROWS:
            fits = False
        case Answer.SENDS:
            unsent = (
                pending.owes_send and world.fair and world.up and not world.doubtful and not record.excused
            )
            fits = success or not unsent
        case Answer.OPENS:
            fits = success or record.excused or not wanted
    if fits:
        return None
    expected = f"{pending.answer.value} of {pending.api}() {pending.call!r}"
    return Violation(pending.requirement, seen.at, expected, f"{seen.result} at {seen.at}", policy=True)
