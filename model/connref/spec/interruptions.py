"""What interrupts a process or a path: a row for each way in which a suspension ends, and for each handover.

The document knows a device that is there all the time, and a network that says when it goes. Real devices freeze the
app's process while time goes on, and move from one network to another without asking: what becomes of the grace, and
of a connection whose path died in silence, is for the reading. Neither is an event of a mode's chart: a suspension is
time in which nothing happens, and a handover is the end of a socket.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from connref.errors import DefinitionError
from connref.spec.declare import Guard, reads


@dataclass(frozen=True, slots=True)
class Resumption:
    """How a suspension ends under this guard: whether the time of it counts for the grace, and who says so."""

    guard: Guard
    counts: bool
    requirement: str


@dataclass(frozen=True, slots=True)
class Handover:
    """What a handover with or without notice asks for under these guards: whether the socket is replaced within R."""

    notice: bool
    guards: tuple[Guard, ...]
    replaced: bool


# fmt: off
RESUMPTIONS = (
    Resumption(reads("grace-while-suspended", "runs"), counts=True, requirement="MAN-GRACE-ENDS"),
    Resumption(reads("grace-while-suspended", "stands-still"), counts=False, requirement="MAN-GRACE"),
)
HANDOVERS = (
    Handover(notice=True, guards=(), replaced=True),
    Handover(notice=False, guards=(reads("silent-loss", "noticed"),), replaced=True),
    Handover(notice=False, guards=(reads("silent-loss", "not-noticed"),), replaced=False),
)
# fmt: on


def grace_counts(choices: Mapping[str, str]) -> bool:
    """Whether the grace runs on while the process is suspended, under these choices."""
    return _only(row.counts for row in RESUMPTIONS if choices[row.guard.name] in row.guard.options)


def replaces(choices: Mapping[str, str], *, notice: bool) -> bool:
    """Whether a socket that a handover has cut off is found out and replaced within R, under these choices."""
    return _only(
        row.replaced
        for row in HANDOVERS
        if row.notice is notice and all(choices[guard.name] in guard.options for guard in row.guards)
    )


def _only(rows: Iterable[bool]) -> bool:
    """The one row that is enabled. Raises `DefinitionError` where there is not exactly one."""
    found = list(rows)
    if len(found) != 1:
        raise DefinitionError(f"{len(found)} rows are enabled where one has to be")
    return found[0]
