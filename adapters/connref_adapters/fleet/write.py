"""Writes generated sessions as files of a fleet: by session or by time, as Parquet or JSON lines, a folder a date."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any, NamedTuple

from connref.errors import UsageError
from connref_adapters.fleet.dataset import PARQUET, write_bytes, write_table
from connref_adapters.fleet.extra import needed
from connref_adapters.fleet.generate import Session
from connref_adapters.fleet.table import batch_of

FORMS = ("parquet", "jsonl", "jsonl.zst", "jsonl.gz")
_COLUMNS = ("session", "seq", "ts", "line")


class Line(NamedTuple):
    """One line of a session, with its place in it (0: the header) and its instant in ms."""

    session: str
    seq: int
    ts: int
    line: str


def write_fleet(sessions: Iterable[Session], out: str, *, form: str, per_file: int, by_time: bool) -> int:
    """Write sessions, so many in one file, or so many in a file for each stretch of time; how many files there are.

    By time, each file has the lines of one stretch, and each line names its session. Raises `UsageError`.
    """
    if form not in FORMS:
        raise UsageError(f"--format {form}: there are {', '.join(FORMS)}")
    count = 0
    for date, of_date in groupby(sessions, key=lambda session: session.date):
        for chunk in _chunks(of_date, per_file):
            for lines in _stretches(chunk) if by_time else [_lines(chunk)]:
                _write(f"{out.rstrip('/')}/date={date}/part-{count:05}.{form}", lines, named=by_time)
                count += 1
    return count


def _chunks(sessions: Iterator[Session], size: int) -> Iterator[list[Session]]:
    chunk: list[Session] = []
    for session in sessions:
        chunk.append(session)
        if len(chunk) == size:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def _lines(sessions: Sequence[Session]) -> list[Line]:
    return [
        Line(session.name, seq, json.loads(line).get("at", 0), line)
        for session in sessions
        for seq, line in enumerate(session.lines)
    ]


_STRETCH_MS = 60_000


def _stretches(sessions: Sequence[Session]) -> Iterator[list[Line]]:
    """The lines of some sessions, minute by minute, in order of time."""
    ordered = sorted(_lines(sessions), key=lambda line: line.ts)
    for _, lines in groupby(ordered, key=lambda line: line.ts // _STRETCH_MS):
        yield list(lines)


def _write(place: str, lines: Sequence[Line], *, named: bool) -> None:
    if place.endswith(PARQUET):
        arrow = needed("pyarrow")
        kinds: list[Any] = [arrow.string(), arrow.int64(), arrow.int64(), arrow.string()]
        schema = arrow.schema(list(zip(_COLUMNS, kinds, strict=True)))
        write_table(place, [batch_of(lines, _COLUMNS, schema)], schema)
        return
    texts = [_naming(line) if named and line.seq else line.line for line in lines]
    write_bytes(place, _packed(place, "".join(f"{text}\n" for text in texts).encode()))


def _naming(line: Line) -> str:
    return f'{{"session": {json.dumps(line.session)}, {line.line[1:]}'


def _packed(place: str, content: bytes) -> bytes:
    if place.endswith(".zst"):
        import zstandard

        return zstandard.ZstdCompressor().compress(content)
    if place.endswith(".gz"):
        import gzip

        return gzip.compress(content)
    return content
