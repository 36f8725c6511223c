"""`connref compare`: results side by side, in three formats."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.adapters.cli.command import Connref
from tests.adapters.reports.sample import conforming_report, sample_report

from connref_adapters.reports import model_catalogue, write_reports


@pytest.fixture
def runs(tmp_path: Path) -> list[Path]:
    folders = [tmp_path / "a", tmp_path / "b"]
    for folder, report in zip(folders, (sample_report(), conforming_report()), strict=True):
        write_reports(report, model_catalogue(), folder)
    return folders


def test_files_and_folders_make_one_table(connref: Connref, runs: list[Path]) -> None:
    ended = connref("compare", runs[0], runs[1] / "results.json")
    assert ended.status == 0
    assert ended.out.splitlines()[0].startswith("A  acme-chat 4.2.0 does not conform")
    assert any(
        line.startswith("*") and "fails" in line and "holds" in line for line in ended.out.splitlines()
    )


@pytest.mark.parametrize(
    ("arguments", "begins"),
    [
        (("--format", "html"), "<!doctype html>"),
        (("--format", "markdown"), "## Comparison"),
        (("--format", "text"), "A  acme-chat"),
    ],
)
def test_formats(connref: Connref, runs: list[Path], arguments: tuple[str, str], begins: str) -> None:
    assert connref("compare", *runs, *arguments).out.lower().startswith(begins.lower())


@pytest.mark.parametrize(
    ("name", "begins"), [("c.html", "<!doctype"), ("c.md", "## Comparison"), ("c.txt", "A  acme-chat")]
)
def test_the_ending_of_the_file_tells_the_format(
    connref: Connref, runs: list[Path], tmp_path: Path, name: str, begins: str
) -> None:
    ended = connref("compare", *runs, "--out", tmp_path / name)
    assert (ended.status, ended.out) == (0, f"wrote {tmp_path / name}\n")
    assert (tmp_path / name).read_text("utf-8").lower().startswith(begins.lower())


def test_the_page_leads_to_the_explorer_of_a_run(connref: Connref, runs: list[Path], tmp_path: Path) -> None:
    (runs[1] / "explorer.html").write_text("", "utf-8")
    assert connref("compare", *runs, "--out", tmp_path / "pages" / "c.html").status == 0
    assert 'href="../b/explorer.html#mode=manual' in (tmp_path / "pages" / "c.html").read_text("utf-8")


def test_wrong_use_is_explained(connref: Connref, runs: list[Path], tmp_path: Path) -> None:
    assert "arguments are required: RESULTS" in connref.refuses("compare")
    assert "results.json: No such file" in connref.refuses("compare", tmp_path)
    assert "invalid choice: 'pdf'" in connref.refuses("compare", *runs, "--format", "pdf")
    assert "cannot write /dev/null/x" in connref.refuses("compare", *runs, "--out", "/dev/null/x")
    (tmp_path / "x.json").write_text("[1", "utf-8")
    assert "x.json" in connref.refuses("compare", tmp_path / "x.json")
