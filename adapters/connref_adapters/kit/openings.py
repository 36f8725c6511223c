"""How long the openings of an SDK take, learned from the cases that were played."""

from __future__ import annotations

from collections import Counter

from connref.protocol import ObservationKind
from connref_adapters.drivers import Playback

_ENOUGH = 300
"""After so many openings the usual one is known."""

_ENDINGS = frozenset({ObservationKind.SOCKET_CLOSED, ObservationKind.SOCKET_FAILED})


class Openings:
    """Counts how many milliseconds passed from the start of an opening until the socket was open."""

    def __init__(self) -> None:
        self._taken = Counter[int]()

    def note(self, playback: Playback) -> None:
        """Take in what was seen in one case."""
        if self._taken.total() >= _ENOUGH:
            return
        began: int | None = None
        for reply in playback.replies:
            for seen in reply.observations:
                if seen.kind is ObservationKind.SOCKET_OPENING:
                    began = seen.at
                elif seen.kind is ObservationKind.SOCKET_OPEN and began is not None:
                    self._taken[seen.at - began] += 1
                    began = None
                elif seen.kind in _ENDINGS:
                    began = None

    def usual_ms(self) -> int | None:
        """What most openings took, the shortest of those; None where none was seen to begin and to succeed."""
        if not self._taken:
            return None
        return min(self._taken, key=lambda ms: (-self._taken[ms], ms))
