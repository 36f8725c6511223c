"""The machine refines the product: each step of the machine, carried out and compared with the edge that it stands for.

For each node of the product under one reading, and each edge from there, the machine's own step is looked up and
carried out on a valuation in which a connect() and a ping are pending where they can be. Compared are the states it
comes to, the sockets that it opens and closes, the outcome of every call (CALL-OUTCOME), and what becomes of a message.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from connref.effects import (
    CloseSocket,
    Deliver,
    Effect,
    OpenSocket,
    ReportOutcome,
    SendPing,
    Status,
    StatusChanged,
    Throw,
)
from connref.inputs import Connect, Disconnect, Init, Input, Kill, Login, MessageReceived, Ping, PongReceived
from connref.protocol import Mode, Profile
from connref.semantics.product import product_of
from connref.semantics.retry import RetryPolicy
from connref.semantics.states import Cause, ProductState, Step
from connref.semantics.table import SOCKET_STATES
from connref.semantics.valuation import Valuation
from connref.spec.declare import Transition
from connref.spec.interpretations import DEFAULT, Reading, options_of
from connref.spec.vocabulary import CALL_EVENTS, PONG_EVENTS, Answer, Event
from connref.verify.monitor import Choices
from connref.verify.product_check import (
    ProductEdge,
    ProductGraph,
    ProductNode,
    anything_goes,
    check_product,
    policy_edges,
)
from connref.verify.properties.session import DeviceStep, session_faults
from connref.verify.regions import RegionGraph, region_of
from connref.verify.witnesses import readings_to

SAVED, NEXT = "the user before", "the user who logs in"
NEW, EARLIER, PINGED = "new call", "earlier connect()", "earlier ping()"
SOCKET, FORMER_SOCKET = 7, 6
INPUTS: dict[Event, Input] = {
    Event.CONNECT: Connect(NEW),
    Event.CONNECT_OFFLINE: Connect(NEW),
    Event.DISCONNECT: Disconnect(NEW),
    Event.PING: Ping(NEW),
    Event.LOGIN: Login(NEXT),
    Event.PONG: PongReceived(PINGED),
    Event.PONG_FOREGROUND: PongReceived(PINGED),
}
"""What actions look at; every other event carries nothing."""


MACHINE_PROPERTIES: dict[str, str] = {
    "INP-ROBUST": "the machine goes where policy and link say",
    "RES-ONE-SOCKET": "the machine opens and closes sockets as the link says",
    "CALL-OUTCOME": "each call of the machine has one outcome, or is owed it by what can bring it",
    "MAN-PING-SENDS": "the machine sends pings over the connection that is up",
    "EVT-STATUS": "the machine tells a status where the connection comes up or goes down, and the true one",
    "EVT-DELIVERED": "a message over the connection that is up is delivered once",
    "EVT-LOST": "no message is delivered where there is no connection",
    "EVT-STOPS": "no message is delivered from a socket that was given up, or is not up yet",
}
"""What is compared with the product, by the requirement that it serves."""

DEVICE_PROPERTIES: dict[str, str] = {
    "SES-LOGIN-SAVES": "the machine saves, keeps and finds the user as the session's events say",
    "SES-NO-USER": "the machine forgets the user at logout",
}
"""What is compared with the session's events, by the requirement that it serves."""


@dataclass(frozen=True, slots=True)
class MachineCheck:
    """How many steps of the machine were compared under a reading, and what is wrong with them, by requirement."""

    mode: Mode
    steps: int
    faults: tuple[tuple[str, str], ...]
    transitions: frozenset[Transition]


def check_machines(graph: RegionGraph) -> tuple[MachineCheck, ...]:
    """Check machines under as many readings as it takes to have every transition taken that a machine can take."""
    checks = [check_machine(graph, DEFAULT)]
    left = set(transitions_of_machines(graph) - checks[0].transitions)
    for transition, choices in readings_to(graph).items():
        for base in (_turned(len(checks)), DEFAULT):
            if transition in left:
                checks.append(check_machine(graph, base.but(choices)))
                left -= checks[-1].transitions
    return tuple(checks)


def _turned(turn: int) -> Reading:
    """A reading with other options each time, so that few readings take every transition."""
    return DEFAULT.but({name: options_of(name)[turn % len(options_of(name))] for name, _ in DEFAULT.choices})


