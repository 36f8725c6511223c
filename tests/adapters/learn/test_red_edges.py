"""Red edges become cases of a run, each named by its line and its word; what is no such file is refused in words."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from connref.cases.own import own_cases
from connref.errors import UsageError
from connref.protocol import Advance, Do, InputName, Mode, Profile
from connref_adapters.learn.red_edges import red_edges

STEPS: list[dict[str, Any]] = [
    {"op": "do", "input": "init"},
    {"op": "do", "input": "login", "user": "login-2"},
    {"op": "do", "input": "connect", "call": "connect-3"},
    {"op": "advance", "ms": 30},
    {"op": "do", "input": "background"},
    {"op": "advance", "ms": 30_000},
]


def story(**changes: object) -> str:
    shown = {"mode": "manual", "steps": STEPS, "observations": [], "expected": "down", "observed": "up"}
    body = {"requirement": "MAN-GRACE-ENDS", "word": ["connect", "T", "background"], "counterexample": shown}
    return json.dumps({**body, "minimal": True, "interpretations": {}, **changes})


def test_each_story_is_a_case_with_its_steps(tmp_path: Path) -> None:
    (tmp_path / "witness.jsonl").write_text(f"{story()}\n{story(word=['connect'])}\n", "utf-8")
    first, second = own_cases(red_edges(tmp_path), Profile())
    assert (first.id, second.id) == (
        "own/learned/manual/1.connect.T.background",
        "own/learned/manual/2.connect",
    )
    assert (first.mode, first.requirement) == (Mode.MANUAL, "MAN-GRACE-ENDS")
    assert first.steps[2:5] == (Do(InputName.CONNECT, "connect-3"), Advance(30), Do(InputName.BACKGROUND))
    assert first.steps[5] == Advance(30_000 + 60_001), (
        "and as long as anything can be owed, as for every case"
    )
    assert red_edges(tmp_path / "witness.jsonl") == red_edges(tmp_path)


def test_where_nothing_is_red_there_is_no_case(tmp_path: Path) -> None:
    (tmp_path / "witness.jsonl").write_text("", "utf-8")
    assert red_edges(tmp_path) == ()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "witness.jsonl: .*name what `connref learn --out DIR` wrote"),
        ("{", "not stories of `connref learn`"),
        ("[]", "not stories of `connref learn`"),
        (story(requirement="MAN-NOTHING"), "there is no 'MAN-NOTHING'"),
        (story(counterexample={"mode": "manual", "steps": [{"op": "fly"}]}), "not stories"),
    ],
)
def test_what_is_no_such_file_is_refused(tmp_path: Path, content: str | None, said: str) -> None:
    if content is not None:
        (tmp_path / "witness.jsonl").write_text(content, "utf-8")
    with pytest.raises(UsageError, match=said):
        red_edges(tmp_path)
