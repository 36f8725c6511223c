"""Counterexamples in an HTML report: expected, observed, diagram, steps in words and as JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from html import escape

from connref_adapters.reports.baseline import BaselineOutcome
from connref_adapters.reports.data import Catalogue, Counterexample, RequirementResult
from connref_adapters.reports.explorer_link import explorer_link
from connref_adapters.reports.page import anchor, esc, scrolling
from connref_adapters.reports.story import PARTS, Scene, opening_words, story
from connref_adapters.reports.text import count, instant
from connref_adapters.reports.timeline import Timeline, observed_timeline
from connref_adapters.reports.timing_svg import timing_svg
from connref_adapters.reports.words import also_words, expected_words, log_lines, observed_words

_MOST_SCENES = 60
_MOST_JSON = 20_000


class Detail(Enum):
    """How much of a counterexample is shown: everything, all but diagram and raw steps, or what went wrong only."""

    FULL = auto()
    STEPS = auto()
    BRIEF = auto()


@dataclass(frozen=True, slots=True)
class Stepping:
    """Where a story can be stepped through: the explorer's page beside the report, under the readings of the run."""

    explorer: str | None = None
    interpretations: Mapping[str, Sequence[str]] = field(default_factory=dict[str, Sequence[str]])

    def link(self, id_: str, found: Counterexample) -> str:
        """The link to one story; nothing where the page is not there."""
        if self.explorer is None:
            return ""
        address = explorer_link(self.explorer, id_, found, self.interpretations)
        return f'<p><a class="step" href="{escape(address)}">Step through it in the explorer</a></p>'


def failure_card(
    id_: str,
    result: RequirementResult,
    catalogue: Catalogue,
    baseline: BaselineOutcome | None,
    detail: Detail,
    stepping: Stepping = Stepping(),
    causes: str = "",
    *,
    unfolded: bool = False,
) -> str:
    """One failed requirement, folded to one line, in as much detail as the page has room for; `causes` is markup."""
    known = baseline.known.get(id_) if baseline is not None else None
    badge = '<span class="badge fail">✘ fails</span>'
    excused = ""
    if known is not None:
        badge = '<span class="badge known">✘ known failure</span>'
        excused = f"<p>Accepted for now: {esc(known)}</p>"
    found = result.counterexample
    if found is None:
        short, body = "", "<p>No counterexample was recorded.</p>"
    else:
        short = f'<span class="short">{escape(observed_words(found))}</span>'
        body = story_parts(id_, found, detail, stepping)
    place = anchor("failure", id_)
    row = f'<a href="#{anchor("requirement", id_)}">Its row in the table</a>'
    return (
        f'<details class="card case" id="{place}"{" open" * unfolded}>'
        f'<summary><h3 id="{place}-h"><span class="id">{esc(id_)}</span>{badge}{short}</h3></summary>'
        f"<p>{esc(catalogue.requirements[id_].sentence)} {row}.</p>{excused}{causes}{body}</details>"
    )


def story_parts(id_: str, found: Counterexample, detail: Detail, stepping: Stepping) -> str:
    """Expected and observed, the diagram, and the steps folded; both stories where one contradicts another."""
    parts = [_pair(found), _told(id_, found, anchor("t", id_) + "-", detail), stepping.link(id_, found)]
    if found.cites:
        parts.append(f"<p>Promised: {esc(found.cites)}</p>")
    if found.log:
        shown = escape("\n".join(log_lines(found)))
        parts.append(f"<details><summary>The driver's log meanwhile</summary><pre>{shown}</pre></details>")
    if found.contradicts is not None:
        earlier = found.contradicts
        parts.append(
            '<div class="earlier"><h4>The earlier case that it contradicts</h4>'
            + _pair(earlier, ("unsupported", "unsupported"))
            + _told(id_, earlier, anchor("e", id_) + "-", detail)
            + stepping.link(id_, earlier)
            + "</div>"
        )
    if found.also:
        parts.append(f"<p>{esc(also_words(found))}</p>")
    parts.append(f"<p>Run it again: <code>connref replay results.json#{esc(id_)} --driver …</code></p>")
    return "".join(parts)