def check_session(graph: RegionGraph) -> MachineCheck:
    """Compare what the machine does to the saved user with the events, under each option of a repeated input."""
    faults: list[tuple[str, str]] = []
    steps = 0
    for login, init in zip(options_of("login-again"), options_of("init-again"), strict=True):
        reading = DEFAULT.but({"login-again": login, "init-again": init})
        product = ProductGraph(graph, dict(reading.choices))
        met = check_product(graph, anything_goes, product.choices).met
        for state, node in {_state(graph, reading, node): node for node in met}.items():
            for edge in product.edges(node):
                if edge.edges and edge.event is None:
                    continue
                steps += 1
                found = _session_faults(state, node, edge, product.choices)
                faults += [(requirement, f"{why}: {_name(node, edge)}") for requirement, why in found]
    return MachineCheck(graph.table.mode, steps, tuple(faults), frozenset())


def _session_faults(
    state: ProductState, node: ProductNode, edge: ProductEdge, choices: Choices
) -> Iterator[tuple[str, str]]:
    """The machine's own step, taken on a device that has saved who the events say."""
    app = node.policy.app
    saved = SAVED if (app.user if app.started else edge.event is not Event.INIT) else None
    valuation = _valuation(node, of_background=edge.event is not Event.PONG_FOREGROUND)
    valuation.user = saved
    step = _step(state, edge, valuation)
    if step.cell.state != edge.after.policy.location:
        yield "SES-LOGIN-SAVES", f"with {saved or 'nobody'} saved the machine goes to {step.cell.label}"
        return
    effects: list[Effect] = []
    for action in step.actions:
        action(valuation, INPUTS.get(edge.event) if edge.event else None, effects)
    device_step = DeviceStep(edge.event, app, NEXT, saved, valuation.user, tuple(effects))
    yield from session_faults(device_step, choices)


def _step(state: ProductState, edge: ProductEdge, valuation: Valuation) -> Step:
    """The machine's step; an init finds out by itself whether a user is saved."""
    if edge.edges:
        state = state.in_region(edge.edges[0].region)
    if edge.event not in {Event.INIT, Event.REOPEN}:
        return state.steps[_cause(edge)]
    step = state.steps[Init]
    return step if step.route is None else state.steps[step.route(valuation, Init())]


def transitions_of_machines(graph: RegionGraph) -> frozenset[Transition]:
    """The transitions that a machine can take: not those for what only other SDKs do, such as a pong while down."""
    product = ProductGraph(graph, {})
    edges = policy_edges(
        edge for node in check_product(graph, anything_goes).met for edge in product.edges(node)
    )
    return frozenset(edge.transition for edge in edges if edge.transition is not None)


def check_machine(graph: RegionGraph, reading: Reading) -> MachineCheck:
    """Compare every step of the machine of a mode under a reading with the product of its charts."""
    choices = dict(reading.choices)
    product = ProductGraph(graph, choices)
    faults: list[tuple[str, str]] = []
    transitions: set[Transition] = set()
    steps = 0
    for node in check_product(graph, anything_goes, choices).met:
        state = _state(graph, reading, node)
        faults += _message_faults(node, state)
        for edge in product.edges(node):
            if edge.edges and edge.event is None:
                continue
            steps += 1
            transitions.update(each.transition for each in edge.edges if each.transition)
            faults += [
                (requirement, f"{why}: {_name(node, edge)}")
                for requirement, why in _faults(node, state, edge)
            ]
    return MachineCheck(graph.table.mode, steps, tuple(faults), frozenset(transitions))


def _state(graph: RegionGraph, reading: Reading, node: ProductNode) -> ProductState:
    region = region_of(graph.table.locations[node.policy.location].clock, node.policy.order)
    return product_of(graph.table.mode, reading).cell((node.policy.location, region, node.link, False))


def _faults(node: ProductNode, state: ProductState, edge: ProductEdge) -> Iterator[tuple[str, str]]:
    if edge.edges:
        state = state.in_region(edge.edges[0].region)
    step = state.steps[_cause(edge)]
    if (step.cell.state, step.cell.link) != (edge.after.policy.location, edge.after.link):
        yield "INP-ROBUST", f"the machine goes to {step.cell.label}"
        return
    valuation = _valuation(node, of_background=edge.event is not Event.PONG_FOREGROUND)
    effects: list[Effect] = []
    for action in step.actions:
        action(valuation, INPUTS.get(edge.event) if edge.event else None, effects)
    yield from _socket_faults(node, edge, effects)
    if edge.event is not Event.KILL:
        yield from _status_faults(node, edge, effects)
        yield from _outcome_faults(node, edge, valuation, effects)


