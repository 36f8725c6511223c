"""The verdict table: plain lines for a pipe, rich on a terminal, and nothing a foreign text can do to either."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
from tests.adapters.reports.sample import CATALOGUE, conforming_report, sample_report, stays_up

from connref_adapters.reports import (
    Baseline,
    Counterexample,
    Implementation,
    KnownFailure,
    RequirementResult,
    Verdict,
    apply_baseline,
    load_baseline,
    print_verdicts,
    verdict_lines,
    write_baseline,
)
from connref_adapters.reports.data import NOT_SELECTED
from connref_adapters.reports.terminal import folded


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_the_headline_comes_first_and_last_with_the_findings_right_above() -> None:
    lines = verdict_lines(sample_report(), CATALOGUE)
    assert lines[0].startswith("acme-chat 4.2.0 does not conform: ")
    assert lines.index("Session:") < lines.index("Manual mode:") < lines.index("✘ MAN-GRACE-ENDS fails")
    assert lines[-1] == lines[0]
    assert lines[-4:-1] == [
        "",
        f"  F1 {stays_up().sentence} (861 cases; breaks MAN-GRACE-ENDS, MAN-BACKGROUND-STAYS-DOWN)",
        "  F2 When the internet comes back, it opens a second socket (2 cases; breaks RES-ONE-SOCKET)",
    ]


def test_without_findings_what_fails_stands_right_above_the_headline() -> None:
    lines = verdict_lines(replace(sample_report(), findings=()), CATALOGUE)
    assert [line.split()[2] for line in lines[-5:-1]] == list(sample_report().failing())


def test_a_failure_names_the_findings_by_which_it_breaks() -> None:
    lines = verdict_lines(sample_report(), CATALOGUE)
    at = lines.index("✘ RES-ONE-SOCKET fails")
    assert lines[at + 2] == "    breaks by F2: When the internet comes back, it opens a second socket"


def test_what_was_written_and_the_command_that_plays_it_again_are_shown_as_they_are_given() -> None:
    lines = verdict_lines(
        sample_report(), CATALOGUE, written=["wrote x/results.json"], again=lambda id_: f"again {id_}"
    )
    assert "wrote x/results.json" in lines
    assert "    again: again MAN-GRACE-ENDS" in lines


def test_only_what_was_asked_is_said() -> None:
    left_out = RequirementResult(Verdict.UNSUPPORTED, 0, reason=NOT_SELECTED)
    asked = dict.fromkeys(CATALOGUE.requirements, left_out)
    asked["MAN-GRACE"] = RequirementResult(Verdict.PASS, 3, tested=2)
    lines = verdict_lines(replace(conforming_report(), requirements=asked), CATALOGUE)
    assert lines[0] == "right-chat 1.0 conforms: 1 requirement tested and holds"
    assert [line for line in lines if "MAN-" in line] == [
        "  ✔ holds      MAN-GRACE                  tested in 2 of 3 cases"
    ]
    assert not [line for line in lines if "Session" in line]


@pytest.mark.parametrize("width", [80, 40])
def test_no_word_is_broken_at_the_width_of_the_terminal(width: int) -> None:
    for line in verdict_lines(sample_report(), CATALOGUE):
        parts = folded(line, width)
        assert " ".join(line.split()) == " ".join(" ".join(parts).split())
        if "again: " not in line:
            assert all(len(part) <= width or len(part.split()) == 1 for part in parts), line


def test_a_command_is_never_folded() -> None:
    command = (
        "    again: connref replay 'a folder/results.json#MAN-GRACE' --driver 'node my-driver.mjs --and more'"
    )
    assert folded(command, 40) == [command]


def test_a_failure_has_its_minimal_steps_and_how_to_run_it_again() -> None:
    lines = verdict_lines(sample_report(), CATALOGUE)
    assert "    observed: up at 30.251 s" in lines
    assert "       5. [250 ms] The app goes into the background" in lines
    assert "    again: connref replay results.json#MAN-GRACE-ENDS --driver …" in lines


def test_failing_requirements_lead_their_family() -> None:
    lines = verdict_lines(sample_report(), CATALOGUE)
    family = lines[lines.index("Manual mode:") + 1 : lines.index("Events:")]
    words = [line.split()[1] for line in family]
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
    every = tuple(
        KnownFailure(id_, f"because {id_}")
        for verdict in (Verdict.FAIL, Verdict.INCONCLUSIVE)
        for id_ in sample_report().with_verdict(verdict)
    )
    outcome = apply_baseline(sample_report(), Baseline("acme-chat", every), CATALOGUE)
    lines = verdict_lines(sample_report(), CATALOGUE, outcome)
    assert "Baseline: holds, 5 known failures." in lines
    assert "✘ MAN-CONNECT fails  (known: because MAN-CONNECT)" in lines
    stale = apply_baseline(conforming_report(), Baseline("right-chat", every[:1]), CATALOGUE)
    told = verdict_lines(conforming_report(), CATALOGUE, stale)
    assert told[told.index("Baseline: does not hold:") + 1].strip().startswith("MAN-CONNECT passes now")


def test_a_finding_that_the_baseline_lacks_is_told(tmp_path: Path) -> None:
    path = tmp_path / "baseline.json"
    path.write_bytes(write_baseline(replace(sample_report(), findings=sample_report().findings[:1])))
    known = load_baseline(path)
    outcome = apply_baseline(sample_report(), known, CATALOGUE)
    lines = verdict_lines(sample_report(), CATALOGUE, outcome)
    at = lines.index("Baseline: does not hold:")
    assert lines[at + 1] == (
        "  F2 is not in the baseline: When the internet comes back, it opens a second socket"
    )
    assert [line.endswith(", known") for line in lines[-3:-1]] == [True, False]


def test_a_failure_without_a_counterexample_says_so() -> None:
    report = replace(sample_report(), requirements={"MAN-GRACE": RequirementResult(Verdict.FAIL, 1)})
    assert "    no counterexample was recorded" in verdict_lines(report, CATALOGUE)
