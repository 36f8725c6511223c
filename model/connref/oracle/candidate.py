"""A hypothesis: one way to explain what was seen so far, and how the policy table moves it.

It is a set of readings (a cube) together with where the policy stands under them. Hypotheses are values; the judge
keeps all that still explain what was seen.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from connref.oracle.readings import EVERYTHING, FIELDS, Cube, mask_of
from connref.protocol import Mode
from connref.semantics.table import Key, PolicyTable, compile_table
from connref.spec.declare import Transition
from connref.spec.interpretations import INTERPRETATIONS
from connref.spec.vocabulary import Answer, Event, Move, Wish


class Limit(NamedTuple):
    """The requirements that a running deadline carries: one for going down too early, one for too late."""

    early: str
    late: str


class Pending(NamedTuple):
    """A call that still owes something, as this hypothesis expects it to be answered.

    `owes_up`: success was reported first, and the connection has to be there by the end of this instant. `owes_down`: a
    ping reported an error though it could be sent, and the connection has to be gone by then.
    """

    call: str
    api: str
    at: int
    answer: Answer
    requirement: str
    owes_outcome: bool
    owes_send: bool
    offline: bool
    owes_up: bool = False
    owes_down: bool = False


class Candidate(NamedTuple):
    """One explanation. Instants are milliseconds of the case.

    `since` is when the wish became what it is; `cause` the requirement that is broken where the wish is not met;
    `cancelled` the deadline that a return to the foreground cancelled; `user` whom the device has saved.
    """

    cube: Cube
    mode: Mode
    state: str
    deadline: int | None
    entry: int
    since: int
    cause: str
    limit: Limit
    cancelled: int | None
    user: str | None
    calls: tuple[Pending, ...]


@dataclass(frozen=True, slots=True)
class Branch:
    """A branch of a row as the oracle needs it: its rule, and the readings that take it (latitudes are free)."""

    rule: Transition
    mask: Cube
    fields: tuple[int, ...]
    blame: str

    def restrict(self, cube: Cube) -> Cube | None:
        """The readings of the cube that take this branch, None where there are none."""
        left = cube & self.mask
        for field in self.fields:
            if not left & field:
                return None
        return left


NO_LIMIT = Limit("MAN-FOREGROUND-HOLDS", "MAN-GRACE-ENDS")

STAYS_DOWN = {
    "MAN-DISCONNECT": "MAN-DISCONNECT-STAYS",
    "MAN-GRACE-ENDS": "MAN-BACKGROUND-STAYS-DOWN",
    "MAN-PING-LAPSES": "MAN-BACKGROUND-STAYS-DOWN",
    "MAN-RETURN-CANCELS": "MAN-BACKGROUND-STAYS-DOWN",
    "MAN-GRACE": "MAN-BACKGROUND-STAYS-DOWN",
    "MAN-CONNECT": "MAN-ONLY-CONNECT",
    "MAN-RECONNECT": "MAN-ONLY-CONNECT",
    "AUTO-BACKGROUND": "AUTO-BACKGROUND-QUIET",
    "SES-LOGIN-SAVES": "SES-NO-USER",
}
"""What is broken when a connection that ended for one requirement comes up again; others stand for themselves."""

COMES_UP_AGAIN = frozenset({"MAN-DISCONNECT-STAYS", "MAN-BACKGROUND-STAYS-DOWN"})
"""The requirements that say of themselves that connect() ends them."""


def start(mode: Mode) -> Candidate:
    """The one hypothesis about a new device."""
    return Candidate(EVERYTHING, mode, "not_initialised", None, 0, 0, "SES-NO-USER", NO_LIMIT, None, None, ())


@cache
def oracle_rows(mode: Mode) -> dict[Key, tuple[Branch, ...]]:
    """The policy table with each branch's readings as a cube."""
    return {
        key: tuple(_branch(rule, mode) for rule in row.branches)
        for key, row in compile_table(mode).rows.items()
    }


