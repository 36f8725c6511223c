"""What users see, as data: each kind with the commands that collect it, and what differs between any two runs.

The command line is the interface, because it outlives every move of modules. Where Python is needed, each tree runs
the collector of its own; a tree from before this harness is read by ours, which imports public names only.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass

FOLDER = "{folder}"
"""Stands in a command for the folder of its kind, which is empty when the kind begins."""

CASES = "{cases}"
"""Stands in a command for the list of cases that the same tree printed."""

CASES_FILE = "cases/cases.jsonl"
"""Where that list is kept, in the folder of all kinds."""

PARTS = max(2, os.cpu_count() or 2)
"""How many commands run side by side."""

VOLATILE = (
    "*#/seconds",
    "*#/connref",
    "run-reference/*#/implementation/version",
    "names/*#/__version__",
)
"""What two runs of the same state may differ in, as patterns of file#/path: times, and the version of the project."""


@dataclass(frozen=True, slots=True)
class Command:
    """One command of a tree; a program that is a file's name is a collector beside this module."""

    arguments: tuple[str, ...]
    prints: str | None = None
    """The file that keeps the standard output; None where the command writes files itself."""
    may_end_with: frozenset[int] = frozenset({0})


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of thing that users see."""

    name: str
    commands: tuple[Command, ...]
    keeps: str = "*"
    """The files that are compared, as a pattern: reports say in words, with times, what results.json says."""
    may_be_absent: bool = False
    """Whether it needs what a machine may lack; then it may fail in both states, and that is said."""

    def reads_cases(self) -> bool:
        """Whether it needs the list of cases."""
        return any(CASES in command.arguments for command in self.commands)


def kinds(*, full: bool) -> tuple[Kind, ...]:
    """All kinds in the order of reports; `full` plays every case on every wrong SDK instead of a sample."""
    return (
        Kind("names", (Command(("collect_names.py", f"{FOLDER}/names.json")),)),
        Kind("cases", (_connref("cases", "--json", prints="cases.jsonl"),)),
        Kind("verify", (_connref("verify", "--json", prints="verify.json", may_end_with={0, 1}),)),
        Kind("vectors", (_connref("vectors", "--out", FOLDER),)),
        Kind("drawings", (_connref("draw", "--all", "--out", FOLDER),)),
        Kind("explorer", (_connref("explorer", "--out", f"{FOLDER}/index.html"),)),
        Kind("demo", (_connref("demo", prints="demo.txt"),)),
        _run("reference"),
        _run("react-native", may_be_absent=True),
        _run("javascript", may_be_absent=True),
        Kind("fakes", tuple(_fakes(full=full))),
    )


def _connref(*arguments: str, prints: str | None = None, may_end_with: set[int] | None = None) -> Command:
    return Command(("-m", "connref_adapters", *arguments), prints, frozenset(may_end_with or {0}))


def _run(driver: str, *, may_be_absent: bool = False) -> Kind:
    run = _connref("run", "--driver", driver, "--out", FOLDER, may_end_with={0, 1})
    return Kind(f"run-{driver}", (run,), "results.json", may_be_absent)


def _fakes(*, full: bool) -> Iterator[Command]:
    for part in range(PARTS):
        share = ("full",) if full else ()
        yield Command(("collect_fakes.py", CASES, FOLDER, f"{part}/{PARTS}", *share))
