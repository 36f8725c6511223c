"""What an input does to a case: the books change, and every candidate follows the policy table."""

from __future__ import annotations

from collections.abc import Iterable

from connref.oracle.calls import CallRecord, expected_answer
from connref.oracle.candidate import Branch, Candidate, Owes, Pending
from connref.oracle.conditions import Spoiler
from connref.oracle.estimate import Estimate
from connref.oracle.interruption import resume
from connref.oracle.phases import CLOSING_PHASES, STALE_PHASES, Phase
from connref.oracle.readings import FIELDS, mask_of, meet
from connref.oracle.sockets import Renewal
from connref.protocol import Do, InputName
from connref.semantics.environment import EVENTS, SESSION
from connref.spec.messages import FATES, Way
from connref.spec.requirements import REQUIREMENTS
from connref.spec.vocabulary import CONNECTS, Answer, Event

_INTERRUPTS = frozenset(
    {
        InputName.INIT,
        InputName.LOGIN,
        InputName.LOGOUT,
        InputName.DISCONNECT,
        InputName.SERVER_CLOSE,
    }
)
"""What may end the wait of a connect() with an error although nothing is wrong."""


def apply_input(case: Estimate, done: Do) -> None:
    """One input at the present instant."""
    case.interrupt()
    name = done.input
    if name in _INTERRUPTS:
        case.excuse_calls()
    match name:
        # What a recorded session has most of comes first.
        case InputName.SERVER_MESSAGE:
            case.send(str(done.value), FATES[_way(case)].fate)
        case InputName.INIT:
            _init(case)
        case InputName.KILL:
            case.die()
        case InputName.CONNECT | InputName.DISCONNECT | InputName.PING:
            _call(case, name, str(done.value))
        case _ if case.fresh and name in SESSION:
            # What logging in before init does is nowhere said, so nothing after it can be held against the SDK.
            case.stop_judging()
        case InputName.LOGIN:
            _login(case, str(done.value))
        case InputName.LOGOUT:
            case.apply(Event.LOGOUT)
            case.forget_user()
        case InputName.BACKGROUND:
            case.enter_background()
            case.apply(Event.BACKGROUND)
            _stop_where_answers_are_missed(case)
        case InputName.FOREGROUND:
            case.enter_foreground()
            case.apply(Event.FOREGROUND)
        case _:
            _surroundings(case, done)


def _surroundings(case: Estimate, done: Do) -> None:
    """The operating system, the network or the server does something."""
    match done.input:
        case InputName.SERVER_CLOSE:
            case.close_by_server(done.value if isinstance(done.value, int) else None)
        case InputName.NETWORK_HANDOVER:
            case.hand_over(noticed=bool(done.value))
        case InputName.SUSPEND:
            case.suspend()
        case InputName.RESUME:
            resume(case)
        case _:
            case.change_conditions(done.input)


def _init(case: Estimate) -> None:
    if case.fresh:
        case.find_user(saved=any(each.user is not None for each in case.live))
    else:
        case.begin_session_anew(Renewal.INIT)
    moved: list[Candidate] = []
    for each in case.live:
        reopens = case.after.fresh(each) and each.user is not None
        for after, _ in case.after.moves(each, Event.REOPEN if reopens else Event.INIT, case.now):
            moved.append(after)
            if case.in_background:
                moved.extend(_entered_anew(case, after))
    case.keep(moved)


def _entered_anew(case: Estimate, after: Candidate) -> Iterable[Candidate]:
    """An init in the background that takes effect is judged as if the background had been entered right after it."""
    cube = meet(after.cube, mask_of({"init-again": ["reopens"]}))
    if cube is not None:
        deadline = None if after.deadline is None else case.now + case.profile.grace_ms
        yield after._replace(cube=cube, entry=case.now, deadline=deadline)


def _login(case: Estimate, user: str) -> None:
    case.find_user(saved=False)
    moved: list[Candidate] = []
    for each in case.live:
        if each.user == user:
            moved.extend(_logged_in_as_before(case, each))
            continue
        for after, branch in case.after.moves(each, Event.LOGIN, case.now):
            moved.extend(_logged_in(after, branch, user))
    if any(each.user is not None for each in case.live):
        same = any(each.user == user for each in case.live)
        case.begin_session_anew(Renewal.WISH if same else Renewal.LOGIN)
    moved.extend(_with_new_sockets(case, [each for each in moved if each.user == user]))
    case.keep(moved)


def _with_new_sockets(case: Estimate, begun: Iterable[Candidate]) -> Iterable[Candidate]:
    """Who logs in in the background may get a socket of their own at once, under the same deadline."""
    for each in begun:
        opening = case.after.opening_instead(each)
        if opening is not None:
            yield each._replace(location=opening, since=case.now)


