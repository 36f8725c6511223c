"""Every field of a profile, by its table: the one declaration that the reader and the JSON Schema share.

Each table that promises something has its source: `says` (what is promised, in our words), `page`, and where they help
`section` and `versions`. All times are integers of milliseconds.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from connref.profiles.kinds import Factor, Kind, ListOf, NotYet, OneOf, Table, Text, Whole
from connref.protocol import CALLS, CLOSE_CODES, MODES, Mode
from connref.spec.features import FEATURES, MANUAL_BACKGROUND, MANUAL_FOREGROUND
from connref.spec.interpretations import INTERPRETATIONS, LATITUDES, options_of
from connref.spec.promises import Measured, Then
from connref.spec.requirements import REQUIREMENTS

RETRY = "retry"
"""What `judged` says of a requirement that the promise about retries replaces."""
GIVEN_UP, FOREVER = "given-up", "forever"
ONCE, REPEATED = "once", "retries"
OF_APP = "token"
"""The app logs users in and hands the SDK a token."""

_SOURCE: Mapping[str, Kind] = {"says": Text(), "page": Text(), "section": Text(), "versions": Text()}
_SAID = frozenset({"says", "page"})
_CODE = Whole(min(CLOSE_CODES), max(CLOSE_CODES))
_DELAYS = ListOf(Whole(), most=100)


def _promise(fields: Mapping[str, Kind], *needed: str) -> Table:
    return Table({**_SOURCE, **fields}, _SAID | set(needed))


def _call(when: Mapping[str, Kind]) -> Table:
    outcome = OneOf(("callback", "promise", "event", "none"))
    return _promise({"outcome": outcome, "when": Table(when)}, "outcome")


_RANGE = Table(
    {
        "from": _CODE,
        "to": _CODE,
        "then": OneOf(tuple(each.value for each in Then)),
        "within_ms": ListOf(Whole(), least=2, most=2),
    },
    frozenset({"from", "then"}),
)
_PHASE = Table({"after_ms": Whole(1), "delays_ms": _DELAYS}, frozenset({"after_ms", "delays_ms"}))

PROFILE = Table(
    {
        "profile": Table(
            {
                "name": Text(),
                "package": Text(),
                "versions": Text(),
                "title": Text(),
                "date": Text(),
                "modes": ListOf(OneOf(tuple(MODES))),
                "default_mode": OneOf(tuple(mode.value for mode in Mode)),
            },
            frozenset({"name", "package", "versions", "title", "modes"}),
        ),
        "session": _promise(
            {
                "concept": OneOf(("login", "none", OF_APP)),
                "switch": OneOf(("reconnects", "error", "ignored")),
            },
            "concept",
        ),
        "requirements": Table(
            {name: _promise({"judged": OneOf((True, False, RETRY))}, "judged") for name in REQUIREMENTS}
        ),
        "calls": Table(
            {
                "connect": _call(
                    {
                        "up": OneOf(options_of("connect-when-up")),
                        "opening": OneOf(options_of("connect-while-opening")),
                        "waiting": NotYet(
                            "what is said of opening holds while it waits to be repeated as well"
                        ),
                        "closing": NotYet("no driver shows that a close is under way"),
                        "given_up": NotYet("connect() always begins anew there"),
                    }
                ),
                "disconnect": _call({"down": OneOf(options_of("disconnect-when-down"))}),
                "ping": _call(
                    {
                        "down": OneOf(options_of("ping-when-down")),
                        "foreground": OneOf(options_of("ping-in-foreground")),
                    }
                ),
            }
        ),
        "lifecycle": Table(
            {
                "manual": _promise(
                    {
                        "background": OneOf(FEATURES[MANUAL_BACKGROUND].options),
                        "foreground": OneOf(FEATURES[MANUAL_FOREGROUND].options),
                        "grace_ms": Whole(1),
                        "counted_from": OneOf(("entry",)),
                        "extended_by": ListOf(OneOf(("ping",))),
                    },
                    "background",
                ),
                "auto": _promise({"background": OneOf(("drop", "nothing"))}, "background"),
            }
        ),
        RETRY: _promise(
            {
                "initial": OneOf((REPEATED, ONCE)),
                "schedule_ms": _DELAYS,
                "base_ms": Whole(1),
                "factor": Factor(1.0),
                "cap_ms": Whole(1),
                "jitter": ListOf(Factor(), least=2, most=2),
                "measured_from": OneOf(tuple(each.value for each in Measured)),
                "reset_after": OneOf(("up",)),
                "then": OneOf((FOREVER, GIVEN_UP)),
                "revived_by": ListOf(OneOf(("connect",))),
                "phases": ListOf(_PHASE),
            },
            "then",
        ),
        "close_codes": _promise({"ranges": ListOf(_RANGE)}, "ranges"),
        "loss": NotYet("when a silent loss is noticed is the interpretation silent-loss, in [readings]"),
        "limits": _promise(
            {
                "open_ms": Whole(1),
                "reconnect_ms": Whole(1),
                "close_ms": NotYet("a close takes effect at once"),
                "sockets": NotYet("one at a time is what RES-ONE-SOCKET says"),
                "overlap_ms": NotYet("one at a time is what RES-ONE-SOCKET says"),
            }
        ),
        "messages": NotYet("a message sent while the connection is down is lost; see requirements.EVT-LOST"),
        "states": NotYet("the driver maps its statuses to connected, connecting and disconnected"),
        "readings": Table(
            {
                **_SOURCE,
                **{
                    name: ListOf(OneOf(options_of(name)), alone=True)
                    for name in (*INTERPRETATIONS, *LATITUDES)
                },
            },
            _SAID,
        ),
    },
    frozenset({"profile"}),
)
"""A whole profile."""

OUTCOMES = tuple(sorted(CALLS))
"""The calls whose outcome a profile may speak of."""


def schema() -> dict[str, Any]:
    """The JSON Schema of a profile."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A vendor's profile for connref",
        **PROFILE.schema(),
    }
