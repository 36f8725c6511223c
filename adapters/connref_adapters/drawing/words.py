"""The charts' events, moves and answers in the words of the document, as they stand at arrows and in tables."""

from __future__ import annotations

from collections.abc import Mapping

from connref.effects import CloseReason
from connref.spec.declare import Guard, Location, Transition
from connref.spec.vocabulary import Clock, Event, LinkEvent, Move, Region, Wish

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
