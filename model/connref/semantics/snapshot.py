"""What a ConnectionMachine remembers, written as JSON and read back: versioned, and checked field by field."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from connref.errors import UsageError
from connref.protocol import Mode, Profile
from connref.semantics.policy import NEVER
from connref.semantics.states import STATUS_OF_LINK, ProductKey, ProductState
from connref.semantics.table import DOWN_STATES, SOCKET_STATES, compile_table
from connref.semantics.valuation import Valuation
from connref.spec.interpretations import Reading
from connref.spec.link import OPENING, UP, WAITING
from connref.spec.vocabulary import Clock, Region, Wish

SCHEMA = "connref-machine/1"


class SnapshotError(UsageError):
    """A snapshot cannot be restored: names the field, what it held and what belongs there."""

    def __init__(self, field: str, value: object, expected: str) -> None:
        super().__init__(f"snapshot field {field!r} is {value!r}: {expected}")
        self.field = field
        self.value = value
        self.expected = expected


def take_snapshot(
    mode: Mode, reading: Reading, profile: Profile, cell: ProductState, valuation: Valuation
) -> dict[str, Any]:
    """The snapshot of a machine. Instants are ms on the machine's own clock."""
    return {
        "schema": SCHEMA,
        "mode": mode.value,
        "reading": dict(reading.choices),
        "grace_ms": profile.grace_ms,
        "now": valuation.now,
        "suspended": valuation.frozen_at,
        "user": valuation.user,
        "dead": cell.dead,
        "policy": {"state": cell.state, "deadline": valuation.deadline, "entry": valuation.entry},
        "link": {
            "state": cell.link,
            "at": None if valuation.link_at == NEVER else valuation.link_at,
            "attempts": valuation.attempts,
            "socket": valuation.socket,
        },
        "connects": list(valuation.connects),
        "pings": [
            {"call": call, "until": until, "in_background": in_background}
            for call, (until, in_background) in valuation.pings.items()
        ],
    }


def read_snapshot(
    body: Mapping[str, Any], mode: Mode, reading: Reading, profile: Profile, old: Valuation
) -> tuple[Valuation, ProductKey]:
    """Valuation and cell of a snapshot; retry policy and jitter are taken from `old`. Raises `SnapshotError`."""
    if not isinstance(body, Mapping):  # pyright: ignore[reportUnnecessaryIsInstance] - it comes from a file
        raise SnapshotError("snapshot", body, "an object, as `snapshot` gives it")
    _equal(body, "schema", SCHEMA)
    _equal(body, "mode", mode.value)
    _equal(body, "reading", dict(reading.choices))
    _equal(body, "grace_ms", profile.grace_ms)
    policy, link = _object(body, "policy"), _object(body, "link")
    now, dead = _instant(body, "now"), _flag(body, "dead")
    valuation = Valuation(
        grace_ms=profile.grace_ms,
        retry=old.retry,
        jitter=old.jitter,
        user=_text_or_none(body, "user"),
        now=now,
        deadline=_instant_or_none(policy, "deadline"),
        entry=_instant(policy, "entry"),
        link_at=_timer(link, now),
        attempts=_instant(link, "attempts"),
        socket=_instant(link, "socket"),
        connects=_calls(body),
        pings=_pings(body, now),
        frozen_at=_instant_or_none(body, "suspended"),
    )
    state, link_state = _policy_state(policy, mode, valuation), _one_of(link, "state", tuple(STATUS_OF_LINK))
    _check_together(mode, state, link_state, valuation, dead=dead)
    return valuation, (state, Region.BEFORE, link_state, dead)


def _policy_state(policy: Mapping[str, Any], mode: Mode, valuation: Valuation) -> str:
    locations = compile_table(mode).locations
    state = _one_of(policy, "state", tuple(locations))
    if (locations[state].clock is Clock.DEADLINE) != (valuation.deadline is not None):
        raise SnapshotError(
            "deadline", valuation.deadline, f"an instant in states with a deadline only, not {state!r}"
        )
    if valuation.deadline is not None and valuation.deadline < valuation.now:
        raise SnapshotError("deadline", valuation.deadline, f"not before the snapshot's now, {valuation.now}")
    return state


