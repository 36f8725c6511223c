"""The messages of a case: which have to reach the listener, which may, and which never (EVT-DELIVERED, EVT-LOST).

What is due of a message when it is sent stands in `connref.spec.messages`. What is owed stays owed as long as the
connection stays up and conditions stay fair; from then on it may come, once.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from connref.oracle.does import Does
from connref.spec.messages import Fate
from connref.spec.requirements import EVT_DELIVERED, EVT_LOST


@dataclass(slots=True)
class Message:
    """One message of the server, sent at `sent` (ms)."""

    text: str
    sent: int
    fate: Fate
    delivered: bool = False


@dataclass(slots=True)
class Messages:
    """The messages of one case, in the order in which they were sent."""

    sent: dict[str, Message] = field(default_factory=dict[str, Message])
    owed: list[Message] = field(default_factory=list[Message])

    def send(self, text: str, now: int, fate: Fate) -> None:
        """The server sends a message."""
        message = Message(text, now, fate)
        self.sent[text] = message
        if fate is Fate.OWED:
            self.owed.append(message)

    def excuse(self) -> None:
        """The connection went down or conditions changed: what is still on its way may come, or not."""
        for message in self.owed:
            message.fate = Fate.MAY_COME
        self.owed.clear()

    def owes(self, text: str) -> bool:
        """Whether this message has to reach the listener."""
        message = self.sent.get(text)
        return message is not None and message.fate is Fate.OWED

    def overdue(self, limit: int) -> Message | None:
        """The first message that is owed, if it was sent at `limit` or before."""
        return self.owed[0] if self.owed and self.owed[0].sent <= limit else None

    def deliver(self, text: str) -> tuple[str, str, Does] | None:
        """The listener got a message; what is wrong with that as (requirement, what was seen, its kind), or None."""
        message = self.sent.get(text)
        if message is None:
            return EVT_DELIVERED, f"message {text!r} delivered, which was never sent", Does.INVENTS_MESSAGE
        if message.delivered:
            return EVT_DELIVERED, f"message {text!r} delivered twice", Does.DELIVERS_TWICE
        if message.fate is Fate.LOST:
            seen = f"message {text!r} delivered, which was sent while the connection was down"
            return EVT_LOST, seen, Does.DELIVERS_LOST
        message.delivered = True
        if message.fate is Fate.OWED:
            first = self.owed[0]
            self.owed.remove(message)
            if first is not message:
                return (
                    EVT_DELIVERED,
                    f"message {text!r} delivered before {first.text!r}, which was sent earlier",
                    Does.DISORDERS,
                )
        return None
