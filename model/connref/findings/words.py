"""A finding in words: one sentence as a person would write it, from the vocabulary of the charts."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from connref.findings.history import LEFT, Fact, Kind
from connref.findings.trace import TIME
from connref.oracle.does import Does
from connref.protocol import InputName
from connref.semantics.table import LINES
from connref.spec.vocabulary import Event, Mode

WHEN: Mapping[str, str] = {
    Event.INIT.value: "init() is called",
    Event.REOPEN.value: "init() finds a saved user",
    Event.LOGIN.value: "a user logs in",
    Event.LOGOUT.value: "the user logs out",
    Event.KILL.value: "the app is killed",
    Event.CONNECT.value: "connect() is called",
    Event.DISCONNECT.value: "disconnect() is called",
    Event.PING.value: "ping() is called",
    Event.BACKGROUND.value: "the app enters the background",
    Event.FOREGROUND.value: "the app comes to the foreground",
    Event.OPENED.value: "the connection has come up",
    Event.LOST.value: "the connection is lost",
    Event.CLOSED.value: "the server closes the connection normally",
    Event.FAILED.value: "an attempt fails",
    Event.REJECTED.value: "the server rejects the credentials",
    Event.PONG.value: "a ping is answered",
    Event.DEADLINE.value: "the deadline comes",
    TIME: "time passes",
}
"""What follows "when": the chart's events. Of what the chart has no word for, `_INPUTS`."""

_NOUNS: Mapping[str, str] = {
    Event.INIT.value: "init()",
    Event.REOPEN.value: "init() with a saved user",
    Event.LOGIN.value: "login",
    Event.LOGOUT.value: "logout",
    Event.KILL.value: "kill",
    Event.CONNECT.value: "connect()",
    Event.DISCONNECT.value: "disconnect()",
    Event.PING.value: "ping()",
    Event.BACKGROUND.value: "background",
    Event.FOREGROUND.value: "return to the foreground",
    Event.OPENED.value: "connection",
    Event.LOST.value: "loss of the connection",
    Event.CLOSED.value: "normal close by the server",
    Event.FAILED.value: "failed attempt",
    Event.REJECTED.value: "rejection of the credentials",
    Event.PONG.value: "answered ping",
    Event.DEADLINE.value: "deadline",
}

_WHILE: Mapping[str, str] = {
    InputName.NETWORK_DOWN.value: "an outage of the network that lasts",
    InputName.SERVER_REFUSE.value: "a refusal of sockets that lasts",
    InputName.SERVER_MUTE.value: "a silence of the server that lasts",
    InputName.SERVER_REJECT.value: "a rejection of the credentials that lasts",
}

_SUBJECTS: Mapping[Does, str] = {
    Does.KEEPS_OPENING: "a socket is left opening",
    Does.SECOND_SOCKET: "there are two sockets",
    Does.NO_OUTCOME: "the call reports no outcome",
    Does.SECOND_OUTCOME: "the call reports a second outcome",
    Does.SUCCESS: "the call reports success",
    Does.ERROR: "the call reports an error",
    Does.NO_PING: "no ping is sent",
    Does.PING: "a ping is sent",
    Does.THROWS: "the call throws",
    Does.THROWS_NOT: "the call does not throw",
    Does.DIES: "the app dies",
    Does.LOSES_MESSAGE: "the message is not delivered",
    Does.DELIVERS_LOST: "a message is delivered that is lost",
    Does.DELIVERS_TWICE: "the message is delivered twice",
    Does.DISORDERS: "messages are delivered out of order",
    Does.INVENTS_MESSAGE: "a message is delivered that was never sent",
    Does.WRONG_USER: "the wrong user is logged in",
    Does.TRIES_EARLY: "it tries again too early",
    Does.TRIES_LATE: "it does not try again in time",
    Does.TRIES_AGAIN: "it tries again though that is over",
}


def event_words(event: str, *others: str) -> str:
    """What happens, after "when"; where there are others, all are calls of the app."""
    if others:
        return f"{_listed([_noun(each) for each in (event, *others)])} is called"
    return WHEN.get(event) or f"{event.replace('_', ' ')} comes"


def label(mode: str, location: str) -> str:
    """The chart's words for a location."""
    return LINES[Mode.MANUAL if mode == Mode.MANUAL.value else Mode.AUTO].locations[location].label


