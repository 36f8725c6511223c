"""The region graph: an order of clocks as exact as numbers, shared nodes, and a refusal where time is undefined."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connref.errors import DefinitionError
from connref.protocol import Mode
from connref.semantics.table import compile_table
from connref.spec.vocabulary import Event, Region, Wish
from connref.verify.explore import reachable
from connref.verify.regions import DEADLINE, ENTRY, MONITOR, ClockOrder, RegionGraph
from connref.verify.witnesses import coverage
from mutants.misdeeds import with_row

MANUAL = compile_table(Mode.MANUAL)


def test_nodes_are_shared_and_a_stopped_clock_leaves_the_node_as_it_was() -> None:
    graph = RegionGraph(MANUAL)
    start = graph.start
    assert graph.start is start
    assert graph.stop_clock(graph.start_clock(start)) is start
    regions = {(node.location, edge.region) for node in reachable(graph) for edge in graph.edges(node)}
    assert ("grace", Region.AT) in regions
    assert graph.view(start).wish is Wish.UNWANTED


def test_a_deadline_that_does_not_fit_its_state_is_refused() -> None:
    row = MANUAL.rows["connected", Event.BACKGROUND, Region.BEFORE]
    held = with_row(MANUAL, replace(row, branches=(replace(row.branches[0], target="held"),)))
    with pytest.raises(DefinitionError, match="does not fit"):
        coverage(RegionGraph(held))


def test_an_entry_that_is_not_noted_is_refused() -> None:
    row = MANUAL.rows["idle", Event.BACKGROUND, Region.BEFORE]
    silent = with_row(MANUAL, replace(row, branches=(replace(row.branches[0], enters=False),)))
    with pytest.raises(DefinitionError, match="not noted"):
        coverage(RegionGraph(silent))


GRACE = 1_000
NAMES = (DEADLINE, ENTRY, MONITOR)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("start"), st.sampled_from(NAMES)),
        st.tuples(st.just("stop"), st.sampled_from(NAMES)),
        st.tuples(st.just("join"), st.just(DEADLINE)),
        st.tuples(st.sampled_from(["wait", "reach"]), st.just("")),
    ),
    max_size=40,
)


class Numbers:
    """The same in numbers: each instant a time, and the present one too."""

    def __init__(self) -> None:
        self.now = 0
        self.at: dict[str, int] = {}

    def pass_to(self, instant: int) -> None:
        self.now = instant
        self.at = {name: due for name, due in self.at.items() if due >= instant}

    def order(self) -> ClockOrder:
        times = sorted(set(self.at.values()))
        groups = tuple(frozenset(name for name, due in self.at.items() if due == time) for time in times)
        return ClockOrder(
            groups, bool(times) and times[0] == self.now, bool(times) and times[-1] == self.now + GRACE
        )


@given(steps=STEPS)
def test_order_is_what_numbers_say(steps: list[tuple[str, str]]) -> None:
    order, numbers = ClockOrder(), Numbers()
    for step, name in steps:
        match step:
            case "start":
                order = order.start(name)
                numbers.at[name] = numbers.now + GRACE
            case "stop":
                order = order.stop(name)
                numbers.at.pop(name, None)
            case "join" if ENTRY in numbers.at:
                order = order.join(name, ENTRY)
                numbers.at[name] = numbers.at[ENTRY]
            case "wait" if (later := order.wait()) is not None:
                order = later
                numbers.pass_to(numbers.now + 1)
            case "reach" if (later := order.reach()) is not None:
                order = later
                numbers.pass_to(min(numbers.at.values()))
            case _:
                pass
        assert order == numbers.order()
        for each in NAMES:
            assert order.has(each) is (each in numbers.at)
            assert order.is_now(each) is (numbers.at.get(each) == numbers.now)


def test_nothing_to_wait_for() -> None:
    assert ClockOrder().reach() is None
    assert ClockOrder().wait() is None
    assert ClockOrder().start(MONITOR).stop(MONITOR) == ClockOrder()
    reached = ClockOrder().start(MONITOR).reach()
    assert reached is not None
    assert reached.reach() is None
    assert reached.wait() == ClockOrder()


def test_a_clock_that_joins_one_that_is_gone_is_gone() -> None:
    assert ClockOrder().join(DEADLINE, ENTRY) == ClockOrder()
