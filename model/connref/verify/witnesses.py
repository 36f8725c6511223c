"""Witnesses: shortest paths to what has to be met somewhere, each branch of a table and each story of the document.

A table in which something is never met has a row in vain, and a property that nothing tempts holds for nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

from connref.protocol import Mode
from connref.spec.declare import Transition
from connref.spec.vocabulary import Event, Region
from connref.verify.explore import PolicyFinding, check, disagreement, reachable, reading_of
from connref.verify.monitor import (
    CONNECTS,
    HOLDS,
    PONGS,
    Broken,
    Choices,
    Due,
    Monitor,
    MonitorClock,
    Next,
    Property,
    PropertyKind,
    Step,
    Verdict,
    under_all,
)
from connref.verify.regions import Edge, Node, RegionGraph

WITNESSED = Broken("seen")
GRACES = 3
"""More than any timer of one grace could explain."""
LOSSES = 2
DOWN, RETURNED, CALLED = 1, 2, 3


def outlives_three_graces(graces: int, step: Step) -> Verdict:
    """Up in the background for more than three graces: each time the clock expires, one more is counted."""
    if step.enters and step.before.up:
        return Next(0, MonitorClock.START)
    if not step.after.up or not step.now.background:
        return Next(-1, MonitorClock.STOP)
    if graces < 0 or step.due is not Due.PAST:
        return Next(graces)
    return WITNESSED if graces + 1 == GRACES else Next(graces + 1, MonitorClock.START)


def deadline_takes_down(_: None, step: Step) -> Verdict:
    """A deadline passes and takes an up connection down."""
    return WITNESSED if step.event is Event.DEADLINE and step.goes_down else HOLDS


def opening_given_up(_: None, step: Step) -> Verdict:
    """A deadline passes before the connection was up."""
    given_up = step.before.wants and not step.before.up and not step.after.wants
    return WITNESSED if step.event is Event.DEADLINE and given_up else HOLDS


def saved_at_the_instant(event: Event) -> Monitor:
    """At exactly one grace after the entry this event still saves the connection."""

    def monitor(running: bool, step: Step) -> Verdict:  # noqa: FBT001
        if step.enters and step.before.up:
            return Next(True, MonitorClock.START)
        if running and step.event is event:
            return WITNESSED if step.due is Due.NOW and step.after.up else Next(False, MonitorClock.STOP)
        moved = step.event in {Event.PING, Event.BACKGROUND} or step.event in PONGS
        on = running and step.after.up and step.now.background and not moved
        return Next(on) if on else Next(False, MonitorClock.STOP)

    return monitor


def lost_and_back_twice(times: int, step: Step) -> Verdict:
    """Lost and up again, twice, with no call between."""
    if step.event is None or not step.before.wants:
        return Next(0)
    if step.event is Event.OPENED:
        return WITNESSED if times == LOSSES else Next(times)
    if step.event is not Event.LOST:
        return Next(0)
    return Next(min(times + 1, LOSSES))


def brought_back(stage: int, step: Step) -> Verdict:
    """Down in the background by a loss or a deadline, then the return, then connect(), then up."""
    if step.goes_down and step.was.background and step.event in {Event.LOST, Event.DEADLINE}:
        return Next(DOWN)
    if stage == DOWN and step.returns:
        return Next(RETURNED)
    if stage == RETURNED and step.event in CONNECTS:
        return Next(CALLED)
    return WITNESSED if stage == CALLED and step.event is Event.OPENED else Next(0 if step.event else stage)


def up_by_connect_in_background(called: bool, step: Step) -> Verdict:  # noqa: FBT001
    """connect() in the background brings a connection up there."""
    if step.event in CONNECTS:
        return Next(step.was.background and not step.before.wants)
    up = called and step.comes_up and step.was.background
    return WITNESSED if up else Next(called and step.now.background)


def back_after_a_stay(down: bool, step: Step) -> Verdict:  # noqa: FBT001
    """Auto: up, down in the background, and up again after the return, with no call."""
    if step.enters and step.before.up:
        return Next(True)
    if step.event in CONNECTS or step.event in {Event.LOGIN, Event.KILL}:
        return Next(False)
    return WITNESSED if down and step.comes_up and not step.was.background else Next(down)


def disconnected_through_a_return(said: bool, step: Step) -> Verdict:  # noqa: FBT001
    """After disconnect() a return to the foreground that brings nothing back."""
    if step.event is Event.DISCONNECT:
        return Next(step.before.up)
    return (
        WITNESSED if said and step.returns and not step.after.wants else Next(said and not step.after.wants)
    )


def _witness(requirement: str, name: str, mode: Mode, monitor: Monitor, memory: object = None) -> Property:
    return Property(requirement, name, PropertyKind.SOMETIMES, mode, under_all(monitor), memory=memory)


WITNESSES: tuple[Property, ...] = (
    _witness(
        "MAN-PING-LOOP", "up in the background for three graces", Mode.MANUAL, outlives_three_graces, -1
    ),
    _witness("MAN-GRACE-ENDS", "a deadline takes a connection down", Mode.MANUAL, deadline_takes_down),
    _witness("MAN-GRACE-ENDS", "a deadline ends an opening", Mode.MANUAL, opening_given_up),
    _witness(
        "MAN-GRACE-ENDS",
        "connect() brings it up in the background",
        Mode.MANUAL,
        up_by_connect_in_background,
        memory=False,
    ),
    _witness(
        "MAN-PING-EXTENDS",
        "a ping at the last instant counts",
        Mode.MANUAL,
        saved_at_the_instant(Event.PING),
        memory=False,
    ),
    _witness(
        "MAN-RETURN-CANCELS",
        "a return at the last instant counts",
        Mode.MANUAL,
        saved_at_the_instant(Event.FOREGROUND),
        memory=False,
    ),
    _witness("MAN-RECONNECT", "lost and back, twice", Mode.MANUAL, lost_and_back_twice, 0),
    _witness(
        "MAN-BACKGROUND-STAYS-DOWN", "down in the background, brought back", Mode.MANUAL, brought_back, 0
    ),
    _witness(
        "MAN-DISCONNECT-STAYS",
        "a return that brings nothing back",
        Mode.MANUAL,
        disconnected_through_a_return,
        memory=False,
    ),
    _witness("AUTO-RECONNECT", "lost and back, twice", Mode.AUTO, lost_and_back_twice, 0),
    _witness(
        "AUTO-FOREGROUND",
        "up again after a stay in the background",
        Mode.AUTO,
        back_after_a_stay,
        memory=False,
    ),
    _witness(
        "AUTO-FOREGROUND",
        "a return that brings nothing back",
        Mode.AUTO,
        disconnected_through_a_return,
        memory=False,
    ),
    _witness(
        "AUTO-BACKGROUND-QUIET",
        "connect() brings it up in the background",
        Mode.AUTO,
        up_by_connect_in_background,
        memory=False,
    ),
)


Taken = tuple[Transition, Region]
"""A transition, and the region of time in which it is taken."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of a table is met: nodes and edges of the region graph, and the branches that no reading reaches."""

    mode: Mode
    nodes: int
    edges: int
    locations: int
    rows: int
    branches: int
    unreached: tuple[str, ...]


