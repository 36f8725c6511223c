"""The findings that docs/findings/ tells of, played on the real SDKs: they still show, and nothing else does."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path

import pytest
from tests.adapters.sdks.talk import story
from tests.findings import SDKS, judged, of_any_machine, pages, reports, results_file

from connref.oracle.diagnosis import CaseVerdict
from connref.protocol import Case, Mode, ObservationKind, step_from_request
from connref_adapters import sdks
from connref_adapters.drivers import child_process
from connref_adapters.kit.judge import judge
from connref_adapters.reports import Verdict

HERE = Path(__file__).parent / "findings"
PAGES = Path(__file__).resolve().parents[3] / "docs" / "findings"

LATENCIES: Mapping[str, tuple[int, int, int, int]] = {
    "standard": (40, 0, 20, 20),
    "none": (0, 0, 0, 0),
    "slow": (400, 0, 300, 200),
}
"""Open, authentication, reply and close, in ms. The approval takes no time: success before it is its own finding."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A story that breaks a requirement; one `in_flight` needs something under way, so without latency all is well."""

    id: str
    requirement: str
    mode: str
    in_flight: bool
    steps: str

    @property
    def case(self) -> Case:
        steps = tuple(step_from_request(request) for request in story(self.mode, self.steps)[1:])
        return Case(self.id, Mode(self.mode), steps, self.requirement, "")


def _findings(name: str) -> list[Finding]:
    known = {field.name for field in fields(Finding)}
    entries = json.loads((HERE / f"{name}.json").read_text(encoding="utf-8"))
    assert all(entry.keys() == known for entry in entries)
    return [Finding(**entry) for entry in entries]


def _page(name: str) -> str:
    return (PAGES / f"{name}.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module", params=sdks.WITH_PAGES)
def sdk(request: pytest.FixtureRequest) -> tuple[str, list[str]]:
    """The name of an SDK and the command that starts its driver."""
    return request.param, request.getfixturevalue(request.param.replace("-", "_"))


def _judged(
    command: list[str], findings: list[Finding], setting: str
) -> dict[str, tuple[str | None, str | None]]:
    """The requirement that each story breaks: without the statuses, and with them."""
    options = [
        word
        for what, ms in zip(("open", "auth", "reply", "close"), LATENCIES[setting], strict=True)
        for word in (f"--{what}-latency", str(ms))
    ]
    cases = [finding.case for finding in findings]
    with child_process([*command, *options]) as driver:
        hello = driver.hello()
        kinds = (hello.observes - {ObservationKind.STATUS}, hello.observes)
        found: dict[str, tuple[str | None, str | None]] = {}
        for case, playback in zip(cases, driver.play_many(iter(cases)), strict=True):
            without, told = (_broken(judge(case, playback, hello.profile, each)) for each in kinds)
            found[case.id] = without, told
        return found


def _broken(verdict: CaseVerdict | None) -> str | None:
    return None if verdict is None or verdict.violation is None else verdict.violation.requirement


@pytest.mark.parametrize("name", SDKS)
def test_kept_results_are_of_any_machine(name: str) -> None:
    kept = results_file(name).read_text(encoding="ascii")
    assert of_any_machine(kept) == kept
    assert re.findall(r"[\s(\"](/(?:root|home|Users|tmp|private)/[^\s\"]*)", kept) == []


@pytest.mark.parametrize("setting", LATENCIES)
def test_each_finding_still_shows_whatever_the_latencies(sdk: tuple[str, list[str]], setting: str) -> None:
    name, command = sdk
    findings = _findings(name)
    judged = _judged(command, findings, setting)
    nothing_under_way = setting == "none"
    assert {id_: without for id_, (without, _) in judged.items()} == {
        finding.id: None if nothing_under_way and finding.in_flight else finding.requirement
        for finding in findings
    }

    # A status that is told wrongly is a finding of its own, and may come before; nothing else may.
    assert {id_ for id_, (without, told) in judged.items() if told not in {without, "EVT-STATUS"}} == set()


@pytest.mark.parametrize("name", sdks.WITH_PAGES)
def test_page_tells_the_steps_of_each_finding(name: str) -> None:
    page = _page(name)
    assert [finding.id for finding in _findings(name) if f"`{finding.steps}`" not in page] == []


@pytest.mark.parametrize("name", sdks.WITH_PAGES)
def test_page_tells_of_each_requirement_that_has_a_story(name: str) -> None:
    page = _page(name)
    assert [finding.id for finding in _findings(name) if finding.requirement not in page] == []


def test_pages_say_what_the_kept_results_say() -> None:
    stale = [path.name for path, text in pages().items() if path.read_text(encoding="utf-8") != text]
    assert not stale, "run `make findings ARGS=--kept`"


@pytest.mark.parametrize("name", SDKS)
def test_every_failing_requirement_is_told_of_in_a_part_of_its_page(name: str) -> None:
    report, page = reports()[name], _page(name)
    told = set(re.findall(r"^\| ([A-Z-]+) \|.* \d(?:, \d)* \|$", page, re.MULTILINE))
    assert set(report.with_verdict(Verdict.FAIL)) <= told


@pytest.mark.slow
def test_kept_results_are_those_of_a_run_now(sdk: tuple[str, list[str]], tmp_path: Path) -> None:
    name, _ = sdk
    assert judged(name, tmp_path) == results_file(name).read_bytes(), "run `make findings`"
