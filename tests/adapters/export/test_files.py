"""Which files an export is made of."""

from __future__ import annotations

from pathlib import Path

from connref.spec.interpretations import DEFAULT
from connref_adapters.export.files import FORMATS, exported, exported_files
from connref_adapters.export.promela_rules import RULES


def test_a_file_for_each_chart_and_for_each_statement() -> None:
    assert len(exported(["scxml", "xstate"], DEFAULT)) == 8
    assert len(exported(["promela"], DEFAULT)) == 2 + len(RULES)
    assert set(exported(["uppaal"], DEFAULT)) == {"auto.uppaal.xml", "manual.uppaal.xml"}


def test_the_reading_is_in_the_text_of_all_but_promela() -> None:
    other = DEFAULT.but({"return-at-deadline": "inclusive", "ping-at-deadline": "inclusive"})
    for name in FORMATS:
        differs = exported([name], DEFAULT) != exported([name], other)
        assert differs is (name != "promela"), name


def test_the_folder_is_made(tmp_path: Path) -> None:
    written = exported_files(["uppaal"], DEFAULT, tmp_path / "new" / "folder")
    assert [path.read_text(encoding="utf-8").startswith("<?xml") for path in written] == [True, True]
