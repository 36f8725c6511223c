"""What clients do whatever their documentation says: the stories of docs/findings/clients.md, in both kinds of time."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.adapters.sdks.talk import unavailable

from connref.cases.notation import written
from connref.cases.own import own_cases
from connref.profiles import DOCUMENT_PROFILE
from connref.protocol import Case, ObservationKind, Profile
from connref_adapters import sdks
from connref_adapters.cli.scenarios import load_scenarios
from connref_adapters.drivers import child_process
from connref_adapters.kit.judge import judge

FOLDER = Path(__file__).resolve().parents[3] / "docs" / "findings"
FILES = sorted((FOLDER / "stories").glob("*.toml"))
STORIES = [
    pytest.param(file.stem, case, id=f"{file.stem}-{case.id.removeprefix('own/')}")
    for file in FILES
    for case in own_cases(load_scenarios(file), Profile())
]
SLOW_OPENING = ("--open-latency", "400")
"""Longer than the tolerance of a real clock, so that a gap of one opening is seen there too."""


def broken(command: list[str], case: Case) -> str | None:
    """The requirement of the document that it breaks. Its statuses are not looked at: they would come first."""
    with child_process(command) as driver:
        hello = driver.hello().under(DOCUMENT_PROFILE)
        played = driver.play(case.mode, case.steps, label=case.id)
        verdict = judge(
            case, played, hello.profile, hello.observes - {ObservationKind.STATUS}, hello.outcomes
        )
    assert verdict is not None, played.message
    return None if verdict.violation is None else verdict.violation.requirement


def installed(name: str, *, real: bool) -> list[str]:
    try:
        return sdks.real_command(name) if real else sdks.command(name)
    except sdks.InstallError as error:
        unavailable(str(error))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_the_page_tells_each_story_of_each_client(file: Path) -> None:
    page = (FOLDER / "clients.md").read_text("utf-8")
    assert file.stem in sdks.NAMES
    for scenario in load_scenarios(file):
        assert f"`{written(scenario.story)}` | {scenario.requirement}: " in page
        assert scenario.id in page


@pytest.mark.slow
@pytest.mark.parametrize("latency", [(), SLOW_OPENING], ids=["standard", "slow"])
@pytest.mark.parametrize(("name", "case"), STORIES)
def test_each_story_breaks_its_requirement(name: str, case: Case, latency: tuple[str, ...]) -> None:
    assert broken([*installed(name, real=False), *latency], case) == case.requirement


@pytest.mark.slow
@pytest.mark.parametrize(("name", "case"), STORIES)
def test_each_story_breaks_something_in_real_time(name: str, case: Case) -> None:
    """Which requirement is blamed first may differ: real time tells two failures of one story in another order."""
    assert broken([*installed(name, real=True), *SLOW_OPENING], case) is not None
