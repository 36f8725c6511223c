"""What is known of the device before init: told to the machine that init makes, so that nothing is forgotten."""

from __future__ import annotations

from connref.inputs import Background, Foreground, Input, NetworkAvailable, NetworkLost

LIFECYCLE, NETWORK = "lifecycle", "network"
ABOUT: dict[type[Input], str] = {
    Background: LIFECYCLE,
    Foreground: LIFECYCLE,
    NetworkAvailable: NETWORK,
    NetworkLost: NETWORK,
}


class DeviceState:
    """The latest that the application said about its own state and about the network."""

    def __init__(self) -> None:
        self._latest: dict[str, Input] = {}

    def note(self, received: Input) -> None:
        """Remember it, where it is about the device."""
        if (kind := ABOUT.get(type(received))) is not None:
            self._latest[kind] = received

    def inputs(self) -> tuple[Input, ...]:
        """What a new machine has to be told."""
        return tuple(self._latest.values())
