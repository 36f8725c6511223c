"""Several processes that judge recordings by themselves, file by file; a file that stands alone is judged in shares.

What they give is added up where they were started (`checker`), in the order of the files, so that it is the same as
from one process. They end when it ends, and stop reading when it says so: what they have until then is still given.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing.connection import wait as wait_for
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from connref.errors import ConnrefError
from connref.profiles import DOCUMENT_PROFILE, VendorProfile
from connref_adapters.profiles import load_profile
from connref_adapters.recorded.automata import Automata, automata_for
from connref_adapters.recorded.elsewhere import WHOLE, Share
from connref_adapters.recorded.lines import read_lines
from connref_adapters.recorded.mapped import Mapper
from connref_adapters.recorded.mapping import load_mapping
from connref_adapters.recorded.part import Counts, Part
from connref_adapters.recorded.spool import Spool
from connref_adapters.recorded.unpack import Readable

COLLECTED_AT = (200_000, 50, 50)
"""When garbage is looked for: seldom, since nothing that is judged is part of a cycle."""
_LEAST_SHARED = 1 << 22
"""A file below 4 MiB is not worth being read by several."""
_LOOKED_S = 0.2


class CrewError(ConnrefError):
    """A process of the crew ended before its work was done."""


@dataclass(frozen=True, slots=True)
class How:
    """How recordings are read and judged; `mapping` is what `--map` names, `profile` what `--profile` does."""

    window_ms: int = 0
    exact: bool = False
    mapping: str | None = None
    profile: str = DOCUMENT_PROFILE.name


class Judged(NamedTuple):
    """What became of one file, or of a share of its sessions. `problem` is why it could not be opened."""

    whole: bool
    usable: bool
    counts: Counts
    spool: Spool
    problem: str | None = None


class File(NamedTuple):
    """What became of one file; in shares where several judged it."""

    name: str
    shares: Sequence[Judged]

    @property
    def counts(self) -> Counts:
        """All that was counted."""
        counts = Counts()
        for share in self.shares:
            counts.add(share.counts)
        return counts

    @property
    def usable(self) -> bool:
        """Whether it is whole, and holds a session that can be used."""
        return all(share.whole for share in self.shares) and any(share.usable for share in self.shares)

    @property
    def problem(self) -> str | None:
        """Why it could not be opened."""
        return next((share.problem for share in self.shares if share.problem is not None), None)


class Stopped(Exception):
    """Nothing more is to be read."""


class Metered:
    """A file of which it is told how much is read. Reading raises `Stopped` once `goes_on` says so."""

    def __init__(self, file: Readable, goes_on: Callable[[int], bool]) -> None:
        self._file = file
        self._goes_on = goes_on

    def read(self, size: int, /) -> bytes:
        """The next bytes, none at the end."""
        block = self._file.read(size)
        if not self._goes_on(len(block)):
            raise Stopped
        return block


def size_of(name: str) -> int:
    """How many bytes a file has, 0 where that is not known."""
    path = Path(name)
    try:
        return path.stat().st_size if path.is_file() else 0
    except OSError:
        return 0


def shares_of(names: Sequence[str], jobs: int) -> list[list[Share]]:
    """In which shares each file is judged: whole where there are enough files for all, or where it is small."""
    alone = [WHOLE]
    several = [Share(number, jobs) for number in range(jobs)]
    return [alone if len(names) >= jobs or size_of(name) < _LEAST_SHARED else several for name in names]


def judge_files(
    names: Sequence[str], jobs: int, how: How, advance: Callable[[int, int], None]
) -> Iterator[File]:
    """What becomes of each file, in their order; `advance` is told how many bytes and events came since last time.

    After a `KeyboardInterrupt`, which is passed on at the end, the files come as far as they were read. Raises
    `CrewError` where a process ends, killed or for want of memory.
    """
    context = multiprocessing.get_context("spawn")
    told: Any = context.Array("Q", 2)
    stop: Any = context.Event()
    shares = shares_of(names, jobs)
    seen = _Seen(told, advance)
    with TemporaryDirectory(prefix="connref-") as folder:
        begin = (told, stop, how)
        with ProcessPoolExecutor(jobs, context, _begin, begin) as pool:
            tasks = [
                [pool.submit(_judge, name, share, Path(folder, f"{number}-{share.number}")) for share in each]
                for number, (name, each) in enumerate(zip(names, shares, strict=True))
            ]
            try:
                interrupted = yield from _finished(names, tasks, seen, stop)
            finally:
                stop.set()
                _cancel(tasks)
    if interrupted:
        raise KeyboardInterrupt


def _finished(
    names: Sequence[str],
    tasks: Sequence[Sequence[Future[Judged]]],
    seen: _Seen,
    stop: Any,  # noqa: ANN401 - as below
) -> Generator[File, None, bool]:
    """Each file when it is done; whether an interrupt came in between."""
    interrupted = False
    for name, task in zip(names, tasks, strict=True):
        while not interrupted and not all(future.done() for future in task):
            try:
                wait(task, _LOOKED_S)
                seen.look()
            except KeyboardInterrupt:
                interrupted = True
                stop.set()
                _cancel(tasks)
        judged = [_result(future) for future in task if not future.cancelled()]
        if judged:
            yield File(name, judged)
    seen.look()
    return interrupted


class _Seen:
    """What all processes together have read, told on as it grows."""

    def __init__(self, told: Any, advance: Callable[[int, int], None]) -> None:  # noqa: ANN401 - a shared array
        self._told = told
        self._advance = advance
        self._latest = (0, 0)

    def look(self) -> None:
        """Tell on what is new."""
        now = self._told[0], self._told[1]
        self._advance(now[0] - self._latest[0], now[1] - self._latest[1])
        self._latest = now


def _cancel(tasks: Sequence[Sequence[Future[Judged]]]) -> None:
    for task in tasks:
        for future in task:
            future.cancel()


def _result(future: Future[Judged]) -> Judged:
    try:
        return future.result()
    except BrokenProcessPool:
        raise CrewError(
            "a process that judges ended before its work was done: it was killed, or had no memory left; "
            "try again with fewer --jobs"
        ) from None


class _Worker(NamedTuple):
    """What a process of the crew keeps from file to file."""

    told: Any
    stop: Any
    how: How
    automata: Automata | None
    vendor: VendorProfile


_workers: list[_Worker] = []
"""This process's own, once it has begun."""


