"""`connref export`: the files of each format, our reading or another one, and a word for what cannot be written."""

from __future__ import annotations

from pathlib import Path

import pytest

from connref_adapters.cli.main import main


def test_every_format_is_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "--out", str(tmp_path)]) == 0
    names = {path.name for path in tmp_path.iterdir()}
    assert {
        "manual.scxml",
        "link.xstate.json",
        "auto.pml",
        "manual-MAN-GRACE.pml",
        "auto.uppaal.xml",
    } <= names
    assert sorted(capsys.readouterr().out.splitlines()) == sorted(
        f"wrote {tmp_path / name}" for name in names
    )


def test_a_reading_is_written_into_the_document(tmp_path: Path) -> None:
    asked = ["export", "scxml", "--reading", "ping-at-deadline=inclusive", "--out", str(tmp_path)]
    assert main(asked) == 0
    text = (tmp_path / "manual.scxml").read_text(encoding="utf-8")
    assert '<data id="ping_at_deadline" expr="\'inclusive\'" />' in text


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["svg"], "no format 'svg'; there are scxml, xstate, promela, uppaal"),
        (["--reading", "grace=long"], "grace"),
        (["--reading", "ping-at-deadline"], "NAME=OPTION"),
    ],
)
def test_what_cannot_be_written_is_wrong_use(
    words: list[str], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["export", *words, "--out", str(tmp_path / "none")]) == 2
    assert said in capsys.readouterr().err
    assert not (tmp_path / "none").exists()


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_text("")
    assert main(["export", "xstate", "--out", str(tmp_path / "file")]) == 2
    assert str(tmp_path / "file") in capsys.readouterr().err
