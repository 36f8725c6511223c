"""The policy of one mode under one reading as a timed automaton in UPPAAL's XML, beside a free world.

Clock `d` runs since a deadline was armed, clocks `e` and `f` since the background was entered; a deadline is over after
GRACE. UPPAAL cannot set one clock to another, so a location whose deadline counts from an entry stands once more for
it, and there are two clocks for entries: while a deadline counts from one, the next entry is noted by the other.

What falls due at an instant happens before what comes at it: where a deadline ends the location at its instant,
everything else has to come before; where the instant still belongs to the grace, it may come at it, and the deadline
fires a millisecond later.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from connref.semantics.table import Key, PolicyTable, compile_table, resolve
from connref.spec.declare import Location, Transition
from connref.spec.interpretations import Reading
from connref.spec.variant import DOCUMENT_EVENTS
from connref.spec.vocabulary import App, Clock, Event, Mode, Move, Region, Wish
from connref_adapters.export.charts import ident

DOCTYPE = (
    "<!DOCTYPE nta PUBLIC '-//Uppaal Team//DTD Flat System 1.1//EN' "
    "'http://www.it.uu.se/research/group/darts/uppaal/flat-1_2.dtd'>"
)
SYSTEM = "policy = Policy();\nworld = World();\nsystem policy, world;\n"
QUERIES: Mapping[str, str] = {
    "A[] not deadlock": "whatever has come, something can come",
    "A[] up imply wants": "what is up is wanted",
    "E<> up": "a connection can be up",
}


@dataclass(frozen=True, slots=True)
class Spot:
    """A location of the automaton: the policy's, the clock of its deadline, and the clock of the latest entry."""

    location: str
    deadline: str = "d"
    entry: str = "e"

    @property
    def id(self) -> str:
        """Its name in the document."""
        by = "" if self.deadline == "d" else f"_by_{self.deadline}"
        return self.location + by + ("" if self.entry == "e" else f"_entry_{self.entry}")


@dataclass(frozen=True, slots=True)
class TimedEdge:
    """One edge: when it can be taken (a guard over the clocks), and what it does with them."""

    source: Spot
    event: Event
    target: Spot
    guard: str
    updates: tuple[str, ...]
    requirement: str


def uppaal(mode: Mode, reading: Reading, grace_ms: int) -> str:
    """The system of a mode under a reading, with a grace of `grace_ms`, as XML with a few queries."""
    table = compile_table(mode)
    edges = tuple(timed_edges(table, reading))
    root = ET.Element("nta")
    channels = ", ".join(f"do_{event.value}" for event in DOCUMENT_EVENTS if event is not Event.DEADLINE)
    ET.SubElement(root, "declaration").text = (
        f"// {mode.value} mode\nconst int GRACE = {grace_ms};\nbroadcast chan {channels};\n"
        "clock d, e, f;\nbool up = false, wants = false;\n"
    )
    root.append(_policy(table, resolve(table, reading), edges))
    root.append(_world())
    ET.SubElement(root, "system").text = SYSTEM
    queries = ET.SubElement(root, "queries")
    for formula, comment in QUERIES.items():
        query = ET.SubElement(queries, "query")
        ET.SubElement(query, "formula").text = formula
        ET.SubElement(query, "comment").text = comment
    ET.indent(root)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{DOCTYPE}\n{ET.tostring(root, encoding="unicode")}\n'


def timed_edges(table: PolicyTable, reading: Reading) -> Iterator[TimedEdge]:
    """Every edge of the automaton, from every location that can be reached."""
    rows = resolve(table, reading)
    found = [Spot(table.initial)]
    for spot in found:
        for (location, event, region), row in rows.items():
            if location != spot.location or not _can_come(rows, spot, event, region):
                continue
            target = _target(table, spot, row)
            if target not in found:
                found.append(target)
            yield TimedEdge(
                spot,
                event,
                target,
                _guard(table.locations[location], spot, event, region),
                tuple(_updates(table, row, target)),
                row.requirement,
            )


def ends_at_instant(rows: Mapping[Key, Transition], location: str) -> bool:
    """Whether the deadline ends a location at its instant; else the instant still belongs to it."""
    return rows[location, Event.DEADLINE, Region.AT].target is not None


