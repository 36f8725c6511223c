"""The suites: a case for every row and pair, legal, unlike each other; and simulated SDKs really reach the rows."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import cache

import pytest
from tests.model.cases.judging import GraceLateManual, LateAuto, LateManual, judged
from tests.model.cases.legality import PROFILES, closest_inputs, faults, last_wait
from tests.model.cases.playing import profile_of

from connref.cases import needs
from connref.cases.coverage import Coverage
from connref.cases.state_space import pair_paths, reachable_rows
from connref.cases.transition_cover import LEADS, by_chance, named, pair_cases, row_cases, suites, unlike
from connref.oracle.readings import EVERYTHING, meet_all
from connref.protocol import Case, InputName, Mode, Profile
from connref.semantics.table import compile_table
from connref.spec.interpretations import DEFAULT
from connref.spec.requirements import REQUIREMENTS
from fakes.driver import FakeDriver
from fakes.options import Options
from fakes.right import CORNERS, RIGHT, random_right

PLAIN = Profile()
PLAYED = (
    Options(),
    Options(
        ping_counts_when="answered", ping_at_deadline="inclusive", return_at_deadline="inclusive",
        connect_in_background="held", connect_in_auto="opens-until-foreground", background_again="restarts",
        disconnect_in_auto="until-foreground", server_close="stays-down", ping_when_down="success", outage="survives",
        background_while_opening="grace-from-open",
    ),
    Options(
        ping_counts_when="answered", ping_at_deadline="inclusive", connect_in_background="grace-from-call",
        connect_in_auto="opens-until-foreground", auth_rejected="retries", loss_detection_ms=45_000,
    ),
    Options(
        ping_counts_when="answered", ping_at_deadline="inclusive", connect_in_background="grace-from-entry",
        connect_latency_ms=0, reject_latency_ms=0, offline_failure_ms=0, ping_latency_ms=1,
    ),
)  # fmt: skip
"""SDKs that differ enough for their union to reach every row that does not depend on an SDK's own timing."""


@cache
def everything(profile: Profile) -> tuple[Case, ...]:
    return tuple(suites(profile))


@pytest.mark.parametrize("profile", PROFILES[:3])
def test_every_case_is_legal_spaced_and_observed_to_its_end(profile: Profile) -> None:
    least = profile.reconnect_bound_ms + profile.tolerance_ms + 1
    for case in everything(profile):
        assert faults(case) == [], case.id
        assert last_wait(case) >= least, case.id
        if profile.tolerance_ms:
            gap = closest_inputs(case)
            assert gap is None or gap > profile.tolerance_ms, case.id


@pytest.mark.parametrize("profile", PROFILES[:3])
def test_no_id_and_no_story_comes_twice(profile: Profile) -> None:
    cases = everything(profile)
    assert [name for name, count in Counter(case.id for case in cases).items() if count > 1] == []
    assert len({(case.mode, case.steps) for case in cases}) == len(cases)


def test_the_suites_are_the_same_each_time() -> None:
    assert tuple(suites(PLAIN)) == everything(PLAIN)


def test_each_row_that_can_be_reached_has_a_case_named_after_it() -> None:
    ids = {case.id for case in row_cases(PLAIN)}
    for mode in Mode:
        for key in reachable_rows(PLAIN, mode):
            assert f"row/{mode.value}/{key[0]}/{named(key)}" in ids


def test_each_pair_that_can_be_reached_has_a_case_or_an_equal_one() -> None:
    stories = {(case.mode, case.steps) for case in everything(PLAIN)}
    pairs = list(pair_cases(PLAIN))
    assert len(pairs) == sum(1 for mode in Mode for _ in pair_paths(PLAIN, mode))
    assert all((case.mode, case.steps) in stories for case in pairs)


def test_a_case_has_the_requirement_of_the_default_branch() -> None:
    for case in row_cases(PLAIN):
        _, mode, state, event, *_ = case.id.split("/")
        rows = compile_table(Mode(mode)).rows
        row = next(row for key, row in rows.items() if key[0] == state and named(key) == event)
        assert case.requirement == row.branch(dict(DEFAULT.choices)).requirement
        assert case.requirement in REQUIREMENTS
        assert case.proves.endswith(".")


def test_the_number_of_cases_is_one_that_can_be_played() -> None:
    rows, pairs = list(row_cases(PLAIN)), list(pair_cases(PLAIN))
    assert 400 <= len(rows) <= 600
    assert 6_000 <= len(pairs) <= 9_000
    assert len(everything(PLAIN)) <= 6_500


