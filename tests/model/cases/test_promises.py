"""Promises in a row: every pair is there, each comes many times over, and they find what only a past brings out."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice, product

import pytest
from tests.model.cases.legality import PROFILES, faults
from tests.model.cases.playing import shows
from tests.model.oracle.playing import greet, taken

from connref.cases.catalogue import all_cases, needs
from connref.cases.notation import parse, tell, written
from connref.cases.preambles import begin
from connref.cases.promises import MANY, SHARE, pasts, promise_cases, promises, triple_cases
from connref.cases.selection import Selection
from connref.oracle.run import RunJudge
from connref.protocol import Case, Mode, Profile
from connref.semantics.environment import Environment, Process
from connref.spec.requirements import REQUIREMENTS
from fakes.driver import FakeDriver
from fakes.right import RIGHT

WITHOUT_A_STORY = {"AUTO-DEFAULT", "EVT-STATUS"}
"""The first is of no mode that is chosen, as each promise is; the second is judged in every story."""


def after(mode: Mode, profile: Profile | None = None) -> Iterator[tuple[str, str]]:
    """The pasts and the promises of the cases in which one follows the other."""
    for case in promise_cases(profile or Profile()):
        _, of, promise, how, *past = case.id.split("/")
        if of == mode.value and how == "after":
            yield past[0], promise


def test_every_requirement_promises_something() -> None:
    promised = {promise.requirement for mode in Mode for promise in promises(mode)}
    assert promised == set(REQUIREMENTS) - WITHOUT_A_STORY


@pytest.mark.parametrize("mode", Mode)
def test_names_are_unique(mode: Mode) -> None:
    names = [each.name for each in (*promises(mode), *pasts(mode))]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("mode", Mode)
@pytest.mark.parametrize("profile", PROFILES)
def test_each_begins_and_ends_in_a_fair_foreground_with_a_user(mode: Mode, profile: Profile) -> None:
    for each in (*promises(mode), *pasts(mode)):
        story = tell(begin(profile, "up" if mode is Mode.MANUAL else "auto-up"), parse(each.story))
        device: Environment = story.device
        assert device.process is Process.RUNNING, each
        assert device.foreground, each
        assert device.user, each
        assert device.network, each
        assert device.accepting, each
        assert device.answering, each
        assert device.approving, each


@pytest.mark.parametrize("mode", Mode)
def test_every_story_stands_in_its_canonical_form(mode: Mode) -> None:
    for each in (*promises(mode), *pasts(mode)):
        assert written(parse(each.story)) == each.story


@pytest.mark.parametrize("mode", Mode)
def test_every_pair_of_promises_and_a_share_of_the_pasts(mode: Mode) -> None:
    names = [promise.name for promise in promises(mode)]
    others = [past.name for past in pasts(mode)]
    pairs = list(after(mode))
    assert len(set(pairs)) == len(pairs)
    assert set(product(names, names)) <= set(pairs)
    for past in others:
        follow = [promise for before, promise in pairs if before == past]
        assert len(names) // SHARE <= len(follow) <= len(names) // SHARE + 1
    assert {promise for before, promise in pairs if before in others} == set(names)


@pytest.mark.parametrize("profile", PROFILES)
def test_cases_are_legal_and_named_once(profile: Profile) -> None:
    cases = list(promise_cases(profile))
    assert len({case.id for case in cases}) == len(cases)
    assert {case.id: faults(case) for case in cases if faults(case)} == {}


def test_each_comes_many_times_over() -> None:
    cases = [case for case in promise_cases(Profile()) if case.id.endswith(f"/{MANY}-times")]
    assert len(cases) == sum(len(promises(mode)) for mode in Mode)


def test_every_triple_is_there_where_it_is_asked_for() -> None:
    count = len(promises(Mode.AUTO))
    cases = [case for case in triple_cases(Profile()) if case.mode is Mode.AUTO]
    assert len({case.id for case in cases}) == len(cases) == count**3
    wish = "promise/manual/refused/after/disconnected+outcomes"
    assert [case.id for case in all_cases(Profile(), only=[wish])] == [wish]


def test_only_what_is_asked_for_is_built() -> None:
    wanted = [case for case in promise_cases(Profile()) if case.requirement == "MAN-RECONNECT"]
    assert list(promise_cases(Profile(), Selection(("MAN-RECONNECT",)))) == wanted
    assert list(promise_cases(Profile(), Selection(("MAN-CONNECT-NEEDS",)))) == []


@pytest.mark.parametrize("name", list(RIGHT)[::12])
def test_right_sdks_keep_them(name: str) -> None:
    driver = FakeDriver(RIGHT[name], strict=False)
    profile, inputs, _ = greet(driver)
    run = RunJudge()
    for case in islice(playable(profile, inputs), 0, None, 3):
        taken(run, driver, case)
    assert run.findings() == ()


def playable(profile: Profile, inputs: frozenset[object]) -> Iterator[Case]:
    return (case for case in promise_cases(profile) if needs(case) <= inputs)


@pytest.mark.parametrize("name", ["connect-dead-after-disconnect", "tenth-ping-ignored"])
def test_they_find_what_a_past_brings_out(name: str) -> None:
    assert shows(name, promise_cases(Profile()))
