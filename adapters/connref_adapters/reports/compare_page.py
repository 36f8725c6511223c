"""The matrix of several runs as one self-contained page: SDKs × findings, requirements, readings; and the stories."""

from __future__ import annotations

from collections.abc import Sequence

from connref_adapters.reports.compare import ABSENT, Comparison
from connref_adapters.reports.data import Counterexample, Finding, RequirementResult, RunReport, Verdict
from connref_adapters.reports.page import anchor, cell, document, esc, family_row, folded, section, table
from connref_adapters.reports.page_failures import Detail, Stepping, story_parts
from connref_adapters.reports.page_tables import badge
from connref_adapters.reports.text import count
from connref_adapters.reports.words import RUN_WORDS, by_family, tally

_ROOM_FOR_STORIES = 700_000


def compare_html(comparison: Comparison, explorer: str | None = None) -> str:
    """The page; each failing cell leads to its story on it. `explorer` is the address of the explorer, if any."""
    runs = "".join(map(_run, comparison.labels, comparison.reports))
    heading = f"<h1>{count(len(comparison.reports), 'run')} side by side</h1>"
    header = f'<p class="kicker">Connection conformance</p>{heading}<ul class="runs">{runs}</ul>'
    parts = [
        section("findings", "Findings", _findings(comparison)) if comparison.findings() else "",
        section(
            "requirements", "Requirements", _requirements(comparison), "A failing cell leads to its story."
        ),
        folded("readings", "Readings exhibited", _readings(comparison)),
        _stories(comparison, explorer),
    ]
    title = "Comparison: " + ", ".join(comparison.labels)
    return document(title, header, "".join(parts), "<p>Written by connref.</p>")


def _run(label: str, report: RunReport) -> str:
    return f"<li>{esc(label)}: <b>{RUN_WORDS[report.verdict]}</b>, {esc(tally(report))}</li>"


def _story_id(run: int, id_: str) -> str:
    return anchor(f"story-{run}", id_)


def _findings(comparison: Comparison) -> str:
    rows: list[str] = []
    for sentence, found in comparison.findings().items():
        cells = cell(esc(sentence), "th", scope="row")
        for run, (label, each) in enumerate(zip(comparison.labels, found, strict=True)):
            cells += cell(_finding_cell(run, each), class_="of", data_label=label)
        rows.append(f'<tr role="row">{cells}</tr>')
    body = f'<tbody role="rowgroup">{"".join(rows)}</tbody>'
    return _scrolling(
        table("What each SDK does instead of what the document asks", _columns("Finding", comparison), body)
    )


def _finding_cell(run: int, finding: Finding | None) -> str:
    if finding is None:
        return '<span class="unseen">not found</span><span aria-hidden="true">–</span>'
    words = f'<span class="badge fail">✘ {count(finding.cases, "case")}</span>'
    return f'<a href="#{_story_id(run, finding.id)}">{words}</a>'


def _requirements(comparison: Comparison) -> str:
    bodies: list[str] = []
    for family, ids in by_family(dict.fromkeys(comparison.requirements)).items():
        head = family_row(family, len(comparison.labels) + 1)
        rows = "".join(_requirement_row(comparison, id_) for id_ in ids)
        bodies.append(f'<tbody role="rowgroup">{head}{rows}</tbody>')
    return _scrolling(table("What each run found", _columns("Requirement", comparison), "".join(bodies)))


def _requirement_row(comparison: Comparison, id_: str) -> str:
    text = comparison.catalogue.requirements.get(id_)
    told = "" if text is None else f'<span class="source">{esc(text.sentence)}</span>'
    verdicts = comparison.verdicts(id_)
    found = [None if each is None else each.verdict for each in verdicts]
    named = f'<span class="id">{esc(id_)}</span>{_differs(found)}'
    cells = cell(named + told, "th", scope="row")
    for run, (label, each) in enumerate(zip(comparison.labels, verdicts, strict=True)):
        cells += cell(_verdict_cell(run, id_, each), class_="of", data_label=label)
    return f'<tr role="row" id="{anchor("requirement", id_)}">{cells}</tr>'


def _verdict_cell(run: int, id_: str, result: RequirementResult | None) -> str:
    if result is None:
        return ABSENT
    shown = badge(result.verdict)
    return shown if result.counterexample is None else f'<a href="#{_story_id(run, id_)}">{shown}</a>'


def _differs(found: Sequence[object]) -> str:
    return '<span class="differs">≠ differs</span>' if len(set(found)) > 1 else ""


def _readings(comparison: Comparison) -> str:
    rows: list[str] = []
    for id_ in comparison.interpretations:
        text = comparison.catalogue.interpretations.get(id_)
        question = "" if text is None else esc(text.question)
        readings = comparison.reading_words(id_)
        told = f'{question}{_differs(readings)}<span class="source">{esc(id_)}</span>'
        cells = cell(told, "th", scope="row")
        for label, words in zip(comparison.labels, readings, strict=True):
            cells += cell(esc(words), class_="of", data_label=label)
        rows.append(f'<tr role="row">{cells}</tr>')
    body = f'<tbody role="rowgroup">{"".join(rows)}</tbody>'
    return _scrolling(
        table("The readings that each run left possible", _columns("Question", comparison), body)
    )


def _columns(first: str, comparison: Comparison) -> list[tuple[str, str]]:
    return [(first, ""), *((label, "") for label in comparison.labels)]


def _scrolling(shown: str) -> str:
    return f'<div class="scroll on-paper" role="region" tabindex="0" aria-label="Table, scrolls sideways">{shown}</div>'


def _stories(comparison: Comparison, explorer: str | None) -> str:
    """Every story that a cell leads to, folded, run by run, each in the most detail that there is room for."""
    room = _ROOM_FOR_STORIES // max(1, sum(len(_told(report)) for report in comparison.reports))
    parts = list[str]()
    for run, (label, report) in enumerate(zip(comparison.labels, comparison.reports, strict=True)):
        told = [
            _story(run, *story, Stepping(explorer, report.interpretations), room) for story in _told(report)
        ]
        if told:
            parts.append(f"<h3>{esc(label)}</h3>{''.join(told)}")
    return section("stories", "Stories", "".join(parts)) if parts else ""


def _told(report: RunReport) -> list[tuple[str, str, Counterexample]]:
    findings = [(each.id, each.sentence, each.counterexample) for each in report.findings]
    failing = [
        (id_, "", result.counterexample)
        for id_, result in report.requirements.items()
        if result.verdict is Verdict.FAIL and result.counterexample is not None
    ]
    return findings + failing


def _story(run: int, id_: str, words: str, found: Counterexample, stepping: Stepping, room: int) -> str:
    shown = ""
    for detail in Detail:
        shown = story_parts(f"{run}-{id_}", found, detail, stepping)
        if len(shown.encode()) <= room:
            break
    head = f'<span class="id">{esc(id_)}</span> {esc(words)}'
    return f'<details class="card case" id="{_story_id(run, id_)}"><summary><h4>{head}</h4></summary>{shown}</details>'
