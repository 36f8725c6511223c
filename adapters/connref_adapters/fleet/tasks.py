"""The tasks of judging a fleet: each can run anywhere, and again; what it has done stands in the work folder.

`split` deals the lines of some files out to parts by their session, where a session is spread over several files;
`first` and `last` are phases one and three of a part. A task that is done has left a note, and is not done again: so a
run that was broken off goes on where it was, and a worker that dies costs what it had at hand.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from typing import Any, NamedTuple, TypeVar
from zlib import crc32

from msgspec.json import Decoder, encode

from connref.errors import UsageError
from connref_adapters.fleet.dataset import (
    Lack,
    Source,
    batches,
    read_bytes,
    read_into,
    rows_of,
    sources,
    write_bytes,
    write_table,
)
from connref_adapters.fleet.extra import needed
from connref_adapters.fleet.rows import FleetSessions, ordered
from connref_adapters.fleet.table import (
    FLEET,
    Fleet,
    Keeping,
    batch_of,
    feed,
    fleet_of,
    own_schema,
    verdict_schema,
)
from connref_adapters.fleet.tally import Tally, Tallying
from connref_adapters.recorded.automata import Automata
from connref_adapters.recorded.part import Counts, Part

T = TypeVar("T")
_MOST_ROWS = 20_000
_SPLIT_ROWS = 200_000
_MOST_FILES = 1 << 15
"""How many files are dealt out by one task, at most."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What a run is about. `work` is its folder, `tables` where verdicts go.

    `split` is over how many parts the sessions are dealt out, None where each file holds its sessions whole. `in_order`
    is whether the lines of each session are.
    """

    work: str
    tables: str
    exact: bool = False
    in_order: bool = True
    split: int | None = None


class Counted(NamedTuple):
    """What a task counted on its way."""

    events: int = 0
    malformed: int = 0
    unused: int = 0
    foreign: dict[str, int] = {}  # noqa: RUF012 - never changed
    lacks: tuple[Lack, ...] = ()


_counted = Decoder(Counted).decode
_tally = Decoder(Tally).decode


def split(plan: Plan, number: int, files: Sequence[Source]) -> Counted:
    """Deal the lines of some files out to parts, by their session."""
    return _noted(f"{plan.work}/split/{number:05}.json", _counted, lambda: _split(plan, number, files))


def _split(plan: Plan, number: int, files: Sequence[Source]) -> Counted:
    waiting: dict[int, list[tuple[object, ...]]] = {}
    lacks, lost, pieces, held = list[Lack](), 0, 0, 0
    for place, source in enumerate(files, number * _MOST_FILES):
        try:
            for row in rows_of(source):
                if row.session is None:
                    lost += 1
                    continue
                part = crc32(row.session.encode(errors="surrogatepass")) % (plan.split or 1)
                rank = 0 if row.begins else 1
                waiting.setdefault(part, []).append(
                    (row.session, rank, place, row.seq, row.line, source.date)
                )
                held += 1
                if held >= _SPLIT_ROWS:
                    _deal(plan, number, pieces, waiting)
                    waiting, held, pieces = {}, 0, pieces + 1
        except (OSError, ValueError, KeyError) as error:
            lacks.append(Lack(source.place, str(error)))
    _deal(plan, number, pieces, waiting)
    return Counted(malformed=lost, lacks=tuple(lacks))


_SPLIT_COLUMNS = ("session", "rank", "place", "seq", "line", "date")


def _deal(plan: Plan, number: int, piece: int, waiting: dict[int, list[tuple[object, ...]]]) -> None:
    arrow = needed("pyarrow")
    kinds = (arrow.string(), arrow.int8(), arrow.int32(), arrow.int64(), arrow.string(), arrow.string())
    schema = arrow.schema(list(zip(_SPLIT_COLUMNS, kinds, strict=True)))
    for part, rows in waiting.items():
        place = f"{plan.work}/split/part-{part:05}/{number:05}-{piece:05}.parquet"
        write_table(place, [batch_of(rows, _SPLIT_COLUMNS, schema)], schema)


def first(plan: Plan, number: int, files: Sequence[Source]) -> Counted:
    """Judge the sessions of a part by themselves."""
    return _noted(_note(plan, number), _counted, lambda: _first(plan, number, files))


def judged_already(plan: Plan, number: int) -> Counted | None:
    """What was counted of a part, None where it was not judged yet."""
    note = read_bytes(_note(plan, number))
    return None if note is None else _counted(note)


def _note(plan: Plan, number: int) -> str:
    return f"{plan.work}/first/{number:05}.json"


def _first(plan: Plan, number: int, files: Sequence[Source]) -> Counted:
    keeping, lacks, lost = Keeping(), list[Lack](), 0
    automata = _automata(plan.exact)
    part = Part(keeping, lambda _: None, automata=automata)
    sessions = FleetSessions(part, automata, keeping.about, in_order=plan.in_order and plan.split is None)

    def made() -> Iterator[Any]:
        nonlocal lost
        for source in files:
            before = part.counts.events
            router, problem = read_into(sessions, source)
            sessions.close_all()
            lost += router.lost
            part.counts.unused += router.unused
            part.counts.foreign.update(router.foreign)
            if problem is not None or (plan.split is None and part.counts.events == before):
                lacks.append(Lack(source.place, problem or "it holds no session that can be used"))
            yield from keeping.batches(_MOST_ROWS)
        if plan.split is not None:
            feed_part(plan, number, sessions)
            sessions.close_all()
        keeping.fleet(part.counts)
        yield from keeping.batches(1)

    write_table(f"{plan.work}/first/{number:05}.parquet", made(), own_schema())
    counts = part.counts
    return Counted(counts.events, counts.malformed + lost, counts.unused, dict(counts.foreign), tuple(lacks))


def feed_part(plan: Plan, number: int, sessions: FleetSessions) -> None:
    """Give the lines that were dealt out to a part to their sessions: each session's header first, then in order."""
    arrow = needed("pyarrow")
    found = list(_pieces(plan, number))
    if found:
        table = arrow.Table.from_batches([batch for source in found for batch in batches(source)])
        order = [(name, "ascending") for name in ("session", "rank", "place", "seq")]
        for batch in table.sort_by(order).to_batches():
            feed(sessions, batch)


