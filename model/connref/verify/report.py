"""What the verification found, as data, as JSON and as text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import prod
from typing import Any

from connref.protocol import Mode
from connref.semantics.machine import ConnectionMachine
from connref.semantics.table import PolicyTable
from connref.spec.interpretations import INTERPRETATIONS
from connref.spec.requirements import REQUIREMENTS
from connref.spec.vocabulary import Region
from connref.verify.explore import PolicyFinding, reading_of
from connref.verify.machine_check import MachineCheck
from connref.verify.monitor import Property, PropertyKind
from connref.verify.product_check import ProductEdge, ProductFinding, policy_edges
from connref.verify.properties.link import LinkProperty
from connref.verify.regions import Edge
from connref.verify.statechart_check import Proof
from connref.verify.witnesses import Coverage

_WHEN = {Region.BEFORE: "", Region.AT: " at the deadline instant", Region.PAST: " past the deadline"}


@dataclass(frozen=True, slots=True)
class Judged:
    """One property and what became of it. `path` tells the shortest history that shows it, a line a step.

    For a `sometimes` the path is the witness itself; for every other kind it is what breaks the property.
    """

    requirement: str
    name: str
    kind: PropertyKind
    mode: str
    holds: bool
    combinations: int
    states: int
    transitions: int
    why: str | None = None
    path: tuple[str, ...] = ()
    choices: tuple[tuple[str, str], ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The property as an entry of the report."""
        return {
            "requirement": self.requirement,
            "name": self.name,
            "kind": self.kind.value,
            "mode": self.mode,
            "holds": self.holds,
            "combinations": self.combinations,
            "states": self.states,
            "transitions": self.transitions,
            "why": self.why,
            "path": list(self.path),
            "reading": dict(self.choices),
        }


@dataclass(frozen=True, slots=True)
class Covered:
    """One table: how much of it there is, how many readings it has, and what is wrong with it as such."""

    coverage: Coverage
    proof: Proof
    readings: int
    faults: tuple[str, ...]

    def to_json(self) -> dict[str, Any]:
        """The table as an entry of the report."""
        return {
            "mode": self.coverage.mode.value,
            "states": self.coverage.locations,
            "places": self.coverage.nodes,
            "transitions": self.coverage.edges,
            "rows": self.coverage.rows,
            "branches": self.coverage.branches,
            "readings": self.readings,
            "chart_steps": self.proof.steps,
            "chart_refusals": self.proof.refused,
            "faults": list(self.faults),
        }


