"""The machine does what policy and link say: each of its steps, run and compared, over the whole composition.

For each place of the composition under one reading, and each step from there, the machine's own step is looked up and
carried out on books in which a connect() and a ping are pending where they can be. Compared are the states it comes
to, the sockets that it opens and closes, the outcome of every call (CALL-OUTCOME), and what becomes of a message.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from connref.effects import CloseSocket, Deliver, Effect, OpenSocket, ReportOutcome, SendPing, Throw
from connref.inputs import Connect, Disconnect, Input, Kill, Login, MessageReceived, Ping, PongReceived
from connref.protocol import Mode, Profile
from connref.semantics.link_table import SOCKET_STATES
from connref.semantics.product import composite_of
from connref.semantics.retry import RetryPolicy
from connref.semantics.states import Cause, ProductState
from connref.semantics.valuation import Valuation
from connref.spec.declare import Transition
from connref.spec.interpretations import DEFAULT, Reading, options_of
from connref.spec.vocabulary import CALL_EVENTS, PONG_EVENTS, Answer, Event
from connref.verify.product_check import Both, Composition, Move, explore
from connref.verify.reach import readings_to
from connref.verify.regions import Places, zone_of

NEW, EARLIER, PINGED = "new call", "earlier connect()", "earlier ping()"
SOCKET, FORMER_SOCKET = 7, 6
INPUTS: dict[Event, Input] = {
    Event.CONNECT: Connect(NEW),
    Event.CONNECT_OFFLINE: Connect(NEW),
    Event.DISCONNECT: Disconnect(NEW),
    Event.PING: Ping(NEW),
    Event.LOGIN: Login("somebody"),
    Event.PONG: PongReceived(PINGED),
    Event.PONG_FOREGROUND: PongReceived(PINGED),
}
"""What actions look at; every other event carries nothing."""


MACHINE_PROPERTIES: dict[str, str] = {
    "INP-ROBUST": "the machine goes where policy and link say",
    "RES-ONE-SOCKET": "the machine opens and closes sockets as the link says",
    "CALL-OUTCOME": "each call of the machine has one outcome, or is owed it by what can bring it",
    "MAN-PING-SENDS": "the machine sends pings over the connection that is up",
    "EVT-DELIVERED": "a message over the connection that is up is delivered once",
    "EVT-LOST": "no message is delivered where there is no connection",
    "EVT-STOPS": "no message is delivered from a socket that was given up, or is not up yet",
}
"""What is compared, by the requirement that it serves."""


@dataclass(frozen=True, slots=True)
class MachineCheck:
    """How many steps of the machine were compared under a reading, and what is wrong with them, by requirement."""

    mode: Mode
    steps: int
    faults: tuple[tuple[str, str], ...]
    rules: frozenset[Transition]


def check_machines(places: Places) -> tuple[MachineCheck, ...]:
    """Check machines under as many readings as it takes to have every rule taken that a machine can take."""
    checks = [check_machine(places, DEFAULT)]
    left = set(rules_of_machines(places) - checks[0].rules)
    for rule, choices in readings_to(places).items():
        for base in (_turned(len(checks)), DEFAULT):
            if rule in left:
                checks.append(check_machine(places, base.but(choices)))
                left -= checks[-1].rules
    return tuple(checks)


def _turned(turn: int) -> Reading:
    """A reading with other options each time, so that few readings take every rule."""
    return DEFAULT.but({name: options_of(name)[turn % len(options_of(name))] for name, _ in DEFAULT.choices})


def rules_of_machines(places: Places) -> frozenset[Transition]:
    """The rules that a machine can take: not those for what only other SDKs do, such as a pong when nothing is up."""
    composition = Composition(places, {})
    moves = (move for both in explore(places, anything_goes).met for move in composition.moves(both))
    return frozenset(edge.rule for move in moves for edge in move.edges if edge.rule is not None)


def check_machine(places: Places, reading: Reading) -> MachineCheck:
    """Compare every step of the machine of a mode under a reading with the composition of its charts."""
    composition = Composition(places, dict(reading.choices))
    met = explore(places, anything_goes, dict(reading.choices)).met
    faults: list[tuple[str, str]] = []
    rules: set[Transition] = set()
    steps = 0
    for both in met:
        cell = _cell(places, reading, both)
        faults += _message_faults(both, cell)
        for move in composition.moves(both):
            if move.edges and move.edges[0].rule is None:
                continue
            steps += 1
            rules.update(edge.rule for edge in move.edges if edge.rule)
            faults += [
                (requirement, f"{why}: {_name(both, move)}") for requirement, why in _faults(both, cell, move)
            ]
    return MachineCheck(places.table.mode, steps, tuple(faults), frozenset(rules))


def anything_goes(_: Composition, __: Both, ___: Move) -> str | None:
    """A check that finds nothing wrong, to walk for the places alone."""
    return None


def _cell(places: Places, reading: Reading, both: Both) -> ProductState:
    zone = zone_of(places.table.facts[both.place.state].clock, both.place.instants)
    return composite_of(places.table.mode, reading).cell((both.place.state, zone, both.link, False))


def _faults(both: Both, cell: ProductState, move: Move) -> Iterator[tuple[str, str]]:
    if move.edges:
        cell = cell.in_zone(move.edges[0].zone)
    event = _event(move)
    step = cell.steps[_cause(move)]
    if (step.cell.state, step.cell.link) != (move.after.place.state, move.after.link):
        yield "INP-ROBUST", f"the machine goes to {step.cell.label}"
        return
    books = _books(both, of_background=event is not Event.PONG_FOREGROUND)
    effects: list[Effect] = []
    for action in step.actions:
        action(books, INPUTS.get(event) if event else None, effects)
    yield from _socket_faults(both, move, effects)
    if event is not Event.KILL:
        yield from _outcome_faults(both, move, books, effects)


def _event(move: Move) -> Event | None:
    return move.edges[0].rule.event if move.edges and move.edges[0].rule else None


def _cause(move: Move) -> Cause:
    """What the machine looks the step up by."""
    if move.rules and move.rules[0].tells is not None:
        return move.rules[0].event
    event = _event(move)
    if event is None:
        return move.rules[0].event
    return Kill if event is Event.KILL else event


def _books(both: Both, *, of_background: bool) -> Valuation:
    books = Valuation(Profile().grace_ms, RetryPolicy(), lambda: 0.0, "somebody", socket=SOCKET)
    if both.pending:
        books.connects.append(EARLIER)
    if both.link == "up":
        books.pings[PINGED] = (1, of_background)
    return books


def _socket_faults(both: Both, move: Move, effects: list[Effect]) -> Iterator[tuple[str, str]]:
    """Sockets open and close as the link's states say, and a message goes out over the one that is open."""
    opened = [each.socket for each in effects if isinstance(each, OpenSocket)]
    closed = [each.socket for each in effects if isinstance(each, CloseSocket)]
    if opened != [SOCKET + 1] * any(rule.opens for rule in move.rules):
        yield "RES-ONE-SOCKET", f"sockets {opened} are opened"
    if closed != [SOCKET] * sum(rule.closes is not None for rule in move.rules):
        yield "RES-ONE-SOCKET", f"sockets {closed} are closed"
    if any(isinstance(each, SendPing) and each.socket != SOCKET for each in effects):
        yield "MAN-PING-SENDS", "a ping goes out over a socket that is not the one"
    if any(isinstance(each, SendPing) for each in effects) and both.link != "up":
        yield "MAN-PING-SENDS", "a ping goes out over no connection"


