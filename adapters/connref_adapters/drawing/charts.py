"""The declared charts in the words of the document: an arc for each transition, a colour for each location."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from connref.effects import CloseReason
from connref.protocol import Mode
from connref.semantics.table import chart_of
from connref.spec.declare import Chart, Guard, Location, Transition, regions_of
from connref.spec.link import LINK
from connref.spec.session import SESSION as SESSION_CHART
from connref.spec.variant import DOCUMENT, Variant
from connref.spec.vocabulary import (
    SESSION_EVENTS,
    Clock,
    Event,
    LinkEvent,
    Move,
    Region,
    Session,
    Wish,
)
from connref_adapters.drawing.picture import Arc, Tone, Weight


class ChartName(StrEnum):
    """The charts that can be drawn."""

    AUTO = "auto"
    MANUAL = "manual"
    LINK = "link"
    SESSION = "session"

    @property
    def mode(self) -> Mode | None:
        """The mode that it is the chart of; None for the link and the session, which serve both."""
        return Mode(self.value) if self in {ChartName.AUTO, ChartName.MANUAL} else None

    @property
    def words(self) -> str:
        """The chart inside a sentence: "auto mode", "the link"."""
        return f"the {self.value}" if self.mode is None else f"{self.value} mode"


_ABOUT_SESSION = SESSION_EVENTS | {Event.REOPEN}
_ENDINGS = frozenset({Event.KILL, Event.LOGOUT, LinkEvent.PROCESS_KILLED})


@dataclass(frozen=True, slots=True)
class Declared:
    """A chart as declared: its locations, its transitions, and each transition's arc."""

    name: ChartName
    initial: str
    locations: Mapping[str, Location]
    arcs: Mapping[Transition, Arc]
    variant: Variant = DOCUMENT

    def ends_everything(self, transition: Transition) -> bool:
        """Whether a transition leads from everywhere to the start: its arrows would cover all others, so boxes tell it.

        In the session's own chart they are what the picture is about.
        """
        return transition.event in _ENDINGS and self.name is not ChartName.SESSION

    def weight(self, transition: Transition) -> Weight:
        """How strongly an arrow is drawn: what is the session's own business only lightly, but in its own chart."""
        aside = transition.event in _ABOUT_SESSION and self.name is not ChartName.SESSION
        return Weight.LIGHT if aside else Weight.PLAIN


_SHARED: Mapping[ChartName, Chart] = {ChartName.LINK: LINK, ChartName.SESSION: SESSION_CHART}
"""The charts that serve both modes, and every vendor."""


@cache
def declared(name: ChartName, variant: Variant = DOCUMENT) -> Declared:
    """The declaration of a chart, in words; of the modes that of a variant of the product line."""
    chart = _SHARED[name] if name.mode is None else chart_of(name.mode, variant)
    arcs = {each: _arc(each, chart.locations[each.source]) for each in chart.transitions}
    return Declared(name, chart.initial, chart.locations, arcs, variant)


def _arc(transition: Transition, source: Location) -> Arc:
    return Arc(
        source=transition.source,
        target=transition.destination,
        event=EVENT_WORDS[transition.event],
        requirement=", ".join(transition.requirements),
        when=condition_words(transition, source),
        effect=effect_words(transition),
    )


EVENT_WORDS: Mapping[Event | LinkEvent, str] = {
    Event.INIT: "init()",
    Event.REOPEN: "init(), user saved",
    Event.LOGIN: "login()",
    Event.LOGOUT: "logout()",
    Event.KILL: "app killed",
    Event.CONNECT: "connect()",
    Event.CONNECT_OFFLINE: "connect() with no internet",
    Event.DISCONNECT: "disconnect()",
    Event.PING: "ping()",
    Event.BACKGROUND: "app goes into background",
    Event.FOREGROUND: "app returns to foreground",
    Event.OPENED: "WebSocket connected",
    Event.LOST: "connection lost",
    Event.CLOSED: "server closes",
    Event.FAILED: "attempt fails",
    Event.FAILED_OFFLINE: "attempt fails, no internet",
    Event.REJECTED: "credentials rejected",
    Event.PONG: "ping answered",
    Event.PONG_FOREGROUND: "ping of the foreground answered",
    Event.DEADLINE: "30 seconds without ping()",
    Event.GAVE_UP: "last attempt fails",
    Event.STOPPED: "server closes for good",
    LinkEvent.WANT: "connection wanted",
    LinkEvent.UNWANT: "connection no longer wanted",
    LinkEvent.SOCKET_OPENED: "WebSocket connected",
    LinkEvent.SOCKET_FAILED: "WebSocket fails",
    LinkEvent.SOCKET_REJECTED: "credentials rejected",
    LinkEvent.SOCKET_CLOSED: "WebSocket closed",
    LinkEvent.SOCKET_CLOSED_NORMALLY: "server closes",
    LinkEvent.NETWORK_LOST: "internet lost",
    LinkEvent.NETWORK_AVAILABLE: "internet back",
    LinkEvent.RETRY_DUE: "back-off over",
    LinkEvent.OPEN_TIMEOUT: "no answer in time",
    LinkEvent.PING_TIMEOUT: "ping not answered in time",
    LinkEvent.PROCESS_KILLED: "app killed",
}
"""Each event of the charts, as a reader of the document would say it."""

