"""A case on its way: the requests that it was sent as, and what is known of it until its last reply is in."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from connref.protocol import Case, Do, InputName
from connref_adapters.drivers.channel import Body, encode_json
from connref_adapters.drivers.faults import RequestPlace
from connref_adapters.drivers.messages import Playback, PlaybackStatus


@dataclass(slots=True)
class Flight:
    """A case between its reset and its last reply.

    `log_from` is where the driver's log stood when it was sent with nothing else in flight, else None: what is logged
    then belongs to it. `waited` is how often its reset was sent again because the device was suspended.
    """

    case: Case
    playback: Playback | None = None
    requests: list[Body] = field(default_factory=list[Body])
    log_from: int | None = None
    waited: int = 0

    def number(self, first_id: int) -> int:
        """Write the requests, numbered from `first_id`; how many they are."""
        mode = self.case.mode
        bodies = [
            {"op": "reset", "mode": mode and mode.value},
            *(step.request() for step in self.case.steps),
        ]
        self.requests = [{"id": first_id + index, **body} for index, body in enumerate(bodies)]
        return len(bodies)

    def place(self, index: int) -> RequestPlace:
        """Where a fault is, at the request of that index."""
        step = index or None
        return RequestPlace(encode_json(self.requests[index]), self.case.id, step, len(self.case.steps))


def unplayable(case: Case, inputs: Collection[InputName]) -> Playback | None:
    """The playback of a case that needs an input which is not among these; None where it has all."""
    for index, step in enumerate(case.steps):
        if isinstance(step, Do) and step.input not in inputs:
            message = f"the driver does not list the input {step.input.value}"
            return Playback((), PlaybackStatus.UNSUPPORTED, message, index)
    return None
