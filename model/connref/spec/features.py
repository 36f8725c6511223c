"""The features that the source document fixes, and that another vendor may choose otherwise: the rest of the line.

Interpretations are questions that the document leaves open. A *feature* is one that it answers: the first option of
each is its answer. Another vendor's documentation may give another one; the charts have rows for all of them, guarded
by the feature, and a variant (`connref.spec.variant`) says which one holds.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from connref.spec.vocabulary import Event


@dataclass(frozen=True, slots=True)
class Feature:
    """One question that the document answers with the first of `options`; the others are other vendors' answers."""

    id: str
    question: str
    options: tuple[str, ...]

    @property
    def document(self) -> str:
        """The answer of the source document."""
        return self.options[0]


@dataclass(frozen=True, slots=True)
class Consequence:
    """What follows where a feature has this option.

    `replaces` are requirements that are not promised then; `leaves` what is left of interpretations whose other options
    make no sense beside it.
    """

    feature: str
    option: str
    replaces: frozenset[str] = frozenset()
    leaves: tuple[tuple[str, tuple[str, ...]], ...] = ()


SESSION = "session"
MANUAL_BACKGROUND = "manual-background"
MANUAL_FOREGROUND = "manual-foreground"
AUTO_BACKGROUND = "auto-background"
RETRIES = "retries"
CLOSE_CODES = "close-codes"

_ROWS = (
    Feature(SESSION, "Does the SDK log a user in, and keep that user on the device?", ("login", "none")),
    Feature(
        MANUAL_BACKGROUND,
        "Manual: what does the background do to a connection that is wanted?",
        ("grace", "drop", "nothing"),
    ),
    Feature(
        MANUAL_FOREGROUND,
        "Manual: does the return bring back what the background took down?",
        ("nothing", "reconnect"),
    ),
    Feature(AUTO_BACKGROUND, "Auto: what does the background do to the connection?", ("drop", "nothing")),
    Feature(RETRIES, "For how long are attempts repeated?", ("forever", "given-up")),
    Feature(
        CLOSE_CODES,
        "Who says which close codes of the server end the connection?",
        ("agreed", "ranges"),
    ),
)
FEATURES: Mapping[str, Feature] = MappingProxyType({row.id: row for row in _ROWS})
"""Every feature by its ID."""

_GRACE = frozenset(
    {
        "MAN-GRACE",
        "MAN-PING-EXTENDS",
        "MAN-PING-LOOP",
        "MAN-PING-LAPSES",
        "MAN-PING-SENDS",
        "MAN-RETURN-CANCELS",
        "MAN-GRACE-RESTARTS",
    }
)
CONSEQUENCES: tuple[Consequence, ...] = (
    Consequence(
        SESSION,
        "none",
        frozenset(
            {
                "SES-LOGIN-SAVES",
                "SES-LOGIN-CONNECTS",
                "SES-REOPEN-CONNECTS",
                "SES-REOPEN-WAITS",
                "SES-NO-USER",
                "MAN-CONNECT-NEEDS-USER",
            }
        ),
    ),
    Consequence(
        MANUAL_BACKGROUND,
        "drop",
        _GRACE,
        leaves=(("connect-in-background", ("refused", "held")),),
    ),
    Consequence(MANUAL_BACKGROUND, "nothing", _GRACE | {"MAN-GRACE-ENDS", "MAN-BACKGROUND-STAYS-DOWN"}),
    Consequence(MANUAL_FOREGROUND, "reconnect", frozenset({"MAN-BACKGROUND-STAYS-DOWN"})),
    Consequence(
        AUTO_BACKGROUND,
        "nothing",
        frozenset({"AUTO-BACKGROUND", "AUTO-BACKGROUND-QUIET"}),
        leaves=(("disconnect-in-auto", ("ignored", "until-connect")),),
    ),
)
"""What follows from each option that is not the document's, where anything does."""

ONLY_UNDER: Mapping[Event, tuple[str, str]] = MappingProxyType(
    {
        Event.LOGIN: (SESSION, "login"),
        Event.LOGOUT: (SESSION, "login"),
        Event.REOPEN: (SESSION, "login"),
        Event.GAVE_UP: (RETRIES, "given-up"),
        Event.STOPPED: (CLOSE_CODES, "ranges"),
    }
)
"""The events that can happen only where a feature has this option."""
