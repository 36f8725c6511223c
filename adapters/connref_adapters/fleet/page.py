"""The page of a fleet: that of recorded sessions, and how the share of sessions that fail went from date to date."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from connref_adapters.fleet.run import Outcome
from connref_adapters.recorded.page import recorded_page, scrolling_table, version_words
from connref_adapters.recorded.result import Version
from connref_adapters.recorded.story import Story
from connref_adapters.reports.page import cell, esc, section, table

_WIDTH, _HEIGHT = 240, 36
_MOST_ROWS = 40


def fleet_page(outcome: Outcome, stories: Mapping[str, Story]) -> str:
    """The page; without dates it has no trend."""
    dates = sorted({date for _, date in outcome.judged if date is not None})
    trend = _trend(outcome, dates) if len(dates) > 1 else ""
    return recorded_page(outcome.summary, stories, trend)


def _trend(outcome: Outcome, dates: Sequence[str]) -> str:
    failing: Counter[tuple[str, Version]] = Counter()
    broken: Counter[tuple[str, Version, str | None]] = Counter()
    for each in outcome.broken:
        failing[each.requirement, each.version] += each.sessions
        broken[each.requirement, each.version, each.date] += each.sessions
    columns = [
        ("Requirement", ""),
        ("Version", ""),
        (f"{dates[0]} to {dates[-1]}", ""),
        ("First", "of"),
        ("Last", "of"),
    ]
    rows = ""
    for requirement, version in [about for about, _ in failing.most_common(_MOST_ROWS)]:
        shares = [
            broken[requirement, version, date] / judged if (judged := outcome.judged[version, date]) else None
            for date in dates
        ]
        rows += _row(requirement, version, dates, shares)
    if not rows:
        return ""
    told = table(
        "Share of the sessions of a date that fail", columns, f'<tbody role="rowgroup">{rows}</tbody>'
    )
    return section("trend", "Trend over dates", scrolling_table(told))


def _row(requirement: str, version: Version, dates: Sequence[str], shares: Sequence[float | None]) -> str:
    known = [share for share in shares if share is not None]
    named = version_words(version)
    cells = cell(f'<span class="id">{esc(requirement)}</span>', "th", scope="row")
    cells += cell(esc(named), data_label="Version")
    cells += cell(_bars(requirement, named, dates, shares), data_label="By date")
    cells += cell(_percent(known[0]), class_="of", data_label="First")
    cells += cell(_percent(known[-1]), class_="of", data_label="Last")
    return f'<tr role="row">{cells}</tr>'


def _bars(requirement: str, named: str, dates: Sequence[str], shares: Sequence[float | None]) -> str:
    """A bar for each date, as high as its share of the highest; a date without sessions has none."""
    highest = max((share for share in shares if share is not None), default=0.0) or 1.0
    step = _WIDTH / len(dates)
    bars = ""
    for place, (date, share) in enumerate(zip(dates, shares, strict=True)):
        if share is None:
            continue
        height = max(1.0, _HEIGHT * share / highest) if share else 0.5
        at = f'x="{place * step:.1f}" y="{_HEIGHT - height:.1f}" width="{max(1.0, step - 1):.1f}" height="{height:.1f}"'
        bars += f"<rect {at}><title>{esc(date)}: {_percent(share)}</title></rect>"
    words = esc(f"{requirement} in {named}: highest {_percent(highest)}")
    size = f'width="{_WIDTH}" height="{_HEIGHT}" viewBox="0 0 {_WIDTH} {_HEIGHT}"'
    return f'<svg role="img" aria-label="{words}" {size} fill="currentColor">{bars}</svg>'


def _percent(share: float) -> str:
    return f"{100 * share:.1f} %"
