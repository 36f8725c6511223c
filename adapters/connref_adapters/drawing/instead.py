"""The findings of a run over a chart: what the SDK does in red, what had to follow dashed, a badge where it parts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from connref.findings.trace import SAME
from connref.oracle.does import Does
from connref.spec.declare import Location, Transition
from connref.spec.interpretations import DEFAULT, Reading
from connref.spec.vocabulary import Event
from connref_adapters.drawing.charts import ChartName, Declared, declared
from connref_adapters.drawing.compose import changes, under
from connref_adapters.drawing.picture import Arrow, Box, Line, Picture, Weight
from connref_adapters.drawing.views import emphasised, ids_of
from connref_adapters.reports.data import Finding, FindingMode

_MODES: Mapping[str | None, tuple[ChartName, ...]] = {
    FindingMode.AUTO.value: (ChartName.AUTO,),
    FindingMode.DEFAULT.value: (ChartName.AUTO,),
    FindingMode.MANUAL.value: (ChartName.MANUAL,),
    None: (ChartName.AUTO, ChartName.MANUAL),
}


def findings_pictures(
    findings: Sequence[Finding], who: str, reading: Reading = DEFAULT
) -> Iterator[tuple[ChartName, Picture]]:
    """One picture for each mode in which something was found; `reading` is what the SDK follows otherwise."""
    for name in (ChartName.AUTO, ChartName.MANUAL):
        shown = [each for each in findings if name in _MODES[each.mode]]
        if shown:
            yield name, _picture(declared(name), shown, who, reading)


def _picture(chart: Declared, findings: Sequence[Finding], who: str, reading: Reading) -> Picture:
    places = {each.id: _places(chart, each) for each in findings}
    should = {each for finding in findings for each in _should(chart, finding, places[finding.id], reading)}
    states = {state for found in places.values() for state in found}
    picture = emphasised(chart, should.__contains__, states, reading=reading)
    wrong = [arrow for finding in findings for arrow in _wrong(chart, finding, places[finding.id], reading)]
    return replace(
        picture,
        name=f"findings-{chart.name.value}",
        title=f"What {who} does instead, {chart.name.value} mode",
        boxes=tuple(_badged(box, findings, places) for box in picture.boxes),
        arrows=_laid_over(picture.arrows, _merged(wrong)),
        notes=(
            "Red: what the SDK does. Dashed: what had to follow.",
            *(f"✘ {finding.id} {finding.sentence}." for finding in findings),
        ),
    )


def _places(chart: Declared, finding: Finding) -> tuple[str, ...]:
    """The locations of this chart in which a finding shows; of one that shows anywhere, where its event is told."""
    if finding.locations:
        return tuple(each for each in finding.locations if each in chart.locations)
    return tuple(dict.fromkeys(each.source for each in chart.arcs if _event(each) in finding.events))


def _event(transition: Transition) -> str:
    return SAME.get(transition.event.value, transition.event.value)


def _should(
    chart: Declared, finding: Finding, places: Sequence[str], reading: Reading
) -> Iterator[Transition]:
    for each in under(chart, reading):
        if each.source in places and _event(each) in finding.events and changes(each):
            yield each


def _wrong(chart: Declared, finding: Finding, places: Sequence[str], reading: Reading) -> Iterator[Arrow]:
    """Where the SDK goes instead; what stays where it is, or has nothing to do with locations, is a badge alone."""
    ids = ids_of(chart.name)
    for place in places:
        target = _instead(chart, finding, place, reading)
        if target is not None and ids[target] != ids[place]:
            line = Line(f"✘ {finding.id}: {finding.does}", ())
            yield Arrow(ids[place], ids[target], (line,), (), Weight.WRONG)


def _instead(chart: Declared, finding: Finding, place: str, reading: Reading) -> str | None:
    if finding.does == Does.GOES_DOWN:
        ways = (
            each for each in under(chart, reading) if each.source == place and each.event is Event.DISCONNECT
        )
        return next((each.destination for each in ways if changes(each)), None)
    if finding.does == Does.COMES_UP:
        after = _after(chart, finding, place, reading)
        alike = (name for name, each in chart.locations.items() if each.up and each.app is after.app)
        return next(alike, None)
    return None


def _after(chart: Declared, finding: Finding, place: str, reading: Reading) -> Location:
    then = next((each.destination for each in _should(chart, finding, (place,), reading)), place)
    return chart.locations[then]


def _merged(arrows: Sequence[Arrow]) -> dict[tuple[str, str], Arrow]:
    """One arrow for each pair of boxes, with a line for each finding."""
    found: dict[tuple[str, str], Arrow] = {}
    for each in arrows:
        known = found.get((each.source, each.target))
        lines = each.lines if known is None else tuple(dict.fromkeys((*known.lines, *each.lines)))
        found[each.source, each.target] = replace(each, lines=lines)
    return found


def _laid_over(arrows: Sequence[Arrow], wrong: Mapping[tuple[str, str], Arrow]) -> tuple[Arrow, ...]:
    """The chart's arrows with those of the findings.

    One that the chart has too keeps its way and its words. One of its own has no words: its boxes say what it is.
    """
    shown: list[Arrow] = []
    for each in arrows:
        instead = wrong.get((each.source, each.target))
        if instead is not None:
            shown.append(replace(each, lines=(*instead.lines, *each.lines), weight=Weight.WRONG))
        else:
            shown.append(replace(each, weight=Weight.SHOULD) if each.weight is Weight.HOT else each)
    known = {(each.source, each.target) for each in arrows}
    return (*shown, *(replace(each, lines=()) for pair, each in wrong.items() if pair not in known))


def _badged(box: Box, findings: Sequence[Finding], places: Mapping[str, Sequence[str]]) -> Box:
    """The box with what begins there; of several only the IDs, since the notes below tell them and boxes must fit."""
    here = [each for each in findings if set(places[each.id]) & set(box.states)]
    words = [f"{each.id} {each.does}" if len(here) == 1 else each.id for each in here]
    return replace(box, inside=(), badge=f"✘ {', '.join(words)}") if here else replace(box, inside=())
