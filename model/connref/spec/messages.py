"""What becomes of a message: a row for each way that it may find when it is sent, and for each reason to hear no more.

The document speaks of messages three times: they come in while the connection is there, they are gone while it is not,
and after `disconnect()` none comes in any more. Between the first two lies what the document does not decide: a
connection that may have lost its path without anybody knowing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType

from connref.errors import DefinitionError
from connref.spec.requirements import REQUIREMENTS


class Way(Enum):
    """What a message of the server finds at the instant at which it is sent."""

    SOUND = "a connection that is up and can carry it"
    UNSURE = "a connection of which nobody can say whether it can carry it"
    NONE = "no connection"


class Fate(Enum):
    """What must become of a message."""

    OWED = "it reaches the listener once, and in order"
    MAY_COME = "it reaches the listener once, or not at all"
    LOST = "it never reaches the listener"


class Silence(Enum):
    """Why nothing may reach the listener any more, once the connection is down."""

    DISCONNECTED = "disconnect() took the connection down"
    NOBODY = "nobody is logged in"


@dataclass(frozen=True, slots=True)
class Sent:
    """What becomes of a message that finds this way, and the requirement that says so; none where none does."""

    way: Way
    fate: Fate
    requirement: str | None


@dataclass(frozen=True, slots=True)
class Stopped:
    """Nothing arrives any more for this reason, says this requirement."""

    silence: Silence
    requirement: str


# fmt: off
SENT = (
    Sent(Way.SOUND, Fate.OWED, "EVT-DELIVERED"),
    Sent(Way.UNSURE, Fate.MAY_COME, None),
    Sent(Way.NONE, Fate.LOST, "EVT-LOST"),
)
STOPPED = (
    Stopped(Silence.DISCONNECTED, "EVT-STOPS"),
    Stopped(Silence.NOBODY, "SES-NO-USER"),
)
# fmt: on


def by_way(rows: tuple[Sent, ...]) -> Mapping[Way, Sent]:
    """The rows by the way. Raises `DefinitionError` unless each way has one row and each requirement is declared."""
    found = {row.way: row for row in rows}
    if len(rows) != len(Way) or len(found) != len(Way):
        raise DefinitionError("each way that a message may find has to have exactly one row")
    _check_names(row.requirement for row in rows if row.requirement is not None)
    return MappingProxyType(found)


def by_silence(rows: tuple[Stopped, ...]) -> Mapping[Silence, str]:
    """The requirements by the reason. Raises `DefinitionError` unless each reason has one row with a known name."""
    found = {row.silence: row.requirement for row in rows}
    if len(rows) != len(Silence) or len(found) != len(Silence):
        raise DefinitionError("each reason to hear no more has to have exactly one row")
    _check_names(found.values())
    return MappingProxyType(found)


def _check_names(requirements: Iterable[str]) -> None:
    unknown = sorted(set(requirements) - set(REQUIREMENTS))
    if unknown:
        raise DefinitionError(f"the messages name no requirement: {', '.join(unknown)}")


FATES = by_way(SENT)
"""What becomes of a message by the way that it finds (EVT-DELIVERED, EVT-LOST)."""
SILENCES = by_silence(STOPPED)
"""The requirement that is broken by a message that arrives all the same (EVT-STOPS, SES-NO-USER)."""
