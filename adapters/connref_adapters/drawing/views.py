"""The pictures that can be asked for: a chart under a reading, what a requirement touches, a path, a coverage."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from math import ceil, sqrt

from connref.spec.declare import Transition
from connref.spec.interpretations import DEFAULT, Reading
from connref.spec.requirements import REQUIREMENTS
from connref.spec.variant import DOCUMENT, Variant
from connref.spec.vocabulary import App, Event, LinkEvent, Session
from connref_adapters.drawing.charts import EVENT_WORDS, ChartName, Declared, declared
from connref_adapters.drawing.compose import (
    Composer,
    changes,
    under,
    usual,
)
from connref_adapters.drawing.picture import Arrow, Box, Line, Picture, Tone, Weight
from connref_adapters.drawing.plans import PLANS
from connref_adapters.drawing.touching import told, touched
from connref_adapters.reports.text import count as count_of

TITLES: Mapping[ChartName, str] = {
    ChartName.AUTO: "Auto mode: the SDK establishes and maintains the WebSocket connection",
    ChartName.MANUAL: "Manual mode: connect(), disconnect() and ping() manage the WebSocket connection",
    ChartName.LINK: "The link: how the WebSocket is brought to where the mode wants it",
    ChartName.SESSION: "The session: init(), login() and logout(), and what is saved when the app is killed",
}
"""The title of each chart."""

_COLOURS = {Tone.UP: "Green: connected.", Tone.COMING: "Yellow: on its way.", Tone.DOWN: "Grey: down."}
_STARTS, _DASHED = "Bold frame: where it starts.", "Dashed: the session."
_SHADES = 5
Way = tuple[str, str]
"""A source state and a target state."""


def chart_picture(name: ChartName, reading: Reading = DEFAULT, variant: Variant = DOCUMENT) -> Picture:
    """The overview of a chart under one reading, of the document or of a variant of the product line."""
    chart = declared(name, variant)
    transitions = under(chart, reading)
    drawn = [each for each in transitions if _in_overview(each, chart)]
    composer = Composer(chart, PLANS[name].spots)
    states = {chart.initial, *(each.source for each in transitions)}
    chosen = _chosen(reading)
    stem = "-".join([name.value, *(f"{key}-{option}" for key, option in chosen.items())])
    boxes = composer.boxes(states, drawn, lambda each: each.destination == each.source)
    arrows = composer.arrows(drawn, chart.weight)
    return Picture(
        name=stem,
        title=TITLES[name] if not chosen else f"{name.value.capitalize()} mode, {_reading_words(chosen)}",
        description=_description(chart, drawn),
        boxes=boxes,
        arrows=arrows,
        arcs=tuple(chart.arcs[each] for each in transitions),
        initial=chart.initial,
        notes=(_legend(boxes, arrows), _left_out(chart, boxes)),
    )


def requirement_pictures(requirement: str, reading: Reading = DEFAULT) -> tuple[Picture, ...]:
    """What a requirement touches under a reading, one picture for each chart that it touches."""
    return tuple(
        _requirement_picture(declared(name), requirement, reading)
        for name in ChartName
        if any(touched(requirement, declared(name)))
    )


def path_picture(
    name: ChartName, title: str, stem: str, path: Sequence[Transition], parts: tuple[str, str] | None = None
) -> Picture:
    """A path over a chart: its arrows are numbered in order of time; a way within one box is not an arrow.

    `parts` are the location in which an SDK parts from the document, and what it does there.
    """
    chart, ids = declared(name), ids_of(name)
    crossings = [each for each in path if ids[each.source] != ids[each.destination]]
    numbers: dict[Way, list[int]] = {}
    for number, transition in enumerate(crossings, 1):
        numbers.setdefault((ids[transition.source], ids[transition.destination]), []).append(number)
    picture = emphasised(chart, lambda each: each in path, {chart.initial})
    arrows = tuple(
        _numbered(arrow, numbers.get((arrow.source, arrow.target), [])) for arrow in picture.arrows
    )
    boxes = tuple(_parting(replace(box, inside=()), parts) for box in picture.boxes)
    notes = ("Orange: the way that the document asks for. The numbers tell the order.",)
    if parts is not None:
        notes = (*notes, f"✘ Here the SDK parts from the document: {parts[1]}.")
    return replace(picture, name=stem, title=title, boxes=boxes, arrows=arrows, notes=notes)


def coverage_picture(name: ChartName, title: str, stem: str, visits: Mapping[Way, int]) -> Picture:
    """How often each way was taken: boxes are shaded by visits, arrows carry the number."""
    ids = ids_of(name)
    taken: dict[Way, int] = {}
    for (source, target), count in visits.items():
        way = ids[source], ids[target]
        taken[way] = taken.get(way, 0) + count
    arrived = {
        state: sum(count for (source, target), count in taken.items() if target == state != source)
        for state in ids.values()
    }
    picture = chart_picture(name)
    most = max(arrived.values(), default=1)
    boxes = tuple(_shaded(box, arrived[box.id], most) for box in picture.boxes)
    arrows = tuple(_counted(arrow, taken.get((arrow.source, arrow.target), 0)) for arrow in picture.arrows)
    notes = (
        "The darker a box, the more often it was entered; at each arrow how often it was taken.",
        _left_out(declared(name), picture.boxes),
    )
    return replace(picture, name=stem, title=title, boxes=boxes, arrows=arrows, notes=notes)


def _requirement_picture(chart: Declared, requirement: str, reading: Reading) -> Picture:
    every = told(touched(requirement, chart))
    taken = frozenset(under(chart, reading))
    usually = [each for each in every if each in taken and usual(each)]
    hot = usually or [each for each in every if each in taken] or every
    among = frozenset(hot)
    picture = emphasised(
        chart,
        among.__contains__,
        {each.source for each in hot},
        reading=reading,
        conditions=not among <= taken,
    )
    sentence = REQUIREMENTS[requirement].sentence
    chosen = _chosen(reading)
    stem = "-".join([requirement, *(f"{key}-{option}" for key, option in chosen.items()), chart.name.value])
    left = len(every) - len(hot)
    more = (
        f" {count_of(left, 'transition')} of other readings and rare moments: see the complete chart."
        if left
        else ""
    )
    return replace(
        picture,
        name=stem,
        title=f"{requirement} in {chart.name.words}" + (f", {_reading_words(chosen)}" if chosen else ""),
        description=f"{sentence} {_description(chart, hot)}",
        notes=(sentence, f"Orange: what the requirement touches.{more}"),
    )


def emphasised(
    chart: Declared,
    is_hot: Callable[[Transition], bool],
    states: Collection[str],
    *,
    reading: Reading = DEFAULT,
    conditions: bool = False,
) -> Picture:
    """The overview drawn dimly, with every hot transition over it."""
    transitions = under(chart, reading)
    strong = [each for each in chart.arcs if is_hot(each)]
    first = (each for each in transitions if _in_overview(each, chart))
    drawn = [*dict.fromkeys([*first, *strong])]
    composer = Composer(chart, PLANS[chart.name].spots, conditions=conditions)
    ids = composer.ids()
    shown = {
        chart.initial,
        *(each.source for each in drawn),
        *(each.destination for each in drawn),
        *states,
    }
    warm = {ids[state] for state in states} | {
        ids[each.destination] for each in strong if not chart.ends_everything(each)
    }
    boxes = composer.boxes(shown, strong, is_hot)
    return Picture(
        name=chart.name.value,
        title="",
        description=_description(chart, strong),
        boxes=tuple(replace(box, weight=Weight.HOT if box.id in warm else Weight.DIM) for box in boxes),
        arrows=tuple(
            _hushed(arrow)
            for arrow in composer.arrows(drawn, lambda each: Weight.HOT if is_hot(each) else Weight.DIM)
        ),
        arcs=tuple(chart.arcs[each] for each in drawn),
        initial=chart.initial,
    )


def _in_overview(transition: Transition, chart: Declared) -> bool:
    """What a reader has to see first; the folded twins of states without a user are left to the full chart."""
    if chart.name is ChartName.SESSION:
        return True
    before = chart.locations[transition.source]
    folded = before.app is App.BACKGROUND and before.session is not Session.WITH_USER
    return usual(transition) and changes(transition) and not chart.ends_everything(transition) and not folded


def ids_of(name: ChartName) -> dict[str, str]:
    """The box in which each location of a chart is drawn."""
    return Composer(declared(name), PLANS[name].spots).ids()


def _hushed(arrow: Arrow) -> Arrow:
    """A dim arrow says in one word what it is; IDs and conditions are for what the picture is about."""
    if arrow.weight is not Weight.DIM:
        return arrow
    return replace(arrow, lines=tuple(Line(line.words, ()) for line in arrow.lines))


def _shaded(box: Box, count: int, most: int) -> Box:
    """Five shades by the root of the count: a box entered once still differs from one that never was."""
    shade = ceil(_SHADES * sqrt(count / most)) if count else 0
    return replace(box, facts="", inside=(), shade=shade, tone=Tone.SESSION, badge=count_of(count, "visit"))


def _parting(box: Box, parts: tuple[str, str] | None) -> Box:
    """The box in which the SDK parts from the document says so."""
    if parts is None or parts[0] not in box.states:
        return box
    return replace(box, weight=Weight.HOT, badge="✘ the SDK parts here")


def _numbered(arrow: Arrow, numbers: list[int]) -> Arrow:
    return replace(arrow, badge=" ".join(f"({number})" for number in numbers))


def _counted(arrow: Arrow, count: int) -> Arrow:
    badge = count_of(count, "time") if count else "never"
    lines = tuple(Line(line.words, ()) for line in arrow.lines)
    return replace(arrow, badge=badge, lines=lines, weight=Weight.PLAIN if count else Weight.CHOICE)


def _chosen(reading: Reading) -> dict[str, str]:
    default = dict(DEFAULT.choices)
    return {name: option for name, option in reading.choices if default[name] != option}


def _reading_words(chosen: Mapping[str, str]) -> str:
    return ", ".join(f"{name} = {option}" for name, option in chosen.items())


def _legend(boxes: Iterable[Box], arrows: Iterable[Arrow]) -> str:
    """What the colours and lines mean that are there to be seen."""
    tones, dashed = {box.tone for box in boxes}, any(arrow.weight is Weight.LIGHT for arrow in arrows)
    return " ".join(
        [
            *(words for tone, words in _COLOURS.items() if tone in tones),
            _STARTS,
            *([_DASHED] if dashed else []),
        ]
    )


def _left_out(chart: Declared, boxes: Iterable[Box]) -> str:
    """What a reader of the declaration would miss in the overview, and nothing that the chart does not have."""
    ends: dict[Event | LinkEvent, Counter[str]] = {}
    labels = {state: box.label for box in boxes for state in box.states}
    for each in filter(chart.ends_everything, chart.arcs):
        ends.setdefault(each.event, Counter())[
            labels.get(each.destination, chart.locations[each.destination].label)
        ] += 1
    told = [
        f"{EVENT_WORDS[event]}, which leads to {labels.most_common(1)[0][0]}"
        for event, labels in ends.items()
    ]
    instants = ["the exact deadline instant"] if not all(map(usual, chart.arcs)) else []
    idle = [] if all(_in_overview(each, chart) for each in chart.arcs) else ["what changes nothing"]
    left_out = [*idle, *instants, *told]
    return f"Left out: {'; '.join(left_out)}." if left_out else "Nothing is left out."


def _description(chart: Declared, transitions: Iterable[Transition]) -> str:
    """The picture in words: every transition that it shows."""
    locations = chart.locations
    sentences = [
        f"{locations[each.source].label}: {chart.arcs[each].event} leads to {locations[each.destination].label}"
        for each in transitions
        if each.destination != each.source
    ]
    return "; ".join(dict.fromkeys(sentences)) + "."
