"""Starting points: states that are what they say, offsets and boundaries that scale with the profile."""

from __future__ import annotations

import pytest
from tests.model.cases.legality import PROFILES, faults
from tests.model.cases.playing import play

from connref.cases.data import preambles as data
from connref.cases.notation import parse, written
from connref.cases.preambles import PREAMBLES, begin, boundaries, few_offsets, offsets
from connref.errors import DefinitionError
from connref.protocol import MODES, Profile
from fakes.driver import FakeDriver
from fakes.options import Options


def test_boundaries_are_one_millisecond_wide_on_a_fine_clock() -> None:
    assert [point.offset for point in boundaries(Profile())] == [-1, 0, 1]


def test_on_a_coarse_clock_nothing_is_asked_at_the_deadline_itself() -> None:
    assert [point.offset for point in boundaries(Profile(tolerance_ms=1_000))] == [-1_001, 1_001]


def test_offsets_reach_from_the_trigger_to_where_slow_openings_are() -> None:
    assert offsets(Profile()) == (0, 1, 10, 50, 200, 1_000, 5_000)


@pytest.mark.parametrize("profile", PROFILES)
def test_offsets_can_be_told_apart_and_come_before_grace_and_bound(profile: Profile) -> None:
    for some in (offsets(profile), few_offsets(profile)):
        assert list(some) == sorted(set(some))
        assert some
        assert max(some) < min(profile.grace_ms, profile.reconnect_bound_ms)
        assert profile.tolerance_ms == 0 or min(some) > profile.tolerance_ms
    assert set(few_offsets(profile)) <= set(offsets(profile))


def test_preambles_have_names_of_their_own() -> None:
    assert len(PREAMBLES) == len(data.ROWS.splitlines())
    assert not set(PREAMBLES) & set(MODES)


@pytest.mark.parametrize("name", PREAMBLES)
def test_a_preamble_stands_in_its_canonical_form_and_says_its_mode(name: str) -> None:
    preamble = PREAMBLES[name]
    assert written(parse(preamble.story)) == preamble.story
    assert begin(Profile(), name).mode is preamble.mode
    if preamble.words:
        assert name.startswith("auto-") == ("auto" in preamble.words)


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("name", [*MODES, *PREAMBLES])
def test_the_way_to_each_situation_is_legal(name: str, profile: Profile) -> None:
    assert faults(begin(profile, name).case("A", "b", "c")) == []


def test_a_story_that_goes_on_leaves_the_preamble_as_it_is() -> None:
    before = begin(Profile(), "up").steps
    begin(Profile(), "up").background().ping()
    assert begin(Profile(), "up").steps == before


def test_a_name_that_is_none_is_refused_with_those_that_are() -> None:
    with pytest.raises(
        DefinitionError, match="no such preamble as 'upp'; there are auto, manual, default, before"
    ):
        begin(Profile(), "upp")


UP = {"up", "away", "away-pinged", "away-unanswered", "auto-up"}
DOWN = {"before-login", "idle", "lapsed", "returned-down", "disconnected", "logged-out"} | {
    "auto-before-login", "auto-away-long", "auto-logged-out",
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(UP | DOWN))
def test_a_right_sdk_is_up_or_down_there_as_the_name_says(name: str) -> None:
    story = begin(Profile(), name)
    replies = play(FakeDriver(Options(ping_counts_when="called")), story.fork().case("A", "b", "c"))
    # What comes later belongs to the wait that ends every case.
    seen = [entry for reply in replies for entry in reply["observations"] if entry["at"] <= story.now]
    kinds = [entry["kind"] for entry in seen]
    sockets = [kind for kind in kinds if kind in {"socket_open", "socket_closed"}]
    if name in UP:
        assert sockets[-1] == "socket_open"
    else:
        assert not sockets or sockets[-1] == "socket_closed"


@pytest.mark.parametrize(("name", "nth"), [("first", 1), ("second", 2), ("third", 3), ("away", 1)])
def test_away_is_at_the_instant_of_its_nth_entry(name: str, nth: int) -> None:
    story = begin(Profile(), name if name == "away" else f"{name}-background")
    assert story.deadline == story.instant("entry") + 30_000 == story.now + 30_000
    entries = [
        step for step in story.case("A", "b", "c").steps if getattr(step, "input", None) == "background"
    ]
    assert len(entries) == nth
