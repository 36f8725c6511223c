"""The verdict table: plain lines for a pipe, rich on a terminal, and nothing a foreign text can do to either."""

from __future__ import annotations

import io
from dataclasses import replace

from tests.adapters.reports.sample import CATALOGUE, conforming_report, sample_report

from connref_adapters.reports import (
    Baseline,
    Counterexample,
    Implementation,
    KnownFailure,
    RequirementResult,
    Verdict,
    apply_baseline,
    print_verdicts,
    verdict_lines,
)


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_the_headline_comes_first_then_failures_then_the_families() -> None:
    lines = verdict_lines(sample_report(), CATALOGUE)
    assert lines[0].startswith("acme-chat 4.2.0 does not conform: ")
    assert lines.index("✘ MAN-GRACE-ENDS fails") < lines.index("Session:") < lines.index("Manual mode:")


def test_a_failure_has_its_minimal_steps_and_how_to_run_it_again() -> None:
    lines = verdict_lines(sample_report(), CATALOGUE)
    assert "    observed: up at 30.251 s" in lines
    assert "       5. [250 ms] The app goes into the background" in lines
    assert "    again: connref replay results.json#MAN-GRACE-ENDS" in lines


def test_failing_requirements_lead_their_family() -> None:
    lines = verdict_lines(sample_report(), CATALOGUE)
    family = lines[lines.index("Manual mode:") + 1 : lines.index("Events:")]
    words = [line.split()[0] for line in family]
    assert words == ["fails"] * 3 + [word for word in words if word != "fails"]
    assert len(words) == 16


def test_only_readings_that_were_told_apart_are_listed() -> None:
    lines = verdict_lines(sample_report(), CATALOGUE)
    at = lines.index("Readings exhibited:")
    shown = lines[at + 1 : lines.index("", at)]
    assert [line.split(maxsplit=1) for line in shown] == [
        ["ping-at-deadline", "inclusive"],
        ["connect-in-background", "grace-from-open or grace-from-call"],
        ["server-close", "reconnects"],
    ]


def test_every_requirement_is_in_both_outputs() -> None:
    for stream in (io.StringIO(), Terminal()):
        print_verdicts(sample_report(), CATALOGUE, stream)
        assert all(id_ in stream.getvalue() for id_ in CATALOGUE.requirements)


def test_a_pipe_gets_no_colours() -> None:
    pipe = io.StringIO()
    print_verdicts(sample_report(), CATALOGUE, pipe)
    assert "\x1b" not in pipe.getvalue()


def test_a_terminal_gets_the_signs() -> None:
    terminal = Terminal()
    print_verdicts(sample_report(), CATALOGUE, terminal)
    assert "✘ fail" in terminal.getvalue()
    assert "Manual mode" in terminal.getvalue()


def test_terminal_escapes_of_an_sdk_are_shown_and_not_obeyed() -> None:
    hostile = "\x1b]0;owned\x07[bold]x[/bold]\r\n"
    broken = RequirementResult(Verdict.FAIL, 1, Counterexample(None, (), (), hostile, hostile))
    report = replace(
        sample_report(), implementation=Implementation(hostile, "", ""), requirements={"MAN-GRACE": broken}
    )
    for stream in (io.StringIO(), Terminal()):
        print_verdicts(report, CATALOGUE, stream)
        assert "\x1b]0" not in stream.getvalue()
        assert "\x07" not in stream.getvalue()
        assert "[bold]x[/bold]" in stream.getvalue()


def test_a_stream_that_knows_ascii_only_gets_escapes() -> None:
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding="ascii")
    print_verdicts(sample_report(), CATALOGUE, stream)
    stream.flush()
    assert b"\\u2192 120 ms" in raw.getvalue()


def test_a_run_that_conforms_is_short() -> None:
    lines = verdict_lines(conforming_report(), CATALOGUE)
    assert not [line for line in lines if "✘" in line]
    assert len(lines) < 60


def test_the_baseline_has_the_last_word() -> None:
    every = tuple(KnownFailure(id_, f"because {id_}") for id_ in sample_report().with_verdict(Verdict.FAIL))
    outcome = apply_baseline(sample_report(), Baseline("acme-chat", every), CATALOGUE)
    lines = verdict_lines(sample_report(), CATALOGUE, outcome)
    assert "Baseline: holds, 4 known failures." in lines
    assert "✘ MAN-CONNECT fails  (known: because MAN-CONNECT)" in lines
    stale = apply_baseline(conforming_report(), Baseline("right-chat", every[:1]), CATALOGUE)
    told = verdict_lines(conforming_report(), CATALOGUE, stale)
    assert told[told.index("Baseline: does not hold:") + 1].strip().startswith("MAN-CONNECT passes now")


def test_a_failure_without_a_counterexample_says_so() -> None:
    report = replace(sample_report(), requirements={"MAN-GRACE": RequirementResult(Verdict.FAIL, 1)})
    assert "    no counterexample was recorded" in verdict_lines(report, CATALOGUE)
