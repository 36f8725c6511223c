"""From what was asked on the command line to drawings."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import islice
from pathlib import Path

from connref.cases.catalogue import all_cases
from connref.errors import DefinitionError, UsageError
from connref.protocol import Case, Mode, Profile
from connref.spec.interpretations import DEFAULT, Reading
from connref.spec.requirements import REQUIREMENTS
from connref_adapters.cli.replay import chosen, split
from connref_adapters.cli.results import results_file
from connref_adapters.drawing.charts import ChartName
from connref_adapters.drawing.drawing import Drawing, chart_drawing, complete_drawing, modes_drawing
from connref_adapters.drawing.following import counterexample_path, session_path, visits
from connref_adapters.drawing.views import chart_picture, coverage_picture, path_picture, requirement_pictures
from connref_adapters.drivers import Clock, in_process
from connref_adapters.drivers.reference import ReferenceDriver
from connref_adapters.kit.play import RunSettings, within_budget
from connref_adapters.recorded.format import (
    Event,
    Header,
    event_from_json,
    header_from_json,
    instant,
    is_header,
)
from connref_adapters.reports import RunReport, Verdict, load_results
from connref_adapters.reports.text import count, visible

PICTURES = ("modes", "auto", "manual", "link", "auto-complete", "manual-complete", "link-complete")
"""What can be drawn by name."""

_USUAL = PICTURES[:4]
_COMPLETE = "-complete"


@dataclass(frozen=True, slots=True)
class Asked:
    """What to draw. Without any wish: the usual pictures."""

    pictures: tuple[str, ...] = ()
    requirement: str | None = None
    reading: tuple[str, ...] = ()
    trace: Path | None = None
    counterexample: str | None = None
    coverage: Path | None = None
    links: str = ""


def drawings(asked: Asked) -> Iterator[Drawing]:
    """The drawings, one after the other. Raises `UsageError` for wishes that cannot be."""
    focused = False
    for wish, draw in (
        (asked.requirement, _requirement),
        (asked.trace, _trace),
        (asked.counterexample, _counterexample),
        (asked.coverage, _coverage),
    ):
        if wish is not None:
            focused = True
            yield from draw(asked)
    if asked.pictures or not focused:
        yield from _pictures(asked)


def reading_of(words: tuple[str, ...]) -> Reading:
    """A reading from words like "connect-in-background=held". Raises `UsageError`."""
    choices: dict[str, str] = {}
    for word in words:
        name, equals, option = word.partition("=")
        if not equals:
            raise UsageError(
                f"{word!r} chooses nothing; write NAME=OPTION, such as connect-in-background=refused"
            )
        choices[name] = option
    try:
        return DEFAULT.but(choices)
    except DefinitionError as error:
        raise UsageError(f"--reading: {error}") from error


def _pictures(asked: Asked) -> Iterator[Drawing]:
    reading = reading_of(asked.reading)
    if unknown := set(asked.pictures) - set(PICTURES):
        raise UsageError(f"there is no picture {', '.join(sorted(unknown))}; there are {', '.join(PICTURES)}")
    for name in asked.pictures or (("auto", "manual") if asked.reading else _USUAL):
        if name == "modes":
            yield modes_drawing(asked.links)
        elif name.endswith(_COMPLETE):
            yield complete_drawing(ChartName(name.removesuffix(_COMPLETE)), asked.links)
        else:
            yield chart_drawing(ChartName(name), chart_picture(ChartName(name), reading), asked.links)


def _requirement(asked: Asked) -> Iterator[Drawing]:
    requirement = str(asked.requirement)
    if requirement not in REQUIREMENTS:
        close = get_close_matches(requirement, REQUIREMENTS, n=1)
        hint = f"did you mean {close[0]}?" if close else f"there are {', '.join(REQUIREMENTS)}"
        raise UsageError(f"{requirement!r} is not a requirement; {hint}")
    for picture in requirement_pictures(requirement, reading_of(asked.reading)):
        yield chart_drawing(ChartName(picture.name.rsplit("-", 1)[1]), picture, asked.links)


def _counterexample(asked: Asked) -> Iterator[Drawing]:
    path, requirement = split(str(asked.counterexample))
    report = load_results(path)
    mode, ways = counterexample_path(
        chosen(path, requirement, report), _profile(report), reading_of(asked.reading)
    )
    title = f"How {visible(report.implementation.name, 60)} breaks {requirement}"
    picture = path_picture(ChartName(mode.value), title, f"counterexample-{requirement}", ways)
    yield chart_drawing(ChartName(mode.value), picture, asked.links)


def _trace(asked: Asked) -> Iterator[Drawing]:
    for header, events in _sessions(asked.trace or Path()):
        mode, ways = session_path(header, events, reading_of(asked.reading))
        stem = "".join(letter if letter.isalnum() or letter in "-_" else "-" for letter in header.session)
        picture = path_picture(
            ChartName(mode.value), f"Session {visible(header.session, 60)}", f"trace-{stem}", ways
        )
        yield chart_drawing(ChartName(mode.value), picture, asked.links)


def _coverage(asked: Asked) -> Iterator[Drawing]:
    report = load_results(results_file(asked.coverage or Path()))
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
        yield chart_drawing(ChartName(mode.value), picture, asked.links)


def played(report: RunReport, profile: Profile) -> Iterator[Case]:
    """The cases of a run that come from the catalogue, in its order; stories that it explored have no name to go by."""
    left_out = set(report.with_verdict(Verdict.UNSUPPORTED))
    fitting = (case for case in all_cases(profile) if case.requirement not in left_out)
    chosen_ones = (
        within_budget(fitting, RunSettings().budget_ms) if report.clock == Clock.REAL.value else fitting
    )
    return islice(chosen_ones, report.cases)


def _profile(report: RunReport) -> Profile:
    return Profile(tolerance_ms=report.tolerance_ms)


def _sessions(path: Path) -> Iterator[tuple[Header, list[tuple[int, Event]]]]:
    """The sessions of a recording. Raises `UsageError` for the file and `ProtocolError` for a line."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror}; name a file of recorded sessions") from error
    header: Header | None = None
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
        else:
            events.append((instant(body), event_from_json(body)))
    if header is None:
        raise UsageError(
            f"{path}: no session begins there; the first line has session, mode and tolerance_ms"
        )
    yield header, events
