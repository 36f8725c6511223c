"""What an input does to a case: the world changes, and every hypothesis follows the policy table."""

from __future__ import annotations

from collections.abc import Iterable

from connref.oracle.answers import expected_answer
from connref.oracle.candidate import COMES_UP_AGAIN, Branch, Candidate, Pending
from connref.oracle.case import CaseState
from connref.oracle.explanations import FRESH
from connref.oracle.messages import Fate
from connref.oracle.readings import FIELDS, mask_of, meet
from connref.oracle.sockets import CallRecord
from connref.protocol import Do, InputName
from connref.spec.vocabulary import Answer, Event

_EVENTS = {
    InputName.CONNECT: Event.CONNECT,
    InputName.DISCONNECT: Event.DISCONNECT,
    InputName.PING: Event.PING,
}
_INTERRUPTS = frozenset(
    {
        InputName.INIT,
        InputName.LOGIN,
        InputName.LOGOUT,
        InputName.DISCONNECT,
        InputName.BACKGROUND,
        InputName.SERVER_CLOSE,
    }
)
"""What may end the wait of a connect() with an error although nothing is wrong."""


def apply_input(case: CaseState, done: Do) -> None:
    """One input at the present instant."""
    name = done.input
    if name in _INTERRUPTS:
        case.world.excuse_calls()
    match name:
        # What a recorded session has most of comes first.
        case InputName.SERVER_MESSAGE:
            case.messages.send(str(done.value), case.now, _fate(case))
        case InputName.INIT:
            _init(case)
        case InputName.KILL:
            _kill(case)
        case InputName.CONNECT | InputName.DISCONNECT | InputName.PING:
            _call(case, name, str(done.value))
        case InputName.LOGIN | InputName.LOGOUT if case.explanations.fresh():
            # What logging in before init does is nowhere said, so nothing after it can be held against the SDK.
            case.unjudged = True
        case InputName.LOGIN:
            _login(case, str(done.value))
        case InputName.LOGOUT:
            case.apply(Event.LOGOUT)
            case.explanations.live = [each._replace(user=None) for each in case.explanations.live]
        case InputName.BACKGROUND | InputName.FOREGROUND:
            _lifecycle(case, name)
        case InputName.SERVER_CLOSE:
            _server_close(case, done.value)
        case _:
            _condition(case, name)


def _init(case: CaseState) -> None:
    moves = case.explanations
    if not moves.fresh():
        case.world.replaces(case.now)
    moved: list[Candidate] = []
    for each in moves.live:
        reopens = each.state in FRESH and each.user is not None
        for after, _ in moves.moves(each, Event.REOPEN if reopens else Event.INIT, case.now):
            moved.append(after)
            if case.in_background:
                moved.extend(_entered_anew(case, after))
    case.keep(moved)


def _entered_anew(case: CaseState, after: Candidate) -> Iterable[Candidate]:
    """An init in the background that takes effect is judged as if the background had been entered right after it."""
    cube = meet(after.cube, mask_of({"init-again": ["reopens"]}))
    if cube is not None:
        deadline = None if after.deadline is None else case.now + case.profile.grace_ms
        yield after._replace(cube=cube, entry=case.now, deadline=deadline)


def _kill(case: CaseState) -> None:
    case.world.dies()
    case.messages.excuse()
    case.in_background = False
    case.explanations.entries = 0
    case.apply(Event.KILL)
    case.explanations.live = [each._replace(calls=()) for each in case.explanations.live]


def _login(case: CaseState, user: str) -> None:
    moves = case.explanations
    moved: list[Candidate] = []
    for each in moves.live:
        if each.user == user:
            moved.extend(_logged_in_as_before(case, each))
            continue
        for after, branch in moves.moves(each, Event.LOGIN, case.now):
            moved.extend(_logged_in(after, branch, user))
    if any(each.user is not None for each in moves.live):
        case.world.replaces(case.now)
    moved.extend(_with_new_sockets(case, [each for each in moved if each.user == user]))
    case.keep(moved)


