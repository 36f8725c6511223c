"""In which column a state stands, and which colour it has: both follow from what is declared of it."""

from __future__ import annotations

from connref.spec.declare import Location
from connref.spec.vocabulary import Wish
from connref_adapters.drawing.picture import Tone
from connref_adapters.drawing.source import ChartName

SESSION, WITH, WITHOUT = "session", "with", "without"


def column_of(chart: ChartName, state: str, facts: Location) -> str:
    """Where the app is in a state, or that it has no user yet; for the link whether the internet is there."""
    if chart is ChartName.LINK:
        return WITHOUT if state.endswith("offline") else WITH
    return SESSION if state.startswith(("not_initialised", "signed_out")) else facts.app.value


def tone_of(chart: ChartName, state: str, facts: Location) -> Tone:
    """What the colour of a state says of the connection."""
    if column_of(chart, state, facts) == SESSION:
        return Tone.SESSION
    if facts.up:
        return Tone.UP
    return Tone.DOWN if facts.wish is Wish.UNWANTED else Tone.COMING
