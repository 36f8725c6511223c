"""What is known of the device before init: told to the machine that init makes, so that nothing is forgotten."""

from __future__ import annotations

from connref.inputs import Background, Foreground, Input, NetworkAvailable, NetworkLost

LIFECYCLE = (Background, Foreground)
NETWORK = (NetworkAvailable, NetworkLost)


class DeviceState:
    """The latest that the application said about its own state and about the network."""

    def __init__(self) -> None:
        self._latest: dict[tuple[type[Input], ...], Input] = {}

    def note(self, received: Input) -> None:
        """Remember it, where it is about the device."""
        for kind in (LIFECYCLE, NETWORK):
            if isinstance(received, kind):
                self._latest[kind] = received

    def inputs(self) -> tuple[Input, ...]:
        """What a new machine has to be told."""
        return tuple(self._latest.values())
