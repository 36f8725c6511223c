"""The walk itself: it finds what is wrong by a shortest way, under a reading that exists, and sees all readings."""

from __future__ import annotations

from connref.protocol import Mode
from connref.semantics.table import compile_table
from connref.spec.vocabulary import Event, Wish
from connref.verify.explore import disagreement, examine, reading_of
from connref.verify.monitor import HOLDS, Broken, Next, Property, PropertyKind, Seen, Verdict, under_all
from connref.verify.regions import Places

MANUAL = compile_table(Mode.MANUAL)


def aim(watch: object, memory: object = None) -> Property:
    return Property("MAN-GRACE", "met", PropertyKind.SOMETIMES, Mode.MANUAL, under_all(watch), memory=memory)  # type: ignore[arg-type]


def test_shortest_way_to_a_sight() -> None:
    def watch(_: None, seen: Seen) -> Verdict:
        return Broken("met") if seen.event is Event.DEADLINE and seen.goes_down else HOLDS

    found = examine(Places(MANUAL), aim(watch))
    events = [edge.rule.event if edge.rule else None for edge in found.path]
    assert len(events) == 5
    assert events[-1] is Event.DEADLINE


def test_what_only_two_readings_together_could_do_is_not_reported() -> None:
    """A close that reconnects and a close that ends the wish, in one history: no reading does both."""

    def watch(memory: str, seen: Seen) -> Verdict:
        if seen.event is not Event.CLOSED or seen.was.background:
            return Next(memory)
        done = "kept" if seen.after.wish is Wish.WANTED else "ended"
        return Broken("both") if memory and memory != done else Next(done)

    found = examine(Places(MANUAL), aim(watch, ""))
    assert found.broken is None
    assert found.fixed == ("server-close",)
    assert found.combinations == 2


def test_what_one_reading_does_is_reported_with_its_choices() -> None:
    def watch(_: None, seen: Seen) -> Verdict:
        ends = seen.event is Event.CLOSED and not seen.was.background and not seen.after.wants
        return Broken("ended") if ends else HOLDS

    found = examine(Places(MANUAL), aim(watch))
    assert found.broken is not None
    assert disagreement(found.path, {}) is None
    assert reading_of(found.path, {})["server-close"] == "stays-down"
