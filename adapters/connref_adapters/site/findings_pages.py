"""The tables of the pages on published SDKs, written from the results of a run that is committed beside them.

A page keeps its own words; what a run says stands between two marks and is replaced as a whole. In which part of the
page a requirement is told of is read from the page itself.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from connref.errors import UsageError
from connref_adapters.reports import RunReport, Verdict
from connref_adapters.reports.ci import plain
from connref_adapters.reports.text import count, grouped
from connref_adapters.reports.words import expected_words, finding_mode_words, name_of, observed_words, tally

BEGIN, END = "<!-- from the results: begin -->", "<!-- from the results: end -->"
_PART = re.compile(r"^## (\d+)\. .*?(?=^## |\Z)", re.MULTILINE | re.DOTALL)


def with_results(page: str, report: RunReport) -> str:
    """The page of one SDK with what its run says. Raises `UsageError` where a mark is missing."""
    return _between(
        page, "\n\n".join([_summary(report), *_findings(report), _failing(report, page), _holding(report)])
    )


def with_overview(page: str, reports: Mapping[str, RunReport]) -> str:
    """The page on what was judged: a row for each SDK, by the stem of its page. Raises `UsageError` as above."""
    rows = ["| SDK | version | what the run says | page |", "| --- | --- | --- | --- |"]
    rows += [
        f"| `{report.implementation.name}` | {report.implementation.version} | {tally(report)} | [{stem}]({stem}.md) |"
        for stem, report in reports.items()
    ]
    return _between(page, "\n".join(rows))


def _between(page: str, told: str) -> str:
    before, begin, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not (begin and end):
        raise UsageError(f"a page of findings lacks {BEGIN} or {END}; put both around what a run says")
    return f"{before}{BEGIN}\n\n{told}\n\n{END}{after}"


def _summary(report: RunReport) -> str:
    played = f"{count(report.cases, 'case')}, {count(report.steps, 'step')}, seed {report.seed}"
    return f"`{name_of(report.implementation)}`: {tally(report)}. {played}, {report.clock} clock."


def _findings(report: RunReport) -> list[str]:
    if not report.findings:
        return []
    rows = ["| what it does instead | mode | cases | breaks |", "| --- | --- | ---: | --- |"]
    rows += [
        f"| {each.id}: {plain(each.sentence)} | {finding_mode_words(each.mode)} | {grouped(each.cases)} "
        f"| {', '.join(each.requirements)} |"
        for each in report.findings
    ]
    return ["\n".join(rows)]


def _failing(report: RunReport, page: str) -> str:
    """Each requirement that fails, with its shortest story's sentence, and the part of the page that tells of it."""
    parts = {found[1]: found[0] for found in _PART.finditer(page)}
    rows = ["| requirement | cases | expected | observed | told in |", "| --- | ---: | --- | --- | --- |"]
    for id_ in report.with_verdict(Verdict.FAIL):
        result = report.requirements[id_]
        shown = result.counterexample
        expected, observed = ("", "") if shown is None else (expected_words(shown), observed_words(shown))
        told = ", ".join(number for number, text in parts.items() if re.search(rf"\b{id_}\b(?!-)", text))
        rows.append(f"| {id_} | {grouped(result.cases)} | {plain(expected)} | {plain(observed)} | {told} |")
    return "\n".join(rows)


_VERBS = {
    Verdict.PASS: "hold",
    Verdict.UNSUPPORTED: "cannot be asked",
    Verdict.INCONCLUSIVE: "are undecided",
}


def _holding(report: RunReport) -> str:
    found = ((report.with_verdict(verdict), verb) for verdict, verb in _VERBS.items())
    return "\n\n".join(f"{', '.join(ids)} {verb}." for ids, verb in found if ids)