def _can_come(rows: Mapping[Key, Transition], spot: Spot, event: Event, region: Region) -> bool:
    """A deadline fires at one of its two instants, and nothing comes at an instant that has ended the location."""
    if (spot.location, Event.DEADLINE, Region.AT) not in rows:
        return True
    ends = ends_at_instant(rows, spot.location)
    if event is Event.DEADLINE:
        return ends is (region is Region.AT)
    return region is Region.BEFORE or not ends


def _target(table: PolicyTable, spot: Spot, row: Transition) -> Spot:
    """Where a row leads. An entry is noted by the clock that no running deadline counts from."""
    location = table.locations[row.destination]
    entry = spot.entry
    if row.enters and row.move is Move.KEEP and spot.deadline == entry:
        entry = "f" if entry == "e" else "e"
    deadline = {Move.KEEP: spot.deadline, Move.FROM_ENTRY: entry}.get(row.move, "d")
    return Spot(
        row.destination,
        deadline if location.clock is Clock.DEADLINE else "d",
        "e" if location.app is App.FOREGROUND else entry,
    )


def _updates(table: PolicyTable, row: Transition, target: Spot) -> Iterator[str]:
    if row.enters:
        yield f"{target.entry} = 0"
    if row.move is Move.FROM_NOW:
        yield "d = 0"
    for name, before, after in (
        ("up", table.locations[row.source].up, table.locations[row.destination].up),
        ("wants", _wants(table, row.source), _wants(table, row.destination)),
    ):
        if before is not after:
            yield f"{name} = {str(after).lower()}"


def _wants(table: PolicyTable, location: str) -> bool:
    return table.locations[location].wish is not Wish.UNWANTED


def _guard(location: Location, spot: Spot, event: Event, region: Region) -> str:
    clock = _clock(location, spot)
    match location.clock, region:
        case Clock.NONE, _:
            return ""
        case _, Region.BEFORE:
            return f"{clock} < GRACE"
        case Clock.ENTRY, _:
            return f"{clock} >= GRACE"
        case _, Region.AT:
            return f"{clock} == GRACE"
        case _:
            return f"{clock} == GRACE + 1" if event is Event.DEADLINE else f"{clock} > GRACE"


def _clock(location: Location, spot: Spot) -> str:
    return spot.entry if location.clock is Clock.ENTRY else spot.deadline


def _policy(table: PolicyTable, rows: Mapping[Key, Transition], edges: tuple[TimedEdge, ...]) -> ET.Element:
    template = ET.Element("template")
    ET.SubElement(template, "name").text = "Policy"
    spots = dict.fromkeys(
        [Spot(table.initial), *(spot for each in edges for spot in (each.source, each.target))]
    )
    for spot in spots:
        element = ET.SubElement(template, "location", id=spot.id)
        ET.SubElement(element, "name").text = ident(spot.id)
        location = table.locations[spot.location]
        if location.clock is Clock.DEADLINE:
            later = "" if ends_at_instant(rows, spot.location) else " + 1"
            invariant = f"{_clock(location, spot)} <= GRACE{later}"
            ET.SubElement(element, "label", kind="invariant").text = invariant
    ET.SubElement(template, "init", ref=table.initial)
    for each in edges:
        template.append(_edge(each))
    return template


def _edge(edge: TimedEdge) -> ET.Element:
    element = ET.Element("transition")
    ET.SubElement(element, "source", ref=edge.source.id)
    ET.SubElement(element, "target", ref=edge.target.id)
    if edge.guard:
        ET.SubElement(element, "label", kind="guard").text = edge.guard
    if edge.event is not Event.DEADLINE:
        ET.SubElement(element, "label", kind="synchronisation").text = f"do_{edge.event.value}?"
    if edge.updates:
        ET.SubElement(element, "label", kind="assignment").text = ", ".join(edge.updates)
    ET.SubElement(element, "label", kind="comments").text = f"{edge.event.value}: {edge.requirement}"
    return element


def _world() -> ET.Element:
    """Everything but time comes from here, whenever it likes."""
    template = ET.Element("template")
    ET.SubElement(template, "name").text = "World"
    ET.SubElement(template, "location", id="anything")
    ET.SubElement(template, "init", ref="anything")
    for event in DOCUMENT_EVENTS:
        if event is not Event.DEADLINE:
            element = ET.SubElement(template, "transition")
            ET.SubElement(element, "source", ref="anything")
            ET.SubElement(element, "target", ref="anything")
            ET.SubElement(element, "label", kind="synchronisation").text = f"do_{event.value}!"
    return template
