"""The explorer: it finds what is wrong by a shortest path, under a reading that exists, and meets all readings."""

from __future__ import annotations

from connref.protocol import Mode
from connref.semantics.table import compile_table
from connref.spec.vocabulary import Event, Wish
from connref.verify.explore import check, disagreement, reading_of
from connref.verify.monitor import (
    HOLDS,
    Broken,
    Monitor,
    Next,
    Property,
    PropertyKind,
    Step,
    Verdict,
    under_all,
)
from connref.verify.regions import RegionGraph

MANUAL = compile_table(Mode.MANUAL)


def aim(monitor: Monitor, memory: object = None) -> Property:
    return Property(
        "MAN-GRACE", "met", PropertyKind.SOMETIMES, Mode.MANUAL, under_all(monitor), memory=memory
    )


def test_shortest_way_to_a_sight() -> None:
    def monitor(_: None, step: Step) -> Verdict:
        return Broken("met") if step.event is Event.DEADLINE and step.goes_down else HOLDS

    found = check(RegionGraph(MANUAL), aim(monitor))
    events = [edge.transition.event if edge.transition else None for edge in found.path]
    assert len(events) == 5
    assert events[-1] is Event.DEADLINE


def test_what_only_two_readings_together_could_do_is_not_reported() -> None:
    """A close that reconnects and a close that ends the wish, in one history: no reading does both."""

    def monitor(memory: str, step: Step) -> Verdict:
        if step.event is not Event.CLOSED or step.was.background:
            return Next(memory)
        done = "kept" if step.after.wish is Wish.WANTED else "ended"
        return Broken("both") if memory and memory != done else Next(done)

    found = check(RegionGraph(MANUAL), aim(monitor, ""))
    assert not found.found
    assert found.fixed == ("server-close",)
    assert found.combinations == 2


def test_what_one_reading_does_is_reported_with_its_choices() -> None:
    def monitor(_: None, step: Step) -> Verdict:
        ends = step.event is Event.CLOSED and not step.was.background and not step.after.wants
        return Broken("ended") if ends else HOLDS

    found = check(RegionGraph(MANUAL), aim(monitor))
    assert found.found
    assert disagreement(found.path, {}) is None
    assert reading_of(found.path, {})["server-close"] == "stays-down"