@dataclass(frozen=True, slots=True)
class VerifyReport:
    """All that `verify` found. `holds` where every property holds, every witness is found and no table has a fault.

    `charts` are those that are no mode's: what there is to say of them is that both engines agree.
    """

    tables: tuple[Covered, ...]
    properties: tuple[Judged, ...]
    charts: tuple[Proof, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether nothing at all is wrong."""
        faults = (*(table.faults for table in self.tables), *(chart.faults for chart in self.charts))
        return all(each.holds for each in self.properties) and not any(faults)

    @property
    def counts(self) -> dict[str, int]:
        """The figures of the whole run."""
        return {
            "states": sum(table.coverage.nodes for table in self.tables),
            "transitions": sum(table.coverage.edges for table in self.tables),
            "rows": sum(table.coverage.rows for table in self.tables),
            "branches": sum(table.coverage.branches for table in self.tables),
            "chart_steps": sum(
                each.steps for each in (*(table.proof for table in self.tables), *self.charts)
            ),
            "properties": len(self.properties),
            "requirements": len({each.requirement for each in self.properties}),
            "readings": sum(table.readings for table in self.tables),
            "combinations": sum(each.combinations for each in self.properties),
            "walked_states": sum(each.states for each in self.properties),
            "walked_transitions": sum(each.transitions for each in self.properties),
        }

    def to_json(self) -> dict[str, Any]:
        """The report as plain data."""
        return {
            "schema": "connref-verify/1",
            "holds": self.holds,
            "counts": self.counts,
            "tables": [table.to_json() for table in self.tables],
            "charts": [chart.to_json() for chart in self.charts],
            "properties": [each.to_json() for each in self.properties],
        }

    def render(self) -> str:
        """The report as text, one line a property, and the shortest path below each one that does not hold."""
        lines = [
            *(_table_line(table) for table in self.tables),
            *(_chart_line(chart) for chart in self.charts),
        ]
        lines += [f"  FAULT  {fault}" for each in (*self.tables, *self.charts) for fault in each.faults]
        for each in self.properties:
            lines += _property_lines(each)
        counts = ", ".join(f"{number:,} {name.replace('_', ' ')}" for name, number in self.counts.items())
        return (
            "\n".join([*lines, counts, "every property holds" if self.holds else "NOT every property holds"])
            + "\n"
        )


def judged(each: Property, finding: PolicyFinding) -> Judged:
    """What became of a property of the policy: a `sometimes` holds where a path is found, all else where none is."""
    holds = finding.found is (each.kind is PropertyKind.SOMETIMES)
    return _judged(each, holds, finding, tuple(edge_line(edge) for edge in finding.path), finding.path)


def judged_link(each: LinkProperty, finding: ProductFinding) -> Judged:
    """What became of a property of policy and link together."""
    lines = tuple(_product_line(edge) for edge in finding.path)
    return _judged(each, not finding.found, finding, lines, policy_edges(finding.path))


def _judged(
    each: Property | LinkProperty,
    holds: bool,  # noqa: FBT001
    finding: PolicyFinding | ProductFinding,
    lines: tuple[str, ...],
    edges: tuple[Edge, ...],
) -> Judged:
    return Judged(
        each.requirement,
        each.name,
        each.kind,
        each.mode.value,
        holds,
        finding.combinations,
        finding.states,
        finding.transitions,
        finding.why,
        lines,
        tuple(reading_of(edges, finding.choices).items()) if finding.found else (),
    )


def judged_machine(checks: tuple[MachineCheck, ...], properties: Mapping[str, str]) -> tuple[Judged, ...]:
    """What became of the comparison of the machine's steps, for each of these properties by its requirement."""
    mode, steps = checks[0].mode, sum(check.steps for check in checks)
    faults = {requirement: why for check in reversed(checks) for requirement, why in check.faults}
    return tuple(
        Judged(
            requirement,
            name,
            PropertyKind.ALWAYS,
            mode.value,
            requirement not in faults,
            len(checks),
            0,
            steps,
            faults.get(requirement),
        )
        for requirement, name in properties.items()
        if mode in REQUIREMENTS[requirement].modes
    )


def judged_default() -> Judged:
    """AUTO-DEFAULT: a machine for an app that chooses no mode is one for auto mode, in all that it remembers."""
    unchosen, auto = (ConnectionMachine(mode, jitter=lambda: 0.0) for mode in (None, Mode.AUTO))
    holds = unchosen.mode is Mode.AUTO and unchosen.snapshot() == auto.snapshot()
    why = None if holds else "an app that chooses no mode does not get auto mode"
    return Judged(
        "AUTO-DEFAULT", "no mode chosen is auto mode", PropertyKind.ALWAYS, "auto", holds, 1, 1, 0, why
    )


def _product_line(edge: ProductEdge) -> str:
    link = ", ".join(f"link {each.event.value} → {each.destination}" for each in edge.transitions)
    return "; ".join([*(edge_line(each) for each in edge.edges), *([link] if link else [])])


def covered(table: PolicyTable, coverage: Coverage, proof: Proof, undetermined: tuple[str, ...]) -> Covered:
    """What there is to say of one table."""
    names = {name for row in table.rows.values() for name in row.names if name in INTERPRETATIONS}
    faults = (
        *undetermined,
        *proof.faults,
        *(f"not reached under any reading: {text}" for text in coverage.unreached),
    )
    return Covered(coverage, proof, prod(len(table.variant.options(name)) for name in names), faults)


def edge_line(edge: Edge) -> str:
    """One step in a line: what happens, where it leads, and the requirement of the transition."""
    if edge.transition is None:
        return f"time passes → {edge.target.location}"
    answer = f", answers {edge.transition.answer.value!r}" if edge.transition.answer else ""
    event = edge.transition.event.value + _WHEN[edge.region]
    return f"{event} → {edge.transition.destination} ({edge.transition.requirement}{answer})"


def _table_line(table: Covered) -> str:
    coverage, proof = table.coverage, table.proof
    return (
        f"{coverage.mode.value}: {coverage.locations} states, {coverage.nodes} places, {coverage.edges} transitions, "
        f"{coverage.rows} rows, {coverage.branches} branches, {table.readings:,} readings; "
        f"{_compared(proof)}"
    )


def _chart_line(chart: Proof) -> str:
    return f"{chart.name}: {_compared(chart)}"


def _compared(proof: Proof) -> str:
    return f"{proof.steps} steps of the chart compared, {proof.refused} refusals"


def _property_lines(each: Judged) -> list[str]:
    mark = "ok   " if each.holds else "FAILS"
    lines = [
        f"  {mark} {each.mode:6} {each.requirement:26} {each.kind.value:17} {each.name} ({each.combinations})"
    ]
    if not each.holds:
        reading = ", ".join(f"{name} = {option}" for name, option in each.choices) or "every reading"
        lines.append(f"        {each.why or 'never met'} under {reading}")
        lines += [f"          {number}. {step}" for number, step in enumerate(each.path, 1)]
    return lines
