"""What a real clock has time for: the shortest case of every requirement first, more while the budget lasts."""

from __future__ import annotations

from connref.cases.catalogue import all_cases
from connref.protocol import Advance, Case, Profile
from connref_adapters.kit.play import duration_ms, within_budget
from connref_adapters.kit.rehearsal import Rehearsal
from fakes.stories import story

PROFILE = Profile(grace_ms=400, reconnect_bound_ms=2_000, tolerance_ms=20)


def case(requirement: str, *waits: int) -> Case:
    return Case(f"{requirement}/{waits}", None, tuple(Advance(ms) for ms in waits), requirement, "")


def test_a_case_lasts_as_long_as_its_waits() -> None:
    assert duration_ms(Case("c", None, story("init +30 login=u +12"), "", "")) == 42


def test_each_requirement_in_turn_the_shortest_first() -> None:
    cases = [case("A", 300), case("A", 100), case("A", 200), case("B", 50), case("B", 60, 5)]
    chosen = [(each.requirement, duration_ms(each)) for each in within_budget(cases, 10_000)]
    assert chosen == [("A", 100), ("B", 50), ("A", 200), ("B", 65), ("A", 300)]


def test_the_budget_ends_it_after_a_whole_turn() -> None:
    cases = [case("A", 100), case("A", 101), case("B", 100), case("B", 101), case("C", 1)]
    assert [each.requirement for each in within_budget(cases, 100)] == ["A", "B", "C"]
    assert len(list(within_budget(cases, 202))) == 5


def test_nobody_waits_for_a_night() -> None:
    cases = [case("A", 10 * 3_600_000), case("A", 3_600_000)]
    assert [each.id for each in within_budget(cases, 100 * 3_600_000)] == ["A/(3600000,)"]


def test_the_first_of_each_is_the_shortest_that_tests_it() -> None:
    cases = [case("A", 100), case("A", 200), case("A", 300), case("B", 50), case("B", 65)]
    chosen = [each.id for each in within_budget(cases, 1_000, lambda each: duration_ms(each) == 200)]
    assert chosen == ["A/(200,)", "B/(50,)", "A/(100,)", "B/(65,)", "A/(300,)"]


def test_the_catalogue_within_a_budget_tests_every_requirement() -> None:
    everything = list(all_cases(PROFILE))
    rehearsal = Rehearsal(PROFILE)
    chosen = list(within_budget(iter(everything), 1, rehearsal.tests))
    assert [each.requirement for each in chosen] == list(
        dict.fromkeys(each.requirement for each in everything)
    )
    assert [each.id for each in chosen if not rehearsal.tests(each)] == []
