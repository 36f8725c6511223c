"""In a job of GitHub: annotations and a summary; elsewhere nothing of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.adapters.cli.command import Connref, fake

from connref_adapters.cli.at_github import driver_file

ONLY = ("--only", "MAN-GRACE-ENDS")
WRONG = "grace-never-ends"


@pytest.fixture
def job(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    summary = tmp_path / "summary.md"
    summary.write_text("of a step before\n", "utf-8")
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    return summary


def test_a_failure_is_annotated_and_the_summary_is_on_the_page_of_the_job(
    connref: Connref, out: Path, job: Path
) -> None:
    ended = connref("run", "--driver", fake(WRONG), *ONLY, "--out", out, "--json")
    assert ended.status == 1
    assert "::error title=connref F1::" in ended.err
    assert "::error" not in ended.out
    assert job.read_text("utf-8") == "of a step before\n" + (out / "summary.md").read_text("utf-8")


def test_elsewhere_nothing_is_annotated(
    connref: Connref, out: Path, job: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("GITHUB_ACTIONS")
    ended = connref("run", "--driver", fake(WRONG), *ONLY, "--out", out)
    assert "::error" not in ended.err
    assert job.read_text("utf-8") == "of a step before\n"


def test_the_file_is_the_program_in_the_checkout(tmp_path: Path) -> None:
    program = tmp_path / "ci" / "driver.py"
    program.parent.mkdir()
    program.touch()
    assert driver_file(f"python3 {program} --fast", str(tmp_path)) == "ci/driver.py"
    assert driver_file("reference", str(tmp_path)) is None
    assert driver_file(f"python3 {program}", str(tmp_path / "other")) is None
    assert driver_file(None, None) is None