def _cause(edge: ProductEdge) -> Cause:
    """What the machine looks the step up by."""
    if edge.transitions and edge.transitions[0].tells is not None:
        return edge.transitions[0].event
    if edge.event is None:
        return edge.transitions[0].event
    return Kill if edge.event is Event.KILL else edge.event


def _valuation(node: ProductNode, *, of_background: bool) -> Valuation:
    valuation = Valuation(Profile().grace_ms, RetryPolicy(), lambda: 0.0, SAVED, socket=SOCKET)
    if node.pending:
        valuation.connects.append(EARLIER)
    if node.link == "up":
        valuation.pings[PINGED] = (1, of_background)
    return valuation


def _socket_faults(node: ProductNode, edge: ProductEdge, effects: list[Effect]) -> Iterator[tuple[str, str]]:
    """Sockets open and close as the link's states say, and a message goes out over the one that is open."""
    opened = [each.socket for each in effects if isinstance(each, OpenSocket)]
    closed = [each.socket for each in effects if isinstance(each, CloseSocket)]
    if opened != [SOCKET + 1] * any(each.opens for each in edge.transitions):
        yield "RES-ONE-SOCKET", f"sockets {opened} are opened"
    if closed != [SOCKET] * sum(each.closes is not None for each in edge.transitions):
        yield "RES-ONE-SOCKET", f"sockets {closed} are closed"
    if any(isinstance(each, SendPing) and each.socket != SOCKET for each in effects):
        yield "MAN-PING-SENDS", "a ping goes out over a socket that is not the one"
    if any(isinstance(each, SendPing) for each in effects) and node.link != "up":
        yield "MAN-PING-SENDS", "a ping goes out over no connection"


def _status_faults(node: ProductNode, edge: ProductEdge, effects: list[Effect]) -> Iterator[tuple[str, str]]:
    """Connected is told where the link comes up, something else where it goes down, and neither without that."""
    was_up, up = node.link == "up", edge.after.link == "up"
    told = [each.value for each in effects if isinstance(each, StatusChanged)]
    if (told or was_up is not up) and (not told or (told[-1] is Status.CONNECTED) is not up):
        yield "EVT-STATUS", f"the statuses {told} are told, and the link is {edge.after.link}"


def _outcome_faults(
    node: ProductNode, edge: ProductEdge, valuation: Valuation, effects: list[Effect]
) -> Iterator[tuple[str, str]]:
    """Each call that is owed an outcome has exactly one, or is still owed it by something that can bring it."""
    answer = edge.edges[0].step.answer if edge.edges else None
    outcomes = [each.call for each in effects if isinstance(each, ReportOutcome | Throw)]
    called = edge.event in CALL_EVENTS and answer not in {None, Answer.SILENT}
    for call, owed in ((NEW, called), (EARLIER, node.pending), (PINGED, node.link == "up")):
        if outcomes.count(call) + valuation.is_pending(call) != owed:
            yield (
                "CALL-OUTCOME",
                f"{call} has {outcomes.count(call)} outcomes, pending {valuation.is_pending(call)}",
            )
    if valuation.connects and not edge.after.pending:
        yield "CALL-OUTCOME", "a connect() waits for nothing"
    if valuation.pings and edge.after.link != "up":
        yield "CALL-OUTCOME", "a ping() waits for an answer over no connection"
    if PINGED in outcomes and edge.event not in PONG_EVENTS and edge.after.link == "up":
        yield "CALL-OUTCOME", "a ping() is settled without an answer"


def _message_faults(node: ProductNode, state: ProductState) -> Iterator[tuple[str, str]]:
    """What comes over the connection that is up is delivered once; anything else is not."""
    step = state.steps[MessageReceived]
    for socket in (SOCKET, FORMER_SOCKET):
        effects: list[Effect] = []
        for action in step.actions:
            action(_valuation(node, of_background=True), MessageReceived(socket, "hello"), effects)
        expected: list[Effect] = [Deliver("hello")] if node.link == "up" and socket == SOCKET else []
        if effects != expected:
            requirement = (
                "EVT-DELIVERED" if expected else "EVT-STOPS" if node.link in SOCKET_STATES else "EVT-LOST"
            )
            yield requirement, f"a message over socket {socket} does {effects} in {state.label}"


def _name(node: ProductNode, edge: ProductEdge) -> str:
    steps = [*(each.event.value for each in edge.transitions), *([edge.event.value] if edge.event else [])]
    return f"{node.policy.location}, link {node.link} × {', '.join(steps)}"
