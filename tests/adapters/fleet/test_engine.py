"""Engines: the same results from each; and under Dask a worker that dies costs nothing."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from tests.adapters.fleet.fleets import fleet, outcome_of

from connref.errors import UsageError
from connref_adapters.fleet.engine import Engine, engine_of
from connref_adapters.fleet.run import FleetRun
from connref_adapters.recorded.crew import CrewError


def test_one_process_does_one_after_the_other() -> None:
    with engine_of("local", 1) as engine:
        assert list(engine.run(pow, [(2, 3), (3, 2)])) == [(0, 8), (1, 9)]


def test_several_processes_do_all() -> None:
    with engine_of("local", 2) as engine:
        assert sorted(engine.run(pow, [(2, number) for number in range(5)])) == [(n, 2**n) for n in range(5)]


def test_a_process_that_dies_ends_the_run_with_words() -> None:
    with engine_of("local", 2) as engine, pytest.raises(CrewError, match="the same command goes on"):
        list(engine.run(os._exit, [(3,)]))


def test_an_engine_that_is_none_is_refused() -> None:
    with pytest.raises(UsageError, match="there are local, dask, and dask://HOST:PORT"), engine_of("ray", 1):
        pass


class Deadly:
    """The first task kills the worker that has it, once."""

    def __init__(self, engine: Engine, marker: Path) -> None:
        self._engine = engine
        self._marker = marker

    def run(self, work: Callable[..., Any], calls: Sequence[tuple[Any, ...]]) -> Iterator[tuple[int, Any]]:
        yield from self._engine.run(dying, [(str(self._marker), work, *call) for call in calls])


def dying(marker: str, work: Callable[..., Any], *call: object) -> object:
    """Do the work, unless this is the first time at all: then the worker is killed in the middle."""
    place = Path(marker)
    if not place.exists():
        place.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return work(*call)


@pytest.mark.slow
@pytest.mark.filterwarnings("default")
def test_dask_says_the_same_though_a_worker_is_killed_in_the_middle(tmp_path: Path) -> None:
    place = fleet(tmp_path / "f", per_file=2)
    expected = outcome_of(place, tmp_path / "alone")
    marker = tmp_path / "marker"
    with engine_of("dask", 2) as engine:
        run = FleetRun([place], str(tmp_path / "dask"), part_bytes=1)
        outcome = run.run(Deadly(engine, marker), lambda _size, _events: None)
    assert marker.exists()
    assert len(run.units) == 8
    assert outcome.digest == expected.digest
