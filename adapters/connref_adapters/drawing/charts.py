"""The declared charts in the words of the document: an arc for each transition, a colour for each location."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from connref.effects import CloseReason
from connref.protocol import Mode
from connref.semantics.table import CHARTS
from connref.spec.declare import Guard, Location, Transition
from connref.spec.link import LINK
from connref.spec.vocabulary import Clock, Event, LinkEvent, Move, Region, Session, Wish
from connref_adapters.drawing.picture import Arc, Tone


class ChartName(StrEnum):
    """The charts that can be drawn."""

    AUTO = "auto"
    MANUAL = "manual"
    LINK = "link"


@dataclass(frozen=True, slots=True)
class Declared:
    """A chart as declared: its states with their facts, its rules, and each rule's arc."""

    name: ChartName
    initial: str
    facts: Mapping[str, Location]
    arcs: Mapping[Transition, Arc]


@cache
def declared(name: ChartName) -> Declared:
    """The declaration of a chart, in words."""
    if name is ChartName.LINK:
        return Declared(
            name, LINK.initial, LINK.locations, {rule: _link_arc(rule) for rule in LINK.transitions}
        )
    chart = CHARTS[Mode(name.value)]
    arcs = {rule: _arc(rule, chart.locations[rule.source]) for rule in chart.transitions}
    return Declared(name, chart.initial, chart.locations, arcs)


def _arc(rule: Transition, facts: Location) -> Arc:
    when = rule_when(rule, facts)
    return Arc(
        source=rule.source,
        target=rule.destination,
        event=WORDS[rule.event],
        requirement=rule.requirement,
        when=when,
        effect=rule_effect(rule),
    )


def _link_arc(rule: Transition) -> Arc:
    return Arc(
        source=rule.source,
        target=rule.destination,
        event=WORDS[rule.event],
        requirement=", ".join(rule.requirements),
        effect=link_effect(rule),
    )


EVENT_WORDS: Mapping[Event, str] = {
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
}
"""Each event of the policies as a reader of the document would say it."""

LINK_WORDS: Mapping[LinkEvent, str] = {
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
"""Each event of the link."""

WORDS: Mapping[Event | LinkEvent, str] = {**EVENT_WORDS, **LINK_WORDS}
"""Each event of any chart."""

MOVE_WORDS: Mapping[Move, str] = {
    Move.KEEP: "",
    Move.CLEAR: "no deadline",
    Move.FROM_NOW: "new deadline: 30 s from now",
    Move.FROM_ENTRY: "deadline: 30 s from entry",
}
"""What becomes of the deadline."""

_ZONE_WORDS: Mapping[Clock, Mapping[Region, str]] = {
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


def zone_words(zones: tuple[Region, ...], clock: Clock) -> str:
    """The condition on time; nothing where the rule holds at every instant that the state knows."""
    named = _ZONE_WORDS[clock]
    return "" if len(zones) == len(named) else " or ".join(named[zone] for zone in zones if zone in named)


def rule_when(rule: Transition, facts: Location) -> str:
    """All conditions of a rule of a policy."""
    everywhere = facts.clock is Clock.DEADLINE and rule.zones == _usual_zones(rule.event)
    time = "" if everywhere else zone_words(rule.zones, facts.clock)
    return "; ".join(word for word in (time, *map(guard_words, rule.guards)) if word)


def rule_effect(rule: Transition) -> str:
    """What a rule of a policy does beside changing the state: deadline and answer."""
    answer = "" if rule.answer is None else f"reports {rule.answer.value}"
    return "; ".join(word for word in (MOVE_WORDS[rule.move], answer) if word)


def link_effect(rule: Transition) -> str:
    """What a rule of the link does: a socket asked for, given up, and what the policy is told."""
    opens = "open a WebSocket" if rule.opens else ""
    closes = "" if rule.closes is None else _CLOSE_WORDS[rule.closes]
    tells = "" if rule.tells is None else f"tell: {EVENT_WORDS[rule.tells]}"
    return "; ".join(word for word in (opens, closes, tells) if word)


def facts_words(facts: Location) -> str:
    """What a state means for the connection."""
    if facts.up:
        return "up, until the deadline" if facts.clock is Clock.DEADLINE else "up"
    match facts.wish:
        case Wish.WANTED:
            return "on its way up"
        case Wish.ALLOWED:
            return "may come up, until the deadline" if facts.clock is Clock.DEADLINE else "may come up"
        case Wish.UNWANTED:
            return "down"


def _usual_zones(event: Event | LinkEvent) -> tuple[Region, ...]:
    return (Region.AT, Region.PAST) if event is Event.DEADLINE else (Region.BEFORE, Region.AT)


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
