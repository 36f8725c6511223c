"""`connref badge`: the verdict of a run as an SVG."""

from __future__ import annotations

from pathlib import Path

from tests.adapters.cli.command import Connref
from tests.adapters.reports.sample import sample_report

from connref_adapters.reports import badge_svg, load_results, model_catalogue, write_reports


def test_a_results_file_or_its_folder_becomes_a_badge(connref: Connref, tmp_path: Path) -> None:
    written = write_reports(sample_report(), model_catalogue(), tmp_path / "run")
    for given in (tmp_path / "run", written.results):
        out = tmp_path / "badge.svg"
        ended = connref("badge", given, "--out", out)
        assert (ended.status, ended.out) == (0, f"wrote {out}\n")
        assert out.read_text("utf-8") == badge_svg(load_results(written.results))
        out.unlink()


def test_wrong_use_is_explained(connref: Connref, tmp_path: Path) -> None:
    assert "results.json: No such file" in connref.refuses("badge", tmp_path)