def _outcome_faults(
    both: Both, move: Move, books: Valuation, effects: list[Effect]
) -> Iterator[tuple[str, str]]:
    """Each call that is owed an outcome has exactly one, or is still owed it by something that can bring it."""
    answer = move.edges[0].seen.answer if move.edges else None
    event = _event(move)
    outcomes = [each.call for each in effects if isinstance(each, ReportOutcome | Throw)]
    silent = answer in {None, Answer.SILENT}
    owing = ((NEW, event in CALL_EVENTS and not silent), (EARLIER, both.pending), (PINGED, both.link == "up"))
    for call, owed in owing:
        if outcomes.count(call) + books.is_pending(call) != owed:
            yield (
                "CALL-OUTCOME",
                f"{call} has {outcomes.count(call)} outcomes, pending {books.is_pending(call)}",
            )
    if books.connects and not move.after.pending:
        yield "CALL-OUTCOME", "a connect() waits for nothing"
    if books.pings and move.after.link != "up":
        yield "CALL-OUTCOME", "a ping() waits for an answer over no connection"
    if PINGED in outcomes and event not in PONG_EVENTS and move.after.link == "up":
        yield "CALL-OUTCOME", "a ping() is settled without an answer"


def _message_faults(both: Both, cell: ProductState) -> Iterator[tuple[str, str]]:
    """What comes over the connection that is up is delivered once; anything else is not."""
    step = cell.steps[MessageReceived]
    for socket in (SOCKET, FORMER_SOCKET):
        effects: list[Effect] = []
        for action in step.actions:
            action(_books(both, of_background=True), MessageReceived(socket, "hello"), effects)
        expected: list[Effect] = [Deliver("hello")] if both.link == "up" and socket == SOCKET else []
        if effects != expected:
            requirement = (
                "EVT-DELIVERED" if expected else "EVT-STOPS" if both.link in SOCKET_STATES else "EVT-LOST"
            )
            yield requirement, f"a message over socket {socket} does {effects} in {cell.label}"


def _name(both: Both, move: Move) -> str:
    steps = [
        *(rule.event.value for rule in move.rules),
        *(edge.rule.event.value for edge in move.edges if edge.rule),
    ]
    return f"{both.place.state}, link {both.link} × {', '.join(steps)}"
