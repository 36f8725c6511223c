"""The verdict on two collected states, as lines for a person: what differs by kind, what could not be compared."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

from tests.same.collecting import failure
from tests.same.differences import differences
from tests.same.kinds import Kind

MOST_SHOWN = 20
"""Differences that are shown of one kind; all of them are counted."""


def report(wanted: Sequence[Kind], base: Path, here: Path) -> tuple[bool, list[str]]:
    """Whether both are equal in all that could be compared, and what to print.

    Nothing equal at all is not equal: a comparison of nothing proves nothing.
    """
    lines: list[str] = []
    equal: list[str] = []
    different: list[str] = []
    for kind in wanted:
        if kind.may_be_absent and failure(base, kind) and (why := failure(here, kind)):
            lines.append(f"{kind.name}: NOT COMPARED, because neither state could: {why}")
        elif found := list(_of_kind(kind, base, here)):
            different.append(kind.name)
            lines += found
        else:
            equal.append(kind.name)
    lines.append(f"equal: {', '.join(equal) or 'nothing'}")
    if different:
        lines.append(f"different: {', '.join(different)}")
    return bool(equal) and not different, lines


def _of_kind(kind: Kind, base: Path, here: Path) -> Iterator[str]:
    """What differs in one kind; a kind that failed is different, even from another failure."""
    failures = {"base": failure(base, kind), "here": failure(here, kind)}
    if any(failures.values()):
        yield f"{kind.name}: failed"
        yield from (f"    {state}  {why or 'succeeds'}" for state, why in failures.items())
        return
    found = differences(kind.name, base, here)
    shown = list(islice(found, MOST_SHOWN))
    yield from map(str, shown)
    if more := sum(1 for _ in found):
        yield f"{kind.name}: and {more} more"
