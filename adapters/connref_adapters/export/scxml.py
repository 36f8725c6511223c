"""A chart as SCXML: a state for each location, a transition for each row, guards over the reading and the region.

The datamodel holds one option for each name that the chart reads, to be edited, and `region`: where the present lies
relative to the clock of the location. Whoever runs the document tells it by the events `region.before`, `region.at` and
`region.past`. What a row says beside where it leads (requirement, answer, deadline, …) is assigned as it is taken.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from xml.etree import ElementTree as ET

from connref.spec.declare import Chart, Transition
from connref.spec.vocabulary import Region
from connref_adapters.export.charts import effects_of, first_choices, ident, regions_left, said_in

NAMESPACE = "http://www.w3.org/2005/07/scxml"


def scxml(chart: Chart, reading: Mapping[str, str]) -> str:
    """The document of a chart under a reading (options by name)."""
    root = ET.Element(
        "scxml",
        {
            "xmlns": NAMESPACE,
            "version": "1.0",
            "name": chart.name,
            "datamodel": "ecmascript",
            "initial": "all",
        },
    )
    root.append(_datamodel(chart, reading))
    everything = ET.SubElement(root, "state", id="all", initial=chart.initial)
    for region in Region:
        told = ET.SubElement(everything, "transition", event=f"region.{region.value}")
        _assign(told, "region", region.value)
    for location in chart.locations.values():
        state = ET.SubElement(everything, "state", id=location.id)
        state.append(ET.Comment(f" {location.label}: {location.wish.value} "))
        state.extend(_transition(chart, row) for row in chart.transitions if row.source == location.id)
    ET.indent(root)
    return ET.tostring(root, encoding="unicode", xml_declaration=True) + "\n"


def condition(chart: Chart, row: Transition) -> str:
    """When a row can be taken, as an expression over the datamodel; empty where it always can."""
    return " && ".join(_alternatives(name, options) for name, options in _conditions(chart, row))


def _conditions(chart: Chart, row: Transition) -> Iterator[tuple[str, tuple[str, ...]]]:
    regions = regions_left(chart, row)
    if regions:
        yield "region", tuple(region.value for region in regions)
    for guard in row.guards:
        yield ident(guard.name), guard.options


def _alternatives(name: str, options: tuple[str, ...]) -> str:
    asked = " || ".join(f"{name} == '{option}'" for option in options)
    return asked if len(options) == 1 else f"({asked})"


def _datamodel(chart: Chart, reading: Mapping[str, str]) -> ET.Element:
    model = ET.Element("datamodel")
    for name, option in first_choices(chart, reading).items():
        ET.SubElement(model, "data", id=ident(name), expr=f"'{option}'")
    ET.SubElement(model, "data", id="region", expr=f"'{Region.BEFORE.value}'")
    for name in said_in(chart):
        ET.SubElement(model, "data", id=name, expr="''")
    return model


def _transition(chart: Chart, row: Transition) -> ET.Element:
    """A row. One that stays has no target, so that nothing is left and entered again."""
    element = ET.Element("transition", event=row.event.value)
    asked = condition(chart, row)
    if asked:
        element.set("cond", asked)
    if row.target is not None:
        element.set("target", row.target)
    said = effects_of(row)
    for name in said_in(chart):
        _assign(element, name, said.get(name, ""))
    return element


def _assign(parent: ET.Element, name: str, value: str) -> None:
    ET.SubElement(parent, "assign", location=name, expr=f"'{value}'")
