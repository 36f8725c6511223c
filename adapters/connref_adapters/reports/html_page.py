"""One run as a single self-contained HTML file, at most 1 MB, that needs no network and no script."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from connref_adapters.reports.baseline import BaselineOutcome
from connref_adapters.reports.data import Catalogue, RunReport, RunVerdict, Verdict, complete
from connref_adapters.reports.page import document, esc, folded, scrolling, section
from connref_adapters.reports.page_failures import Detail, Stepping, failure_card
from connref_adapters.reports.page_findings import finding_card, finding_links
from connref_adapters.reports.page_tables import coverage, glance, matrix, readings
from connref_adapters.reports.text import count, duration, grouped
from connref_adapters.reports.words import RUN_WORDS, headline, name_of, tally

_ROOM_FOR_STORIES = 780_000
_LEAST_PER_FAILURE = 12_000
_TONES = {
    RunVerdict.CONFORMS: ("pass", "✔"),
    RunVerdict.HOLDS_IN_PART: ("pass", "✔"),
    RunVerdict.DOES_NOT_CONFORM: ("fail", "✘"),
    RunVerdict.INCONCLUSIVE: ("inconclusive", "?"),
}


def html_report(
    report: RunReport,
    catalogue: Catalogue,
    baseline: BaselineOutcome | None = None,
    explorer: str | None = None,
    pictures: Sequence[str] = (),
) -> str:
    """The page; `explorer` is the name of the explorer's page beside it, `pictures` are findings over charts, as SVG.

    Raises `UnknownIdError` for an id that the catalogue does not have.
    """
    full = complete(report, catalogue)
    every = count(len(full.requirements), "requirement")
    findings = _findings(full, explorer, pictures)
    room = _ROOM_FOR_STORIES - len(findings.encode())
    parts = [
        _baseline_part(baseline),
        findings,
        _failures(full, catalogue, baseline, explorer, room),
        folded(
            "requirements",
            f"All {every}",
            matrix(full, catalogue, baseline),
        ),
        folded("readings", "Readings exhibited", readings(full, catalogue), _READINGS_LEAD),
        folded("coverage", "Coverage", coverage(full.coverage)) if full.coverage else "",
        _notes(full),
    ]
    footer = f"<p>{_TERMS} Written by connref {esc(full.connref)}.</p>"
    return document(headline(full), _header(full), "".join(parts), footer)


_TERMS = (
    "Times count from the reset of each case. R, the reconnect bound, is how long a connection that is wanted may take "
    "to come up once internet and server are well (60 s, unless the run was told otherwise); the grace is how long a "
    "connection lives in the background of manual mode (30 s, unless the SDK documents another)."
)
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
        "findings": "Findings" if report.findings else "",
        "failures": "What fails" if report.with_verdict(Verdict.FAIL) else "",
        "requirements": "All requirements",
        "readings": "Readings",
        "coverage": "Coverage" if report.coverage else "",
        "notes": "Notes" if report.notes else "",
    }
    links = "".join(f'<li><a href="#{place}">{name}</a></li>' for place, name in places.items() if name)
    return f'<nav aria-label="Contents"><ul>{links}</ul></nav>'


def _findings(report: RunReport, explorer: str | None, pictures: Sequence[str]) -> str:
    """What the SDK does instead, open to the eye: the pictures of it, then each finding with its story."""
    if not report.findings:
        return ""
    stepping = Stepping(explorer, report.interpretations)
    cards, room = list[str](), _ROOM_FOR_STORIES
    for finding in report.findings:
        cards.append(_fitting(lambda detail, told=finding: finding_card(told, detail, stepping), room))
        room -= len(cards[-1].encode())
    drawn = "".join(scrolling(picture, "Findings over the chart") for picture in pictures)
    lead = (
        f"{count(len(cards), 'thing')} that it does instead of what the document asks, what costs a user most first. "
        "Each has its shortest story: no step can be left out."
    )
    shown = f'<div class="card pictures">{drawn}</div>' if drawn else ""
    return section("findings", "Findings", shown + "".join(cards), lead)


def _failures(
    report: RunReport, catalogue: Catalogue, baseline: BaselineOutcome | None, explorer: str | None, room: int
) -> str:
    """Requirement by requirement, folded; without findings the first is open."""
    failing = report.failing()
    if not failing:
        return ""
    stepping, cards = Stepping(explorer, report.interpretations), list[str]()
    for left, id_ in zip(reversed(range(len(failing))), failing, strict=True):
        causes = finding_links(report.findings, id_)
        first = not cards and not report.findings

        def card(detail: Detail, id_: str = id_, causes: str = causes, first: bool = first) -> str:  # noqa: FBT001
            result = report.requirements[id_]
            return failure_card(id_, result, catalogue, baseline, detail, stepping, causes, unfolded=first)

        cards.append(_fitting(card, room - left * _LEAST_PER_FAILURE))
        room -= len(cards[-1].encode())
    order = "; those that fail in most cases come first" if len(failing) > 1 else ""
    lead = f"{count(len(failing), 'requirement')}, each with a minimal story{order}."
    return section("failures", "What fails", _stepping(explorer) + "".join(cards), lead)


def _stepping(explorer: str | None) -> str:
    """How to step through a story where the explorer's page is not beside this one."""
    if explorer is not None:
        return ""
    return (
        "<p><code>connref explorer --out explorer.html</code> writes the explorer; load results.json there to step "
        "through a story.</p>"
    )


def _fitting(card: Callable[[Detail], str], room: int) -> str:
    """A card in the most detail that fits into `room` bytes; what went wrong is shown in any case."""
    made = ""
    for detail in Detail:
        made = card(detail)
        if len(made.encode()) <= room:
            break
    return made


def _baseline_part(baseline: BaselineOutcome | None) -> str:
    if baseline is None:
        return ""
    items = "".join(f"<li>{esc(line)}</li>" for line in baseline.complaints())
    said = "Every failure is a known one, and every entry of the baseline still holds."
    body = f"<p>{said}</p>" if baseline.holds else f'<ul class="notes">{items}</ul>'
    return section("baseline", "Baseline of known failures", body)


def _notes(report: RunReport) -> str:
    if not report.notes:
        return ""
    items = "".join(f"<li>{esc(note)}</li>" for note in report.notes)
    return section("notes", "Notes", f'<ul class="notes">{items}</ul>')
