"""Where tasks run: in this process, in several of this machine, or in a cluster of Dask that is there or made here."""

from __future__ import annotations

import logging
import multiprocessing
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from typing import Any, Protocol, TypeVar

from connref.errors import UsageError
from connref_adapters.fleet.extra import needed
from connref_adapters.recorded.crew import CrewError, heed_nothing

T = TypeVar("T")
LOCAL, DASK, ADDRESS = "local", "dask", "dask://"
_RETRIES = 3


class Engine(Protocol):
    """Runs tasks."""

    def run(self, work: Callable[..., T], calls: Sequence[tuple[Any, ...]]) -> Iterator[tuple[int, T]]:
        """Do the work on each of these arguments: the number of each call and what came of it, as they are done."""
        ...


@contextmanager
def engine_of(name: str, jobs: int) -> Generator[Engine]:
    """The engine of this name, for as long as the body runs. Raises `UsageError` for a name that is none."""
    if name == LOCAL:
        yield _Local(jobs)
    elif name == DASK or name.startswith(ADDRESS):
        with _client(name, jobs) as client:
            yield _Dask(client)
    else:
        raise UsageError(
            f"--engine {name}: there are {LOCAL}, {DASK}, and {ADDRESS}HOST:PORT for a cluster that runs"
        )


class _Local:
    def __init__(self, jobs: int) -> None:
        self._jobs = jobs

    def run(self, work: Callable[..., T], calls: Sequence[tuple[Any, ...]]) -> Iterator[tuple[int, T]]:
        """One after the other, or in so many processes."""
        if self._jobs == 1:
            yield from ((number, work(*call)) for number, call in enumerate(calls))
            return
        context = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(self._jobs, context, heed_nothing) as pool:
            futures: dict[Future[T], int] = {pool.submit(work, *call): at for at, call in enumerate(calls)}
            try:
                yield from _as_done(futures)
            finally:
                for future in futures:
                    future.cancel()


def _as_done(futures: dict[Future[T], int]) -> Iterator[tuple[int, T]]:
    left = set(futures)
    while left:
        done, left = wait(left, return_when=FIRST_COMPLETED)
        for future in done:
            try:
                yield futures[future], future.result()
            except BrokenProcessPool:
                raise CrewError(
                    "a process that judges ended before its work was done: it was killed, or had no memory left; "
                    "the same command goes on where this one was"
                ) from None


class _Dask:
    """Dask gives a task to another worker when one dies."""

    def __init__(self, client: Any) -> None:  # noqa: ANN401 - Dask has no types
        self._client = client

    def run(self, work: Callable[..., T], calls: Sequence[tuple[Any, ...]]) -> Iterator[tuple[int, T]]:
        """As the cluster has room."""
        distributed = needed("distributed")
        futures = {
            self._client.submit(work, *call, pure=False, retries=_RETRIES): at
            for at, call in enumerate(calls)
        }
        try:
            for future, result in distributed.as_completed(futures, with_results=True):
                yield futures[future], result
        except distributed.KilledWorker as error:
            raise CrewError(f"worker after worker died at the same task: {error}") from error
        finally:
            self._client.cancel(list(futures))


@contextmanager
def _client(name: str, jobs: int) -> Generator[Any]:
    distributed = needed("distributed")
    if name == DASK:
        with (
            distributed.LocalCluster(
                n_workers=jobs,
                threads_per_worker=1,
                processes=True,
                dashboard_address=None,
                host="127.0.0.1",
                silence_logs=logging.CRITICAL,
            ) as cluster,
            distributed.Client(cluster) as client,
        ):
            yield client
        return
    address = f"tcp://{name.removeprefix(ADDRESS)}"
    try:
        client = distributed.Client(address, timeout="10s")
    except (OSError, TimeoutError, ValueError) as error:
        raise UsageError(f"{name}: no scheduler of Dask answers there; {error}") from error
    with client:
        yield client
