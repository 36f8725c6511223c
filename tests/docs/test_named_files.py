"""What the pages name is there: every file, folder and module of the project between backticks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import pytest
from tests.docs.fenced import ROOT, pages

NAMED = re.compile(r"(?<!`)`([\w./-]+)`(?!`)")
TOP = ("model/", "adapters/", "tests/", "docs/", "diagrams/", "benchmarks/")
NOT_OURS = {
    "driver.py",
    "sdk.py",
    "toy_sdk.py",
    "my-driver/driver.py",
    "test_module.py",
    "module.py",
    "tests/test_NAME.py",
}
"""Files that a page tells its reader to write, or takes for an example."""


@cache
def files() -> frozenset[str]:
    """Every file of the checkout that counts, by its path from the top."""
    folders = ["model", "adapters", "tests", "docs", "diagrams", "benchmarks"]
    found = (path for folder in folders for path in (ROOT / folder).rglob("*") if path.is_file())
    return frozenset(path.relative_to(ROOT).as_posix() for path in found if "node_modules" not in path.parts)


def is_there(name: str) -> bool:
    """Whether a path, or the end of one, is a file or a folder of the project."""
    whole = name.rstrip("/")
    return (ROOT / whole).exists() or any(f"/{path}".endswith(f"/{whole}") for path in files())


def dead_names(page: Path) -> Iterator[str]:
    """The files, folders and modules that a page names and that are not there."""
    for name in NAMED.findall(page.read_text(encoding="utf-8")):
        if name.startswith(("connref.", "connref_adapters.")):
            parts = name.split(".")
            if not any(
                _is_module(".".join(parts[:end])) for end in (len(parts), len(parts) - 1, len(parts) - 2)
            ):
                yield name
        elif (name.endswith(".py") or name.startswith(TOP)) and name not in NOT_OURS and not is_there(name):
            yield name


def _is_module(name: str) -> bool:
    try:
        return "." in name and find_spec(name) is not None
    except ModuleNotFoundError:
        return False


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_file_that_a_page_names_is_there(page: Path) -> None:
    assert list(dead_names(page)) == []


def test_a_file_that_is_gone_is_found(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(
        "`gone.py`, `model/gone`, `connref.gone.module`, `machine.py`, `connref.simulation.Simulation`"
    )
    assert list(dead_names(page)) == ["gone.py", "model/gone", "connref.gone.module"]


def test_no_file_is_named_that_only_its_authors_had() -> None:
    theirs = re.compile(r"\b(?:PROTOCOL|REQUIREMENTS|STRUCTURE|DEFECTS)\.md\b")
    folders = ("model", "adapters", "docs", "diagrams", "benchmarks")
    texts = [ROOT / "README.md", *(path for folder in folders for path in (ROOT / folder).rglob("*"))]
    kinds = {".py", ".md", ".mjs", ".js", ".html", ".svg", ".json"}
    read = (path for path in texts if path.suffix in kinds and "node_modules" not in path.parts)
    assert [path.name for path in read if theirs.search(path.read_text(encoding="utf-8"))] == []
