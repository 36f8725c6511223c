"""The reports of `connref check`: bounded, harmless on a terminal, and readable by a program."""

from __future__ import annotations

import io
import json
from collections import Counter

import pytest

from connref_adapters.recorded.report import MOST_MALFORMED, JsonReport, TextReport
from connref_adapters.recorded.result import (
    CheckSummary,
    Malformed,
    SessionFailure,
    SessionResult,
    SessionVerdict,
)

FAILED = SessionResult(
    "s",
    "f",
    1,
    9,
    8,
    1,
    SessionVerdict.FAIL,
    frozenset({"MAN-GRACE"}),
    SessionFailure("MAN-GRACE", "up", "down", 5, 7, "r (f:3)"),
)


def text(*results: SessionResult, malformed: int = 0, summary: CheckSummary | None = None) -> list[str]:
    stream = io.StringIO()
    report = TextReport(stream)
    for result in results:
        report.session(result)
    for number in range(malformed):
        report.malformed(Malformed("f", number + 1, "not JSON"))
    report.summary(summary or CheckSummary(), 1.26)
    return stream.getvalue().splitlines()


def test_a_failure_in_full() -> None:
    assert text(FAILED)[:5] == [
        "fail          s (f:1-9): 8 events, 1 unusable line",
        "    MAN-GRACE at 5 ms, line 7 of f",
        "    expected: up",
        "    observed: down",
        "    contradicts session r (f:3)",
    ]


def test_unusable_lines_are_named_up_to_a_number_and_all_counted() -> None:
    found = text(malformed=MOST_MALFORMED + 3)
    assert found[MOST_MALFORMED - 1] == f"unusable      f:{MOST_MALFORMED}: not JSON"
    assert found[MOST_MALFORMED] == "unusable      f: 3 more lines"


def test_the_summary() -> None:
    summary = CheckSummary(
        sessions=Counter({SessionVerdict.CONFORMS: 3, SessionVerdict.FAIL: 2}),
        failures=Counter({"MAN-GRACE": 2}),
        tested=Counter({"MAN-GRACE": 4, "MAN-CONNECT": 5}),
        foreign=Counter({"kind blink": 3, "not JSON": 12}),
        events=1_234_567,
        malformed=4,
        unused=9,
        interpretations={
            ("acme", "2"): {"ping-at-deadline": ["inclusive"], "connect-when-up": ["success", "error"]},
            None: {"connect-when-up": ["success", "error"]},
        },
    )
    assert text(summary=summary) == [
        "",
        "5 sessions: 3 conform, 2 fail, 0 inconclusive; 1\u202f234\u202f567 events, 4 unusable lines in 1.3 s",
        "  2 requirements tested, 9 times in all",
        "  MAN-GRACE                  fails in 2 sessions",
        "  9 events of sessions whose header could not be used",
        "  12 lines skipped: not JSON",
        "  3 lines skipped: kind blink",
        "Readings exhibited by acme 2:",
        "  ping-at-deadline               inclusive",
    ]


@pytest.mark.parametrize("name", ["\x1b[2J", "\ud800", "\u202etxt", "a\nb"])
def test_a_name_from_a_file_does_nothing_to_a_terminal(name: str) -> None:
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding="ascii", write_through=True)
    TextReport(stream).session(SessionResult(name, "f", 1, 2, 1, 0, SessionVerdict.INCONCLUSIVE, reason=name))
    written = raw.getvalue().decode("ascii")
    assert name not in written
    assert all(line.isprintable() for line in written.splitlines())
    assert len(written.splitlines()) == 2


def test_json_lines_are_ascii_and_one_each() -> None:
    stream = io.StringIO()
    report = JsonReport(stream)
    report.session(SessionResult("\ud800\n", "f", 1, 2, 1, 0, SessionVerdict.INCONCLUSIVE, reason="why"))
    report.session(FAILED)
    report.malformed(Malformed("f", 3, "not JSON"))
    report.summary(CheckSummary(), 0.12345)
    assert stream.getvalue().isascii()
    doubtful, failed, malformed, summary = (json.loads(line) for line in stream.getvalue().splitlines())
    assert (doubtful["session"], doubtful["reason"]) == ("\ud800\n", "why")
    assert (failed["expected"], failed["observed"], failed["contradicts"]) == ("up", "down", "r (f:3)")
    assert malformed == {"type": "malformed", "file": "f", "line": 3, "problem": "not JSON"}
    assert summary["seconds"] == 0.123
    assert summary["sessions"] == {verdict.value: 0 for verdict in SessionVerdict}
