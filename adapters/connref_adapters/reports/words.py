"""Verdicts in plain words, and a counterexample as the lines of a text report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from connref_adapters.reports.data import (
    Counterexample,
    Finding,
    Implementation,
    RequirementResult,
    RunReport,
    RunVerdict,
    Verdict,
)
from connref_adapters.reports.story import PARTS, opening_words, story
from connref_adapters.reports.text import count, grouped, instant, with_units
from connref_adapters.safe_text import visible

RUN_WORDS: Mapping[RunVerdict, str] = {
    RunVerdict.CONFORMS: "conforms",
    RunVerdict.HOLDS_IN_PART: "holds in part",
    RunVerdict.DOES_NOT_CONFORM: "does not conform",
    RunVerdict.INCONCLUSIVE: "is not decided",
}
"""What stands behind the implementation's name in a headline."""

VERDICT_WORDS: Mapping[Verdict, str] = {
    Verdict.PASS: "holds",
    Verdict.FAIL: "fails",
    Verdict.UNSUPPORTED: "not asked",
    Verdict.INCONCLUSIVE: "undecided",
}
"""The verdict on one requirement, in the words of every report; results.json has docs/reading-a-report.md's."""

_MODES: Mapping[str | None, str] = {"auto": "Auto mode", "manual": "Manual mode", None: "No mode chosen"}


_FINDING_MODES: Mapping[str | None, str] = {
    "auto": _MODES["auto"],
    "manual": _MODES["manual"],
    "default": _MODES[None],
}


def finding_mode_words(mode: str | None) -> str:
    """The mode of a finding in words."""
    return "Every mode" if mode is None else _FINDING_MODES.get(mode, visible(mode))


_MOST_BROKEN = 3


def finding_words(finding: Finding) -> str:
    """A finding in one line: its sentence, in how many cases it was seen, and what breaks by it first of all."""
    broken = list(finding.requirements[:_MOST_BROKEN])
    rest = len(finding.requirements) - len(broken)
    more = f" and {count(rest, 'more', 'more')}" if rest else ""
    return f"{visible(finding.sentence)} ({count(finding.cases, 'case')}; breaks {', '.join(broken)}{more})"


def mode_words(mode: str | None) -> str:
    """The mode of a story in words."""
    return _MODES.get(mode, visible(mode))


SIGNS: Mapping[Verdict, str] = {
    Verdict.PASS: "✔",
    Verdict.FAIL: "✘",
    Verdict.UNSUPPORTED: "–",
    Verdict.INCONCLUSIVE: "?",
}
"""One sign per verdict; it always stands beside the word."""


def name_of(implementation: Implementation) -> str:
    """The implementation's name and version, safe to show."""
    return visible(f"{implementation.name} {implementation.version}".strip())


def headline(report: RunReport) -> str:
    """The verdict in one plain sentence."""
    return f"{name_of(report.implementation)} {RUN_WORDS[report.verdict]}: {tally(report)}"


def tally(report: RunReport) -> str:
    """How many requirements were tested and hold, fail, could not be asked and for want of what, and are undecided."""
    ids = report.counted()
    counts = Counter(report.requirements[id_].verdict for id_ in ids)
    held, total = counts[Verdict.PASS], len(ids)
    if held == total > 0:
        return (
            f"all {count(total, 'requirement')} tested and hold"
            if total > 1
            else "1 requirement tested and holds"
        )
    parts = [f"{held} of {count(total, 'requirement')} tested and hold{'s' * (held == 1)}"]
    if counts[Verdict.FAIL]:
        parts.append(f"{counts[Verdict.FAIL]} fail{'s' * (counts[Verdict.FAIL] == 1)}")
    if counts[Verdict.UNSUPPORTED]:
        parts.append(f"{counts[Verdict.UNSUPPORTED]} could not be asked ({_reasons(report, ids)})")
    if counts[Verdict.INCONCLUSIVE]:
        parts.append(f"{counts[Verdict.INCONCLUSIVE]} left undecided")
    return ", ".join(parts)


_LISTS = ("no input ", "no observation ", "no outcome of ")
"""How a reason begins that goes on with names."""


def _reasons(report: RunReport, ids: Sequence[str]) -> str:
    """Why requirements could not be asked: each reason once, and each name that is missing."""
    missing: dict[str, set[str]] = {}
    for result in (report.requirements[id_] for id_ in ids):
        if result.verdict is Verdict.UNSUPPORTED:
            reason = visible(result.reason or "not said")
            kind = next((each for each in _LISTS if reason.startswith(each)), reason)
            missing.setdefault(kind, set()).update(filter(None, reason.removeprefix(kind).split(", ")))
    return "; ".join(kind + ", ".join(sorted(names)) for kind, names in sorted(missing.items()))