def done(does: Does, up: Collection[bool]) -> str:
    """What the SDK does; `up` says which of the locations have a connection."""
    if does is Does.STAYS_UP and not any(up):
        return "the opening goes on"
    if does is Does.STAYS_UP and not all(up):
        return "the connection, or its opening, goes on"
    return _SUBJECTS.get(does) or f"the connection {does.value}"


def history_words(facts: Sequence[Fact], modes: Collection[str]) -> str | None:
    """The history in words that can follow "after", None where there is none."""
    return " and ".join(_fact(fact, modes) for fact in facts) or None


def sentence(
    where: Sequence[str], events: Sequence[str], after: str | None, doing: str, *, sometimes: bool
) -> str:
    """The whole sentence. `where` are the labels of the locations, none for any; of many the first are named."""
    place = f"In {_listed(where)}" if where else "Wherever it is"
    history = f" after {after}" if after else ""
    often = "sometimes " if sometimes else ""
    return f"{place}, when {event_words(*events)}{history}, {often}{doing}"


_MOST_NAMED = 4
"""So many locations are named at most: a longer sentence is not read to its end, and the pictures show them all."""


def _listed(words: Sequence[str]) -> str:
    quoted = [f"“{word}”" if "," in word else word for word in words]
    if len(quoted) > _MOST_NAMED:
        named = quoted[: _MOST_NAMED - 1]
        return f"{', '.join(named)} or {len(quoted) - len(named)} other locations"
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} or {quoted[-1]}"


_FACTS: Mapping[Kind, str] = {
    Kind.ARMED: "a deadline that counts from the {noun}",
    Kind.AFTER: "the {nth} {noun}",
    Kind.NEVER: "no {noun}",
    Kind.BEEN: "the {nth} stay in {where}",
    Kind.NTH: "just the {nth} {noun}",
    Kind.EVERY: "every {nth} {noun}",
    Kind.STAY: "just the {nth} stay in {where}",
    Kind.INSTANT: "{a_noun} at the same instant",
    Kind.LAST: "{a_noun} right before",
    Kind.FROM: "a stay in {where} right before",
    Kind.PENDING: "{a_noun} that is not answered yet",
    Kind.VALUE: "{a_noun} with code {number}",
    Kind.EVER: "{a_noun} at any time",
    Kind.AT: "{anchor} {lapse} before",
    Kind.WITHIN: "{anchor} at most {lapse} before",
    Kind.BEYOND: "{anchor} {lapse} or more before",
}
_ONCE: Mapping[Kind, str] = {Kind.AFTER: "{a_noun}", Kind.BEEN: "a stay in {where}"}
"""The same where it is about once."""


def _fact(fact: Fact, modes: Collection[str]) -> str:
    if fact.kind is Kind.WHILE:
        return _WHILE[fact.about]
    noun = _noun(fact.about)
    template = _ONCE.get(fact.kind) if fact.number == 1 else None
    return (template or _FACTS[fact.kind]).format(
        noun=noun,
        a_noun=_a(noun),
        where=_where(fact, modes),
        number=fact.number,
        nth=_nth(fact.number),
        lapse=_lapse(fact.number),
        anchor=_anchor(fact.about),
    )


def _where(fact: Fact, modes: Collection[str]) -> str:
    if fact.kind not in (Kind.BEEN, Kind.STAY, Kind.FROM):
        return ""
    return label(Mode.MANUAL.value if Mode.MANUAL.value in modes else Mode.AUTO.value, fact.about)


def _anchor(about: str) -> str:
    if about.startswith(LEFT):
        return f"a deadline, ended by {_a(_noun(about.removeprefix(LEFT)))}, that was set"
    return _a(_noun(about))


def _a(noun: str) -> str:
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"


def _noun(event: str) -> str:
    return _NOUNS.get(event) or event.replace("_", " ")


def _nth(number: int) -> str:
    words = (
        "",
        "first",
        "second",
        "third",
        "fourth",
        "fifth",
        "sixth",
        "seventh",
        "eighth",
        "ninth",
        "tenth",
    )
    return words[number] if number < len(words) else f"{number}th"


def _lapse(ms: int) -> str:
    return f"{ms // 1000} s" if ms % 1000 == 0 else f"{ms / 1000:g} s"
