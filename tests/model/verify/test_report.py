"""What a report says when something is wrong: the property, the reading, and the shortest path, a line a step."""

from __future__ import annotations

import json
from dataclasses import replace

from connref.protocol import Mode
from connref.semantics.table import PolicyTable, compile_table
from connref.spec.vocabulary import Event, Region
from connref.verify import LINK_PROPERTIES, POLICY_PROPERTIES
from connref.verify.explore import check
from connref.verify.machine_check import MACHINE_PROPERTIES, MachineCheck
from connref.verify.monitor import PropertyKind
from connref.verify.product_check import ProductEdge, ProductGraph, ProductNode, check_product
from connref.verify.regions import RegionGraph
from connref.verify.report import (
    Judged,
    VerifyReport,
    covered,
    judged,
    judged_default,
    judged_link,
    judged_machine,
)
from connref.verify.statechart_check import of_mode, prove
from connref.verify.witnesses import coverage

MANUAL = compile_table(Mode.MANUAL)


def broken_table() -> PolicyTable:
    """A loss in the foreground ends the wish."""
    key = ("connected", Event.LOST, Region.BEFORE)
    row = MANUAL.rows[key]
    changed = replace(row, branches=(replace(row.branches[0], target="idle"),))
    return PolicyTable(MANUAL.mode, MANUAL.initial, MANUAL.locations, {**MANUAL.rows, key: changed})


def broken_property() -> Judged:
    (each,) = [
        p
        for p in POLICY_PROPERTIES
        if p.mode is Mode.MANUAL and p.name.startswith("a loss in the foreground")
    ]
    return judged(each, check(RegionGraph(broken_table()), each))


def test_a_broken_property_tells_its_shortest_path() -> None:
    found = broken_property()
    assert not found.holds
    assert [step.split(" → ")[0] for step in found.path] == ["reopen", "connect", "opened", "lost"]
    report = VerifyReport((), (found,))
    assert not report.holds
    text = report.render()
    assert "FAILS manual MAN-RECONNECT" in text
    assert "4. lost → idle (MAN-RECONNECT)" in text
    assert text.endswith("NOT every property holds\n")
    assert json.loads(json.dumps(report.to_json()))["properties"][0]["path"] == list(found.path)


def test_a_table_that_is_not_its_chart_is_a_fault() -> None:
    graph = RegionGraph(broken_table())
    table = covered(graph.table, coverage(graph), prove(of_mode(graph.table)), ())
    assert any("differ" in fault for fault in table.faults)
    report = VerifyReport((table,), ())
    assert not report.holds
    assert "FAULT" in report.render()


def test_a_sometimes_holds_where_a_path_is_found() -> None:
    graph = RegionGraph(MANUAL)
    witnesses = [
        each for each in POLICY_PROPERTIES if each.kind is PropertyKind.SOMETIMES and each.mode is Mode.MANUAL
    ]
    for each in witnesses:
        found = judged(each, check(graph, each))
        assert found.holds
        assert found.path


def never_up(_: ProductGraph, __: ProductNode, edge: ProductEdge) -> str | None:
    return "up" if edge.after.link == "up" else None


def test_a_fault_of_the_product_tells_both_parts() -> None:
    each = replace(LINK_PROPERTIES[1], check=never_up)
    found = judged_link(each, check_product(RegionGraph(MANUAL), each.check))
    assert not found.holds
    assert found.path[-1] == "opened → connected (MAN-CONNECT); link socket_opened → up"


def test_a_fault_of_the_machine_stands_under_its_requirement() -> None:
    checks = (MachineCheck(Mode.MANUAL, 5, (("CALL-OUTCOME", "twice"),), frozenset()),)
    found = {each.requirement: each for each in judged_machine(checks, MACHINE_PROPERTIES)}
    assert (found["CALL-OUTCOME"].holds, found["CALL-OUTCOME"].why) == (False, "twice")
    assert found["RES-ONE-SOCKET"].holds


def test_no_mode_is_auto_mode() -> None:
    assert judged_default().holds
