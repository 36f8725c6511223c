"""The files of a fleet: found under paths of any file system that fsspec knows, and put together to parts.

A file is Parquet (`*.parquet`, columns `session` and `line`) or JSON lines, plain or packed. A folder `date=…` on the
way to a file is the date of what is in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from typing import Any, NamedTuple

from connref.errors import UsageError
from connref_adapters.fleet.extra import needed
from connref_adapters.fleet.rows import FleetSessions, Router
from connref_adapters.fleet.table import feed
from connref_adapters.recorded.lines import BrokenOff, read_lines

PARQUET = ".parquet"
_BATCH = 1 << 16
_DATED = re.compile(r"(?:^|/)date=([^/]+)/")


class Source(NamedTuple):
    """One file: its place, its size in bytes, and what changes when its content does."""

    place: str
    size: int
    stamp: str

    @property
    def date(self) -> str | None:
        """The date of what is in it."""
        found = _DATED.search(self.place)
        return None if found is None else found.group(1)


class Lack(NamedTuple):
    """A file that could not be used as a whole, and why."""

    place: str
    problem: str


def sources(paths: Sequence[str]) -> list[Source]:
    """The files under some paths, by name. Raises `UsageError` where a path leads to none."""
    found: dict[str, Source] = {}
    for path in paths:
        under = list(_under(path))
        if not under:
            raise UsageError(f"{path}: no file is there; give recordings, or a folder of them")
        found |= {source.place: source for source in under}
    return [found[place] for place in sorted(found)]


def _under(path: str) -> Iterator[Source]:
    file_system, root = located(path)
    local = "file" in _protocols(file_system)
    with suppress(FileNotFoundError):
        for name, about in file_system.find(root, detail=True).items():
            parts = name[len(root) :].split("/")
            if not any(part.startswith((".", "_")) for part in parts):
                stamp = str(about.get("mtime") or about.get("ETag") or about.get("LastModified") or "")
                yield Source(name if local else file_system.unstrip_protocol(name), about["size"], stamp)


def located(path: str) -> tuple[Any, str]:
    """The file system of a path, and where it is there. Raises `UsageError` for one that is not known."""
    try:
        return needed("fsspec.core").url_to_fs(path)
    except (ValueError, ImportError) as error:
        raise UsageError(f"{path}: {error}") from error


def _protocols(file_system: Any) -> tuple[str, ...]:  # noqa: ANN401 - fsspec has no types
    known = file_system.protocol
    return (known,) if isinstance(known, str) else tuple(known)


def grouped(found: Sequence[Source], part_bytes: int) -> list[tuple[Source, ...]]:
    """Files put together to parts of about so many bytes."""
    parts: list[list[Source]] = []
    size = part_bytes
    for source in found:
        if size + source.size > part_bytes:
            parts.append([])
            size = 0
        parts[-1].append(source)
        size += source.size
    return [tuple(part) for part in parts]


class Read(NamedTuple):
    """One line of a file and the session that it belongs to. Without a session it is a line that was lost."""

    session: str | None
    seq: int
    line: str
    begins: bool


def read_into(sessions: FleetSessions, source: Source) -> tuple[Router, str | None]:
    """Give what is in a file to the sessions; what was counted of its lines, and what is wrong with it."""
    router = Router()
    try:
        if source.place.endswith(PARQUET):
            for batch in batches(source):
                feed(sessions, with_date(batch, source.date))
            return router, None
        return router, _lines_into(sessions, source, router)
    except (OSError, ValueError, KeyError) as error:
        return router, str(error) or type(error).__name__


def _lines_into(sessions: FleetSessions, source: Source, router: Router) -> str | None:
    file_system, name = located(source.place)
    with file_system.open(name, "rb") as file:
        for _, line in read_lines(file):
            routed, lost = router.route(line), router.lost
            if routed is not None:
                sessions.take(routed.session, routed.line, source.date)
            elif lost:
                sessions.gap()
            if isinstance(line, BrokenOff):
                return line.problem
    return None


def rows_of(source: Source) -> Iterator[Read]:
    """The lines of a file, each with its session and its place in the file. Raises `OSError` and `ValueError`."""
    if source.place.endswith(PARQUET):
        for batch in batches(source):
            yield from _rows_of_batch(batch)
        return
    router = Router()
    file_system, name = located(source.place)
    with file_system.open(name, "rb") as file:
        for number, line in read_lines(file):
            routed = router.route(line)
            if routed is not None:
                yield Read(routed.session, number, routed.line, routed.begins)
            elif isinstance(line, BrokenOff):
                raise ValueError(line.problem)
            else:
                yield Read(None, number, str(line), begins=False)


def _rows_of_batch(batch: Any) -> Iterator[Read]:  # noqa: ANN401 - Arrow has no types
    names = batch.column("session").to_pylist()
    seqs = batch.column("seq").to_pylist() if "seq" in batch.schema.names else range(batch.num_rows)
    for name, seq, line in zip(names, seqs, batch.column("line").to_pylist(), strict=True):
        yield Read(
            str(name), seq, line.decode(errors="replace") if isinstance(line, bytes) else line, begins=not seq
        )


def batches(source: Source, columns: Sequence[str] | None = None) -> Iterator[Any]:
    """What a Parquet file holds, batch by batch."""
    parquet = needed("pyarrow.parquet")
    file_system, name = located(source.place)
    with file_system.open(name, "rb") as file:
        yield from parquet.ParquetFile(file).iter_batches(_BATCH, columns=columns)


def with_date(batch: Any, date: str | None) -> Any:  # noqa: ANN401 - Arrow has no types
    """The batch with the date of its file, unless it has dates of its own."""
    if date is None or "date" in batch.schema.names:
        return batch
    arrow = needed("pyarrow")
    return batch.append_column("date", arrow.array([date] * batch.num_rows, arrow.string()))


def write_table(place: str, made: Iterable[Any], schema: Any) -> None:  # noqa: ANN401 - as above
    """Write batches as one Parquet file, which is there only once it is whole."""
    parquet = needed("pyarrow.parquet")
    file_system, name = located(place)
    file_system.makedirs(name.rpartition("/")[0], exist_ok=True)
    with (
        file_system.open(f"{name}.part", "wb") as file,
        parquet.ParquetWriter(file, schema, compression="zstd") as writer,
    ):
        for batch in made:
            writer.write_batch(batch)
    file_system.mv(f"{name}.part", name)


def write_bytes(place: str, content: bytes) -> None:
    """Write a file, which is there only once it is whole."""
    file_system, name = located(place)
    file_system.makedirs(name.rpartition("/")[0], exist_ok=True)
    with file_system.open(f"{name}.part", "wb") as file:
        file.write(content)
    file_system.mv(f"{name}.part", name)


def read_bytes(place: str) -> bytes | None:
    """What a file holds, None where it is not there."""
    file_system, name = located(place)
    try:
        with file_system.open(name, "rb") as file:
            return file.read()
    except FileNotFoundError:
        return None