_OPENING_INSTEAD = {"grace": "opening_in_grace", "held": "opening_to_hold"}


def _with_new_sockets(case: CaseState, begun: Iterable[Candidate]) -> Iterable[Candidate]:
    """Who logs in in the background may get a socket of their own at once, under the same deadline."""
    for each in begun:
        if each.state in _OPENING_INSTEAD:
            yield each._replace(state=_OPENING_INSTEAD[each.state], since=case.now)


def _logged_in_as_before(case: CaseState, hypothesis: Candidate) -> Iterable[Candidate]:
    """The user who is there already may be a switch or none: that shows nothing of the reading."""
    field = FIELDS["login-again"]
    opened = hypothesis._replace(cube=hypothesis.cube | field)
    for after in case.explanations.after(opened, Event.LOGIN, case.now):
        yield after._replace(cube=after.cube & ~field | hypothesis.cube & field)


def _logged_in(after: Candidate, branch: Branch, user: str) -> Iterable[Candidate]:
    """Who is saved after a login: where the wish does not depend on login-again, the saved user still does."""
    options = {
        option for guard in branch.rule.guards if guard.name == "login-again" for option in guard.options
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


def _lifecycle(case: CaseState, name: InputName) -> None:
    moves = case.explanations
    if name is InputName.BACKGROUND:
        moves.entries += not case.in_background
        moves.pings = 0
    case.in_background = name is InputName.BACKGROUND
    case.apply(Event.BACKGROUND if case.in_background else Event.FOREGROUND)


def _server_close(case: CaseState, code: str | int | None) -> None:
    if case.world.up:
        case.world.close_code = code if isinstance(code, int) else None
        case.world.troubled = True
        case.messages.excuse()


def _condition(case: CaseState, name: InputName) -> None:
    case.world.condition(name, case.now)
    if not case.world.carries:
        case.messages.excuse()


def _fate(case: CaseState) -> Fate:
    world, profile = case.world, case.profile
    if not world.up:
        near = profile.tolerance_ms > 0 and case.now - world.down_since <= profile.tolerance_ms
        return Fate.MAY_COME if near else Fate.LOST
    if not world.carries or world.close_code is not None:
        return Fate.MAY_COME
    settled = case.now - world.carries_since > profile.reconnect_bound_ms + profile.tolerance_ms
    return Fate.OWED if settled or not world.stale else Fate.MAY_COME


def _call(case: CaseState, name: InputName, call: str) -> None:
    moves, world = case.explanations, case.world
    event = _EVENTS[name]
    if event is Event.CONNECT and "offline" in world.spoiled:
        event = Event.CONNECT_OFFLINE
    if event is Event.PING:
        moves.pings += 1
    record = CallRecord(
        name.value, case.now, case.in_background, excused=not world.fair or world.doomed, up=world.up
    )
    world.call(call, record)
    moved: list[Candidate] = []
    for each in moves.live:
        loose = _unsettled(case, each)
        for after, branch in moves.moves(each, event, case.now):
            pending = _renamed(expected_answer(call, record, branch, world, loose=loose), after)
            moved.append(after._replace(calls=(*after.calls, pending)))
            if event is Event.PING and not world.fair and after.deadline != each.deadline:
                # A ping that cannot reach the server may count or not: the SDK may know, and report an error.
                moved.append(each._replace(cube=after.cube, calls=(*after.calls, pending)))
    case.keep(moved)


def _renamed(pending: Pending, after: Candidate) -> Pending:
    """A connect() that has to bring back what went down is judged under the requirement that says so."""
    comes_back = pending.answer is Answer.OPENS and after.cause in COMES_UP_AGAIN
    return pending._replace(requirement=after.cause) if comes_back else pending


def _unsettled(case: CaseState, hypothesis: Candidate) -> bool:
    """Whether the SDK may still be acting on an earlier input: its clock is too coarse to tell."""
    tolerance = case.profile.tolerance_ms
    if not tolerance:
        return False
    near = case.now - hypothesis.since <= tolerance
    return near or case.explanations.facts(hypothesis).up != case.world.up