MOVE_WORDS: Mapping[Move, str] = {
    Move.KEEP: "",
    Move.CLEAR: "no deadline",
    Move.FROM_NOW: "new deadline: 30 s from now",
    Move.FROM_ENTRY: "deadline: 30 s from entry",
}
"""What becomes of the deadline."""

_REGION_WORDS: Mapping[Clock, Mapping[Region, str]] = {
    Clock.NONE: {},
    Clock.DEADLINE: {
        Region.BEFORE: "before the deadline",
        Region.AT: "at the deadline",
        Region.PAST: "past the deadline",
    },
    Clock.ENTRY: {Region.BEFORE: "within 30 s of entry", Region.PAST: "later than 30 s after entry"},
}

_CLOSE_WORDS: Mapping[CloseReason, str] = {
    CloseReason.UNWANTED: "close the WebSocket",
    CloseReason.TIMEOUT: "give the attempt up",
    CloseReason.REJECTED: "close the WebSocket",
    CloseReason.NETWORK: "give the WebSocket up",
    CloseReason.SILENT: "give the WebSocket up",
}


def guard_words(guard: Guard) -> str:
    """The condition on the reading: "connect-in-background = held"."""
    return f"{guard.name} = {' or '.join(guard.options)}"


def region_words(regions: tuple[Region, ...], clock: Clock) -> str:
    """The condition on time; nothing where the transition holds at every instant that the location knows."""
    named = _REGION_WORDS[clock]
    return "" if len(regions) == len(named) else " or ".join(named[each] for each in regions if each in named)


def condition_words(transition: Transition, source: Location) -> str:
    """All conditions of a transition: on time, where it can be too early or too late for it, and on the reading."""
    always = transition.regions == regions_of(source.clock, transition.event)
    time = "" if always else region_words(transition.regions, source.clock)
    return "; ".join(word for word in (time, *map(guard_words, transition.guards)) if word)


def effect_words(transition: Transition) -> str:
    """What a transition does beside changing the location: deadline, answer, socket, storage, what the link tells."""
    answer = "" if transition.answer is None else f"reports {transition.answer.value}"
    opens = "open a WebSocket" if transition.opens else ""
    closes = "" if transition.closes is None else _CLOSE_WORDS[transition.closes]
    tells = "" if transition.tells is None else f"tell: {EVENT_WORDS[transition.tells]}"
    words = (MOVE_WORDS[transition.move], answer, opens, closes, tells, storage_words(transition))
    return "; ".join(word for word in words if word)


def storage_words(transition: Transition) -> str:
    """What a step of the session does to the device's storage, or says of it."""
    return ", ".join(each.value for each in transition.stores)


def location_words(location: Location) -> str:
    """What a location means for the connection."""
    if location.up:
        return "up, until the deadline" if location.clock is Clock.DEADLINE else "up"
    match location.wish:
        case Wish.WANTED:
            return "on its way up"
        case Wish.ALLOWED:
            return "may come up, until the deadline" if location.clock is Clock.DEADLINE else "may come up"
        case Wish.UNWANTED:
            return "down"


SESSION, WITH, WITHOUT = "session", "with", "without"


def column_of(chart: ChartName, location: Location) -> str:
    """Where the app is in a state, or that it is about the session; for the link whether the internet is there."""
    if chart is ChartName.LINK:
        return WITH if location.network else WITHOUT
    if chart is ChartName.SESSION or location.session is not Session.WITH_USER:
        return SESSION
    return location.app.value


def tone_of(chart: ChartName, location: Location) -> Tone:
    """What the colour of a state says of the connection."""
    if column_of(chart, location) == SESSION:
        return Tone.SESSION
    if location.up:
        return Tone.UP
    return Tone.DOWN if location.wish is Wish.UNWANTED else Tone.COMING
