"""One run as a single self-contained HTML file, at most 1 MB, that needs no network and no script."""

from __future__ import annotations

from connref_adapters.reports.baseline import BaselineOutcome
from connref_adapters.reports.data import Catalogue, RunReport, RunVerdict, Verdict, complete
from connref_adapters.reports.page import document, esc, section
from connref_adapters.reports.page_failures import Detail, failure_card
from connref_adapters.reports.page_tables import coverage, glance, matrix, readings
from connref_adapters.reports.text import count, duration, grouped
from connref_adapters.reports.words import RUN_WORDS, headline, name_of, tally

_ROOM_FOR_FAILURES = 780_000
_LEAST_PER_FAILURE = 12_000
_TONES = {
    RunVerdict.CONFORMS: ("pass", "✔"),
    RunVerdict.DOES_NOT_CONFORM: ("fail", "✘"),
    RunVerdict.INCONCLUSIVE: ("inconclusive", "?"),
}


def html_report(
    report: RunReport,
    catalogue: Catalogue,
    baseline: BaselineOutcome | None = None,
    explorer: str | None = None,
) -> str:
    """The page; `explorer` is the name of the explorer's page beside it, if there is one.

    Raises `UnknownIdError` for an id that the catalogue does not have.
    """
    full = complete(report, catalogue)
    parts = [
        _baseline_part(baseline),
        _failures(full, catalogue, baseline, explorer),
        section("requirements", "Requirements", matrix(full, catalogue, baseline)),
        section("readings", "Readings exhibited", readings(full, catalogue), _READINGS_LEAD),
        section("coverage", "Coverage", coverage(full.coverage)) if full.coverage else "",
        _notes(full),
    ]
    footer = f"<p>Written by connref {esc(full.connref)}. Times count from the reset of each case.</p>"
    return document(headline(full), _header(full), "".join(parts), footer)


_READINGS_LEAD = (
    "Where the document can be read in more than one way, each listed reading is right, as long as the implementation "
    "keeps to it."
)


def _header(report: RunReport) -> str:
    tone, sign = _TONES[report.verdict]
    name, word = name_of(report.implementation), RUN_WORDS[report.verdict]
    facts = {
        "Language": esc(report.implementation.language),
        "Cases": grouped(report.cases),
        "Steps": grouped(report.steps),
        "Took": f"{report.seconds:.1f} s",
        "Clock": esc(report.clock),
        "Tolerance": duration(report.tolerance_ms),
        "Seed": str(report.seed),
    }
    told = "".join(f"<div><dt>{term}</dt><dd>{fact}</dd></div>" for term, fact in facts.items())
    return (
        '<p class="kicker">Connection conformance report</p>'
        f'<div class="verdict {tone}"><h1>{esc(name)} '
        f'<span class="word"><span aria-hidden="true">{sign} </span>{word}</span></h1>'
        f'<p class="tally">{_sentence(tally(report))}</p>{glance(report)}<dl class="facts">{told}</dl></div>'
        f"{_contents(report)}"
    )


def _sentence(words: str) -> str:
    return f"{esc(words[:1].upper() + words[1:])}."


def _contents(report: RunReport) -> str:
    places = {
        "failures": "What fails" if report.with_verdict(Verdict.FAIL) else "",
        "requirements": "Requirements",
        "readings": "Readings",
        "coverage": "Coverage" if report.coverage else "",
        "notes": "Notes" if report.notes else "",
    }
    links = "".join(f'<li><a href="#{place}">{name}</a></li>' for place, name in places.items() if name)
    return f'<nav aria-label="Contents"><ul>{links}</ul></nav>'


def _failures(
    report: RunReport, catalogue: Catalogue, baseline: BaselineOutcome | None, explorer: str | None
) -> str:
    failing = report.failing()
    if not failing:
        return ""
    cards: list[str] = []
    room = _ROOM_FOR_FAILURES
    for left, id_ in zip(reversed(range(len(failing))), failing, strict=True):
        cards.append(_card(id_, report, catalogue, baseline, room - left * _LEAST_PER_FAILURE))
        room -= len(cards[-1].encode())
    order = "; those that fail in most cases come first" if len(failing) > 1 else ""
    lead = f"{count(len(failing), 'requirement')}, each with a minimal story: no step can be left out{order}."
    return section("failures", "What fails", _stepping(explorer) + "".join(cards), lead)


def _stepping(explorer: str | None) -> str:
    """How to step through a story: a link only where the page is there."""
    if explorer is None:
        where = "<code>connref explorer --out explorer.html</code> writes the explorer"
    else:
        where = f'Open <a href="{esc(explorer)}">the explorer</a>'
    return f"<p>{where}; load results.json there to step through a story.</p>"


def _card(
    id_: str, report: RunReport, catalogue: Catalogue, baseline: BaselineOutcome | None, room: int
) -> str:
    """A failure in the most detail that fits into `room` bytes; what went wrong is shown in any case."""
    card = ""
    for detail in Detail:
        card = failure_card(id_, report.requirements[id_], catalogue, baseline, detail)
        if len(card.encode()) <= room:
            break
    return card


def _baseline_part(baseline: BaselineOutcome | None) -> str:
    if baseline is None:
        return ""
    lines = [problem.message for problem in baseline.problems]
    lines += [f"{id_} fails and is not in the baseline" for id_ in baseline.new]
    items = "".join(f"<li>{esc(line)}</li>" for line in lines)
    said = "Every failure is a known one, and every entry of the baseline still holds."
    body = f"<p>{said}</p>" if baseline.holds else f'<ul class="notes">{items}</ul>'
    return section("baseline", "Baseline of known failures", body)


def _notes(report: RunReport) -> str:
    if not report.notes:
        return ""
    items = "".join(f"<li>{esc(note)}</li>" for note in report.notes)
    return section("notes", "Notes", f'<ul class="notes">{items}</ul>')
