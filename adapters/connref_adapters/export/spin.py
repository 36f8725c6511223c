"""Runs Spin on the Promela of a mode, one rule at a time, and reads what it found: proved or broken, states met.

Spin writes a verifier in C, the C compiler builds it, and it searches every state. The two programs have to be there.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from os import cpu_count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from connref.errors import ConnrefError
from connref.semantics.table import PolicyTable
from connref_adapters.export.promela import promela
from connref_adapters.export.promela_rule import Rule
from connref_adapters.export.promela_rules import RULES

_STATES = re.compile(r"^\s*(\d+) states, stored", re.MULTILINE)
_TRANSITIONS = re.compile(r"^\s*(\d+) transitions", re.MULTILINE)
_ERRORS = re.compile(r"errors: (\d+)")
_LIMITS = ("-m400000", "-w20")
"""The deepest path, and the size of the table of states (2^20 slots)."""


class SpinError(ConnrefError):
    """Spin or the C compiler is missing, or did not do its work; the message says which and what to do."""


@dataclass(frozen=True, slots=True)
class SpinVerdict:
    """What Spin found of one rule: whether it is proved, the states stored and the transitions taken."""

    requirement: str
    mode: str
    sentence: str
    names: tuple[str, ...]
    proved: bool
    states: int
    transitions: int

    @property
    def line(self) -> str:
        """It as one line of a terminal."""
        word = "proved" if self.proved else "BROKEN"
        return f"  {word}  {self.mode:<6} {self.requirement:<26} {self.states:>6} states  {self.sentence}"


@dataclass(frozen=True, slots=True)
class SpinReport:
    """What Spin found of all rules."""

    verdicts: tuple[SpinVerdict, ...]

    @property
    def holds(self) -> bool:
        """Whether every rule is proved."""
        return all(each.proved for each in self.verdicts)

    @property
    def summary(self) -> str:
        """The whole in one line."""
        states = sum(each.states for each in self.verdicts)
        broken = [each.requirement for each in self.verdicts if not each.proved]
        found = f"BROKEN: {', '.join(broken)}" if broken else "Spin proves every one"
        return f"{len(self.verdicts)} statements, {states} states: {found}"

    def to_json(self) -> dict[str, Any]:
        """The report as plain data."""
        return {
            "schema": "connref-spin/1",
            "holds": self.holds,
            "verdicts": [asdict(each) for each in self.verdicts],
        }


def missing_programs() -> list[str]:
    """Those of `spin` and `gcc` that are not on this machine."""
    return [name for name in ("spin", "gcc") if shutil.which(name) is None]


def prove_all(tell: Callable[[str], None] | None = None) -> Iterator[SpinVerdict]:
    """Prove every rule, as many at a time as there are processors, in the order of the rules.

    `tell` hears a line for each as it is done. Raises `SpinError` where Spin cannot do its work.
    """
    with ThreadPoolExecutor(max_workers=cpu_count()) as pool:
        for verdict in pool.map(prove, RULES):
            if tell is not None:
                tell(verdict.line)
            yield verdict


def prove(rule: Rule, table: PolicyTable | None = None) -> SpinVerdict:
    """Let Spin search every state of a mode for one that breaks a rule. Raises `SpinError` where it cannot."""
    absent = missing_programs()
    if absent:
        raise SpinError(f"Spin needs {' and '.join(absent)}: install the packages spin and gcc")
    with TemporaryDirectory(prefix="connref-spin-") as folder:
        said = _searched(Path(folder), promela(rule.mode, rule, table))
    if "max search depth too small" in said or "out of memory" in said:
        raise SpinError(f"Spin did not finish {rule.requirement}: {said.strip().splitlines()[0]}")
    return SpinVerdict(
        rule.requirement,
        rule.mode.value,
        rule.sentence,
        rule.names,
        _number(_ERRORS, said) == 0,
        _number(_STATES, said),
        _number(_TRANSITIONS, said),
    )


def _searched(folder: Path, text: str) -> str:
    (folder / "model.pml").write_text(text, encoding="utf-8")
    _call(folder, "spin", "-a", "model.pml")
    _call(folder, "gcc", "-O0", "-w", "-DSAFETY", "-DNOREDUCE", "-o", "pan", "pan.c")
    return _call(folder, "./pan", *_LIMITS)


def _call(folder: Path, *command: str) -> str:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        said = (done.stdout + done.stderr).strip().splitlines()
        raise SpinError(f"{command[0]} ended with status {done.returncode}: {' / '.join(said[-3:])}")
    return done.stdout + done.stderr


def _number(pattern: re.Pattern[str], said: str) -> int:
    found = pattern.search(said)
    if found is None:
        raise SpinError(f"Spin's answer has no {pattern.pattern!r}: {said.strip()[-300:]}")
    return int(found[1])