def _check_together(mode: Mode, state: str, link: str, valuation: Valuation, *, dead: bool) -> None:
    """Policy, link and valuation have to fit: what is up is up for both, what is unwanted is down."""
    fact = compile_table(mode).locations[state]
    if fact.up != (link == UP.id) or (fact.wish is Wish.UNWANTED) != (link in DOWN_STATES):
        raise SnapshotError("state", link, f"a state of the link that goes with {state!r}")
    if (link in {OPENING.id, WAITING.id}) != (valuation.link_at != NEVER):
        raise SnapshotError("at", valuation.link_at, "an instant while the link opens or waits, else null")
    if link in SOCKET_STATES and not valuation.socket:
        raise SnapshotError("socket", valuation.socket, f"a number of 1 or more while the link is {link!r}")
    if valuation.connects and (fact.up or fact.wish is Wish.UNWANTED):
        raise SnapshotError("connects", valuation.connects, f"empty in state {state!r}")
    if valuation.pings and not fact.up:
        raise SnapshotError("pings", list(valuation.pings), f"empty in state {state!r}")
    if dead and not state == compile_table(mode).initial:
        raise SnapshotError("dead", dead, f"false in state {state!r}")


def _equal(body: Mapping[str, Any], name: str, expected: object) -> None:
    if body.get(name) != expected:
        raise SnapshotError(name, body.get(name), f"this machine has {expected!r}")


def _object(body: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    value = body.get(name)
    if not isinstance(value, dict):
        raise SnapshotError(name, value, "an object")
    return cast("dict[str, Any]", value)


def _instant(body: Mapping[str, Any], name: str) -> int:
    value = body.get(name)
    if type(value) is not int or not 0 <= value < NEVER:
        raise SnapshotError(name, value, "an integer, 0 or more and below 2**62")
    return value


def _instant_or_none(body: Mapping[str, Any], name: str) -> int | None:
    return None if body.get(name) is None else _instant(body, name)


def _timer(link: Mapping[str, Any], now: int) -> int:
    at = _instant_or_none(link, "at")
    if at is None:
        return NEVER
    if at <= now:
        raise SnapshotError("at", at, f"after the snapshot's now, {now}")
    return at


def _flag(body: Mapping[str, Any], name: str) -> bool:
    value = body.get(name)
    if not isinstance(value, bool):
        raise SnapshotError(name, value, "true or false")
    return value


def _text(body: Mapping[str, Any], name: str) -> str:
    value = body.get(name)
    if not isinstance(value, str):
        raise SnapshotError(name, value, "a text")
    return value


def _text_or_none(body: Mapping[str, Any], name: str) -> str | None:
    return None if body.get(name) is None else _text(body, name)


def _one_of(body: Mapping[str, Any], name: str, allowed: tuple[str, ...]) -> str:
    value = _text(body, name)
    if value not in allowed:
        raise SnapshotError(name, value, f"one of {', '.join(allowed)}")
    return value


def _list(body: Mapping[str, Any], name: str) -> list[Any]:
    value = body.get(name)
    if not isinstance(value, list):
        raise SnapshotError(name, value, "a list")
    return cast("list[Any]", value)


def _calls(body: Mapping[str, Any]) -> list[str]:
    calls = _list(body, "connects")
    if not all(isinstance(call, str) for call in calls) or len(set(calls)) < len(calls):
        raise SnapshotError("connects", calls, "call ids, each once")
    return list(calls)


def _pings(body: Mapping[str, Any], now: int) -> dict[str, tuple[int, bool]]:
    pings: dict[str, tuple[int, bool]] = {}
    latest = now + 1
    for entry in _list(body, "pings"):
        ping = _object({"pings": entry}, "pings")
        until = _instant(ping, "until")
        if until < latest or _text(ping, "call") in pings:
            raise SnapshotError("pings", entry, "pings in order of `until`, after now, each call once")
        pings[_text(ping, "call")] = (until, _flag(ping, "in_background"))
        latest = until
    return pings
