"""The messages of a case: which have to reach the listener, which may, and which never (EVT-DELIVERED, EVT-LOST).

What is due of a message when it is sent stands in `connref.spec.messages`. What is owed stays owed as long as the
connection stays up and conditions stay fair; from then on it may come, once.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import NamedTuple

from connref.oracle.does import Does
from connref.oracle.past import Past
from connref.spec.messages import Fate
from connref.spec.requirements import EVT_DELIVERED, EVT_LOST


class Became(Enum):
    """What has become of a message that is not owed, or not any more."""

    MAY_COME = "may come"
    LOST = "lost"
    DELIVERED = "delivered"


_UNOWED = {Fate.MAY_COME: Became.MAY_COME, Fate.LOST: Became.LOST}


class Owed(NamedTuple):
    """A message that has to reach the listener, sent at `sent` (ms)."""

    text: str
    sent: int


@dataclass(slots=True)
class Messages:
    """The messages of one case: those that are owed, in the order in which they were sent, and the others."""

    owed: dict[str, int] = field(default_factory=dict[str, int])
    over: Past[Became] = field(default_factory=Past[Became])

    def send(self, text: str, now: int, fate: Fate) -> None:
        """The server sends a message."""
        if fate is Fate.OWED:
            self.owed[text] = now
        else:
            self.over.put(text, _UNOWED[fate])

    def knows(self, text: str) -> bool:
        """Whether there was a message of this name."""
        return text in self.owed or self.over.get(text) is not None

    def excuse(self) -> None:
        """The connection went down or conditions changed: what is still on its way may come, or not."""
        for text in self.owed:
            self.over.put(text, Became.MAY_COME)
        self.owed.clear()

    def owes(self, text: str) -> bool:
        """Whether this message has to reach the listener."""
        return text in self.owed

    def overdue(self, limit: int) -> Owed | None:
        """The first message that is owed, if it was sent at `limit` or before."""
        first = next(iter(self.owed.items()), None)
        return Owed(*first) if first is not None and first[1] <= limit else None

    def deliver(self, text: str) -> tuple[str, str, Does] | None:
        """The listener got a message; what is wrong with that as (requirement, what was seen, its kind), or None."""
        if text in self.owed:
            return self._deliver_owed(text)
        match self.over.get(text):
            case None:
                seen = f"message {text!r} delivered, which was never sent"
                return EVT_DELIVERED, seen, Does.INVENTS_MESSAGE
            case Became.DELIVERED:
                return EVT_DELIVERED, f"message {text!r} delivered twice", Does.DELIVERS_TWICE
            case Became.LOST:
                seen = f"message {text!r} delivered, which was sent while the connection was down"
                return EVT_LOST, seen, Does.DELIVERS_LOST
            case Became.MAY_COME:
                self.over.put(text, Became.DELIVERED)
                return None

    def _deliver_owed(self, text: str) -> tuple[str, str, Does] | None:
        first = next(iter(self.owed))
        del self.owed[text]
        self.over.put(text, Became.DELIVERED)
        if first == text:
            return None
        seen = f"message {text!r} delivered before {first!r}, which was sent earlier"
        return EVT_DELIVERED, seen, Does.DISORDERS
