"""The statuses that an SDK tells its app, held to what is true once the connection has come to rest (EVT-STATUS)."""

from __future__ import annotations

from dataclasses import dataclass

from connref.effects import Status
from connref.oracle.diagnosis import Violation
from connref.oracle.does import Does
from connref.oracle.phases import CLOSING_PHASES, Phase
from connref.oracle.sockets import Sockets
from connref.protocol import Profile
from connref.spec.requirements import EVT_STATUS

REST_MS = 1_000
"""For so long, and the tolerance, nothing has to happen to the connection before the status counts."""
CONNECTED = Status.CONNECTED.value
UNSURE = CLOSING_PHASES | {Phase.LEFT_BEHIND}
"""A connection that can carry nothing, whether the SDK knows it or not: either status is right."""


@dataclass(slots=True)
class Statuses:
    """The last status that was told in this process, None before the first one, and when that was (ms)."""

    told: str | None = None
    told_at: int = -1

    @property
    def connected(self) -> bool:
        """Whether the SDK says that it is connected."""
        return self.told == CONNECTED

    def tell(self, value: str, now: int) -> None:
        """The SDK tells a status."""
        self.told, self.told_at = value, now

    def forget(self) -> None:
        """The process ends."""
        self.told = None

    def counts(self, sockets: Sockets, profile: Profile, until: int) -> bool:
        """Whether the status has to be true at some instant before `until` (ms)."""
        obliges = sockets.up or self.told is not None
        carries = sockets.conditions.carries and sockets.phase not in UNSURE
        return obliges and carries and _due(sockets, profile) < until

    def untrue(self, sockets: Sockets, profile: Profile, until: int) -> Violation | None:
        """What is wrong with the status where it counts, None if nothing is.

        One that was told within the tolerance before `until` (ms) may belong to what is about to be seen of the socket.
        """
        if self.connected is sockets.up or self.told_at + profile.tolerance_ms >= until:
            return None
        at = max(_due(sockets, profile) + 1, self.told_at)
        expected = CONNECTED if sockets.up else "another status than connected"
        told = "none told" if self.told is None else f"{self.told}, told at {self.told_at}"
        return Violation(EVT_STATUS, at, expected, told, Does.WRONG_STATUS, policy=False)


def _due(sockets: Sockets, profile: Profile) -> int:
    """The last instant (ms) at which the status may still lag behind."""
    changed = max(sockets.open_sockets.values()) if sockets.up else sockets.down_since
    return max(changed, sockets.conditions.carries_since) + REST_MS + profile.tolerance_ms
