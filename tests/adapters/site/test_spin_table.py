"""The table of Spin's verdicts: a line for each, with the states of both provers."""

from __future__ import annotations

import json
from pathlib import Path

from connref.verify.report import VerifyReport, judged_default
from connref_adapters.site.spin_table import spin_table


def test_a_line_for_each_verdict(tmp_path: Path) -> None:
    verdict = {"requirement": "AUTO-DEFAULT", "mode": "auto", "sentence": "it is so", "states": 7}
    verdicts = [{**verdict, "proved": True}, {**verdict, "proved": False}]
    (tmp_path / "spin.json").write_text(json.dumps({"verdicts": verdicts}))
    lines = spin_table(tmp_path / "spin.json", VerifyReport((), (judged_default(),))).splitlines()
    name = "[AUTO-DEFAULT](requirements.md#auto-default)"
    assert lines[2:] == [
        f"| auto | {name} | it is so | 7 | 1 |",
        f"| auto | {name} | BROKEN: it is so | 7 | 1 |",
    ]
