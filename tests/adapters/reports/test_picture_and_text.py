"""A picture and the sentence beside it say the same, to the millisecond: on the story of every wrong SDK."""

from __future__ import annotations

from collections.abc import Iterator

from tests.adapters.kit.playing import violation, wrong

from connref.oracle.diagnosis import Violation
from connref.protocol import Case
from connref.spec.vocabulary import Wish
from connref_adapters.reports import Counterexample, Segment, Timeline, counterexample_lines, timing_svg
from connref_adapters.reports.story import PARTS, parting, story
from connref_adapters.reports.text import instant, instants_in, with_units
from connref_adapters.reports.timing_svg import instants_of
from connref_adapters.reports.wanted import explained_timeline
from fakes.stories import story as told
from fakes.wrong import WRONG

_FEWEST = 100
"""So many stories at least have to break something: fewer would prove little."""


def _failing() -> Iterator[tuple[str, Violation, Counterexample, Timeline]]:
    for name, defect in WRONG.items():
        driver, steps = wrong(name), (*defect.story, *told("+95000"))
        found = violation(driver, defect.mode, steps)
        if found is None:
            continue
        hello, playback = driver.hello(), driver.play(defect.mode, steps)
        timeline = explained_timeline(
            Case(name, defect.mode, steps, "", ""), playback, found, hello.profile, hello.observes
        )
        shown = Counterexample(
            None if defect.mode is None else defect.mode.value,
            tuple(step.request() for step in steps),
            tuple(each.to_json() for reply in playback.replies for each in reply.observations),
            found.expected,
            found.observed,
        )
        yield name, found, shown, timeline


FAILING = list(_failing())


def test_there_are_many_stories() -> None:
    assert len(FAILING) >= _FEWEST


def _names(found: Violation) -> set[int]:
    return {*instants_in(found.expected), *instants_in(found.observed), found.at}


def test_every_instant_of_the_sentence_is_on_the_axis() -> None:
    missing = {name: _names(found) - instants_of(timeline) for name, found, _, timeline in FAILING}
    assert not {name: instants for name, instants in missing.items() if instants}


def test_the_picture_writes_the_instants_as_the_sentence_does() -> None:
    for name, found, shown, timeline in FAILING:
        drawn = timing_svg(timeline, name, "p-")
        sentence = "\n".join(counterexample_lines(shown)[:2])
        for at in {*instants_in(found.expected), *instants_in(found.observed)}:
            assert f">{instant(at)}<" in drawn, name
            assert f" {instant(at)}" in sentence, name


def test_the_lane_of_the_wish_ends_as_the_sentence_expects() -> None:
    for name, found, _, timeline in FAILING:
        last = timeline.wish[-1]
        if found.expected.startswith("up"):
            assert last.state == Wish.WANTED.value, name
        if found.expected.startswith("down"):
            assert last.state == Wish.UNWANTED.value, name
        if found.expected.startswith("up until"):
            assert last.end_ms == max(found.at, *instants_in(found.expected)), name
        if found.expected.startswith("down by"):
            assert last.start_ms <= instants_in(found.expected)[0], name


def _at(lane: tuple[Segment, ...], instant_ms: int) -> set[str]:
    return {each.state for each in lane if each.start_ms <= instant_ms <= each.end_ms}


def test_the_lane_of_the_connection_is_as_the_sentence_observed() -> None:
    for name, found, _, timeline in FAILING:
        states = _at(timeline.socket, found.at)
        if found.observed.startswith("down at"):
            assert states & {"down", "opening"}, name
        if found.observed.startswith("up"):
            assert any(state == "up" or state.endswith("sockets") for state in states), name


def test_the_violation_stands_at_its_instant_with_the_words_of_the_sentence() -> None:
    for _, found, _, timeline in FAILING:
        assert timeline.violation is not None
        assert (timeline.violation.at_ms, timeline.violation.label) == (found.at, with_units(found.observed))


def test_one_step_of_a_story_is_marked_as_decisive() -> None:
    for name, _, shown, _ in FAILING:
        scenes = story(shown)
        (decisive,) = [scene for scene in scenes if scene.parts]
        assert decisive.start_ms <= parting(shown) <= decisive.at_ms, name
        assert sum(PARTS in line for line in counterexample_lines(shown)) == 1, name


def test_no_two_deadlines_of_a_picture_share_a_name() -> None:
    for name, _, _, timeline in FAILING:
        labels = [mark.label for mark in timeline.deadlines]
        assert len(labels) == len(set(labels)), (name, labels)
