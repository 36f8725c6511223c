"""The catalogue as a whole: every ID is asked about, every case is legal, spaced, named once and lazy."""

from __future__ import annotations

from collections import Counter
from functools import cache
from itertools import groupby, islice
from time import perf_counter

import pytest
from tests.model.cases.legality import PROFILES, closest_inputs, faults, last_wait
from tests.model.cases.playing import play

from connref.cases import EVERY_INPUT, all_cases, named_cases, needs, races, reading_cases, story_cases
from connref.cases.catalogue import listed_cases
from connref.cases.openings import opening_cases
from connref.errors import DefinitionError
from connref.protocol import Case, Do, InputName, Mode, Profile
from connref.spec.interpretations import INTERPRETATIONS
from connref.spec.requirements import REQUIREMENTS
from fakes.driver import FakeDriver
from fakes.options import Options

FEWEST_OF_EACH = 5
AT_THE_DEADLINE = {"ping-at-deadline", "return-at-deadline"}


@cache
def catalogue(profile: Profile) -> tuple[Case, ...]:
    return tuple(all_cases(profile))


@pytest.mark.parametrize("profile", PROFILES)
def test_ids_are_unique(profile: Profile) -> None:
    assert [
        name for name, count in Counter(case.id for case in catalogue(profile)).items() if count > 1
    ] == []


@pytest.mark.parametrize("profile", PROFILES)
def test_every_requirement_has_named_cases(profile: Profile) -> None:
    counts = Counter(
        case.requirement for case in named_cases(profile) if case.id.startswith(f"{case.requirement}/")
    )
    assert set(counts) == set(REQUIREMENTS)
    assert min(counts.values()) >= FEWEST_OF_EACH


@pytest.mark.parametrize("profile", PROFILES)
def test_every_interpretation_has_cases_where_the_clock_can_answer(profile: Profile) -> None:
    counts = Counter(case.id.split("/")[0] for case in reading_cases(profile))
    assert set(counts) == set(INTERPRETATIONS) - (AT_THE_DEADLINE if profile.tolerance_ms else set[str]())
    assert min(counts.values()) >= FEWEST_OF_EACH


@pytest.mark.parametrize("profile", PROFILES)
def test_every_case_keeps_to_the_protocol(profile: Profile) -> None:
    assert {case.id: faults(case) for case in catalogue(profile) if faults(case)} == {}


@pytest.mark.parametrize("profile", PROFILES)
def test_every_case_ends_with_a_wait_for_all_that_is_due(profile: Profile) -> None:
    least = profile.reconnect_bound_ms + profile.tolerance_ms + 1
    assert [case.id for case in catalogue(profile) if last_wait(case) < least] == []


@pytest.mark.parametrize("profile", [profile for profile in PROFILES if profile.tolerance_ms])
def test_on_a_coarse_clock_inputs_keep_apart(profile: Profile) -> None:
    close = [
        case.id
        for case in catalogue(profile)
        if (gap := closest_inputs(case)) is not None and gap <= profile.tolerance_ms
    ]
    assert close == []


@pytest.mark.parametrize("profile", PROFILES)
def test_no_message_is_asked_of_a_server_that_says_nothing(profile: Profile) -> None:
    assert [case.id for case in catalogue(profile) if _speaks_while_mute(case)] == []


def _speaks_while_mute(case: Case) -> bool:
    mute = False
    for step in case.steps:
        if isinstance(step, Do):
            if mute and step.input is InputName.SERVER_MESSAGE:
                return True
            mute = step.input is InputName.SERVER_MUTE or (mute and step.input is not InputName.SERVER_UNMUTE)
    return False


def test_each_case_says_in_a_sentence_what_it_proves() -> None:
    for case in catalogue(Profile()):
        assert case.proves.endswith(".")
        assert len(case.proves.split()) > 3
        assert case.requirement in REQUIREMENTS
        assert "--" not in case.id
        assert " " not in case.id


def test_all_modes_are_played() -> None:
    assert {case.mode for case in catalogue(Profile())} == {Mode.AUTO, Mode.MANUAL, None}


@pytest.mark.parametrize("profile", PROFILES)
def test_the_catalogue_is_the_same_each_time(profile: Profile) -> None:
    assert tuple(all_cases(profile)) == catalogue(profile)


def test_waiting_times_scale_with_the_profile() -> None:
    def spans(profile: Profile) -> dict[str, int]:
        return {c.id: sum(getattr(step, "ms", 0) for step in c.steps) for c in named_cases(profile)}

    short, long = spans(Profile(400, 2_000, 0)), spans(Profile(40_000, bound := 200_000, 0))

    def scales(short: int, long: int) -> bool:
        """Latencies under test (offsets of milliseconds) do not scale, and the edges of T + 1 neither."""
        return 80 < long / short < 101

    # A status has a second to come to rest, and a night is ten hours, whatever the profile.
    fixed = ("EVT-STATUS/", "/suspended/")
    both = short.keys() & long.keys()
    others = {name for name in both if not scales(short[name], long[name])}
    assert 0 < len(others) < len(short) / 4
    assert [name for name in others if not any(part in name for part in fixed)] == []
    # What does not scale has such a rest, or its last wait is a part of one that was too long for one request: then
    # it waits once more at its end.
    rests = {name: (100 * short[name] - long[name]) / 99 for name in others}
    assert [
        name for name in others if rests[name] < 1_000 and not scales(short[name], long[name] - bound)
    ] == []


def test_named_scenarios_come_first_and_races_last() -> None:
    groups = [case.id.split("/")[0] for case in catalogue(Profile())]
    assert groups[0] == next(iter(REQUIREMENTS))
    assert groups.index("row") > max(groups.index("story"), groups.index("ping-at-deadline"))
    assert list(dict.fromkeys(groups[groups.index("promise") :])) == ["promise", "row", "race"]


