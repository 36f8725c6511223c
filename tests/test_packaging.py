"""What is installed is what is in the checkout: both packages, their data files, and pins with hashes."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
import zipfile
from importlib.metadata import version
from pathlib import Path

import pytest

import connref

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / ".ci" / "requirements.lock"
SETTINGS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
NOT_SHIPPED = {"__pycache__", "node_modules"}


@pytest.fixture(scope="module")
def wheel_names(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)],
        cwd=ROOT,
        check=True,
        capture_output=True,
        timeout=120,
    )
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        return {name for name in archive.namelist() if ".dist-info/" not in name}


def test_wheel_holds_every_file_of_both_packages_and_nothing_else(wheel_names: set[str]) -> None:
    roots = [ROOT / "model", ROOT / "adapters"]
    files = {
        path.relative_to(root).as_posix()
        for root in roots
        for path in root.rglob("*")
        if path.is_file() and not NOT_SHIPPED.intersection(path.parts)
    }
    assert wheel_names == files


def test_wheel_tells_type_checkers_that_both_packages_are_typed(wheel_names: set[str]) -> None:
    assert {"connref/py.typed", "connref_adapters/py.typed"} <= wheel_names


def test_the_version_stands_in_one_place_and_all_else_is_read_from_there() -> None:
    assert "version" not in SETTINGS["project"]
    assert SETTINGS["project"]["dynamic"] == ["version"]
    assert ROOT / SETTINGS["tool"]["hatch"]["version"]["path"] == Path(connref.__file__)
    assert version("connref") == connref.__version__


def test_the_changelog_ends_its_releases_with_this_version() -> None:
    headings = re.findall(
        r"^## (.*)$", (ROOT / "docs" / "changelog.md").read_text(encoding="utf-8"), re.MULTILINE
    )
    released = [heading for heading in headings if heading != "Unreleased"]
    assert re.fullmatch(rf"{re.escape(connref.__version__)} \(\d{{4}}-\d{{2}}-\d{{2}}\)", released[0])


def test_every_direct_dependency_is_pinned() -> None:
    groups = [*SETTINGS["dependency-groups"].values(), *SETTINGS["project"]["optional-dependencies"].values()]
    wanted = [*SETTINGS["project"]["dependencies"], *(name for group in groups for name in group)]
    pinned = set(re.findall(r"^([a-z0-9-]+)==", LOCK.read_text(encoding="utf-8"), flags=re.MULTILINE))
    names = {re.split(r"[\[<>=~!; ]", requirement, maxsplit=1)[0] for requirement in wanted}
    assert names <= pinned


def test_every_pin_has_hashes_and_none_says_where_to_get_it() -> None:
    entries = re.split(r"\n(?=[a-z0-9])", LOCK.read_text(encoding="utf-8"))[1:]
    assert entries
    assert [entry.splitlines()[0] for entry in entries if "--hash=sha256:" not in entry] == []
    assert re.findall(r"://|--index|--find-links", "".join(entries)) == []
