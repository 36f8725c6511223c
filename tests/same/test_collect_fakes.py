"""The wrong SDKs: the sample is the same each time and aims at the defect, and what the kit blames is told."""

from __future__ import annotations

import json
from pathlib import Path

from tests.same.collect_fakes import chosen, judged, main

from fakes import WRONG

NAME, DEFECT = next(iter(WRONG.items()))
CASES = [
    *((f"{DEFECT.primary}/{number}", DEFECT.primary) for number in range(10)),
    *((f"row/{number}", DEFECT.primary) for number in range(400)),
    *((f"race/{number}", "INP-ROBUST") for number in range(4000)),
    *((f"row/other/{number}", "INP-ROBUST") for number in range(400)),
]


def test_the_sample_has_all_named_scenarios_and_some_of_everything_else() -> None:
    sample = list(chosen(CASES, DEFECT))
    assert sample == list(chosen(CASES, DEFECT))
    named = [name for name in sample if name.startswith(f"{DEFECT.primary}/")]
    assert len(named) == 10
    assert 50 < len([name for name in sample if name.startswith("row/")]) < 150
    assert 5 < len([name for name in sample if name.startswith("race/")]) < 50


def test_the_requirement_that_a_wrong_sdk_breaks_is_blamed_with_its_story() -> None:
    found = judged(DEFECT, (DEFECT.primary,))
    assert found["verdict"] == "does-not-conform"
    assert DEFECT.primary in json.loads(json.dumps(found))["blamed"]


def test_the_parts_write_every_wrong_sdk_once(tmp_path: Path) -> None:
    cases = tmp_path / "cases.jsonl"
    cases.write_text(
        json.dumps({"id": f"{DEFECT.primary}/x", "requirement": DEFECT.primary}), encoding="utf-8"
    )
    main(str(cases), str(tmp_path), f"0/{len(WRONG)}")
    assert [path.name for path in tmp_path.glob("*.json")] == [f"{NAME}.json"]