def test_what_takes_a_while_is_set_going_before_the_deadline() -> None:
    leads = [case.id for case in row_cases(PLAIN) if "/lead-" in case.id]
    assert {int(name.rpartition("-")[2]) for name in leads} == set(LEADS)
    assert {name.split("/")[2] for name in leads} == {"grace", "opening_in_grace", "reconnecting_in_grace"}


def test_a_connection_is_lost_to_the_server_and_to_the_network() -> None:
    cases = {case.id: case for case in row_cases(PLAIN)}
    for state in (
        "manual/connected",
        "manual/grace",
        "manual/held",
        "auto/connected",
        "auto/background_connected",
    ):
        assert InputName.NETWORK_DOWN not in needs(cases[f"row/{state}/lost"])
        assert InputName.NETWORK_DOWN in needs(cases[f"row/{state}/lost/offline"])


def test_a_driver_that_lacks_an_input_gets_the_other_rows_without_that_probe() -> None:
    inputs = frozenset(InputName) - {InputName.PING, InputName.SERVER_MESSAGE}
    fewer = list(row_cases(PLAIN, inputs))
    assert all(needs(case) <= inputs and faults(case) == [] for case in fewer)
    assert len(fewer) > 250
    assert not any(case.id.split("/")[3].startswith("ping") for case in fewer)


def test_leads_that_a_short_grace_has_no_room_for_are_left_out() -> None:
    short = Profile(grace_ms=40, reconnect_bound_ms=200)
    leads = {case.id.rpartition("-")[2] for case in row_cases(short) if "/lead-" in case.id}
    assert leads
    assert "50" not in leads


def test_equal_stories_are_told_once() -> None:
    case = everything(PLAIN)[0]
    assert list(unlike([case, replace(case, id="row/again"), replace(case, mode=Mode.AUTO)])) == [
        case,
        replace(case, mode=Mode.AUTO),
    ]


def test_on_simulated_sdks_every_row_is_reached_that_needs_no_luck() -> None:
    coverage = Coverage(PLAIN)
    for driver in (
        *(FakeDriver(options) for options in PLAYED),
        FakeDriver(PLAYED[0], manual=LateManual, auto=LateAuto),
        FakeDriver(PLAYED[1], manual=LateManual, auto=LateAuto),
        FakeDriver(PLAYED[1], manual=GraceLateManual),
    ):
        for case in row_cases(PLAIN):
            judged(driver, case, PLAIN, coverage)
    reached = {mode: {key for its, key in coverage.rows if its is mode} for mode in Mode}
    missing = {(mode, key) for mode in Mode for key in reachable_rows(PLAIN, mode) - reached[mode]}
    assert [key for _, key in missing if not by_chance(key)] == []
    assert len(missing) <= 12, sorted((mode.value, *map(str, key)) for mode, key in missing)
    assert all(reached[mode] <= reachable_rows(PLAIN, mode) for mode in Mode)


RIGHT_ONES = {
    **{name: RIGHT[name] for name in (
        "plain", "no-latency", "slow-pings", "slow-connect", "polls-each-second", "least-observed", "late-loss",
        "short-numbers", "outage-survived-no-notice", "connect-in-background-held", "init-again-reopens",
        "gives-up-in-background", "no-kill-no-logout",
    )},
    "held-waits-offline": CORNERS["held-waits-offline"],
    "random-3": random_right(3), "random-17": random_right(17),
}  # fmt: skip


@pytest.mark.parametrize("name", RIGHT_ONES)
def test_a_right_sdk_passes_every_row_with_the_same_readings(name: str) -> None:
    options = RIGHT_ONES[name]
    profile = profile_of(options)
    driver = FakeDriver(options)
    inputs = frozenset(n for n in InputName if n.value not in options.unsupported_inputs)
    readings = (EVERYTHING,)
    for case in row_cases(profile):
        if needs(case) <= inputs:
            verdict = judged(driver, case, profile)
            assert verdict.violation is None, case.id
            readings = meet_all(readings, verdict.readings)
            assert readings, case.id


def test_a_right_sdk_passes_the_pairs() -> None:
    """Every third one, for the time that it takes; `connref run --exhaustive` plays them all."""
    driver = FakeDriver(Options())
    assert [
        (case.id, violation)
        for case in everything(PLAIN)[::3]
        if (violation := judged(driver, case, PLAIN).violation) is not None
    ] == []
