"""What is written: every file, readable again; stories to replay; the guarantee, and why there is no more of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.adapters.learn.small import driver, follows, learned

from connref.errors import UsageError
from connref.protocol import step_from_request
from connref_adapters.learn.report import blamed_lines, diagram, guarantee_text, load_learned, write_learned
from fakes import RIGHT


def test_everything_is_written_and_read_again(tmp_path: Path) -> None:
    connection = driver("grace-never-ends")
    result = learned(connection, established=follows(RIGHT["plain"]), extra=0)
    implementation = connection.hello().implementation
    written = write_learned(tmp_path, [result], implementation, {"ping-at-deadline": ["inclusive"]})
    names = {path.name for path in written}
    assert {
        "guarantee.txt",
        "learned.json",
        "witness.jsonl",
        "learned-manual-core.svg",
        "diff-manual.svg",
    } <= names
    assert all(path.stat().st_size for path in written)
    assert load_learned(tmp_path) == [diagram(result, implementation)]
    assert load_learned(tmp_path / "learned.json") == load_learned(tmp_path)
    stories = [json.loads(line) for line in (tmp_path / "witness.jsonl").read_text().splitlines()]
    assert len(stories) == len(result.blamed) > 0
    for story in stories:
        assert story["requirement"].startswith("MAN-")
        assert [step_from_request(step) for step in story["counterexample"]["steps"]]
    assert "red" in (tmp_path / "guarantee.txt").read_text()
    assert len(list(blamed_lines([result]))) == len(stories)


def test_where_nothing_was_learned_that_is_said(tmp_path: Path) -> None:
    connection = driver()
    result = learned(connection, budget_s=0.0)
    write_learned(tmp_path, [result], connection.hello().implementation, {})
    body = json.loads((tmp_path / "learned.json").read_text())
    assert body["machines"][0]["diagram"] is None
    assert "It ended early: the budget was spent" in guarantee_text([result])
    assert load_learned(tmp_path) == []


def test_both_stories_of_a_contradiction_are_kept(tmp_path: Path) -> None:
    connection = driver("ping-when-down-changes-with-reset")
    result = learned(connection)
    write_learned(tmp_path, [result], connection.hello().implementation, {})
    told = json.loads((tmp_path / "learned.json").read_text())["machines"][0]["contradiction"]
    first, second = told["observations"]
    assert first != second
    assert told["steps"]


@pytest.mark.parametrize(
    ("content", "said"), [(None, "learned.json"), ("{", "not JSON"), ("[]", "not a connref-learned/1 file")]
)
def test_a_file_that_is_none_is_named(tmp_path: Path, content: str | None, said: str) -> None:
    if content is not None:
        (tmp_path / "learned.json").write_text(content)
    with pytest.raises(UsageError, match=said):
        load_learned(tmp_path)
