"""The tables of an HTML report: at a glance, the requirement matrix, the readings, the coverage."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from connref_adapters.reports.baseline import BaselineOutcome
from connref_adapters.reports.data import (
    Catalogue,
    CoverageLine,
    InterpretationText,
    RequirementResult,
    RunReport,
    Verdict,
)
from connref_adapters.reports.page import anchor, cell, esc, family_row, table
from connref_adapters.reports.text import grouped
from connref_adapters.reports.words import SIGNS, VERDICT_WORDS, by_family

_MANY: Mapping[Verdict, str] = {**VERDICT_WORDS, Verdict.PASS: "hold", Verdict.FAIL: "fail"}
_MEANINGS: Mapping[Verdict, str] = {
    Verdict.PASS: "no case broke it",
    Verdict.FAIL: "a counterexample below",
    Verdict.UNSUPPORTED: "the driver lacks what it needs",
    Verdict.INCONCLUSIVE: "not decided: no case reached it, or the clock is too coarse",
}


def badge(verdict: Verdict) -> str:
    """A verdict as sign and word."""
    return f'<span class="badge {verdict.value}">{SIGNS[verdict]} {VERDICT_WORDS[verdict]}</span>'


def glance(report: RunReport) -> str:
    """One square per requirement, grouped, each a link to where more is said; and what the signs mean."""
    groups = [
        f"<li><b>{esc(family)}</b><ul>{''.join(_square(id_, report.requirements[id_]) for id_ in ids)}</ul></li>"
        for family, ids in by_family(report.requirements).items()
    ]
    legend = [
        f'<span class="{verdict.value}"><b>{SIGNS[verdict]} {len(report.with_verdict(verdict))} '
        f"{_MANY[verdict] if len(report.with_verdict(verdict)) > 1 else VERDICT_WORDS[verdict]}</b> "
        f"{_MEANINGS[verdict]}</span>"
        for verdict in Verdict
        if report.with_verdict(verdict)
    ]
    return f'<ul class="glance">{"".join(groups)}</ul><p class="legend">{"".join(legend)}</p>'


def _square(id_: str, result: RequirementResult) -> str:
    place = anchor("failure" if result.verdict is Verdict.FAIL else "requirement", id_)
    told = f"{id_}: {VERDICT_WORDS[result.verdict]}"
    sign = f'<span aria-hidden="true">{SIGNS[result.verdict]}</span><span class="unseen">{esc(told)}</span>'
    return f'<li class="{result.verdict.value}"><a href="#{place}" title="{esc(told)}">{sign}</a></li>'


def matrix(report: RunReport, catalogue: Catalogue, baseline: BaselineOutcome | None) -> str:
    """Every requirement with its sentence, source heading, verdict and number of cases, grouped by family."""
    bodies: list[str] = []
    for family, ids in by_family(report.requirements).items():
        head = family_row(family, 4)
        rows = [_requirement_row(id_, report.requirements[id_], catalogue, baseline) for id_ in ids]
        bodies.append(f'<tbody role="rowgroup">{head}{"".join(rows)}</tbody>')
    columns = [("Requirement", ""), ("What must hold", ""), ("Verdict", ""), ("Tested in", "num")]
    caption = "Each requirement, what it asks for, and what this run found"
    return table(caption, columns, "".join(bodies))


def _requirement_row(
    id_: str, result: RequirementResult, catalogue: Catalogue, baseline: BaselineOutcome | None
) -> str:
    text = catalogue.requirements[id_]
    shown = badge(result.verdict)
    if result.verdict is Verdict.FAIL:
        known = " (known)" if baseline is not None and id_ in baseline.known else ""
        shown = f'<a href="#{anchor("failure", id_)}">{shown}</a>{known}'
    if result.reason is not None:
        shown += f'<span class="source">{esc(result.reason)}</span>'
    source = f'<span class="source">{esc(text.kind)} · {esc(text.heading)}</span>'
    cells = (
        cell(f'<span class="id">{esc(id_)}</span>', "th", scope="row")
        + cell(esc(text.sentence) + source)
        + cell(shown)
        + cell(_share(result), class_="num", data_label="Tested in")
    )
    return f'<tr role="row" id="{anchor("requirement", id_)}" class="{result.verdict.value}">{cells}</tr>'


def _share(result: RequirementResult) -> str:
    share = f"{grouped(result.tested)} of {grouped(result.cases)}"
    if result.unplayed:
        share += f'<span class="source">{grouped(result.unplayed)} unplayed</span>'
    return share


def readings(report: RunReport, catalogue: Catalogue) -> str:
    """Where the document leaves room: every question, and the options that still explain what was seen."""
    rows = [
        _reading_row(catalogue.interpretations[id_], kept) for id_, kept in report.interpretations.items()
    ]
    columns = [
        ("Question that the document leaves open", ""),
        ("Readings", ""),
        ("Result", ""),
        ("Judged under", ""),
    ]
    caption = "Readings that still explain what was seen; those struck out are ruled out"
    return table(caption, columns, f'<tbody role="rowgroup">{"".join(rows)}</tbody>')


def _reading_row(text: InterpretationText, kept: Sequence[str]) -> str:
    possible = set(kept)
    told_apart = len(possible) < len(text.options)
    options = "".join(_option(option, option in possible, told_apart) for option in text.options)
    if len(possible) == 1:
        result = "settled"
    elif not told_apart:
        result = "not told apart"
    else:
        result = f"{len(possible)} left"
    cells = (
        cell(f'{esc(text.question)}<span class="source">{esc(text.id)}</span>', "th", scope="row")
        + cell(f'<ul class="options">{options}</ul>')
        + cell(result)
        + cell(esc(", ".join(text.judged_under)))
    )
    return f'<tr role="row" id="{anchor("reading", text.id)}">{cells}</tr>'


def _option(option: str, possible: bool, told_apart: bool) -> str:  # noqa: FBT001 - two facts, one call
    if possible:
        return f'<li class="{"kept" if told_apart else "open"}">{esc(option)}</li>'
    return f'<li class="gone">{esc(option)}<span class="unseen"> (ruled out)</span></li>'


def coverage(lines: tuple[CoverageLine, ...]) -> str:
    """How much of the model the run reached."""
    rows = [_coverage_row(line) for line in lines]
    caption = "What the cases reached, with denominators from the model"
    columns = [("What", ""), ("Reached", "num"), ("Of", "num"), ("Share", "")]
    return table(caption, columns, f'<tbody role="rowgroup">{"".join(rows)}</tbody>')


def _coverage_row(line: CoverageLine) -> str:
    share = 100 * line.reached / line.total if line.total else 100.0
    bar = (
        '<div class="bar-outer" aria-hidden="true"><svg width="100%" height="8">'
        f'<rect width="{share:.1f}%" height="8"/></svg></div>'
    )
    cells = (
        cell(esc(line.name), "th", scope="row")
        + cell(grouped(line.reached), class_="num", data_label="Reached")
        + cell(grouped(line.total), class_="num", data_label="Of")
        + cell(f"{_percent(line)}{bar}")
    )
    return f'<tr role="row">{cells}</tr>'


def _percent(line: CoverageLine) -> str:
    """Rounded down: what is not reached must not look complete."""
    if line.total == 0:
        return "nothing to reach"
    return f"{1000 * line.reached // line.total / 10:g} %"
