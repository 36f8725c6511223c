"""All reports of a run are written into one directory, whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.adapters.reports.sample import CATALOGUE, sample_report

from connref_adapters.reports import (
    WriteError,
    html_report,
    junit_xml,
    load_baseline,
    markdown_summary,
    results_json,
    write_baseline_file,
    write_file,
    write_reports,
)


def test_four_files_with_what_the_writers_give(tmp_path: Path) -> None:
    out = tmp_path / "a" / "b"
    written = write_reports(sample_report(), CATALOGUE, out)
    assert written.results.read_bytes() == results_json(sample_report(), CATALOGUE)
    assert written.junit.read_bytes() == junit_xml(sample_report(), CATALOGUE)
    assert written.summary.read_text("utf-8") == markdown_summary(sample_report(), CATALOGUE)
    assert written.page.read_text("utf-8") == html_report(sample_report(), CATALOGUE)
    assert sorted(path.name for path in out.iterdir()) == [
        "junit.xml",
        "report.html",
        "results.json",
        "summary.md",
    ]


def test_the_explorer_lies_beside_the_report_that_links_to_it(tmp_path: Path) -> None:
    written = write_reports(sample_report(), CATALOGUE, tmp_path, explorer="<p>explorer</p>")
    assert 'href="explorer.html#mode=manual' in written.page.read_text("utf-8")
    assert (tmp_path / "explorer.html").read_text("utf-8") == "<p>explorer</p>"
    alone = write_reports(sample_report(), CATALOGUE, tmp_path / "alone")
    assert "explorer.html" in alone.page.read_text("utf-8")
    assert 'href="explorer.html' not in alone.page.read_text("utf-8")


def test_a_second_run_replaces_the_first(tmp_path: Path) -> None:
    write_reports(sample_report(), CATALOGUE, tmp_path)
    written = write_reports(sample_report(), CATALOGUE, tmp_path)
    assert written.results.read_bytes() == results_json(sample_report(), CATALOGUE)


def test_a_baseline_can_be_written_and_read(tmp_path: Path) -> None:
    path = tmp_path / "known.json"
    write_baseline_file(sample_report(), path)
    assert len(load_baseline(path).known_failures) == 5


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(WriteError, match=r"cannot write .*results\.json: .*; choose") as caught:
        write_reports(sample_report(), CATALOGUE, tmp_path / "file")
    assert caught.value.path.endswith("results.json")


def test_a_file_that_could_not_be_replaced_is_left_and_no_scraps_beside_it(tmp_path: Path) -> None:
    (tmp_path / "results.json").mkdir()
    with pytest.raises(WriteError):
        write_file(tmp_path / "results.json", b"x")
    assert [path.name for path in tmp_path.iterdir()] == ["results.json"]
