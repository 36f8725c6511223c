"""Which tests `make quick` runs: those of modules that use nothing that takes long, as their own imports tell.

Nobody keeps a list of tests. A module that begins to play whole SDKs leaves the quick tier by that very import.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

TAKES_LONG = {
    "fakes": "it plays simulated SDKs",
    "mutants": "it judges changed tables",
    "naive": "it runs two policies side by side over every history",
    "hypothesis": "it draws many examples",
    "pytester": "it starts pytest in a process of its own",
    "subprocess": "it starts programs",
    "connref.cases": "it makes the catalogue of cases",
    "connref.verify": "it walks every history",
    "connref_adapters.cli": "it runs commands, most of them whole runs",
    "connref_adapters.kit": "it judges whole runs",
    "connref_adapters.vectors": "it makes the vectors under all readings",
    "connref_adapters.server": "it opens real sockets",
    "connref_adapters.transports": "it opens real sockets",
    "benchmarks": "it times",
}
"""What a module uses, and why a test with it may take long."""

GATES = ("test_architecture.py", "test_exports.py")
"""Kept whatever they use: they say what is wrong with the shape of a change."""


def is_quick(module: Path) -> bool:
    """Whether the tests of this module belong to the quick tier."""
    return module.name in GATES or not reasons(module)


def reasons(module: Path) -> list[str]:
    """Why the tests of this module may take long, by what it and its helpers use."""
    used = names_used(module)
    return [
        why for name, why in TAKES_LONG.items() if any(f"{each}.".startswith(f"{name}.") for each in used)
    ]


def names_used(module: Path) -> frozenset[str]:
    """Every module and fixture that a test module names, itself or through helpers of the tests."""
    waiting, seen, found = [module], {module}, set[str]()
    while waiting:
        names = _names_in(waiting.pop())
        found |= names
        helpers = {place for name in names for place in _helpers(name)} - seen
        seen |= helpers
        waiting += helpers
    return frozenset(found)


@cache
def _names_in(path: Path) -> frozenset[str]:
    return frozenset(_named(ast.parse(path.read_text(encoding="utf-8"))))


def _named(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module is not None:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.arg):
            yield node.arg


def _helpers(name: str) -> Iterator[Path]:
    """The modules of the tests that a name is, or is a part of."""
    parts = name.split(".")
    for base in (ROOT, ROOT / "tests"):
        for length in range(1, len(parts) + 1):
            place = base.joinpath(*parts[:length])
            if place.is_relative_to(ROOT / "tests"):
                yield from (
                    path for path in (place.with_suffix(".py"), place / "__init__.py") if path.is_file()
                )
