"""Sessions that were judged by themselves, put aside until all are in: on disk, not in memory."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import IO, NamedTuple, cast

from connref.oracle.diagnosis import CaseVerdict
from connref.protocol import Mode
from connref_adapters.recorded.result import Malformed, SessionResult, Version

_IN_MEMORY = 1 << 18


class Spooled(NamedTuple):
    """One session as it was judged by itself; `now` is its last instant in ms.

    `closed_by` is the line of its file after which nothing could be added to it.
    """

    result: SessionResult
    version: Version
    mode: Mode | None
    verdict: CaseVerdict
    now: int
    closed_by: int = 0

    @property
    def order(self) -> tuple[int, int]:
        """Where it stands among the sessions of its file."""
        return self.closed_by, self.result.first_line


class _Own(NamedTuple):
    """What a session has of its own, beside what it shares with those that went the same way (`kind`)."""

    kind: int
    session: str
    first_line: int
    last_line: int
    events: int
    skipped: int
    now: int
    closed_by: int


class Spool:
    """A temporary file of this process, which nobody else can name: what is read back is what was written.

    With a `path`, a file in a folder of this user alone, and the spool can be handed to another process. Sessions with
    which nothing is wrong are alike but for their name and place, so only these are written of them.
    """

    def __init__(self, path: Path | None = None) -> None:
        self._path = path
        self._file: IO[bytes] | None = None
        self._count = 0
        self._kinds: dict[tuple[object, ...], int] = {}
        self._alike: list[Spooled] = []

    def __getstate__(self) -> tuple[Path | None, int, list[Spooled]]:
        if self._file is not None:
            self._file.close()
        return self._path, self._count, self._alike

    def __setstate__(self, state: tuple[Path | None, int, list[Spooled]]) -> None:
        self._path, self._count, self._alike = state
        self._file = None
        self._kinds = {}

    def write(self, spooled: Spooled | Malformed) -> None:
        """Put a session aside, or what is said of a line."""
        pickle.dump(self._short(spooled), self._opened(), pickle.HIGHEST_PROTOCOL)
        self._count += 1

    def read(self) -> Iterator[Spooled | Malformed]:
        """All of them, in the order in which they were written."""
        file = self._opened()
        file.seek(0)
        for _ in range(self._count):
            written: Spooled | Malformed | _Own = pickle.load(file)  # noqa: S301 - written above
            yield self._long(written) if isinstance(written, _Own) else written

    def close(self) -> None:
        """Forget them."""
        if self._file is not None:
            self._file.close()
        if self._path is not None:
            self._path.unlink(missing_ok=True)

    def _opened(self) -> IO[bytes]:
        if self._file is None:
            file = SpooledTemporaryFile[bytes](_IN_MEMORY) if self._path is None else self._path.open("a+b")
            self._file = cast("IO[bytes]", file)
        return self._file

    def _short(self, spooled: Spooled | Malformed) -> Spooled | Malformed | _Own:
        if isinstance(spooled, Malformed):
            return spooled
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
            spooled.closed_by,
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
        return alike._replace(result=result, now=own.now, closed_by=own.closed_by)
