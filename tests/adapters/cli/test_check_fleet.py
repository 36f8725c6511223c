"""`connref check --engine`: its words, its files and its exit status."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.adapters.cli.test_check_recordings import check
from tests.adapters.fleet.fleets import fleet

from connref.errors import UsageError
from connref_adapters.fleet import extra


def test_a_fleet_is_judged_and_told_of(tmp_path: Path) -> None:
    place, out = fleet(tmp_path / "f"), tmp_path / "out"
    status, told, log = check(place, "--engine", "local", "--jobs", 1, "--out", out)
    assert (status, log) == (1, "")
    assert "16 sessions: " in told
    assert "digest of the verdicts " in told
    assert sorted(file.name for file in out.iterdir()) == [
        "groups.parquet",
        "index.html",
        "summary.parquet",
        "verdicts",
    ]
    assert "Trend over dates" in (out / "index.html").read_text()


def test_a_file_that_holds_nothing_ends_with_2(tmp_path: Path) -> None:
    (tmp_path / "f").mkdir()
    (tmp_path / "f" / "a.jsonl").write_text("noise\n")
    status, told, log = check(tmp_path / "f", "--engine", "local", "--jobs", 1, "--out", tmp_path / "out")
    assert status == 2
    assert "a.jsonl: it holds no session that can be used" in log
    assert "no session was judged" in log
    assert "0 sessions" in told


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ([], "needs --out"),
        (["--out", "o", "--json"], "--engine and --json do not go together"),
        (["--out", "o", "--part-mb", "0"], "--part-mb 0"),
    ],
)
def test_wrong_use_is_named(tmp_path: Path, options: list[str], words: str) -> None:
    with pytest.raises(UsageError, match=words):
        check(tmp_path, "--engine", "local", *options)


def test_without_the_extra_one_line_says_what_brings_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(name: str) -> object:
        raise ModuleNotFoundError(name)

    monkeypatch.setattr(extra, "import_module", missing)
    with pytest.raises(UsageError, match=r"pip install 'connref\[fleet\]'"):
        check(tmp_path, "--engine", "local", "--jobs", 1, "--out", tmp_path / "out")
