"""What the verdicts of a part amount to: counts, the least session that breaks each requirement, and a digest.

All of it can be added up in any order, so parts may be told anywhere.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, NamedTuple

from msgspec.json import encode

from connref_adapters.fleet.table import COLUMNS, Batches, Fleet, batch_of, finals, row_of, verdict_schema
from connref_adapters.recorded.result import JUDGED, SessionResult, SessionVerdict, Version


class Broken(NamedTuple):
    """Sessions of a version, of one date, that break a requirement; the least of them by name, and its part."""

    version: Version
    date: str | None
    requirement: str
    sessions: int
    least: SessionResult
    part: int


@dataclass(slots=True)
class Tally:
    """What the verdicts of a part amount to; can be added up in any order. `digest` is a sum over the verdicts."""

    sessions: dict[SessionVerdict, int] = field(default_factory=dict[SessionVerdict, int])
    tested: dict[str, int] = field(default_factory=dict[str, int])
    judged: list[tuple[Version, str | None, int]] = field(
        default_factory=list[tuple[Version, str | None, int]]
    )
    broken: list[Broken] = field(default_factory=list[Broken])
    digest: int = 0


class Tallying:
    """Adds up the verdicts of a part while they are written."""

    def __init__(self, number: int) -> None:
        self._number = number
        self._sessions: Counter[SessionVerdict] = Counter()
        self._tested: Counter[str] = Counter()
        self._judged: Counter[tuple[Version, str | None]] = Counter()
        self._broken: dict[tuple[Version, str | None, str], tuple[int, SessionResult]] = {}
        self._digest = 0

    def told(self, batches: Batches, fleet: Fleet) -> Iterator[Any]:
        """The verdicts on the sessions of a part, batch by batch."""
        for batch in batches:
            rows: list[tuple[object, ...]] = []
            for result, spooled, date in finals(batch, fleet):
                row = row_of(result, spooled, date)
                rows.append(row)
                self._digest = added(self._digest, row)
                self._count(result, spooled.version, date)
            if rows:
                yield batch_of(rows, COLUMNS, verdict_schema())

    def tally(self) -> Tally:
        """What they amount to."""
        broken = [
            Broken(*about, number, least, self._number) for about, (number, least) in self._broken.items()
        ]
        judged = [(*about, number) for about, number in self._judged.items()]
        return Tally(dict(self._sessions), dict(self._tested), judged, broken, self._digest)

    def _count(self, result: SessionResult, version: Version, date: str | None) -> None:
        self._sessions[result.verdict] += 1
        if result.verdict in JUDGED:
            self._tested.update(result.tested)
            self._judged[version, date] += 1
        if result.failure is not None:
            about = version, date, result.failure.requirement
            number, least = self._broken.get(about, (0, result))
            self._broken[about] = number + 1, min(least, result, key=lambda each: each.place)


_MODULUS = 1 << 256


def added(digest: int, row: tuple[object, ...]) -> int:
    """The digest of a table with one row more: the sum of its rows' hashes, in whatever order they come."""
    return (digest + int.from_bytes(sha256(encode(row)).digest())) % _MODULUS
