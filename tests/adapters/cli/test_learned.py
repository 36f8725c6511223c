"""`connref run --complete K`: the suites of the document's diagram; `--learned DIR`: the red edges of an SDK's own."""

from __future__ import annotations

import json
from pathlib import Path

from tests.adapters.cli.command import Connref, fake
from tests.adapters.learn.test_red_edges import story


def test_the_complete_suite_is_played_without_learning(connref: Connref) -> None:
    ended = connref("run", "--driver", "reference", "--complete", "0")
    assert ended.status == 0
    assert "it equals this diagram of 48 states" in ended.out
    assert "auto mode. Alphabet: " in ended.out


def test_what_breaks_the_guarantee_is_told(connref: Connref) -> None:
    ended = connref("run", "--driver", fake("login-not-saved"), "--complete", "0")
    assert ended.status == 1
    assert "SES-LOGIN-SAVES, expected" in ended.out
    assert "nothing is promised" in ended.out


def test_the_findings_of_a_run_name_the_red_edges_that_they_explain(connref: Connref, tmp_path: Path) -> None:
    wrong, learned, out = fake("grace-never-ends"), tmp_path / "witness.jsonl", tmp_path / "results"
    learned.write_text(f"{story()}\n", "utf-8")
    ended = connref("run", "--driver", wrong, "--learned", learned, "--only", "own", "--out", out)
    assert ended.status == 1
    [finding] = json.loads((out / "results.json").read_text("utf-8"))["findings"]
    assert finding["sentence"] == "In grace, when the deadline comes, the connection stays up"
    assert finding["edges"] == ["manual/1.connect.T.background"]


def test_what_is_not_learned_is_refused(connref: Connref, tmp_path: Path) -> None:
    said = connref.refuses("run", "--driver", "reference", "--learned", tmp_path, "--out", tmp_path / "out")
    assert "witness.jsonl: No such file or directory; name what `connref learn --out DIR` wrote" in said
