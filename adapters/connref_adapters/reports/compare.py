"""Several runs side by side: which SDK keeps which requirement, and which readings each has chosen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from textwrap import wrap

from connref_adapters.reports.ci import plain
from connref_adapters.reports.data import Catalogue, Finding, RequirementResult, RunReport
from connref_adapters.reports.text import count
from connref_adapters.reports.words import (
    SIGNS,
    VERDICT_WORDS,
    by_family,
    finding_mode_words,
    headline,
    name_of,
)
from connref_adapters.safe_text import visible

ABSENT = "not in file"
"""What stands for a requirement or a reading that a run's file does not have."""

_COLUMNS = 80
_MOST_IN_WORDS = 4
"""More runs than these get a sign each: words would not fit into 80 columns."""


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

    def reading_words(self, interpretation: str) -> tuple[str, ...]:
        """What each run left possible, in words."""
        return tuple(
            ABSENT
            if options is None
            else "not told apart"
            if self.everything(interpretation, options)
            else " or ".join(visible(option) for option in options)
            for options in self.readings(interpretation)
        )

    def findings(self) -> dict[str, tuple[Finding | None, ...]]:
        """Each finding by its sentence, with what each run has of it, in the order in which the runs list them."""
        sentences = dict.fromkeys(_sentence(each) for report in self.reports for each in report.findings)
        return {
            sentence: tuple(
                next((each for each in report.findings if _sentence(each) == sentence), None)
                for report in self.reports
            )
            for sentence in sentences
        }

    def everything(self, interpretation: str, options: tuple[str, ...]) -> bool:
        """Whether a run told no option apart from another."""
        text = self.catalogue.interpretations.get(interpretation)
        return text is not None and set(options) == set(text.options)


def _sentence(finding: Finding) -> str:
    return f"{finding_mode_words(finding.mode)}: {finding.sentence}"


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
    """The comparison as plain text for 80 columns: a letter for each run; an asterisk where the runs differ."""
    letters = [_letter(index) for index in range(len(comparison.labels))]
    lines = [
        line
        for letter, report in zip(letters, comparison.reports, strict=True)
        for line in wrap(f"{letter}  {headline(report)}", _COLUMNS, subsequent_indent="   ")
    ]
    width = max(len(each) for each in VERDICT_WORDS.values()) if len(letters) <= _MOST_IN_WORDS else 1
    lines += ["", _row("", "", letters, width)]
    for family, ids in by_family(dict.fromkeys(comparison.requirements)).items():
        lines.append(f"{family}:")
        for id_ in ids:
            found = comparison.verdicts(id_)
            words = [_verdict_word(each) if width > 1 else _verdict_sign(each) for each in found]
            lines.append(_row("*" if _differ(words) else "", id_, words, width))
    lines += ["", "Readings in which they differ:", *_reading_lines(comparison, letters)]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _letter(index: int) -> str:
    """A to Z, then AA and so on."""
    rest, last = divmod(index, 26)
    return (_letter(rest - 1) if rest else "") + chr(ord("A") + last)


def _row(mark: str, id_: str, words: Sequence[str], width: int) -> str:
    return f"{mark:<2}{visible(id_):<28}" + "".join(f"  {word:<{width}}" for word in words)


def _reading_lines(comparison: Comparison, letters: Sequence[str]) -> Iterator[str]:
    """Each question in which the runs differ, and below it what each run left possible."""
    for id_ in comparison.interpretations:
        words = comparison.reading_words(id_)
        if _differ(words):
            yield f"* {visible(id_)}"
            yield from (f"    {letter}  {each}" for letter, each in zip(letters, words, strict=True))


def _differ(words: Sequence[str]) -> bool:
    return len(set(words)) > 1


def _verdict_word(result: RequirementResult | None) -> str:
    return ABSENT if result is None else VERDICT_WORDS[result.verdict]


def _verdict_sign(result: RequirementResult | None) -> str:
    return " " if result is None else SIGNS[result.verdict]


def compare_markdown(comparison: Comparison) -> str:
    """The comparison as two Markdown tables."""
    head = "| {} | " + " | ".join(plain(label) for label in comparison.labels) + " |"
    rule = "| --- |" + " --- |" * len(comparison.labels)
    lines = ["## Comparison", "", *_markdown_verdicts(comparison), "", head.format("requirement"), rule]
    for id_ in comparison.requirements:
        cells = (
            ABSENT if found is None else f"{SIGNS[found.verdict]} {VERDICT_WORDS[found.verdict]}"
            for found in comparison.verdicts(id_)
        )
        lines.append(f"| {plain(id_)} | {' | '.join(cells)} |")
    if comparison.findings():
        lines += ["", head.format("finding"), rule]
    for sentence, found in comparison.findings().items():
        seen = ("" if each is None else count(each.cases, "case") for each in found)
        lines.append(f"| {plain(sentence)} | {' | '.join(seen)} |")
    lines += ["", head.format("reading"), rule]
    for id_ in comparison.interpretations:
        lines.append(f"| {plain(id_)} | {' | '.join(map(plain, comparison.reading_words(id_)))} |")
    return "\n".join(lines) + "\n"


def _markdown_verdicts(comparison: Comparison) -> list[str]:
    return [f"- {plain(headline(report))}" for report in comparison.reports]
