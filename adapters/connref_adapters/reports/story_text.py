"""A counterexample as plain lines, for terminals, JUnit and Markdown."""

from __future__ import annotations

from connref_adapters.reports.data import Counterexample
from connref_adapters.reports.text import count, instant, visible
from connref_adapters.reports.words import opening_words, story

_MOST_ALSO = 8
_MOST_LINES = 150


def counterexample_lines(counterexample: Counterexample) -> list[str]:
    """Expected, observed, the numbered steps with what was seen, and the case it contradicts, if any."""
    lines = [
        f"expected: {visible(counterexample.expected)}",
        f"observed: {visible(counterexample.observed)}",
        "",
        opening_words(counterexample.mode),
        *shorten(_story_lines(counterexample)),
    ]
    if counterexample.also:
        lines += ["", also_words(counterexample)]
    if counterexample.contradicts is not None:
        lines += ["", "It contradicts this earlier case:"]
        lines += [f"    {line}" for line in counterexample_lines(counterexample.contradicts)]
    return lines


def also_words(counterexample: Counterexample) -> str:
    """Which other cases show the same failure."""
    shown = [visible(id_) for id_ in counterexample.also[:_MOST_ALSO]]
    rest = len(counterexample.also) - len(shown)
    more = f" and {count(rest, 'more', 'more')}" if rest else ""
    return f"The same failure in {count(len(counterexample.also), 'other case')}: {', '.join(shown)}{more}"


def shorten(lines: list[str], most: int = _MOST_LINES) -> list[str]:
    """At most `most` lines: of a longer story the beginning and the end, with what was left out between."""
    if len(lines) <= most:
        return lines
    head = most // 2
    tail = most - head
    return [
        *lines[:head],
        f"   … {len(lines) - most} lines left out, results.json has them …",
        *lines[-tail:],
    ]


def _story_lines(counterexample: Counterexample) -> list[str]:
    lines: list[str] = []
    for scene in story(counterexample):
        for number, words in scene.steps:
            when = scene.start_ms
            lines.append(f"{number:4}. [{instant(when)}] {words}")
        lines += [f"        → {instant(at)}: {words}" for at, words in scene.seen]
    return lines
