"""What an observation does to a case: it is wrong whatever the reading, or it contradicts some hypotheses, or none."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from connref.oracle.answers import misfit
from connref.oracle.candidate import Candidate, Pending
from connref.oracle.case import CaseState
from connref.oracle.explanations import FRESH
from connref.oracle.obligations import too_early
from connref.oracle.sockets import NORMAL_CLOSE, CallRecord
from connref.oracle.verdict import Drop, Violation
from connref.protocol import Mode, Observation, ObservationKind
from connref.spec.vocabulary import Answer, App, Event


def apply_observation(case: CaseState, seen: Observation) -> None:
    """One observation at the present instant."""
    match seen.kind:
        # What a recorded session has most of comes first.
        case ObservationKind.DELIVERED:
            _delivered(case, seen)
        case ObservationKind.SOCKET_OPENING:
            case.world.opening(seen)
        case ObservationKind.SOCKET_OPEN:
            if case.world.opened(seen):
                case.reconcile()
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
            pass


def _gone(case: CaseState, seen: Observation) -> None:
    what = case.world.closed(seen)
    if what == "failed":
        case.attempt_failed(surely=True)
    elif what == "down":
        case.messages.excuse()
        _went_down(case, seen)


def _went_down(case: CaseState, seen: Observation) -> None:
    moves = case.explanations
    moved: list[Candidate] = []
    broken: list[Drop] = []
    for each in moves.live:
        calls = tuple(p._replace(owes_send=False, owes_down=False) for p in each.calls)
        hypothesis = case.loosened(each._replace(calls=calls))
        if not moves.facts(each).up:
            moved.append(hypothesis)
            continue
        ways = [*_losses(case, hypothesis, seen), *_lapses(case, hypothesis)]
        moved.extend(ways)
        if not ways:
            wrong = too_early(each, seen.at, moves.facts(each), case.profile)
            broken.append(Drop(each.cube, (wrong,)))
    case.keep(moved, broken)


def _losses(case: CaseState, hypothesis: Candidate, seen: Observation) -> Iterable[Candidate]:
    """How a connection can have been lost that the SDK did not take down by itself."""
    code = case.world.close_code
    if not case.world.doubtful and seen.by == "client":
        return ()
    if code == NORMAL_CLOSE and seen.by == "server":
        events: tuple[Event, ...] = (Event.CLOSED,)
    elif code == NORMAL_CLOSE or (code is None and seen.by == "server"):
        events = (Event.LOST, Event.CLOSED)
    else:
        events = (Event.LOST,)
    lost = [after for event in events for after in case.explanations.reported(hypothesis, event, case.now)]
    no_outage = seen.by == "server" or not case.world.stale
    if no_outage and events == (Event.LOST,) and hypothesis.mode is Mode.AUTO:
        # No internet was lost, so it is not AUTO-RECONNECT that asks for the connection to come back.
        return [after._replace(cause=_holds(after)) for after in lost]
    return lost


def _holds(hypothesis: Candidate) -> str:
    return "AUTO-FOREGROUND" if hypothesis.cause == "AUTO-RECONNECT" else hypothesis.cause


def _lapses(case: CaseState, hypothesis: Candidate) -> Iterable[Candidate]:
    """With a coarse clock a deadline may pass up to a tolerance early."""
    moves = case.explanations
    return moves.lapse(hypothesis, case.now) if moves.lapse_is_near(hypothesis, case.now) else ()


def _ping_sent(case: CaseState) -> None:
    moved: list[Candidate] = []
    broken: list[Drop] = []
    for each in case.explanations.live:
        pings = [pending for pending in each.calls if pending.api == "ping"]
        owing = next((pending for pending in pings if pending.owes_send), None)
        silent = next((p for p in pings if p.answer in (Answer.ERROR, Answer.SILENT)), None)
        explained = any(p.answer in (Answer.EITHER, Answer.SENDS, Answer.AT_MOST_ONE) for p in pings)
        if owing is not None:
            case.exercised.add(owing.requirement)
            moved.append(_settled(each, owing, owing._replace(owes_send=False, owes_down=False)))
        elif silent is not None and not explained and not _may_be_on_its_way(case, pings):
            text = f"ping() {silent.call!r} sends nothing"
            wrong = Violation(silent.requirement, case.now, text, "a ping was sent", policy=True)
            broken.append(Drop(each.cube, (wrong,)))
        else:
            moved.append(each)
    case.world.pings_seen.append(case.now)
    case.keep(moved, broken)


def _may_be_on_its_way(case: CaseState, waiting: Sequence[Pending]) -> bool:
    """Whether the server may receive now what an earlier ping sent, one that waits for nothing any more."""
    profile, others = case.profile, {pending.call for pending in waiting}
    since = case.now - profile.reconnect_bound_ms - profile.tolerance_ms
    senders = sum(
        record.api == "ping" and record.up and record.at >= since and call not in others
        for call, record in case.world.calls.items()
    )
    return senders > sum(at >= since for at in case.world.pings_seen)


def _outcome(case: CaseState, seen: Observation) -> None:
    record = case.world.calls.get(str(seen.call))
    if record is None or record.outcome is not None:
        if record is None or record.outcome != "killed":
            case.violation = _second_outcome(seen, record)
        return
    case.world.settle_call(str(seen.call), str(seen.result))
    moved: list[Candidate] = []
    broken: list[Drop] = []
    for each in case.explanations.live:
        pending = next((p for p in each.calls if p.call == seen.call and p.owes_outcome), None)
        if pending is None:
            moved.append(each)
            continue
        wrong = misfit(pending, seen, record, case.world, wanted=_wanted(case, each))
        if wrong is not None and pending.answer is Answer.SENDS:
            # It is right if the connection goes down, or the ping is seen, by the end of this instant.
            failed = pending._replace(at=seen.at, owes_outcome=False, owes_down=True)
            moved.append(_settled(each, pending, failed))
            continue
        if wrong is not None:
            broken.append(Drop(each.cube, (wrong,)))
            continue
        case.exercised.update(("CALL-OUTCOME", pending.requirement))
        moved.extend(_after_outcome(case, each, pending, record, seen))
    case.keep(moved, broken)


def _wanted(case: CaseState, hypothesis: Candidate) -> bool:
    moves = case.explanations
    return not moves.unwanted(hypothesis) and not moves.lapse_is_near(hypothesis, case.now)


def _second_outcome(seen: Observation, record: CallRecord | None) -> Violation:
    before = "it was never called" if record is None else f"it had reported {record.outcome}"
    return Violation(
        "CALL-OUTCOME",
        seen.at,
        "one outcome for each call",
        f"{seen.result} of {seen.call!r}, but {before}",
        policy=False,
    )


def _after_outcome(
    case: CaseState, hypothesis: Candidate, pending: Pending, record: CallRecord, seen: Observation
) -> Iterable[Candidate]:
    success = seen.result == "success"
    opens = pending.answer is Answer.OPENS
    rest = pending._replace(owes_outcome=False, owes_send=pending.owes_send and success)
    if opens and success and not (record.came or _was_up(case)):
        # Success was reported first: the connection has to be there by the end of this instant.
        rest = rest._replace(at=seen.at, owes_up=True)
    done = _settled(hypothesis, pending, rest)
    if pending.api == "ping" and success:
        event = Event.PONG if record.in_background else Event.PONG_FOREGROUND
        answered = case.explanations.after(done, event, case.now)
        # What a ping that was called without a connection reports says nothing of one that came up since.
        return answered if record.up else [done, *answered]
    if pending.api == "connect" and pending.answer in (Answer.OPENS, Answer.EITHER) and not success:
        return [done, *_gives_up(case, done, pending)]
    return [done]


def _was_up(case: CaseState) -> bool:
    """Whether a connection is there, or was a moment ago."""
    return case.world.up or case.world.last_up >= case.now - case.profile.tolerance_ms


def _gives_up(case: CaseState, hypothesis: Candidate, pending: Pending) -> Iterable[Candidate]:
    """A connect() that reported that it could not connect may have dropped the wish with it.

    Not where it says so at once for want of a network in the foreground: that is what connect-offline is about.
    """
    at_once = pending.offline and case.now <= pending.at + case.profile.tolerance_ms
    in_foreground = case.explanations.facts(hypothesis).app is App.FOREGROUND
    if (at_once and in_foreground) or not case.explanations.awaits(hypothesis):
        return ()
    failures = (Event.FAILED, Event.FAILED_OFFLINE)
    return [after for event in failures for after in case.explanations.reported(hypothesis, event, case.now)]


def _threw(case: CaseState, seen: Observation) -> None:
    text = f"{seen.call or seen.input} threw{f': {seen.detail}' if seen.detail else ''}"
    wrong = Violation("INP-ROBUST", seen.at, "no exception out of a call", text, policy=False)
    record = case.world.calls.get(str(seen.call))
    moved: list[Candidate] = []
    broken: list[Drop] = []
    open_call = record is not None and record.outcome is None
    if open_call:
        case.world.settle_call(str(seen.call), "an exception")
    for each in case.explanations.live:
        pending = next((p for p in each.calls if open_call and p.call == seen.call), None)
        if pending is not None and pending.answer is Answer.THROWS:
            moved.append(_settled(each, pending, pending._replace(owes_outcome=False)))
        else:
            broken.append(Drop(each.cube, (wrong,)))
    case.keep(moved, broken)


def _delivered(case: CaseState, seen: Observation) -> None:
    wrong = case.messages.deliver(str(seen.message))
    if wrong is not None:
        requirement, text = wrong
        expected = "it is lost" if requirement == "EVT-LOST" else "each message once and in order"
        case.violation = Violation(requirement, seen.at, expected, text, policy=False)
        return
    case.exercised.add("EVT-DELIVERED")
    if not case.world.up and seen.at > case.world.down_since + case.profile.tolerance_ms:
        _delivered_while_down(case, seen)


def _delivered_while_down(case: CaseState, seen: Observation) -> None:
    """Whether something may still arrive after the connection went down depends on why it did."""
    text = f"message {seen.message!r} delivered, but the connection is down since {case.world.down_since}"
    moved: list[Candidate] = []
    broken: list[Drop] = []
    for each in case.explanations.live:
        requirement = _stops(each) if case.explanations.unwanted(each) else None
        if requirement is None:
            moved.append(each)
        else:
            wrong = Violation(requirement, seen.at, "no message any more", text, policy=True)
            broken.append(Drop(each.cube, (wrong,)))
    case.keep(moved, broken)


def _stops(hypothesis: Candidate) -> str | None:
    if hypothesis.user is None or hypothesis.state in FRESH:
        return "SES-NO-USER"
    disconnected = hypothesis.cause == "MAN-DISCONNECT" or hypothesis.state.startswith("disconnected")
    return "EVT-STOPS" if disconnected else None


def _user(case: CaseState, seen: Observation) -> None:
    case.exercised.add("SES-LOGIN-SAVES")
    moved: list[Candidate] = []
    broken: list[Drop] = []
    for each in case.explanations.live:
        if each.user == seen.value or each.state in FRESH:
            moved.append(each)
        else:
            requirement = "SES-NO-USER" if each.user is None else "SES-LOGIN-SAVES"
            expected, found = f"user {each.user!r}", f"user {seen.value!r}"
            wrong = Violation(requirement, seen.at, expected, found, policy=True)
            broken.append(Drop(each.cube, (wrong,)))
    case.keep(moved, broken)


def _settled(hypothesis: Candidate, pending: Pending, rest: Pending) -> Candidate:
    """The hypothesis with less owed by a call; one that owes nothing any more is forgotten."""
    owes = rest.owes_outcome or rest.owes_send or rest.owes_up or rest.owes_down
    kept = (rest,) if owes else ()
    calls = hypothesis.calls
    index = calls.index(pending)
    return hypothesis._replace(calls=(*calls[:index], *kept, *calls[index + 1 :]))
