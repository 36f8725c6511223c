"""Sessions that were judged by themselves, put aside until all are in: on disk, not in memory."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from dataclasses import dataclass
from tempfile import SpooledTemporaryFile

from connref.oracle.diagnosis import CaseVerdict
from connref.protocol import Mode
from connref_adapters.recorded.result import SessionResult, Version

_IN_MEMORY = 1 << 18


@dataclass(frozen=True, slots=True)
class Spooled:
    """One session as it was judged by itself; `now` is its last instant in ms."""

    result: SessionResult
    version: Version
    mode: Mode | None
    verdict: CaseVerdict
    now: int


class Spool:
    """A temporary file of this process, which nobody else can name: what is read back is what was written."""

    def __init__(self) -> None:
        self._file = SpooledTemporaryFile[bytes](_IN_MEMORY)
        self._count = 0

    def write(self, spooled: Spooled) -> None:
        """Put one aside."""
        pickle.dump(spooled, self._file, pickle.HIGHEST_PROTOCOL)
        self._count += 1

    def read(self) -> Iterator[Spooled]:
        """All of them, in the order in which they were written."""
        self._file.seek(0)
        for _ in range(self._count):
            yield pickle.load(self._file)  # noqa: S301 - written above

    def close(self) -> None:
        """Forget them."""
        self._file.close()