def lines_of(plan: Plan, number: int, files: Sequence[Source], session: str) -> list[str]:
    """The lines of one session of a part, its header first, in order."""
    if plan.split is None:
        found = [row.line for source in files for row in rows_of(source) if row.session == session]
        return found if plan.in_order else ordered(found)
    compute = needed("pyarrow.compute")
    rows: list[tuple[int, int, int, str]] = []
    for source in _pieces(plan, number):
        for batch in batches(source):
            own = batch.filter(compute.equal(batch.column("session"), session))
            columns = (own.column(name).to_pylist() for name in ("rank", "place", "seq", "line"))
            rows.extend(zip(*columns, strict=True))
    return ordered([line for *_, line in sorted(rows)])


def _pieces(plan: Plan, number: int) -> Iterator[Source]:
    try:
        yield from sources([f"{plan.work}/split/part-{number:05}"])
    except UsageError:
        return


@lru_cache(2)
def _automata(exact: bool) -> Automata | None:  # noqa: FBT001 - a key of the cache
    return None if exact else Automata()


def fleet_in(plan: Plan, parts: Sequence[int]) -> Fleet:
    """Phase two, from what the parts left."""
    counts = Counts()
    for number in parts:
        for batch in _judged(plan, number):
            own = batch.filter(needed("pyarrow.compute").equal(batch.column("kind"), FLEET)).column("own")
            for state in own.to_pylist():
                counts.add(Counts(versions=fleet_of(state)))
    return counts.versions


def _judged(plan: Plan, number: int) -> Iterator[Any]:
    """What phase one left of a part."""
    return batches(Source(f"{plan.work}/first/{number:05}.parquet", 0, ""))


def write_fleet(plan: Plan, fleet: Fleet) -> str:
    """Put down what all parts together know; the name of that."""
    content = encode([(version, fleet[version].state()) for version in sorted(fleet, key=str)])
    key = sha256(content).hexdigest()[:16]
    write_bytes(f"{plan.work}/fleet-{key}.json", content)
    return key


@lru_cache(1)
def _fleet(place: str) -> Fleet:
    content = read_bytes(place)
    if content is None:
        raise FileNotFoundError(place)
    return fleet_of(content)


def notes(plan: Plan, key: str) -> str:
    """Where phase three leaves its notes: beside the tables, so that they are gone when these are."""
    return f"{plan.tables}/_{key}"


def last(plan: Plan, number: int, key: str) -> Tally:
    """Write the verdicts on the sessions of a part, as the fleet has them."""
    return _noted(f"{notes(plan, key)}/{number:05}.json", _tally, lambda: _last(plan, number, key))


def _last(plan: Plan, number: int, key: str) -> Tally:
    tallying = Tallying(number)
    place = f"{plan.tables}/part-{number:05}.parquet"
    write_table(
        place, tallying.told(_judged(plan, number), _fleet(f"{plan.work}/fleet-{key}.json")), verdict_schema()
    )
    return tallying.tally()


def tallied(plan: Plan, number: int, key: str) -> Tally:
    """What the verdicts of a part amount to; nothing is written."""
    tallying = Tallying(number)
    for _ in tallying.told(_judged(plan, number), _fleet(f"{plan.work}/fleet-{key}.json")):
        pass
    return tallying.tally()


def _noted(place: str, decode: Callable[[bytes], T], work: Callable[[], T]) -> T:
    """What a task has left as its note; done now, if it has left none."""
    note = read_bytes(place)
    if note is not None:
        return decode(note)
    done = work()
    write_bytes(place, encode(done))
    return done
