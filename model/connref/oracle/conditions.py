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
    """The session began anew while the attempt was under way, or the network gave news of itself."""
    SUSPENDED = "suspended"
    """The process does nothing."""
    HANDED_OVER = "handed over"
    """The attempt was under way in a network that the device has left."""


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
_CUT_OFF = frozenset({Spoiler.OFFLINE, Spoiler.MUTE})
_CARRIES_NOTHING = _CUT_OFF | {Spoiler.SUSPENDED}


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

    @property
    def cut_off(self) -> bool:
        """Whether network or server keep an open socket from carrying anything."""
        return bool(self.spoiled & _CUT_OFF)

    def spoils(self, since: int) -> set[Spoiler]:
        """What stands in the way now, or did at `since` (ms) or after."""
        if not self.mended_at:
            return self.spoiled
        return self.spoiled | {spoiler for spoiler, mended in self.mended_at.items() if mended >= since}

    def change(self, name: InputName, now: int) -> Spoiler | None:
        """An input changes them, or not; what stands in the way from now on, if it is that."""
        if name not in _SPOILS:
            return None
        spoiler, spoils = _SPOILS[name]
        if spoils:
            self.spoil(spoiler)
            return spoiler
        self.mend(spoiler, now)
        return None

    def spoil(self, spoiler: Spoiler) -> None:
        """This stands in the way from now on."""
        self.spoiled.add(spoiler)

    def mend(self, spoiler: Spoiler, now: int) -> None:
        """This stands in the way no longer, if it did."""
        was_fair, carried = self.fair, self.carries
        if spoiler in self.spoiled:
            self.spoiled.discard(spoiler)
            self.mended_at[spoiler] = now
        if self.fair and not was_fair:
            self.fair_since = now
        if self.carries and not carried:
            self.carries_since = now

    def begin_anew(self, now: int) -> None:
        """What is to come up has as much time as if conditions had become fair now."""
        self.fair_since = now


@dataclass(slots=True)
class Attempt:
    """The attempt that is under way, or the next one: what has stood in its way, and when its opening was seen.

    `interrupted_at` is when an input last came while a socket was there.
    """

    spoiled: set[Spoiler] = field(default_factory=set[Spoiler])
    began: int | None = None
    interrupted_at: int = -1

    def starts(self, spoiled: set[Spoiler], began: int | None) -> None:
        """A new one, under these conditions; `began` is None until its opening is seen."""
        self.spoiled = set(spoiled)
        self.began = began

    def began_after(self, instant: int) -> bool:
        """Whether it only began after what happened at `instant` (ms)."""
        began = self.began
        return began is None or began > instant or (began == instant and self.interrupted_at != instant)
