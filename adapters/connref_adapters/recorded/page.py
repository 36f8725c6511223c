"""What recordings show as one page: versions of the app × requirements with shares, and a story with its diagram."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from connref.spec.requirements import REQUIREMENTS
from connref_adapters.recorded.report import ranked, tested_words
from connref_adapters.recorded.result import CheckSummary, SessionVerdict, Version
from connref_adapters.recorded.story import Story, story_lines
from connref_adapters.reports.page import anchor, cell, document, esc, section, table
from connref_adapters.reports.page import scrolling as scrolling_drawing
from connref_adapters.reports.text import count
from connref_adapters.reports.timing_svg import timing_svg


def recorded_page(summary: CheckSummary, stories: Mapping[str, Story], more: str = "") -> str:
    """The page; each requirement that fails leads to its story, if there is one. `more` stands before the stories."""
    versions = sorted(summary.judged, key=str)
    found = {verdict: summary.sessions[verdict] for verdict in SessionVerdict}
    sessions = ", ".join(f"{number} {verdict.value}" for verdict, number in found.items() if number)
    heading = f"<h1>{count(summary.sessions.total(), 'recorded session')}</h1>"
    told = f"<p>{esc(sessions)}; {esc(tested_words(summary))}</p>"
    header = f'<p class="kicker">Connection conformance</p>{heading}{told}'
    parts = [
        section("requirements", "What fails, by version of the app", _matrix(summary, versions, stories)),
        more,
        section("stories", "Stories", "".join(map(_story, stories.values()))) if stories else "",
    ]
    return document("Recorded sessions", header, "".join(parts), "<p>Written by connref.</p>")


def version_words(version: Version) -> str:
    """What a version of an app is called."""
    return "no version" if version is None else f"{version[0]} {version[1]}"


def _matrix(summary: CheckSummary, versions: Sequence[Version], stories: Mapping[str, Story]) -> str:
    failing = [requirement for requirement, _ in ranked(summary.failures)]
    if not failing:
        return "<p>Nothing fails.</p>"
    columns = [("Requirement", ""), *((version_words(version), "") for version in versions)]
    rows = "".join(_row(summary, requirement, versions, stories) for requirement in failing)
    told = table(
        "Sessions that fail, of those that were judged", columns, f'<tbody role="rowgroup">{rows}</tbody>'
    )
    return scrolling_table(told)


def scrolling_table(drawn: str) -> str:
    """A table that is wider than a narrow screen."""
    return f'<div class="scroll on-paper" role="region" tabindex="0" aria-label="Table, scrolls sideways">{drawn}</div>'


def _row(
    summary: CheckSummary, requirement: str, versions: Sequence[Version], stories: Mapping[str, Story]
) -> str:
    name = f'<span class="id">{esc(requirement)}</span>'
    named = f'<a href="#{anchor("story", requirement)}">{name}</a>' if requirement in stories else name
    sentence = f'<span class="source">{esc(REQUIREMENTS[requirement].sentence)}</span>'
    cells = cell(named + sentence, "th", scope="row")
    for version in versions:
        broken, judged = summary.broken[version, requirement], summary.judged[version]
        words = f"{broken} of {judged} ({100 * broken / judged:.1f}\u00a0%)" if broken else "–"
        cells += cell(esc(words), class_="of", data_label=version_words(version))
    return f'<tr role="row">{cells}</tr>'


def _story(story: Story) -> str:
    requirement = story.failure.requirement
    timeline = story.counterexample.timeline
    drawn = ""
    if timeline is not None:
        prefix = anchor("t", requirement) + "-"
        picture = timing_svg(timeline, f"Timing diagram: {requirement}", prefix)
        drawn = scrolling_drawing(picture, f"Timing diagram of {requirement}")
    place = anchor("story", requirement)
    told = escape("\n".join(story_lines(story)))
    return (
        f'<details class="card case" id="{place}" open><summary><h3 id="{place}-h">'
        f'<span class="id">{esc(requirement)}</span></h3></summary>{drawn}<pre>{told}</pre></details>'
    )