def _begin(told: Any, stop: Any, how: How) -> None:  # noqa: ANN401 - shared things have no types of their own
    heed_nothing()
    gc.set_threshold(*COLLECTED_AT)
    vendor = load_profile(how.profile)
    _workers.append(_Worker(told, stop, how, automata_for(vendor, exact=how.exact), vendor))


def heed_nothing() -> None:
    """A process of several begins. Whoever started it heeds the signals, and it ends when that process does."""
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()


def _end_with(sentinel: int) -> None:
    wait_for([sentinel])
    os._exit(1)


def _judge(name: str, share: Share, place: Path) -> Judged:
    """Judge a file, or a share of its sessions, by themselves."""
    worker = _workers[0]
    spool = Spool(place)

    def advance(events: int) -> None:
        if share.first:
            _tell(worker, 0, events)

    part = Part(
        spool,
        spool.write,
        automata=worker.automata,
        window_ms=worker.how.window_ms,
        advance=advance,
        vendor=worker.vendor,
    )
    mapper = None if worker.how.mapping is None else Mapper(load_mapping(worker.how.mapping))
    try:
        with Path(name).open("rb") as file:
            lines = read_lines(Metered(file, lambda size: _tell(worker, size, 0)))
            whole, usable = part.read(name, lines if mapper is None else mapper.lines(lines), share)
    except Stopped:
        whole = usable = True
    except OSError as error:
        return Judged(
            whole=False, usable=False, counts=Counts(), spool=spool, problem=error.strerror or str(error)
        )
    if mapper is not None and share.first:
        part.counts.foreign.update(mapper.unmatched)
    return Judged(whole, usable, part.counts, spool)


def _tell(worker: _Worker, size: int, events: int) -> bool:
    """Tell what was read; whether to go on."""
    with worker.told.get_lock():
        worker.told[0] += size
        worker.told[1] += events
    return not worker.stop.is_set()