def move(
    hypothesis: Candidate,
    branch: Branch,
    cube: Cube,
    now: int,
    table: PolicyTable,
    grace_ms: int,
    limit: Limit,
) -> Candidate:
    """The hypothesis after a branch was taken at `now`; `limit` is what a deadline armed here carries."""
    rule = branch.rule
    before, after = table.facts[hypothesis.state], table.facts[rule.destination]
    entry = now if rule.enters else hypothesis.entry
    deadline = _deadline(rule.move, hypothesis.deadline, now, entry, grace_ms)
    armed = rule.move in (Move.FROM_NOW, Move.FROM_ENTRY)
    cancelled = hypothesis.cancelled
    if rule.event is Event.FOREGROUND and hypothesis.deadline is not None:
        cancelled = hypothesis.deadline
    elif rule.event in (Event.BACKGROUND, Event.DISCONNECT, Event.CONNECT):
        cancelled = None
    return Candidate(
        cube,
        hypothesis.mode,
        rule.destination,
        deadline,
        entry,
        now if after.wish is not before.wish else hypothesis.since,
        _cause(hypothesis, rule, before.wish, after.wish),
        limit if armed else hypothesis.limit,
        cancelled,
        hypothesis.user,
        hypothesis.calls,
    )


def limit_for(event: Event, branch: Branch, entries: int, pings: int) -> Limit:
    """What a deadline that this branch arms carries: the first entry, a later one, a ping, or a reading."""
    match event:
        case Event.PING | Event.PONG | Event.PONG_FOREGROUND:
            return Limit("MAN-PING-EXTENDS" if pings <= 1 else "MAN-PING-LOOP", "MAN-PING-LAPSES")
        case Event.BACKGROUND if branch.rule.requirement == "MAN-GRACE" and not branch.fields:
            return Limit("MAN-GRACE" if entries <= 1 else "MAN-GRACE-RESTARTS", "MAN-GRACE-ENDS")
        case Event.BACKGROUND:
            # A reading may say until when it has to stay up; that it goes down without a ping, the document says.
            return Limit(branch.blame, "MAN-GRACE-ENDS")
        case _:
            return Limit(branch.blame, branch.blame)


def _cause(hypothesis: Candidate, rule: Transition, before: Wish, after: Wish) -> str:
    if after is Wish.UNWANTED:
        return _cause_down(hypothesis, rule, before)
    if before is Wish.UNWANTED:
        again = STAYS_DOWN.get(hypothesis.cause, hypothesis.cause)
        calls = rule.event in (Event.CONNECT, Event.CONNECT_OFFLINE)
        return again if calls and again in COMES_UP_AGAIN else rule.requirement
    return rule.requirement if rule.event in (Event.LOST, Event.CLOSED) else hypothesis.cause


def _cause_down(hypothesis: Candidate, rule: Transition, before: Wish) -> str:
    if before is not Wish.UNWANTED:
        lapsed = rule.event is Event.DEADLINE or rule.requirement == "MAN-PING-LAPSES"
        return hypothesis.limit.late if lapsed else rule.requirement
    resets = rule.event in (Event.INIT, Event.REOPEN, Event.LOGIN, Event.LOGOUT, Event.KILL)
    refused = rule.requirement == "MAN-CONNECT-NEEDS-USER"
    return rule.requirement if refused or (resets and rule.destination != rule.source) else hypothesis.cause


def _deadline(how: Move, deadline: int | None, now: int, entry: int, grace_ms: int) -> int | None:
    match how:
        case Move.KEEP:
            return deadline
        case Move.CLEAR:
            return None
        case Move.FROM_NOW:
            return now + grace_ms
        case Move.FROM_ENTRY:
            return entry + grace_ms


def _branch(rule: Transition, mode: Mode) -> Branch:
    choices = {guard.name: guard.options for guard in rule.guards if guard.name in INTERPRETATIONS}
    return Branch(
        rule, mask_of(choices), tuple(FIELDS[name] for name in choices), _blame(rule, choices, mode)
    )


def _blame(rule: Transition, choices: dict[str, tuple[str, ...]], mode: Mode) -> str:
    """A stranger to all options is judged under what the catalogue says; the mode decides where it names two."""
    for name in choices:
        judged = INTERPRETATIONS[name].judged_under
        return judged[-1] if mode is Mode.MANUAL else judged[0]
    return rule.requirement
