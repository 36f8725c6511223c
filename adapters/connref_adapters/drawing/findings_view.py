"""Findings laid over a chart: what the SDK does instead in red, what should have followed dashed, the rest dim."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from connref.protocol import Mode
from connref.spec.interpretations import DEFAULT, Reading
from connref_adapters.drawing.charts import ChartName, declared
from connref_adapters.drawing.compose import Composer, under
from connref_adapters.drawing.picture import Arrow, Box, Line, Picture, Tone, Weight
from connref_adapters.drawing.plans import PLANS
from connref_adapters.drawing.views import chart_picture, hushed
from connref_adapters.reports import Finding
from connref_adapters.safe_text import visible

Way = tuple[str, str]
"""The boxes that an arrow leads from and to."""

_LEADS_TO = {"goes down": Tone.DOWN, "comes up": Tone.UP}
"""What the SDK does that takes it to another box; all else it does where it is."""

_LEGEND = "Red: what the SDK does instead. Dashed: what should have followed there."
_LONGEST, _MOST = 150, 14


def findings_pictures(
    sdk: str, findings: Sequence[Finding], reading: Reading = DEFAULT
) -> Iterator[tuple[ChartName, Picture]]:
    """A picture for each mode that has findings. One of an app that chooses no mode lies on the chart of auto mode."""
    for mode in Mode:
        ours = [each for each in findings if _lies_on(each, mode)]
        if ours:
            name = ChartName(mode.value)
            title = f"{mode.value.capitalize()} mode: what {visible(sdk, 60)} does instead"
            yield name, _picture(name, title, ours, reading)


def _lies_on(finding: Finding, mode: Mode) -> bool:
    chart = finding.mode if finding.mode in {each.value for each in Mode} else Mode.AUTO.value
    return chart == mode.value or finding.mode is None


def _picture(name: ChartName, title: str, findings: Sequence[Finding], reading: Reading) -> Picture:
    picture = chart_picture(name, reading)
    expected = set(_expected(name, findings, reading))
    wrong = {(arrow.source, arrow.target): arrow for arrow in _wrong(picture.boxes, findings)}
    arrows = [_told(arrow, expected) for arrow in picture.arrows if (arrow.source, arrow.target) not in wrong]
    more = [f"… and {len(findings) - _MOST} more"] if len(findings) > _MOST else []
    told = [visible(f"{each.id}: {each.sentence}", _LONGEST) for each in findings[:_MOST]]
    return replace(
        picture,
        name=f"findings-{name.value}",
        title=title,
        description=" ".join(f"{each.id}: {visible(each.sentence)}." for each in findings),
        boxes=tuple(_marked(box, findings) for box in picture.boxes),
        arrows=(*arrows, *wrong.values()),
        notes=(_LEGEND, *told, *more),
    )


def _expected(name: ChartName, findings: Iterable[Finding], reading: Reading) -> Iterator[Way]:
    """The ways that the document asks for where a finding begins."""
    chart = declared(name)
    ids = Composer(chart, PLANS[name].spots).ids()
    for finding in findings:
        for each in under(chart, reading):
            if each.source in finding.locations and each.event.value in finding.events:
                yield ids[each.source], ids[each.destination]


def _wrong(boxes: Sequence[Box], findings: Iterable[Finding]) -> Iterator[Arrow]:
    """The ways that the SDK takes instead, where what it does leads elsewhere."""
    said: dict[Way, list[Line]] = {}
    for finding in findings:
        for box in boxes:
            target = _where(box, boxes, _LEADS_TO.get(finding.does))
            if target is not None and set(box.states) & set(finding.locations):
                said.setdefault((box.id, target.id), []).append(Line(f"{finding.id}: {finding.does}", ()))
    for (source, target), lines in said.items():
        yield Arrow(source, target, tuple(lines), (), Weight.WRONG)


def _where(box: Box, boxes: Iterable[Box], tone: Tone | None) -> Box | None:
    """The first box of that tone beside this one, None where it stands there already."""
    if tone is None or box.tone is tone:
        return None
    return next((each for each in boxes if each.column == box.column and each.tone is tone), None)


def _told(arrow: Arrow, expected: set[Way]) -> Arrow:
    if (arrow.source, arrow.target) in expected:
        return replace(arrow, weight=Weight.CHOICE)
    return hushed(replace(arrow, weight=Weight.DIM))


def _marked(box: Box, findings: Iterable[Finding]) -> Box:
    """A box in which findings begin carries their IDs in a red frame; the others are dim."""
    here = [each.id for each in findings if set(box.states) & set(each.locations)]
    if not here:
        return replace(box, inside=(), weight=Weight.DIM)
    return replace(box, inside=(), weight=Weight.WRONG, badge=f"✘ {', '.join(here)}")
