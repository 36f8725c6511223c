"""What an observation does to a case: it is wrong whatever the reading, or it contradicts some candidates, or none."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from connref.oracle.calls import KILLED, CallRecord, misfit
from connref.oracle.candidate import Candidate, Paid, Pending
from connref.oracle.diagnosis import Drop, Violation
from connref.oracle.does import Does
from connref.oracle.estimate import Estimate
from connref.oracle.losses import lapses_near, losses
from connref.oracle.obligations import too_early
from connref.oracle.on_link import attempt_ended, attempt_failed, loosened, reconcile
from connref.oracle.phases import Phase
from connref.oracle.sockets import End, Gone
from connref.protocol import InputName, Observation, ObservationKind
from connref.spec.requirement import Ground
from connref.spec.requirements import (
    CALL_OUTCOME,
    EVT_LOST,
    INP_ROBUST,
    REQUIREMENTS,
    SES_LOGIN_SAVES,
    SES_NO_USER,
)
from connref.spec.vocabulary import Answer, App, Event

_PING = InputName.PING.value


def apply_observation(case: Estimate, seen: Observation) -> None:
    """One observation at the present instant."""
    match seen.kind:
        # What a recorded session has most of comes first.
        case ObservationKind.DELIVERED:
            _delivered(case, seen)
        case ObservationKind.SOCKET_OPENING:
            case.see_opening(seen)
        case ObservationKind.SOCKET_OPEN:
            _open(case, seen)
        case ObservationKind.SOCKET_CLOSED | ObservationKind.SOCKET_FAILED:
            _gone(case, seen)
        case ObservationKind.PING_SENT:
            _ping_sent(case)
        case ObservationKind.OUTCOME:
            _outcome(case, seen)
        case ObservationKind.THREW:
            _threw(case, seen)
        case ObservationKind.USER:
            _user(case, seen)
        case ObservationKind.STATUS:
            case.see_status(str(seen.value))


def _open(case: Estimate, seen: Observation) -> None:
    if case.see_open(seen):
        reconcile(case)


def _gone(case: Estimate, seen: Observation) -> None:
    up_since = case.sockets.open_since
    gone = case.see_gone(seen)
    if gone.end is End.ATTEMPT:
        attempt_ended(case) if gone.fair else attempt_failed(case, surely=True)
    elif gone.end is End.CONNECTION:
        _went_down(case, seen, gone, case.now if up_since is None else up_since)


def _went_down(case: Estimate, seen: Observation, gone: Gone, up_since: int) -> None:
    moved: list[Candidate] = []
    broken: list[Drop] = []
    for each in case.live:
        candidate = loosened(case, each._replace(calls=tuple(p.after(Paid.EXCUSED) for p in each.calls)))
        if not case.after.at(each).up:
            moved.append(candidate)
            if case.after.unwanted(each) and up_since <= each.since and _by_itself(seen, gone, each.cause):
                case.test(each.cause)
            continue
        lapses = [*lapses_near(case, candidate)]
        ways = [*losses(case, candidate, seen, gone), *lapses]
        moved.extend(ways)
        if lapses and gone.phase is Phase.SOUND:
            case.test(*each.limit)
        if not ways:
            wrong = too_early(each, seen.at, case.after.at(each), case.profile)
            broken.append(Drop(each.cube, (wrong,)))
    case.keep(moved, broken)


def _by_itself(seen: Observation, gone: Gone, duty: str) -> bool:
    """Whether it was the SDK that met the duty to go down; where a deadline asks for it, with a healthy connection."""
    client = seen.by == "client" and REQUIREMENTS[duty].ground is not Ground.DEADLINE
    return client or gone.phase is Phase.SOUND


def _ping_sent(case: Estimate) -> None:
    moved: list[Candidate] = []
    broken: list[Drop] = []
    for each in case.live:
        pings = [pending for pending in each.calls if pending.api == _PING]
        owing = next((pending for pending in pings if pending.owes.send), None)
        silent = next((p for p in pings if p.answer in (Answer.ERROR, Answer.SILENT)), None)
        explained = any(p.answer in (Answer.EITHER, Answer.SENDS, Answer.AT_MOST_ONE) for p in pings)
        if owing is not None:
            case.test(owing.requirement)
            moved.append(each.settled(owing, owing.after(Paid.SENT)))
        elif silent is not None and not explained and not _may_be_on_its_way(case, pings):
            text = f"ping() {silent.call!r} sends nothing"
            wrong = Violation(silent.requirement, case.now, text, "a ping was sent", Does.PING, policy=True)
            broken.append(Drop(each.cube, (wrong,)))
        else:
            moved.append(each)
    case.see_ping()
    case.keep(moved, broken)


def _may_be_on_its_way(case: Estimate, waiting: Sequence[Pending]) -> bool:
    """Whether the server may receive now what an earlier ping sent, one that waits for nothing any more."""
    return case.pings_on_their_way({pending.call for pending in waiting})


def _outcome(case: Estimate, seen: Observation) -> None:
    record = case.calls.open.get(str(seen.call))
    if record is None:
        reported = case.calls.over.get(str(seen.call))
        if reported != KILLED:
            case.fail(_second_outcome(seen, reported))
        return
    case.settle_call(str(seen.call), str(seen.result))
    moved: list[Candidate] = []
    broken: list[Drop] = []
    for each in case.live:
        pending = next((p for p in each.calls if p.call == seen.call and p.owes.outcome), None)
        if pending is None:
            moved.append(each)
            continue
        wrong = misfit(pending, seen, record, case.sockets, wanted=_wanted(case, each))
        if wrong is not None and pending.answer is Answer.SENDS:
            # It is right if the connection goes down, or the ping is seen, by the end of this instant.
            failed = pending.after(Paid.ERROR_UNSENT)._replace(at=seen.at)
            moved.append(each.settled(pending, failed))
            continue
        if wrong is not None:
            broken.append(Drop(each.cube, (wrong,)))
            continue
        case.test(CALL_OUTCOME)
        moved.extend(_after_outcome(case, each, pending, record, seen))
    case.keep(moved, broken)


def _wanted(case: Estimate, candidate: Candidate) -> bool:
    return not case.after.unwanted(candidate) and not case.after.lapse_is_near(candidate, case.now)


def _second_outcome(seen: Observation, reported: str | None) -> Violation:
    before = "it was never called" if reported is None else f"it had reported {reported}"
    return Violation(
        CALL_OUTCOME,
        seen.at,
        "one outcome for each call",
        f"{seen.result} of {seen.call!r}, but {before}",
        Does.SECOND_OUTCOME,
        policy=False,
    )


def _after_outcome(
    case: Estimate, candidate: Candidate, pending: Pending, record: CallRecord, seen: Observation
) -> Iterable[Candidate]:
    success = seen.result == "success"
    rest = pending.after(Paid.SUCCESS if success else Paid.ERROR)
    if pending.answer is Answer.OPENS and success and not (record.came or case.was_up(case.now)):
        rest = pending.after(Paid.SUCCESS_BEFORE_UP)._replace(at=seen.at)
    done = candidate.settled(pending, rest)
    if pending.api == _PING and success:
        across = record.at < case.sockets.conditions.carries_since
        case.see_arrival(record.at)
        event = Event.PONG if record.in_background else Event.PONG_FOREGROUND
        answered = case.after.event(done, event, case.now)
        # What a ping that was called without a connection reports says nothing of one that came up since.
        # An answer that came while the process was suspended, or nothing could come, may count or not.
        return answered if record.up and not across else [done, *answered]
    if (
        pending.api == InputName.CONNECT.value
        and pending.answer in (Answer.OPENS, Answer.EITHER)
        and not success
    ):
        return [done, *_gives_up(case, done, pending)]
    return [done]


def _gives_up(case: Estimate, candidate: Candidate, pending: Pending) -> Iterable[Candidate]:
    """A connect() that reported that it could not connect may have dropped the wish with it.

    Not where it says so at once for want of a network in the foreground: that is what connect-offline is about.
    """
    at_once = pending.offline and case.now <= pending.at + case.profile.tolerance_ms
    in_foreground = case.after.at(candidate).app is App.FOREGROUND
    if (at_once and in_foreground) or not case.after.awaits(candidate):
        return ()
    failures = (Event.FAILED, Event.FAILED_OFFLINE)
    return [after for event in failures for after in case.after.reported(candidate, event, case.now)]


def _threw(case: Estimate, seen: Observation) -> None:
    text = f"{seen.call or seen.input} threw{f': {seen.detail}' if seen.detail else ''}"
    wrong = Violation(INP_ROBUST, seen.at, "no exception out of a call", text, Does.THROWS, policy=False)
    open_call = str(seen.call) in case.calls.open
    moved: list[Candidate] = []
    broken: list[Drop] = []
    if open_call:
        case.settle_call(str(seen.call), "an exception")
    for each in case.live:
        pending = next((p for p in each.calls if open_call and p.call == seen.call), None)
        if pending is not None and pending.answer is Answer.THROWS:
            moved.append(each.settled(pending, pending.after(Paid.THREW)))
        else:
            broken.append(Drop(each.cube, (wrong,)))
    case.keep(moved, broken)


def _delivered(case: Estimate, seen: Observation) -> None:
    wrong = case.deliver(str(seen.message))
    if wrong is not None:
        requirement, text, does = wrong
        expected = "it is lost" if requirement == EVT_LOST else "each message once and in order"
        case.fail(Violation(requirement, seen.at, expected, text, does, policy=False))
        return
    if not case.sockets.up and seen.at > case.sockets.down_since + case.profile.tolerance_ms:
        _delivered_while_down(case, seen)


def _delivered_while_down(case: Estimate, seen: Observation) -> None:
    """Whether something may still arrive after the connection went down depends on why it did."""
    text = f"message {seen.message!r} delivered, but the connection is down since {case.sockets.down_since}"
    moved: list[Candidate] = []
    broken: list[Drop] = []
    for each in case.live:
        requirement = case.after.silenced(each) if case.after.unwanted(each) else None
        if requirement is None:
            moved.append(each)
        else:
            wrong = Violation(
                requirement, seen.at, "no message any more", text, Does.DELIVERS_LOST, policy=True
            )
            broken.append(Drop(each.cube, (wrong,)))
    case.keep(moved, broken)


def _user(case: Estimate, seen: Observation) -> None:
    case.see_user()
    moved: list[Candidate] = []
    broken: list[Drop] = []
    for each in case.live:
        if each.user == seen.value or case.after.fresh(each) or case.profile.variant.sessionless:
            moved.append(each)
        else:
            requirement = SES_NO_USER if each.user is None else SES_LOGIN_SAVES
            expected, found = f"user {each.user!r}", f"user {seen.value!r}"
            wrong = Violation(requirement, seen.at, expected, found, Does.WRONG_USER, policy=True)
            broken.append(Drop(each.cube, (wrong,)))
    case.keep(moved, broken)