def _pair(found: Counterexample, tones: tuple[str, str] = ("pass", "fail")) -> str:
    expected, observed = tones
    return (
        f'<dl class="pair"><div class="{expected}"><dt>Expected</dt><dd>{escape(expected_words(found))}</dd></div>'
        f'<div class="{observed}"><dt>Observed</dt><dd>{escape(observed_words(found))}</dd></div></dl>'
    )


def _told(id_: str, found: Counterexample, prefix: str, detail: Detail) -> str:
    if detail is Detail.BRIEF:
        return "<p>The steps are left out to keep this page small: results.json has them.</p>"
    inputs = sum(step["op"] == "do" for step in found.steps)
    opening = f"<p>{esc(opening_words(found.mode))}</p>"
    steps = f"<summary>The story step by step ({count(inputs, 'input')})</summary>{opening}{_story(found)}"
    if detail is Detail.STEPS:
        left = "<p>Diagram and raw steps are left out to keep this page small: results.json has them.</p>"
        return f"<details>{steps}</details>{left}"
    return f"{_diagram(id_, found, prefix)}<details>{steps}{_raw(found)}</details>"


def _diagram(id_: str, found: Counterexample, prefix: str) -> str:
    timeline: Timeline = found.timeline or observed_timeline(found.steps, found.observations)
    drawn = timing_svg(timeline, f"Timing diagram: {id_}", prefix)
    return scrolling(drawn, f"Timing diagram of {id_}")


def _story(found: Counterexample) -> str:
    scenes = story(found)
    if len(scenes) <= _MOST_SCENES:
        told = [_scene(scene) for scene in scenes]
    else:
        half = _MOST_SCENES // 2
        left_out = count(len(scenes) - 2 * half, "instant")
        note = f'<li><span></span><span class="lapse">{left_out} left out: results.json has all steps</span></li>'
        told = [*map(_scene, scenes[:half]), note, *map(_scene, scenes[-half:])]
    return f'<ol class="story">{"".join(told)}</ol>'


def _scene(scene: Scene) -> str:
    lapse = scene.at_ms > scene.start_ms
    start = f"<span>{instant(scene.start_ms)} –</span> " if lapse else ""
    when = f"{start}<span>{instant(scene.at_ms)}</span>"
    class_ = ' class="lapse"' if lapse else ""
    steps = "".join(
        f'<li{class_}><span class="no">{no}.</span>{esc(words)}</li>' for no, words in scene.steps
    )
    seen = "".join(_seen(at, words, lapse=lapse) for at, words in scene.seen[:_MOST_SCENES])
    told = f'<ul class="seen" aria-label="What was seen">{seen}</ul>' if seen else ""
    decisive = f'<p class="parts">{PARTS}</p>' if scene.parts else ""
    marked = ' class="decisive"' if scene.parts else ""
    return f'<li{marked}><span class="when">{when}</span><div><ol>{steps}</ol>{told}{decisive}</div></li>'


def _seen(at_ms: int, words: str, *, lapse: bool) -> str:
    when = f"at {instant(at_ms)}: " if lapse else ""
    return f"<li>{esc(when + words)}</li>"


def _raw(found: Counterexample) -> str:
    lines = [json.dumps(dict(step)) for step in found.steps]
    raw = "[\n" + ",\n".join(lines) + "\n]"
    if len(raw) > _MOST_JSON:
        return "<p>The raw steps are too long for this page: results.json has them.</p>"
    summary = f"Raw steps as JSON ({count(len(lines), 'step')}, mode {json.dumps(found.mode)})"
    shown = f'<pre class="copy" tabindex="0" aria-label="Raw steps">{escape(raw)}</pre>'
    return f"<details><summary>{escape(summary)}</summary>{shown}</details>"
