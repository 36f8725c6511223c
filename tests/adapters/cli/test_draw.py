"""`connref draw`: what is written for each wish, and what is refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.adapters.cli.command import Connref
from tests.diagrams import FOLDER

SESSION = [
    {"session": "s 1/7", "mode": "manual", "tolerance_ms": 0},
    {"at": 0, "input": "init"},
    {"at": 5, "input": "login", "user": "anna"},
    {"at": 10, "input": "connect", "call": "c1"},
    {"at": 200, "kind": "socket_open"},
    {"at": 1_000, "input": "background"},
    {"at": 60_000, "end": True},
]
WRONG = {
    "mode": "manual",
    "steps": [
        {"op": "do", "input": "init"},
        {"op": "do", "input": "login", "user": "anna"},
        {"op": "do", "input": "connect", "call": "c1"},
        {"op": "advance", "ms": 1_000},
    ],
    "observations": [{"at": 30, "kind": "socket_open"}],
    "expected": "down",
    "observed": "up",
}


FAILED = {"verdict": "fail", "cases": 3, "tested": 3, "unplayed": 0, "reason": None, "counterexample": WRONG}


@pytest.fixture
def results(tmp_path: Path) -> Path:
    """A results.json of three cases, with one counterexample."""
    body: dict[str, object] = {
        "schema": "connref-results/2",
        "connref": "0.1.0",
        "seed": 0,
        "profile": "document",
        "implementation": {"name": "acme", "version": "1", "language": "c"},
        "clock": "virtual",
        "tolerance_ms": 0,
        "verdict": "does-not-conform",
        "cases": 3,
        "steps": 9,
        "seconds": 0.1,
        "findings": [],
        "requirements": {"MAN-CONNECT": FAILED},
        "interpretations": {},
    }
    (tmp_path / "results.json").write_text(json.dumps(body), "utf-8")
    return tmp_path


def written(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_without_a_wish_the_usual_pictures_are_drawn(connref: Connref, out: Path) -> None:
    ended = connref("draw", "--out", out)
    assert ended.status == 0
    assert written(out) == ["auto.svg", "link.svg", "manual.svg", "modes.svg", "session.svg"]
    assert (out / "manual.svg").read_bytes() == (FOLDER / "manual.svg").read_bytes()


@pytest.mark.parametrize(
    ("kind", "name", "begins"),
    [
        ("svg", "manual.svg", b"<svg "),
        ("png", "manual.png", b"\x89PNG"),
        ("dot", "manual.dot", b"digraph"),
        ("mermaid", "manual.mmd", b"stateDiagram-v2"),
        ("plantuml", "manual.puml", b"@startuml"),
    ],
)
def test_formats(connref: Connref, out: Path, kind: str, name: str, begins: bytes) -> None:
    assert connref("draw", "manual", "--format", kind, "--out", out).out == f"wrote {out / name}\n"
    assert (out / name).read_bytes().startswith(begins)


def test_requirement_draws_a_picture_for_each_chart_that_it_touches(connref: Connref, out: Path) -> None:
    connref("draw", "--requirement", "CALL-OUTCOME", "--out", out)
    assert written(out) == ["CALL-OUTCOME-auto.svg", "CALL-OUTCOME-link.svg", "CALL-OUTCOME-manual.svg"]


def test_reading_is_drawn_instead_of_the_default(connref: Connref, out: Path) -> None:
    connref("draw", "manual", "--reading", "connect-in-background=refused", "--format", "dot", "--out", out)
    text = (out / "manual-connect-in-background-refused.dot").read_text("utf-8")
    assert '"idle_background" -> "opening_in_grace"' not in text
    assert '"idle_background" -> "opening_in_grace"' in (FOLDER / "manual.dot").read_text("utf-8")


def test_trace_lays_the_path_of_each_session(connref: Connref, out: Path, tmp_path: Path) -> None:
    file = tmp_path / "sessions.jsonl"
    second = [{**SESSION[0], "session": "two"}, *SESSION[1:3]]
    file.write_text("\n".join(json.dumps(line) for line in [*SESSION, *second]), "utf-8")
    connref("draw", "--trace", file, "--format", "dot", "--out", out)
    assert written(out) == ["trace-s-1-7.dot", "trace-two.dot"]
    text = (out / "trace-s-1-7.dot").read_text("utf-8")
    assert "<B>(6)</B>" in text
    assert "<B>(7)</B>" not in text


def test_counterexample_lays_its_path(connref: Connref, out: Path, results: Path) -> None:
    connref("draw", "--counterexample", f"{results}#MAN-CONNECT", "--format", "dot", "--out", out)
    text = (out / "counterexample-MAN-CONNECT.dot").read_text("utf-8")
    assert "How acme breaks MAN-CONNECT" in text
    assert "<B>(4)</B>" in text


def test_coverage_shades_both_modes(connref: Connref, out: Path, results: Path) -> None:
    connref("draw", "--coverage", results, "--format", "dot", "--out", out)
    assert written(out) == ["coverage-auto.dot", "coverage-manual.dot"]
    assert "visits" in (out / "coverage-manual.dot").read_text("utf-8")


def test_findings_are_drawn_for_each_mode_in_which_something_was_found(
    connref: Connref, out: Path, results: Path, tmp_path: Path
) -> None:
    body = json.loads((results / "results.json").read_text("utf-8"))
    story = body["requirements"]["MAN-CONNECT"]["counterexample"]
    finding = {
        "id": "F1",
        "mode": "manual",
        "locations": ["grace"],
        "events": ["time"],
        "after": None,
        "should": "up",
        "does": "goes down",
        "sentence": "In grace, when time passes, the connection goes down",
        "because": None,
        "sometimes": False,
        "minimal": True,
        "requirements": ["MAN-CONNECT"],
        "cases": 1,
        "counterexample": story,
    }
    path = tmp_path / "found.json"
    path.write_text(json.dumps({**body, "findings": [finding]}), "utf-8")
    connref("draw", "--findings", path, "--format", "dot", "--out", out)
    assert written(out) == ["findings-manual.dot"]
    assert "✘ F1: goes down" in (out / "findings-manual.dot").read_text("utf-8")


def test_a_run_without_findings_has_nothing_to_draw(
    connref: Connref, out: Path, results: Path, tmp_path: Path
) -> None:
    path = tmp_path / "nothing.json"
    path.write_text(
        json.dumps({**json.loads((results / "results.json").read_text("utf-8")), "findings": []}), "utf-8"
    )
    assert "no findings" in connref.refuses("draw", "--findings", path, "--out", out)


def test_links_can_lead_elsewhere(connref: Connref, out: Path) -> None:
    connref("draw", "auto", "--links", "https://example.org/r#", "--out", out)
    assert 'xlink:href="https://example.org/r#AUTO-BACKGROUND"' in (out / "auto.svg").read_text("utf-8")


def test_all_writes_the_gallery(connref: Connref, out: Path) -> None:
    ended = connref("draw", "--all", "--out", out)
    assert written(out) == written(FOLDER)
    assert f"begin with {out / 'README.md'}" in ended.out


def test_wrong_use_is_explained(connref: Connref, results: Path, tmp_path: Path) -> None:
    assert "there is no picture tree" in connref.refuses("draw", "tree")
    assert "did you mean MAN-PING-LOOP?" in connref.refuses("draw", "--requirement", "MAN-PING-LOP")
    assert "chooses nothing" in connref.refuses("draw", "--reading", "held")
    assert "has no option 'maybe'" in connref.refuses("draw", "--reading", "server-close=maybe")
    assert "MAN-GRACE" in connref.refuses("draw", "--counterexample", f"{results}#MAN-GRACE")
    assert "No such file" in connref.refuses("draw", "--trace", tmp_path / "none.jsonl")
    (tmp_path / "empty.jsonl").write_text("", "utf-8")
    assert "no session begins there" in connref.refuses("draw", "--trace", tmp_path / "empty.jsonl")
    (tmp_path / "broken.jsonl").write_text("{", "utf-8")
    assert "line 1: not JSON" in connref.refuses("draw", "--trace", tmp_path / "broken.jsonl")
