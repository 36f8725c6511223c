"""Drawings that lay something over a chart: a recorded session, a counterexample, coverage or findings of a run."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from connref.cases.catalogue import all_cases
from connref.errors import UsageError
from connref.protocol import Case, Mode, Profile
from connref.spec.interpretations import DEFAULT, Reading
from connref_adapters.cli.replay import chosen, split
from connref_adapters.cli.results import results_file
from connref_adapters.drawing.charts import ChartName
from connref_adapters.drawing.drawing import Drawing, chart_drawing
from connref_adapters.drawing.following import counterexample_path, session_path, visits
from connref_adapters.drawing.instead import findings_pictures
from connref_adapters.drawing.views import coverage_picture, path_picture
from connref_adapters.drivers import Clock, in_process
from connref_adapters.drivers.reference import ReferenceDriver
from connref_adapters.kit.play import RunSettings, within_budget
from connref_adapters.kit.rehearsal import Rehearsal
from connref_adapters.recorded.format import Event, event_from_json, foreign, is_header
from connref_adapters.recorded.header import Header, header_from_json
from connref_adapters.recorded.instants import Instants, Unit, WrongUnitError
from connref_adapters.reports import RunReport, Verdict, load_results
from connref_adapters.reports.explorer_link import established
from connref_adapters.reports.text import count
from connref_adapters.reports.words import expected_words, observed_words
from connref_adapters.safe_text import visible


def overlays(
    trace: Path | None,
    counterexample: str | None,
    coverage: Path | None,
    findings: Path | None,
    reading: Reading,
    links: str,
) -> Iterator[Drawing]:
    """The drawings of a recording, of a RESULTS#ID, of a run's coverage and findings, each where it is given.

    Raises `UsageError` for wishes that cannot be.
    """
    if trace is not None:
        yield from _trace(trace, reading, links)
    if counterexample is not None:
        yield from _counterexample(counterexample, reading, links)
    if coverage is not None:
        yield from _coverage(coverage, links)
    if findings is not None:
        yield from _findings(findings, reading, links)


def _findings(results: Path, reading: Reading, links: str) -> Iterator[Drawing]:
    """Raises `UsageError` where nothing was found: there is nothing to draw."""
    report = load_results(results_file(results))
    if not report.findings:
        raise UsageError(f"{results}: it has no findings, so there is nothing to draw")
    who = visible(report.implementation.name, 60)
    for name, picture in findings_pictures(report.findings, who, _reading_of(report, reading)):
        yield chart_drawing(name, picture, links)


def _counterexample(wanted: str, reading: Reading, links: str) -> Iterator[Drawing]:
    path, requirement = split(wanted)
    report = load_results(path)
    shown = chosen(path, requirement, report)
    mode, ways, place = counterexample_path(shown, _profile(report), _reading_of(report, reading))
    title = f"How {visible(report.implementation.name, 60)} breaks {requirement}"
    words = f"expected {expected_words(shown)}, observed {observed_words(shown)}"
    stem = f"counterexample-{requirement}"
    picture = path_picture(ChartName(mode.value), title, stem, ways, (place, words))
    yield chart_drawing(ChartName(mode.value), picture, links)


def _reading_of(report: RunReport, asked: Reading) -> Reading:
    """The reading that the run established, but for what is asked for otherwise."""
    default = dict(DEFAULT.choices)
    otherwise = {name: option for name, option in asked.choices if default[name] != option}
    return DEFAULT.but({**established(report.interpretations), **otherwise})


def _trace(recording: Path, reading: Reading, links: str) -> Iterator[Drawing]:
    for header, events in _sessions(recording):
        mode, ways = session_path(header, events, reading)
        stem = "".join(letter if letter.isalnum() or letter in "-_" else "-" for letter in header.session)
        picture = path_picture(
            ChartName(mode.value), f"Session {visible(header.session, 60)}", f"trace-{stem}", ways
        )
        yield chart_drawing(ChartName(mode.value), picture, links)


def _coverage(results: Path, links: str) -> Iterator[Drawing]:
    report = load_results(results_file(results))
    profile = _profile(report)
    cases = tuple(played(report, profile))
    with in_process(ReferenceDriver) as driver:
        counted = visits(driver, cases, profile, DEFAULT)
        driver.bye()
    for mode in Mode:
        title = (
            f"{mode.value.capitalize()} mode: how often {count(len(cases), 'case')} of the run take each way"
        )
        picture = coverage_picture(ChartName(mode.value), title, f"coverage-{mode.value}", counted[mode])
        yield chart_drawing(ChartName(mode.value), picture, links)


def played(report: RunReport, profile: Profile) -> Iterator[Case]:
    """The cases of a run that come from the catalogue, in its order; stories that it explored have no name to go by."""
    left_out = set(report.with_verdict(Verdict.UNSUPPORTED))
    fitting = (case for case in all_cases(profile) if case.requirement not in left_out)
    if report.clock == Clock.REAL.value:
        fitting = within_budget(fitting, RunSettings().budget_ms, Rehearsal(profile).tests)
    return islice(fitting, report.cases)


def _profile(report: RunReport) -> Profile:
    return Profile(tolerance_ms=report.tolerance_ms)


def _sessions(path: Path) -> Iterator[tuple[Header, list[tuple[int, Event]]]]:
    """The sessions of a recording. Raises `UsageError` for the file and `ProtocolError` for a line."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror}; name a file of recorded sessions") from error
    header: Header | None = None
    instants = Instants(Unit.MS, 0)
    events: list[tuple[int, Event]] = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            body = json.loads(line)
        except ValueError as error:
            raise UsageError(f"{path}, line {number}: not JSON ({error})") from error
        if is_header(body):
            if header is not None:
                yield header, events
            header, events = header_from_json(body), []
            instants = header.instants()
        elif foreign(body) is None:
            try:
                at = instants.read(body.get("at"))
            except WrongUnitError as error:
                raise UsageError(f"{path}, line {number}: {error}") from error
            events.append((at, event_from_json({**body, "at": at})))
    if header is None:
        raise UsageError(
            f"{path}: no session begins there; the first line has session, mode and tolerance_ms"
        )
    yield header, events
