"""Several runs side by side: which SDK keeps which requirement, and which readings each has chosen."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import TypeVar

from connref_adapters.reports.ci import plain
from connref_adapters.reports.data import Catalogue, RequirementResult, RunReport, Verdict
from connref_adapters.reports.page import anchor, cell, document, esc, family_row, section, table
from connref_adapters.reports.page_tables import badge
from connref_adapters.reports.text import count
from connref_adapters.reports.words import (
    RUN_WORDS,
    SIGNS,
    VERDICT_WORDS,
    by_family,
    expected_words,
    headline,
    name_of,
    observed_words,
)
from connref_adapters.safe_text import visible

_ABSENT = "not in file"
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Comparison:
    """The runs under their labels, and the ids that any of them speaks of, in the catalogue's order."""

    labels: tuple[str, ...]
    reports: tuple[RunReport, ...]
    requirements: tuple[str, ...]
    interpretations: tuple[str, ...]
    catalogue: Catalogue

    def verdicts(self, requirement: str) -> tuple[RequirementResult | None, ...]:
        """What each run found about a requirement; None where its file does not have it."""
        return tuple(report.requirements.get(requirement) for report in self.reports)

    def readings(self, interpretation: str) -> tuple[tuple[str, ...] | None, ...]:
        """The options that each run left possible; None where its file does not have the interpretation."""
        found = (report.interpretations.get(interpretation) for report in self.reports)
        return tuple(None if options is None else tuple(options) for options in found)

    def everything(self, interpretation: str, options: tuple[str, ...]) -> bool:
        """Whether a run told no option apart from another."""
        text = self.catalogue.interpretations.get(interpretation)
        return text is not None and set(options) == set(text.options)


def make_comparison(reports: Sequence[RunReport], catalogue: Catalogue) -> Comparison:
    """Put runs side by side. Two runs of one name and version are numbered; ids unknown to the catalogue come last."""
    return Comparison(
        labels=_labels(reports),
        reports=tuple(reports),
        requirements=_union(catalogue.requirements, [report.requirements for report in reports]),
        interpretations=_union(catalogue.interpretations, [report.interpretations for report in reports]),
        catalogue=catalogue,
    )


def _labels(reports: Sequence[RunReport]) -> tuple[str, ...]:
    names = [name_of(report.implementation) or "unnamed" for report in reports]
    return tuple(
        f"{name} ({names[:index].count(name) + 1})" if names.count(name) > 1 else name
        for index, name in enumerate(names)
    )


def _union(known: Mapping[str, object], found: Sequence[Mapping[str, object]]) -> tuple[str, ...]:
    everywhere = {id_ for ids in found for id_ in ids}
    listed = [id_ for id_ in known if id_ in everywhere]
    return tuple(listed + sorted(everywhere - set(listed)))


def compare_text(comparison: Comparison) -> str:
    """The comparison as plain text in aligned columns; rows in which the runs differ carry an asterisk."""
    rows = [["", "requirement", *comparison.labels]]
    for family, ids in by_family(dict.fromkeys(comparison.requirements)).items():
        rows.append(["", family, *([""] * len(comparison.labels))])
        rows += [_text_row(id_, comparison.verdicts(id_), _verdict_word) for id_ in ids]
    rows.append([""] * (2 + len(comparison.labels)))
    rows.append(["", "reading", *comparison.labels])
    for id_ in comparison.interpretations:
        rows.append(_text_row(id_, _reading_words(comparison, id_), str))
    return _aligned(rows) + "\n"


def _text_row(id_: str, found: Sequence[_T], word: Callable[[_T], str]) -> list[str]:
    words = [word(entry) for entry in found]
    return ["*" if len(set(words)) > 1 else "", f"  {visible(id_)}", *words]


def _verdict_word(result: RequirementResult | None) -> str:
    if result is None:
        return _ABSENT
    return VERDICT_WORDS[result.verdict]


def _reading_words(comparison: Comparison, interpretation: str) -> tuple[str, ...]:
    return tuple(
        _ABSENT
        if options is None
        else "not told apart"
        if comparison.everything(interpretation, options)
        else " or ".join(visible(option) for option in options)
        for options in comparison.readings(interpretation)
    )


def _aligned(rows: list[list[str]]) -> str:
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = ("  ".join(word.ljust(width) for word, width in zip(row, widths, strict=True)) for row in rows)
    return "\n".join(line.rstrip() for line in lines)