def _logged_in_as_before(case: Estimate, candidate: Candidate) -> Iterable[Candidate]:
    """The user who is there already may be a switch or none: that shows nothing of the reading."""
    field = FIELDS["login-again"]
    opened = candidate._replace(cube=candidate.cube | field)
    for after in case.after.event(opened, Event.LOGIN, case.now):
        yield after._replace(cube=after.cube & ~field | candidate.cube & field)


def _logged_in(after: Candidate, branch: Branch, user: str) -> Iterable[Candidate]:
    """Who is saved after a login: where the wish does not depend on login-again, the saved user still does."""
    options = {
        option
        for guard in branch.transition.guards
        if guard.name == "login-again"
        for option in guard.options
    }
    if after.user is None or options == {"switches"}:
        return [after._replace(user=user)]
    if options:
        return [after]
    return [
        after._replace(cube=cube, user=saved)
        for chosen, saved in ((("switches",), user), (("ignored", "error"), after.user))
        if (cube := meet(after.cube, mask_of({"login-again": chosen}))) is not None
    ]


def _way(case: Estimate) -> Way:
    """What a message that is sent now finds."""
    sockets, profile = case.sockets, case.profile
    if not sockets.up:
        near = profile.tolerance_ms > 0 and case.now - sockets.down_since <= profile.tolerance_ms
        return Way.UNSURE if near else Way.NONE
    dead = sockets.phase is Phase.LEFT_BEHIND or sockets.phase in CLOSING_PHASES
    if not sockets.conditions.carries or dead:
        return Way.UNSURE
    working = case.now - sockets.conditions.carries_since
    settled = working > profile.reconnect_bound_ms + profile.tolerance_ms
    return Way.SOUND if settled or sockets.phase not in STALE_PHASES else Way.UNSURE


def _call(case: Estimate, name: InputName, call: str) -> None:
    conditions = case.sockets.conditions
    event = EVENTS[name]
    if event is Event.CONNECT and Spoiler.OFFLINE in conditions.spoiled:
        event = Event.CONNECT_OFFLINE
    excused = not conditions.fair or case.sockets.doomed or case.sockets.cut_off
    record = CallRecord(name.value, case.now, case.in_background, excused=excused, up=case.sockets.up)
    case.make_call(call, record)
    moved: list[Candidate] = []
    for each in case.live:
        loose = _unsettled(case, each)
        for after, branch in case.after.moves(each, event, case.now):
            pending = _renamed(expected_answer(call, record, branch, case.sockets, loose=loose), after)
            calls = (
                (*after.calls, pending) if name in case.outcomes else (*after.calls, *_unreported(pending))
            )
            moved.append(after._replace(calls=calls))
            if event in CONNECTS and _may_have_given_up(case, each, pending):
                moved.append(after._replace(calls=(*after.calls, pending._replace(answer=Answer.OPENS))))
            if event is Event.PING and not conditions.fair and after.deadline != each.deadline:
                # A ping that cannot reach the server may count or not: the SDK may know, and report an error.
                moved.append(each._replace(cube=after.cube, calls=calls))
    case.keep(moved)
    _stop_where_answers_are_missed(case)


def _may_have_given_up(case: Estimate, candidate: Candidate, pending: Pending) -> bool:
    """Whether a connect() that is too many, for a connection is on its way, may be the first one to the SDK.

    Until it is owed nobody sees whether a lost connection is on its way, but by an opening. If it comes up by this call
    its success is right.
    """
    asked = any(each.api == pending.api and each.owes.outcome for each in candidate.calls)
    too_many = pending.answer is Answer.ERROR and case.after.awaits(candidate)
    return too_many and not asked and not case.sockets.opening_sockets


def _unreported(pending: Pending) -> Iterable[Pending]:
    """What a call owes that reports no outcome: its ping, or the exception that a reading asks for."""
    if pending.answer is Answer.THROWS:
        return (pending,)
    if pending.api == InputName.PING.value:
        return (pending._replace(owes=Owes.SEND if pending.owes.send else Owes.NOTHING),)
    return ()


def _stop_where_answers_are_missed(case: Estimate) -> None:
    """Where nobody sees whether a ping was answered, nothing is known from the first deadline on."""
    if case.known_until is not None and case.known_until < case.now:
        case.stop_judging()


def _renamed(pending: Pending, after: Candidate) -> Pending:
    """A connect() that has to bring back what went down is judged under the requirement that says so."""
    comes_back = pending.answer is Answer.OPENS and REQUIREMENTS[after.cause].until_connect
    return pending._replace(requirement=after.cause) if comes_back else pending


def _unsettled(case: Estimate, candidate: Candidate) -> bool:
    """Whether the SDK may still be acting on an earlier input: its clock is too coarse to tell."""
    tolerance = case.profile.tolerance_ms
    if not tolerance:
        return False
    near = case.now - candidate.since <= tolerance
    return near or case.after.at(candidate).up != case.sockets.up
