"""The skeleton of a driver: written whole, or not at all."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest

from connref.errors import UsageError
from connref_adapters import sdks
from connref_adapters.cli.driver import write_skeleton


def test_the_files_are_written_and_the_command_names_the_driver(tmp_path: Path) -> None:
    skeleton = write_skeleton("python", tmp_path / "my driver")
    assert {path.name for path in skeleton.files} == {"driver.py", "toy_sdk.py", "world.py"}
    assert all(path.read_text("utf-8") for path in skeleton.files)
    *_, driver = shlex.split(skeleton.next_command)
    assert shlex.split(driver) == ["python3", str(tmp_path / "my driver" / "driver.py")]


def test_nothing_is_overwritten_and_then_nothing_is_written(tmp_path: Path) -> None:
    mine = tmp_path / "world.py"
    mine.write_text("mine", "utf-8")
    with pytest.raises(UsageError, match=r"world\.py: there already"):
        write_skeleton("python", tmp_path)
    assert list(tmp_path.iterdir()) == [mine]
    assert mine.read_text("utf-8") == "mine"


def test_other_languages_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="there are python, javascript"):
        write_skeleton("cobol", tmp_path)


def test_the_world_of_the_shipped_drivers_comes_with_the_javascript_skeleton(tmp_path: Path) -> None:
    skeleton = write_skeleton("javascript", tmp_path)
    shipped = {
        path.name: path.read_bytes() for path in Path(sdks.__file__).parent.joinpath("world").iterdir()
    }
    written = {path.name: path.read_bytes() for path in skeleton.files if path.parent.name == "world"}
    assert written == shipped
