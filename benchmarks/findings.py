"""How well the cause of a failure is told: the findings of every wrong SDK. `make causes` prints three figures.

Each wrong SDK of `tests/fakes` has one defect, so one finding is right, and its requirements should include the one
that the SDK was written to break. To play all cases takes some minutes;
`--one-in N` takes a part.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from typing import NamedTuple

from tests.model.findings.telling import played
from tests.model.oracle.playing import sample

from benchmarks.kills import EVERY


class Told(NamedTuple):
    """What was found about one wrong SDK: the sentences, and whether the first one's requirements have the expected."""

    name: str
    sentences: tuple[str, ...]
    expected_first: bool


def told(name: str, one_in: int = 1) -> Told:
    """Play one in so many cases on a wrong SDK, and tell what is found."""
    defect = EVERY[name]
    found = played(defect.driver(), sample(0, races=one_in, others=one_in)).findings
    first = bool(found) and defect.primary in found[0].requirements
    return Told(name, tuple(finding.sentence for finding in found), first)


def figures(every: Sequence[Told]) -> Iterator[tuple[str, float, float]]:
    """What is measured, its share of the SDKs about which anything was found, and the goal."""
    found = [each for each in every if each.sentences]
    count = len(found) or 1
    yield "exactly one finding", sum(len(each.sentences) == 1 for each in found) / count, 0.90
    yield "at most two findings", sum(len(each.sentences) <= 2 for each in found) / count, 0.98
    yield (
        "the first breaks the expected requirement",
        sum(each.expected_first for each in found) / count,
        0.97,
    )


def lines(every: Sequence[Told]) -> Iterator[str]:
    """The figures, then what is not as it should be, SDK by SDK."""
    silent = [each.name for each in every if not each.sentences]
    yield f"{len(every)} wrong SDKs, {len(silent)} of them without a failure in these cases"
    for what, share, goal in figures(every):
        yield f"  {what:<45} {share:7.1%}   goal: {goal:.0%} or more"
    for each in every:
        if len(each.sentences) > 1 or (each.sentences and not each.expected_first):
            yield f"{each.name}: {'; '.join(each.sentences)}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures; 0 always: a goal that is missed is for the reader to judge."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.findings", description=__doc__)
    parser.add_argument(
        "--one-in", type=int, default=1, metavar="N", help="play one in N cases (default: all)"
    )
    parser.add_argument("--workers", type=int, default=2, help="processes (default 2)")
    options = parser.parse_args(arguments)
    with ProcessPoolExecutor(options.workers) as pool:
        every = list(pool.map(partial(told, one_in=options.one_in), EVERY, chunksize=4))
    print("\n".join(lines(every)))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
