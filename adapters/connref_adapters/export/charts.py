"""What every export says the same way: identifiers, the names that a chart reads, and the options to begin with.

Names in other languages are letters, digits and underscores: "connect-in-background" becomes connect_in_background.
"""

from __future__ import annotations

from collections.abc import Mapping

from connref.semantics.table import CHARTS
from connref.spec.declare import Chart, Transition, interpretations_in, regions_of
from connref.spec.interpretations import options_of
from connref.spec.link import LINK
from connref.spec.session import SESSION
from connref.spec.vocabulary import Mode, Move, Region

CHARTS_BY_NAME: Mapping[str, Chart] = {
    **{mode.value: CHARTS[mode] for mode in Mode},
    LINK.name: LINK,
    SESSION.name: SESSION,
}
"""Every chart that there is, by its name."""


def ident(text: str) -> str:
    """A name of the model as an identifier of another language."""
    return text.replace("-", "_").replace(" ", "_")


def names_in(chart: Chart) -> tuple[str, ...]:
    """The interpretations and latitudes that the guards of a chart read."""
    return interpretations_in(chart.transitions)


def first_choices(chart: Chart, reading: Mapping[str, str]) -> dict[str, str]:
    """An option for each name that a chart reads: the reading's, or the first one of a latitude."""
    return {name: reading.get(name, options_of(name)[0]) for name in names_in(chart)}


def regions_left(chart: Chart, row: Transition) -> tuple[Region, ...]:
    """The regions of time that a row is bound to; none where it can be taken whenever its event comes."""
    everywhere = regions_of(chart.locations[row.source].clock, row.event)
    return () if set(row.regions) == set(everywhere) else row.regions


def effects_of(row: Transition) -> dict[str, str]:
    """What a row says beside where it leads: its requirement, what the call reports, what the deadline does."""
    said = {"requirement": " ".join(row.requirements)}
    if row.move is not Move.KEEP:
        said["deadline"] = row.move.value
    if row.answer is not None:
        said["answer"] = row.answer.value
    if row.closes is not None:
        said["closes"] = row.closes.value
    if row.tells is not None:
        said["tells"] = row.tells.value
    if row.stores:
        said["stores"] = ", ".join(stored.value for stored in row.stores)
    return said


def said_in(chart: Chart) -> tuple[str, ...]:
    """All that the rows of a chart say beside where they lead, by its name."""
    return tuple(dict.fromkeys(name for row in chart.transitions for name in effects_of(row)))
