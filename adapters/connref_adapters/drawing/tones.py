"""In which column a state stands, and which colour it has: both follow from what is declared of it."""

from __future__ import annotations

from connref.spec.declare import Location
from connref.spec.vocabulary import Session, Wish
from connref_adapters.drawing.picture import Tone
from connref_adapters.drawing.source import ChartName

SESSION, WITH, WITHOUT = "session", "with", "without"


def column_of(chart: ChartName, facts: Location) -> str:
    """Where the app is in a state, or that it has no user yet; for the link whether the internet is there."""
    if chart is ChartName.LINK:
        return WITH if facts.network else WITHOUT
    return facts.app.value if facts.session is Session.WITH_USER else SESSION


def tone_of(chart: ChartName, facts: Location) -> Tone:
    """What the colour of a state says of the connection."""
    if column_of(chart, facts) == SESSION:
        return Tone.SESSION
    if facts.up:
        return Tone.UP
    return Tone.DOWN if facts.wish is Wish.UNWANTED else Tone.COMING
