"""The conditions of a case: what the network and the server do, and since when that is fair.

Conditions are *fair* where a requirement that ends in "up" holds: network up, server accepting, answering and
approving. Instants are milliseconds since the reset.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from connref.protocol import InputName


class Spoiler(StrEnum):
    """What may stand in the way of an attempt."""

    OFFLINE = "offline"
    REFUSING = "refusing"
    MUTE = "mute"
    REJECTING = "rejecting"
    REPLACED = "replaced"
    """The session began anew while the attempt was under way."""


_SPOILS = {
    InputName.NETWORK_DOWN: (Spoiler.OFFLINE, True),
    InputName.NETWORK_UP: (Spoiler.OFFLINE, False),
    InputName.SERVER_REFUSE: (Spoiler.REFUSING, True),
    InputName.SERVER_ACCEPT: (Spoiler.REFUSING, False),
    InputName.SERVER_MUTE: (Spoiler.MUTE, True),
    InputName.SERVER_UNMUTE: (Spoiler.MUTE, False),
    InputName.SERVER_REJECT: (Spoiler.REJECTING, True),
    InputName.SERVER_APPROVE: (Spoiler.REJECTING, False),
}
_CARRIES_NOTHING = frozenset({Spoiler.OFFLINE, Spoiler.MUTE})


@dataclass(slots=True)
class Conditions:
    """What the network and the server do now, and since when they are fair, and can carry a message.

    `mended_at` is when each thing that once stood in the way last ceased to.
    """

    spoiled: set[Spoiler] = field(default_factory=set[Spoiler])
    fair_since: int = 0
    carries_since: int = 0
    mended_at: dict[Spoiler, int] = field(default_factory=dict[Spoiler, int])

    @property
    def fair(self) -> bool:
        """Whether a wanted connection can come up now."""
        return not self.spoiled

    @property
    def carries(self) -> bool:
        """Whether an open socket can carry a message now."""
        return not self.spoiled & _CARRIES_NOTHING

    def spoils(self, since: int) -> set[Spoiler]:
        """What stands in the way now, or did at `since` (ms) or after."""
        return self.spoiled | {spoiler for spoiler, mended in self.mended_at.items() if mended >= since}

    def change(self, name: InputName, now: int) -> Spoiler | None:
        """An input changes them, or not; what stands in the way from now on, if it is that."""
        if name not in _SPOILS:
            return None
        spoiler, spoils = _SPOILS[name]
        was_fair, carried = self.fair, self.carries
        if spoils:
            self.spoiled.add(spoiler)
        elif spoiler in self.spoiled:
            self.spoiled.discard(spoiler)
            self.mended_at[spoiler] = now
        if self.fair and not was_fair:
            self.fair_since = now
        if self.carries and not carried:
            self.carries_since = now
        return spoiler if spoils else None

    def begin_anew(self, now: int) -> None:
        """What is to come up has as much time as if conditions had become fair now."""
        self.fair_since = now
