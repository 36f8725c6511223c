"""What `make run` does, with SDKs of the tests in the place of the published one."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from tests.adapters.cli.command import broken

import connref
from connref_adapters.cli import showcase
from connref_adapters.sdks import InstallError, NodeMissingError


def judge_only(monkeypatch: pytest.MonkeyPatch, requirement: str) -> None:
    """Make the runs short."""
    monkeypatch.setattr(showcase, "SETTINGS", replace(showcase.SETTINGS, only=(requirement,)))


def test_both_stand_in_one_table_and_not_conforming_is_no_failure(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    judge_only(monkeypatch, "EVT-DELIVERED")
    assert showcase.main(["reference", broken()], tmp_path) == 0
    out = capsys.readouterr().out
    assert out.startswith("A  connref-reference ")
    assert "\nB  miniature 1.0 " in out
    assert str(tmp_path / "reference" / "report.html") in out
    assert (tmp_path / "reference" / "report.html").exists()


@pytest.mark.parametrize("page", ["README.md", "docs/start.md"])
def test_the_pages_say_how_many_sdks_it_judges(page: str) -> None:
    words = {2: "two", 3: "three", 4: "four", 5: "five"}
    text = (Path(__file__).resolve().parents[3] / page).read_text(encoding="utf-8")
    assert f"judges {words[len(showcase.SHOWN)]} SDKs" in text


@pytest.mark.parametrize("error", [NodeMissingError("react-native"), InstallError("npm said:\n  no network")])
def test_an_sdk_that_cannot_be_had_costs_one_line(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    error: InstallError,
) -> None:
    def command(_: str) -> list[str]:
        raise error

    judge_only(monkeypatch, "EVT-LOST")
    monkeypatch.setattr("connref_adapters.sdks.command", command)
    assert showcase.main(["reference", "react-native"], tmp_path) == 0
    out, err = capsys.readouterr()
    skipped = [line for line in err.splitlines() if line.startswith("skipped react-native: ")]
    assert len(skipped) == 1
    assert f"\nconnref-reference {connref.__version__} conforms: " in out


def test_a_fault_of_a_driver_is_no_demonstration(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    judge_only(monkeypatch, "EVT-LOST")
    assert showcase.main(["reference", broken("bye-status")], tmp_path) == 2
    assert "did not end well" in capsys.readouterr().err
