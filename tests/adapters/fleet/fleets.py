"""Small fleets for tests."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

from connref_adapters.fleet.engine import engine_of
from connref_adapters.fleet.generate import Recipe, sessions, versions_of
from connref_adapters.fleet.run import FleetRun, Outcome
from connref_adapters.fleet.write import write_fleet

T = TypeVar("T")
VERSIONS = ["4.0", "4.1=early-down:0.5", "4.1=late-down:0.5", "4.2=lost-message"]


def fleet(
    out: Path, *, form: str = "parquet", per_file: int = 4, by_time: bool = False, number: int = 16
) -> str:
    """Recordings of some sessions over two dates; the folder."""
    recipe = Recipe(number, 3, 2, versions=versions_of(VERSIONS))
    write_fleet(sessions(recipe), str(out), form=form, per_file=per_file, by_time=by_time)
    return str(out)


def outcome_of(path: str, out: Path, how: Mapping[str, Any] | None = None) -> Outcome:
    """A fleet, judged in this process."""
    with engine_of("local", 1) as engine:
        return FleetRun([path], str(out), **(how or {})).run(engine, lambda _size, _events: None)


class Stops:
    """An engine whose user loses patience after some results."""

    def __init__(self, after: int | None = None) -> None:
        self.after = after
        self.done = 0

    def run(self, work: Callable[..., T], calls: Sequence[tuple[Any, ...]]) -> Iterator[tuple[int, T]]:
        for number, call in enumerate(calls):
            if self.done == self.after:
                raise KeyboardInterrupt
            self.done += 1
            yield number, work(*call)
