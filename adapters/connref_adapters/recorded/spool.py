"""Sessions that were judged by themselves, put aside until all are in: on disk, not in memory."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from dataclasses import replace
from tempfile import SpooledTemporaryFile
from typing import NamedTuple

from connref.oracle.diagnosis import CaseVerdict
from connref.protocol import Mode
from connref_adapters.recorded.result import SessionResult, Version

_IN_MEMORY = 1 << 18


class Spooled(NamedTuple):
    """One session as it was judged by itself; `now` is its last instant in ms."""

    result: SessionResult
    version: Version
    mode: Mode | None
    verdict: CaseVerdict
    now: int


class _Own(NamedTuple):
    """What a session has of its own, beside what it shares with those that went the same way (`kind`)."""

    kind: int
    session: str
    first_line: int
    last_line: int
    events: int
    skipped: int
    now: int


class Spool:
    """A temporary file of this process, which nobody else can name: what is read back is what was written.

    Sessions with which nothing is wrong are alike but for their name and place, so only these are written of them.
    """

    def __init__(self) -> None:
        self._file = SpooledTemporaryFile[bytes](_IN_MEMORY)
        self._count = 0
        self._kinds: dict[tuple[object, ...], int] = {}
        self._alike: list[Spooled] = []

    def write(self, spooled: Spooled) -> None:
        """Put one aside."""
        pickle.dump(self._short(spooled), self._file, pickle.HIGHEST_PROTOCOL)
        self._count += 1

    def read(self) -> Iterator[Spooled]:
        """All of them, in the order in which they were written."""
        self._file.seek(0)
        for _ in range(self._count):
            written: Spooled | _Own = pickle.load(self._file)  # noqa: S301 - written above
            yield written if isinstance(written, Spooled) else self._long(written)

    def close(self) -> None:
        """Forget them."""
        self._file.close()

    def _short(self, spooled: Spooled) -> Spooled | _Own:
        result, verdict = spooled.result, spooled.verdict
        if result.failure is not None or result.reason is not None or verdict.violation is not None:
            return spooled
        shared = spooled.version, spooled.mode, result.file, result.verdict, result.tested, verdict.readings
        kind = self._kinds.get(shared)
        if kind is None:
            kind = self._kinds[shared] = len(self._alike)
            self._alike.append(spooled)
        return _Own(
            kind,
            result.session,
            result.first_line,
            result.last_line,
            result.events,
            result.skipped,
            spooled.now,
        )

    def _long(self, own: _Own) -> Spooled:
        alike = self._alike[own.kind]
        result = replace(
            alike.result,
            session=own.session,
            first_line=own.first_line,
            last_line=own.last_line,
            events=own.events,
            skipped=own.skipped,
        )
        return alike._replace(result=result, now=own.now)
