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


def test_version_is_the_same_everywhere() -> None:
    assert version("connref") == SETTINGS["project"]["version"]
    assert getattr(connref, "__version__", version("connref")) == version("connref")


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
