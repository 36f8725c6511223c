"""The function on Arrow tables: recorded lines in, verdicts out; in phases, for engines that cut tables into parts.

A table of recordings has the columns `session` and `line` (the JSON text of a line); `seq`, `ts` and others are not
looked at, `date` is carried on. The lines of a session are in order, its header first.

1. `judged` judges the sessions of a part by themselves. A part holds sessions whole, in any order.
2. `agreed` puts together what all parts know of the versions: sums, and few sessions each; so that it is small.
3. `told` says of each session of a part what the fleet says of it.

What passes between the phases is one table as well (`kind`, `date`, `own`): typed JSON, and no code when it is read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any

from msgspec.json import Decoder, encode

from connref.oracle.fleet import FleetJudge, FleetState
from connref.oracle.readings import FIELDS, Union, hull, options_left
from connref_adapters.fleet.extra import needed
from connref_adapters.fleet.rows import FleetSessions
from connref_adapters.recorded.automata import Automata
from connref_adapters.recorded.checker import final
from connref_adapters.recorded.part import Counts, Part
from connref_adapters.recorded.result import SessionResult, Version
from connref_adapters.recorded.spool import Spooled

Batches = Iterable[Any]
"""Record batches, or tables, of Arrow."""
FLEET, SESSION = "fleet", "session"
_MOST_ROWS = 10_000
COLUMNS = (
    *(
        "session",
        "sdk",
        "version",
        "mode",
        "date",
        "events",
        "verdict",
        "requirement",
        "expected",
        "observed",
    ),
    *("at", "seq", "readings", "reason"),
)
"""The columns of a table of verdicts; `seq` is the line of the session, counted from its header (0)."""
_NUMBERS = frozenset({"events", "at", "seq"})

Fleet = dict[Version, FleetJudge]


def judge(table: Any, *, exact: bool = False) -> Any:  # noqa: ANN401 - Arrow has no types
    """The verdicts on a table of recordings, as if these sessions were the whole fleet."""
    arrow = needed("pyarrow")
    parts = list(judged([table], exact=exact))
    return arrow.Table.from_batches(list(told(parts, agreed(parts))), verdict_schema())


def judged(batches: Batches, *, exact: bool = False) -> Iterator[Any]:
    """Phase one: what the sessions of a part say by themselves. Raises `UsageError` without Arrow."""
    keeping = Keeping()
    automata = None if exact else Automata()
    part = Part(keeping, lambda _: None, automata=automata)
    sessions = FleetSessions(part, automata, keeping.about)
    for batch in batches:
        feed(sessions, batch)
        yield from keeping.batches(_MOST_ROWS)
    sessions.close_all()
    keeping.fleet(part.counts)
    yield from keeping.batches(1)


def feed(sessions: FleetSessions, batch: Any) -> int:  # noqa: ANN401 - Arrow has no types
    """Take the rows of a batch; how many there were. A session that goes on stands last in a batch that is sorted."""
    names = map(str, batch.column("session").to_pylist())
    dated = "date" in batch.schema.names
    dates: Iterable[Any] = batch.column("date").to_pylist() if dated else [None] * batch.num_rows
    for name, line, date in zip(names, batch.column("line").to_pylist(), dates, strict=True):
        text = line.decode(errors="replace") if isinstance(line, bytes) else line
        sessions.take(name, text or "", None if date is None else str(date))
    return batch.num_rows


def agreed(batches: Batches) -> Fleet:
    """Phase two: what all parts together know of each version."""
    counts = Counts()
    for batch in batches:
        for kind, own in zip(batch.column("kind").to_pylist(), batch.column("own").to_pylist(), strict=True):
            if kind == FLEET:
                counts.add(Counts(versions=fleet_of(own)))
    return counts.versions


def told(batches: Batches, fleet: Fleet) -> Iterator[Any]:
    """Phase three: the verdicts on the sessions of a part, as the fleet has them."""
    for batch in batches:
        rows = [row_of(result, spooled, date) for result, spooled, date in finals(batch, fleet)]
        if rows:
            yield batch_of(rows, COLUMNS, verdict_schema())


def finals(batch: Any, fleet: Fleet) -> Iterator[tuple[SessionResult, Spooled, str | None]]:  # noqa: ANN401 - as above
    """Each session of a batch of phase one, as the fleet has it, with what it is by itself, and its date."""
    counts = Counts(versions=fleet)
    columns = [batch.column(name).to_pylist() for name in ("kind", "date", "own")]
    for kind, date, own in zip(*columns, strict=True):
        if kind == SESSION:
            spooled = _spooled(own)
            yield final(spooled, counts), spooled, date


def row_of(result: SessionResult, spooled: Spooled, date: str | None) -> tuple[object, ...]:
    """A row of the table of verdicts."""
    sdk, version = spooled.version or (None, None)
    mode = None if spooled.mode is None else spooled.mode.value
    failure = result.failure
    broken: tuple[object, ...] = (None,) * 5
    if failure is not None:
        broken = failure.requirement, failure.expected, failure.observed, failure.at_ms, failure.line - 1
    about = result.session, sdk, version, mode, date, result.events, result.verdict.value
    return *about, *broken, readings_words(spooled.verdict.readings), result.reason


@cache
def readings_words(readings: Union) -> str:
    """Which options a session leaves, of the interpretations of which it leaves not all."""
    if not readings:
        return ""
    around = hull(readings)
    narrowed = [name for name, options in FIELDS.items() if around & options != options]
    return "; ".join(f"{name}: {' or '.join(options_left(readings, name))}" for name in narrowed)


class Keeping:
    """Takes what phase one puts aside, and gives it as batches."""

    def __init__(self) -> None:
        self._rows: list[tuple[str, str | None, bytes]] = []
        self._date: str | None = None

    def about(self, date: str | None) -> None:
        """What is written next is about this date."""
        self._date = date

    def write(self, spooled: Spooled, /) -> None:
        """One session."""
        self._rows.append((SESSION, self._date, encode(spooled)))

    def fleet(self, counts: Counts) -> None:
        """All that was counted of the versions."""
        states = [(version, fleet.state()) for version, fleet in counts.versions.items()]
        self._rows.append((FLEET, None, encode(states)))

    def batches(self, least: int) -> Iterator[Any]:
        """What there is, once there are so many rows."""
        if len(self._rows) >= least:
            yield batch_of(self._rows, ("kind", "date", "own"), own_schema())
            self._rows = []


def batch_of(rows: Sequence[tuple[object, ...]], names: Sequence[str], schema: Any) -> Any:  # noqa: ANN401 - as above
    """Rows as a batch."""
    columns = [list(column) for column in zip(*rows, strict=True)]
    arrow = needed("pyarrow")
    arrays = [
        arrow.array(column, schema.field(name).type) for name, column in zip(names, columns, strict=True)
    ]
    return arrow.RecordBatch.from_arrays(arrays, schema=schema)


def own_schema() -> Any:  # noqa: ANN401 - Arrow has no types
    """What passes between the phases."""
    arrow = needed("pyarrow")
    return arrow.schema([("kind", arrow.string()), ("date", arrow.string()), ("own", arrow.binary())])


def verdict_schema() -> Any:  # noqa: ANN401 - Arrow has no types
    """The table of verdicts."""
    arrow = needed("pyarrow")
    return arrow.schema([(name, arrow.int64() if name in _NUMBERS else arrow.string()) for name in COLUMNS])


_spooled = Decoder(Spooled).decode
_states = Decoder(list[tuple[Version, FleetState]]).decode


def fleet_of(own: bytes) -> Fleet:
    """What a part knows of the versions."""
    return {version: FleetJudge.of(state) for version, state in _states(own)}