def compare_markdown(comparison: Comparison) -> str:
    """The comparison as two Markdown tables."""
    head = "| {} | " + " | ".join(plain(label) for label in comparison.labels) + " |"
    rule = "| --- |" + " --- |" * len(comparison.labels)
    lines = ["## Comparison", "", *_markdown_verdicts(comparison), "", head.format("requirement"), rule]
    for id_ in comparison.requirements:
        cells = (
            _ABSENT if found is None else f"{SIGNS[found.verdict]} {VERDICT_WORDS[found.verdict]}"
            for found in comparison.verdicts(id_)
        )
        lines.append(f"| {plain(id_)} | {' | '.join(cells)} |")
    lines += ["", head.format("reading"), rule]
    for id_ in comparison.interpretations:
        lines.append(f"| {plain(id_)} | {' | '.join(map(plain, _reading_words(comparison, id_)))} |")
    return "\n".join(lines) + "\n"


def _markdown_verdicts(comparison: Comparison) -> list[str]:
    return [f"- {plain(headline(report))}" for report in comparison.reports]


def compare_html(comparison: Comparison) -> str:
    """The comparison as one self-contained page."""
    runs = "".join(map(_html_run, comparison.labels, comparison.reports))
    heading = f"<h1>{count(len(comparison.reports), 'run')} side by side</h1>"
    header = f'<p class="kicker">Connection conformance</p>{heading}<ul>{runs}</ul>'
    lead = "A failure opens to what was expected and what was seen."
    main = section("requirements", "Requirements", _html_requirements(comparison), lead)
    main += section("readings", "Readings exhibited", _html_readings(comparison))
    return document("Comparison: " + ", ".join(comparison.labels), header, main, "<p>Written by connref.</p>")


def _html_run(label: str, report: RunReport) -> str:
    failures = count(len(report.with_verdict(Verdict.FAIL)), "failure")
    return f"<li>{esc(label)}: <b>{RUN_WORDS[report.verdict]}</b>, {failures}</li>"


def _html_requirements(comparison: Comparison) -> str:
    bodies: list[str] = []
    for family, ids in by_family(dict.fromkeys(comparison.requirements)).items():
        head = family_row(family, len(comparison.labels) + 1)
        rows = "".join(_html_requirement_row(comparison, id_) for id_ in ids)
        bodies.append(f'<tbody role="rowgroup">{head}{rows}</tbody>')
    columns = [("Requirement", ""), *((label, "") for label in comparison.labels)]
    return table("What each run found", columns, "".join(bodies))


def _html_requirement_row(comparison: Comparison, id_: str) -> str:
    text = comparison.catalogue.requirements.get(id_)
    told = "" if text is None else f'<span class="source">{esc(text.sentence)}</span>'
    verdicts = comparison.verdicts(id_)
    named = f'<span class="id">{esc(id_)}</span>{_differs([_verdict_word(found) for found in verdicts])}'
    cells = cell(named + told, "th", scope="row")
    for label, found in zip(comparison.labels, verdicts, strict=True):
        cells += cell(_html_verdict(found), class_="of", data_label=label)
    return f'<tr role="row" id="{anchor("requirement", id_)}">{cells}</tr>'


def _differs(words: Sequence[str]) -> str:
    return '<span class="differs">≠ differs</span>' if len(set(words)) > 1 else ""


def _html_verdict(found: RequirementResult | None) -> str:
    if found is None:
        return _ABSENT
    if found.counterexample is None:
        return badge(found.verdict)
    seen = found.counterexample
    return (
        f"<details><summary>{badge(found.verdict)}</summary>expected {escape(expected_words(seen))}; "
        f"observed {escape(observed_words(seen))}</details>"
    )


def _html_readings(comparison: Comparison) -> str:
    rows: list[str] = []
    for id_ in comparison.interpretations:
        text = comparison.catalogue.interpretations.get(id_)
        question = "" if text is None else esc(text.question)
        readings = _reading_words(comparison, id_)
        cells = cell(
            f'{question}{_differs(readings)}<span class="source">{esc(id_)}</span>', "th", scope="row"
        )
        for label, words in zip(comparison.labels, readings, strict=True):
            cells += cell(esc(words), class_="of", data_label=label)
        rows.append(f'<tr role="row">{cells}</tr>')
    columns = [("Question", ""), *((label, "") for label in comparison.labels)]
    return table(
        "The readings that each run left possible", columns, f'<tbody role="rowgroup">{"".join(rows)}</tbody>'
    )
