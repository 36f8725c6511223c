"""The skeleton of a driver: written whole, or not at all."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest

from connref.errors import UsageError
from connref_adapters import sdks
from connref_adapters.drivers.skeletons import LANGUAGES, write_skeleton


def test_the_files_are_written_and_the_command_names_the_driver(tmp_path: Path) -> None:
    skeleton = write_skeleton("python", tmp_path / "my driver")
    assert {path.name for path in skeleton.files} == {
        "aio.py",
        "driver.py",
        "protocol.py",
        "toy_sdk.py",
        "world.py",
    }
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
    with pytest.raises(UsageError, match="there are python, javascript, typescript, java, go"):
        write_skeleton("cobol", tmp_path)


def test_the_world_of_the_shipped_drivers_comes_with_the_javascript_skeleton(tmp_path: Path) -> None:
    skeleton = write_skeleton("javascript", tmp_path)
    world = Path(sdks.__file__).parent / "world"
    shipped = {path.relative_to(world): path.read_bytes() for path in world.rglob("*") if path.is_file()}
    beside = [path.relative_to(tmp_path) for path in skeleton.files]
    written = {
        path.relative_to("world"): (tmp_path / path).read_bytes()
        for path in beside
        if path.parts[0] == "world"
    }
    assert written == shipped


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_next_command_builds_and_runs_what_was_written(language: str, tmp_path: Path) -> None:
    skeleton = write_skeleton(language, tmp_path / "a folder")
    if skeleton.builds:
        assert skeleton.next_command.startswith(f"(cd '{tmp_path}/a folder' && {skeleton.builds[0]}")
    assert all(str(tmp_path) in word for word in skeleton.driver if "{" in word or "folder" in word)
    assert skeleton.next_command.endswith(shlex.quote(shlex.join(skeleton.driver)))


NO_CODE = ("//", "/*", "*", "#", "import", "from", "package", "}", '"""', ")")
SPARE = {"python": 6, "go": 2}
"""Lines of what is not changed: the head of a text, the last two lines that start it."""


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_an_author_changes_is_at_most_forty_lines(language: str, tmp_path: Path) -> None:
    skeleton = write_skeleton(language, tmp_path)
    (driver,) = (path for path in skeleton.files if path.stem.lower() == "driver" and path.parent == tmp_path)
    text = driver.read_text("utf-8")
    assert text.count("CHANGE") >= 3
    code = [line for line in map(str.strip, text.splitlines()) if line and not line.startswith(NO_CODE)]
    assert len(code) <= 40 + SPARE.get(language, 0)