def coverage(graph: RegionGraph) -> Coverage:
    """Search the region graph once, and prove for each branch that one reading leads to it and through it."""
    paths = shortest_paths(graph)
    nodes = reachable(graph)
    wanted = [(branch, key[2]) for key, row in graph.table.rows.items() for branch in row.branches]
    unreached = [taken for taken in wanted if not _is_reached(graph, taken, paths)]
    met = {
        (branch.source, branch.event, region)
        for branch, region in wanted
        if (branch, region) not in unreached
    }
    return Coverage(
        graph.table.mode,
        len(nodes),
        sum(len(graph.edges(node)) for node in nodes),
        len({node.location for node in nodes}),
        len(met),
        len(wanted) - len(unreached),
        tuple(_name(*taken) for taken in unreached),
    )


def readings_to(graph: RegionGraph) -> dict[Transition, Choices]:
    """For each transition that can be met: choices under which a shortest path leads to it and takes it."""
    found: dict[Transition, Choices] = {}
    for taken, path in shortest_paths(graph).items():
        choices = reading_of(path, {}) if disagreement(path, {}) is None else _reading_through(graph, taken)
        if choices is not None:
            found.setdefault(taken[0], choices)
    return found


def shortest_paths(graph: RegionGraph) -> dict[Taken, tuple[Edge, ...]]:
    """For each transition and region a shortest path that takes it, choices open at every step."""
    paths: dict[Taken, tuple[Edge, ...]] = {}
    came: dict[Node, tuple[Edge, ...]] = {graph.start: ()}
    for node in reachable(graph):
        for edge in graph.edges(node):
            path = (*came[node], edge)
            came.setdefault(edge.target, path)
            if edge.transition is not None:
                paths.setdefault((edge.transition, edge.region), path)
    return paths


def _reading_through(graph: RegionGraph, taken: Taken) -> Choices | None:
    finding = _through(graph, taken)
    return reading_of(finding.path, finding.choices) if finding.found else None


def _is_reached(graph: RegionGraph, taken: Taken, paths: dict[Taken, tuple[Edge, ...]]) -> bool:
    """Mostly one reading makes all choices of the shortest path; if not, look for a path that one does make."""
    path = paths.get(taken)
    if path is None:
        return False
    return disagreement(path, {}) is None or _through(graph, taken).found


def _through(graph: RegionGraph, taken: Taken) -> PolicyFinding:
    transition, region = taken
    steps = {
        id(edge.step)
        for node in reachable(graph)
        for edge in graph.edges(node)
        if edge.transition is transition and edge.region is region
    }

    def monitor(_: None, step: Step) -> Verdict:
        return WITNESSED if id(step) in steps else HOLDS

    aim = Property(
        transition.requirement, "met", PropertyKind.SOMETIMES, graph.table.mode, under_all(monitor)
    )
    return check(graph, aim)


def _name(transition: Transition, region: Region) -> str:
    guards = ", ".join(f"{guard.name} = {' or '.join(guard.options)}" for guard in transition.guards)
    return f"{transition.source} × {transition.event.value} × {region.value} → {transition.destination} [{guards}]"
