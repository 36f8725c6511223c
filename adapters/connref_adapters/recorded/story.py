"""What a failing session shows, as a run tells it: expected, observed, the story in words, and its timing diagram."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace

from connref.oracle.diagnosis import Violation
from connref.profiles import DOCUMENT_PROFILE, VendorProfile
from connref.protocol import CALLS, INPUT_FIELDS, Case, ObservationKind
from connref_adapters.recorded.lines import Lines
from connref_adapters.recorded.result import SessionFailure, SessionResult
from connref_adapters.recorded.retell import (
    Missing,
    Session,
    as_playback,
    cause,
    missing,
    read_session,
    violation_of,
)
from connref_adapters.reports import Counterexample, counterexample_lines, observed_timeline
from connref_adapters.reports.wanted import explained_timeline


@dataclass(frozen=True, slots=True)
class Story:
    """One failing session told again. `cause` is the line that has the reason, None for a contradiction."""

    result: SessionResult
    failure: SessionFailure
    counterexample: Counterexample
    cause: int | None
    missing: Missing | None


def story_of(result: SessionResult, lines: Lines, vendor: VendorProfile = DOCUMENT_PROFILE) -> Story | None:
    """The story of a failing session, from the lines of its file; None where it cannot be told again."""
    session, failure = read_session(lines, result.first_line, vendor), result.failure
    if session is None or failure is None or not session.events:
        return None
    violation = violation_of(session)
    cited = None if violation is None else vendor.citation(violation.requirement, violation.promise)
    shown = replace(_counterexample(session, failure, violation), cites="" if cited is None else cited.text)
    if violation is None:
        return Story(result, failure, shown, None, None)
    return Story(result, failure, shown, cause(session, violation), missing(session, failure.line))


def story_lines(story: Story) -> Iterator[str]:
    """The story in words."""
    result, failure = story.result, story.failure
    place = f"{result.file}:" if result.file else "its lines "
    yield f"{failure.requirement} in session {result.session} ({place}{result.first_line}-{result.last_line}):"
    if story.cause is not None:
        yield f"    the reason is line {story.cause}"
    for line in counterexample_lines(story.counterexample):
        yield f"    {line}".rstrip()
    if story.missing is not None:
        yield f"    If a line is missing here, then nothing is wrong: {missing_words(story.missing)}"


def missing_words(found: Missing) -> str:
    """The line that may be missing, and where it would stand."""
    body: dict[str, object] = {"at": found.at, "input": found.done.input.value}
    if found.done.value is not None:
        name = INPUT_FIELDS[found.done.input][0]
        body[name] = "…" if found.done.input in CALLS else found.done.value
    return f"{json.dumps(body, ensure_ascii=False)} before line {found.before}"


def _counterexample(session: Session, failure: SessionFailure, violation: Violation | None) -> Counterexample:
    steps, playback = as_playback(session)
    header = session.header
    shown = Counterexample(
        None if header.mode is None else header.mode.value,
        tuple(step.request() for step in steps),
        tuple(seen.to_json() for reply in playback.replies for seen in reply.observations),
        failure.expected,
        failure.observed,
    )
    if violation is None or header.start is not None or header.user is not None:
        return replace(shown, timeline=observed_timeline(shown.steps, shown.observations))
    case = Case(header.session, header.mode, steps, failure.requirement, "")
    observes = header.observes or frozenset(ObservationKind)
    return replace(shown, timeline=explained_timeline(case, playback, violation, header.profile, observes))
