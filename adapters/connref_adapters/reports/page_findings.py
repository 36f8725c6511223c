"""Findings in an HTML report: what the SDK does instead, one sentence each, with its shortest story in sight."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from connref_adapters.reports.data import Finding, causes
from connref_adapters.reports.page import anchor, esc
from connref_adapters.reports.page_failures import Detail, Stepping, story_parts
from connref_adapters.reports.text import count
from connref_adapters.reports.words import finding_mode_words


def finding_card(finding: Finding, detail: Detail, stepping: Stepping) -> str:
    """One finding: its sentence, why it is one, which requirements break by it, and its shortest story."""
    place = anchor("finding", finding.id)
    # That its requirements fail in other cases too is said with the requirements.
    story = replace(finding.counterexample, also=())
    told = story_parts(finding.id, story, detail, stepping)
    return (
        f'<article class="card case finding" id="{place}" aria-labelledby="{place}-h">'
        f'<h3 id="{place}-h"><span class="id">{esc(finding.id)}</span> {esc(finding.sentence)}</h3>'
        f"{_grounds(finding)}{told}</article>"
    )


def _grounds(finding: Finding) -> str:
    facts = [
        esc(finding_mode_words(finding.mode)),
        f"seen in {count(finding.cases, 'case')}",
        f"breaks {requirement_links(finding.requirements)}",
    ]
    lines = [" · ".join(facts)]
    if finding.after is not None:
        lines.append(f"Only after {esc(finding.after)}.")
    if finding.because is not None:
        lines.append(f"Because of the reading that the SDK follows elsewhere: {esc(finding.because)}.")
    if finding.sometimes:
        lines.append("Not each time: other cases that look alike do well.")
    if finding.edges:
        lines.append(f"Red in the learned diagram: {esc(', '.join(finding.edges))}.")
    if not finding.minimal:
        lines.append("Fewer findings may explain the same: this run was too large to search them all.")
    return "".join(f'<p class="grounds">{line}</p>' for line in lines)


def requirement_links(requirements: Sequence[str]) -> str:
    """The IDs, each a link to its place on the page, as markup."""
    return ", ".join(f'<a class="id" href="#{anchor("failure", id_)}">{esc(id_)}</a>' for id_ in requirements)


def finding_links(findings: Sequence[Finding], requirement: str) -> str:
    """The findings by which a requirement breaks, each a link; nothing where there is none."""
    by = causes(findings, requirement)
    links = ", ".join(
        f'<a href="#{anchor("finding", each.id)}" title="{esc(each.sentence)}">{esc(each.id)}</a>'
        for each in by
    )
    return f'<p class="grounds">Breaks by {links}.</p>' if by else ""
