"""The tables that a run leaves beside its verdicts: groups of sessions that are alike, and shares by version."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from connref_adapters.fleet.dataset import write_table
from connref_adapters.fleet.extra import needed
from connref_adapters.fleet.run import Outcome
from connref_adapters.fleet.table import batch_of, readings_words
from connref_adapters.recorded.result import Version

_EXEMPLARS = 5
GROUPS = ("sdk", "version", "readings", "requirement", "sessions", "exemplars")
SUMMARY = ("sdk", "version", "date", "requirement", "sessions", "fail", "share", "exemplar")


def write_tables(outcome: Outcome, out: str) -> None:
    """Write `groups.parquet` and `summary.parquet` under a folder."""
    arrow = needed("pyarrow")
    text, number = arrow.string(), arrow.int64()
    groups = [text, text, text, text, number, arrow.list_(text)]
    summary = [text, text, text, text, number, number, arrow.float64(), text]
    _write(f"{out}/groups.parquet", GROUPS, groups, list(group_rows(outcome)))
    _write(f"{out}/summary.parquet", SUMMARY, summary, list(summary_rows(outcome)))


def _write(place: str, names: tuple[str, ...], types: list[Any], rows: list[tuple[object, ...]]) -> None:
    schema = needed("pyarrow").schema(list(zip(names, types, strict=True)))
    write_table(place, [batch_of(rows, names, schema)] if rows else [], schema)


def group_rows(outcome: Outcome) -> Iterator[tuple[object, ...]]:
    """Sessions with the same readings, and sessions that break the same by themselves: how many, and the few least."""
    for version in sorted(outcome.fleet, key=str):
        state = outcome.fleet[version].state()
        for readings, number, held in state.groups:
            yield (
                *_named(version),
                readings_words(readings),
                None,
                number,
                [each.id for each in held[:_EXEMPLARS]],
            )
        for _, requirement, number, held in state.failed:
            yield *_named(version), None, requirement, number, [each.id for each in held[:_EXEMPLARS]]


def summary_rows(outcome: Outcome) -> Iterator[tuple[object, ...]]:
    """The share of sessions that fail, for each version, date and requirement; the exemplar is the least by name."""
    for broken in sorted(
        outcome.broken, key=lambda each: (str(each.version), str(each.date), each.requirement)
    ):
        judged = outcome.judged[broken.version, broken.date]
        share = broken.sessions / judged
        about = broken.date, broken.requirement, judged, broken.sessions, share, broken.least.session
        yield *_named(broken.version), *about


def _named(version: Version) -> tuple[str | None, str | None]:
    return version or (None, None)