def grounds_words(result: RequirementResult) -> str:
    """What a verdict rests on: how many cases tested it, how many were left unplayed, and why it is no more."""
    parts = [f"tested in {grouped(result.tested)} of {count(result.cases, 'case')}"] if result.cases else []
    if result.unplayed:
        parts.append(f"{grouped(result.unplayed)} left unplayed")
    if result.reason is not None:
        parts.append(visible(result.reason))
    return ", ".join(parts)


FAMILIES: Mapping[str, str] = {
    "SES": "Session",
    "AUTO": "Auto mode",
    "MAN": "Manual mode",
    "EVT": "Events",
    "CALL": "Calls",
    "RES": "Resources",
    "INP": "Robustness",
}
"""The families of requirement ids, by their prefix, in the order of docs/requirements.md."""


def family_of(requirement: str) -> str:
    """The title of the family that a requirement belongs to; an unknown prefix stands for itself."""
    prefix = requirement.split("-", 1)[0]
    return FAMILIES.get(prefix, visible(prefix))


def by_family(requirements: Mapping[str, Any]) -> dict[str, list[str]]:
    """Requirement ids grouped by family title, order kept."""
    groups: dict[str, list[str]] = {}
    for id_ in requirements:
        groups.setdefault(family_of(id_), []).append(id_)
    return groups


_MOST_ALSO = 3
_MOST_LINES = 150
_MOST_LOG_LINES = 20


def counterexample_lines(counterexample: Counterexample) -> list[str]:
    """Expected, observed, the numbered steps with what was seen, and the case it contradicts, if any."""
    lines = [
        f"expected: {expected_words(counterexample)}",
        f"observed: {observed_words(counterexample)}",
        *([f"promised: {visible(counterexample.cites)}"] if counterexample.cites else []),
        "",
        opening_words(counterexample.mode),
        *shorten(_story_lines(counterexample)),
    ]
    if counterexample.log:
        lines += ["", "The driver's log meanwhile:", *(f"    | {line}" for line in log_lines(counterexample))]
    if counterexample.also:
        lines += ["", also_words(counterexample)]
    if counterexample.contradicts is not None:
        lines += ["", "It contradicts this earlier case:"]
        lines += [f"    {line}" for line in counterexample_lines(counterexample.contradicts)]
    return lines


def expected_words(counterexample: Counterexample) -> str:
    """What should have been, with units, safe to show."""
    return with_units(visible(counterexample.expected))


def observed_words(counterexample: Counterexample) -> str:
    """What was instead, with units, safe to show."""
    return with_units(visible(counterexample.observed))


def log_lines(counterexample: Counterexample) -> list[str]:
    """What the driver logged while it was played, safe to show; of a long log the end."""
    lines = [visible(line) for line in counterexample.log.splitlines()]
    left_out = len(lines) - _MOST_LOG_LINES
    return [f"… {left_out} lines before", *lines[-_MOST_LOG_LINES:]] if left_out > 0 else lines


def also_words(counterexample: Counterexample) -> str:
    """Which other cases show the same failure."""
    shown = [visible(id_) for id_ in counterexample.also[:_MOST_ALSO]]
    rest = len(counterexample.also) - len(shown)
    more = f" and {count(rest, 'more', 'more')}" if rest else ""
    broken = count(len(counterexample.also), "other case")
    return f"The requirement fails in {broken} too, which may have other causes: {', '.join(shown)}{more}"


def shorten(lines: list[str], most: int = _MOST_LINES) -> list[str]:
    """At most `most` lines: of a longer story the beginning and the end, with what was left out between."""
    if len(lines) <= most:
        return lines
    head = most // 2
    tail = most - head
    return [
        *lines[:head],
        f"   … {len(lines) - most} lines left out, results.json has them …",
        *lines[-tail:],
    ]


def _story_lines(counterexample: Counterexample) -> list[str]:
    lines: list[str] = []
    for scene in story(counterexample):
        for number, words in scene.steps:
            when = scene.start_ms
            lines.append(f"{number:4}. [{instant(when)}] {words}")
        lines += [f"        → {instant(at)}: {words}" for at, words in scene.seen]
        if scene.parts:
            lines.append(f"        {PARTS}")
    return lines
