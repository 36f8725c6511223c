"""Which verdict a requirement gets: what a driver cannot do or see, and where its clock is too coarse."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from connref.cases.scenario import Story
from connref.errors import DefinitionError
from connref.protocol import InputName, ObservationKind, Profile

NEEDS_TO_SEE: Mapping[str, ObservationKind] = MappingProxyType(
    {
        "EVT-DELIVERED": ObservationKind.DELIVERED,
        "EVT-LOST": ObservationKind.DELIVERED,
        "EVT-STOPS": ObservationKind.DELIVERED,
        "MAN-PING-SENDS": ObservationKind.PING_SENT,
    }
)
"""The observation without which a requirement cannot be judged, beside those that every driver has."""

_OUTAGE = frozenset({InputName.NETWORK_DOWN, InputName.NETWORK_UP})
_MESSAGE = frozenset({InputName.SERVER_MESSAGE})
_NEXT_PROCESS = frozenset({InputName.LOGIN, InputName.KILL})

NEEDS_TO_DO: Mapping[str, frozenset[InputName]] = MappingProxyType(
    {
        "SES-LOGIN-SAVES": _NEXT_PROCESS,
        "SES-REOPEN-CONNECTS": _NEXT_PROCESS,
        "SES-REOPEN-WAITS": _NEXT_PROCESS,
        "AUTO-RECONNECT": _OUTAGE,
        "MAN-RECONNECT": _OUTAGE,
        "EVT-DELIVERED": _MESSAGE,
        "EVT-LOST": _MESSAGE,
        "EVT-STOPS": _MESSAGE | {InputName.DISCONNECT},
    }
)
"""The inputs that the words of a requirement name, where some of its cases can be played without them."""

TIMED_BY_GRACE = frozenset(
    {
        "AUTO-BACKGROUND",
        "MAN-GRACE",
        "MAN-GRACE-ENDS",
        "MAN-PING-EXTENDS",
        "MAN-PING-LOOP",
        "MAN-PING-LAPSES",
        "MAN-RETURN-CANCELS",
        "MAN-GRACE-RESTARTS",
    }
)
"""The requirements that say something about an instant one grace away."""


def hopeless(profile: Profile) -> bool:
    """Whether the clock is so coarse, or the grace so short, that no case can be made for it."""
    try:
        Story(profile, None)
    except DefinitionError:
        return True
    return False


def too_coarse(requirement: str, profile: Profile) -> bool:
    """Whether the tolerance leaves nothing of the grace to judge: before and after it cannot be told apart."""
    return requirement in TIMED_BY_GRACE and 2 * profile.tolerance_ms + 1 >= profile.grace_ms