def test_an_exhaustive_run_has_the_pairs_between_the_short_and_the_long_races() -> None:
    cases = list(all_cases(Profile(), exhaustive=True))
    groups = [case.id.split("/")[0] for case in cases]
    assert [group for group, _ in groupby(groups[groups.index("row") :])] == ["row", "race", "pair", "race"]
    assert len(cases) > 2 * len(catalogue(Profile()))
    played = {(case.mode, case.steps) for case in cases}
    assert all((case.mode, case.steps) in played for case in catalogue(Profile()))


def test_pairs_are_played_where_they_are_asked_for_by_name() -> None:
    cases = list(all_cases(Profile(), only=["pair/manual/grace/ping*"]))
    assert cases
    assert all(case.id.startswith("pair/manual/grace/ping") for case in cases)


def test_a_case_that_repeats_another_is_played_when_it_is_asked_for() -> None:
    played = {case.id for case in catalogue(Profile())}
    left_out = next(case for case in races(Profile()) if case.id not in played)
    assert left_out in all_cases(Profile(), only=[left_out.id])


def test_what_is_listed_are_the_cases_of_a_run_and_those_of_its_openings() -> None:
    listed = [case.id for case in listed_cases(Profile())]
    openings = {case.id for case in opening_cases(Profile(), 7)}
    assert listed[: len(catalogue(Profile()))] == [case.id for case in catalogue(Profile())]
    assert set(listed[len(catalogue(Profile())) :]) == openings
    assert len(set(listed)) == len(listed)
    (wish,) = [name for name in openings if name.endswith("manual/coming-back/logout")]
    assert [case.id for case in listed_cases(Profile(), (wish,))] == [wish]


def test_the_sizes_that_a_default_run_is_planned_for() -> None:
    profile = Profile()
    quick = [*named_cases(profile), *story_cases(profile)]
    assert 300 <= len(quick) <= 1_700
    assert len(catalogue(profile)) <= 5_000
    assert sum(len(case.steps) for case in catalogue(profile)) <= 80_000


def test_the_first_case_is_there_long_before_the_last() -> None:
    started = perf_counter()
    assert len(list(islice(all_cases(Profile()), 1))) == 1
    first = perf_counter() - started
    assert first < min(_seconds_to_build() for _ in range(3)) / 4


def _seconds_to_build() -> float:
    started = perf_counter()
    for _ in all_cases(Profile()):
        pass
    return perf_counter() - started


def test_needs_are_the_inputs_of_the_case() -> None:
    case = next(iter(all_cases(Profile(), only=["MAN-PING-LOOP"])))
    assert needs(case) == frozenset(step.input for step in case.steps if isinstance(step, Do))
    assert InputName.PING in needs(case)


def test_a_driver_gets_only_cases_that_it_can_play() -> None:
    inputs = EVERY_INPUT - {InputName.KILL, InputName.SERVER_MUTE}
    played = list(all_cases(Profile(), inputs=inputs))
    assert played
    assert all(needs(case) <= inputs for case in played)
    assert len(played) >= sum(needs(case) <= inputs for case in catalogue(Profile()))


def test_without_messages_only_what_is_about_them_cannot_be_asked() -> None:
    played = list(all_cases(Profile(), inputs=EVERY_INPUT - {InputName.SERVER_MESSAGE}))
    assert not any(InputName.SERVER_MESSAGE in needs(case) for case in played)
    asked = {case.requirement for case in catalogue(Profile())} - {case.requirement for case in played}
    assert asked == {"EVT-DELIVERED", "EVT-LOST", "EVT-STOPS"}
    assert len(played) > len(catalogue(Profile())) // 2


@pytest.mark.parametrize("wish", [*REQUIREMENTS, *INTERPRETATIONS])
def test_only_selects_by_requirement_and_interpretation(wish: str) -> None:
    cases = list(all_cases(Profile(), only=[wish], race_depth=0))
    assert cases
    assert all(case.requirement == wish or case.id.startswith(f"{wish}/") for case in cases)


def test_only_selects_by_case_and_by_prefix() -> None:
    case = catalogue(Profile())[100]
    assert list(all_cases(Profile(), only=[case.id])) == [case]
    races = list(all_cases(Profile(), only=["race/closing+0"]))
    assert races
    assert {case.id.split("/")[1] for case in races} == {"closing+0"}
    pings = {case.requirement for case in all_cases(Profile(), only=["MAN-PING-*"], race_depth=0)}
    assert pings == {name for name in REQUIREMENTS if name.startswith("MAN-PING-")}


def test_only_with_an_unknown_id_is_an_error_at_once() -> None:
    with pytest.raises(DefinitionError, match="MAN-GRAZE"):
        all_cases(Profile(), only=["MAN-GRACE", "MAN-GRAZE"])


def test_a_profile_that_cannot_be_judged_is_an_error_at_once() -> None:
    with pytest.raises(DefinitionError, match="too short"):
        all_cases(Profile(grace_ms=100, tolerance_ms=50))


@pytest.mark.parametrize("mode", ["plain", "coarse"])
def test_a_strict_driver_accepts_every_step(mode: str) -> None:
    options = Options() if mode == "plain" else Options(tick_ms=1_000)
    profile = Profile(tolerance_ms=options.tick_ms)
    driver = FakeDriver(options)
    errors = {case.id: play(driver, case)[-1].get("error") for case in catalogue(profile)}
    assert {name: error for name, error in errors.items() if error is not None} == {}
