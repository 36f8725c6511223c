"""What the kit says of every wrong SDK of `tests/fakes`, a JSON file each: a program that each state runs itself.

python collect_fakes.py CASES FOLDER PART/PARTS [full]

CASES is what `connref cases --json` printed. A sample is played: the named scenarios of the requirement that the SDK
breaks first, many of the other cases that aim at it, few of all others; the same ones each time, chosen by their ids.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from zlib import crc32

from connref_adapters.reports import model_catalogue, results_json
from connref_adapters.testing import ConnrefKit
from fakes import WRONG, Defect

AIMED = 4
RACES = 200
OTHERS = 40


def chosen(cases: Iterable[tuple[str, str]], defect: Defect) -> Iterator[str]:
    """The ids of the sample for this SDK, of (id, requirement)."""
    for name, requirement in cases:
        if crc32(name.encode()) % _share(name, aimed=requirement == defect.primary, defect=defect) == 0:
            yield name


def _share(name: str, *, aimed: bool, defect: Defect) -> int:
    """One case in how many like this one is played."""
    if name.startswith(f"{defect.primary}/"):
        return 1
    if aimed:
        return AIMED
    return RACES if name.startswith("race/") else OTHERS


def judged(defect: Defect, only: tuple[str, ...]) -> dict[str, object]:
    """What the SDK breaks, and what a run finds."""
    report = ConnrefKit().judge(defect.driver, only=only)
    results = json.loads(results_json(report, model_catalogue()))
    blamed = {name: results["requirements"][name] for name in report.failing()}
    return {
        "breaks": [defect.primary, *sorted(defect.expected - {defect.primary})],
        "verdict": results["verdict"],
        "blamed": blamed,
        "interpretations": results["interpretations"],
    }


def main(cases_file: str, folder: str, part: str, full: str = "") -> None:
    """Write one file for each SDK of this part."""
    first, step = map(int, part.split("/"))
    lines = map(json.loads, Path(cases_file).read_text(encoding="utf-8").splitlines())
    cases = [(case["id"], case["requirement"]) for case in lines]
    for name, defect in islice(WRONG.items(), first, None, step):
        only = () if full else tuple(chosen(cases, defect))
        text = json.dumps(judged(defect, only), indent=1)
        Path(folder, f"{name}.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
