"""Whoever watches a manager: told of every input, effect and transition, in order."""

from __future__ import annotations

from typing import Protocol

from connref.effects import Effect
from connref.inputs import Input
from connref.spec.declare import Transition
from connref.spec.link import LinkTransition
from connref_adapters.runtime.settings import AppSettings


class Observer(Protocol):
    """All instants are ms on the manager's clock. The methods must not block; what they raise is logged."""

    def started(self, at: int, settings: AppSettings, user: str | None) -> None:
        """init() was called for the first time; `user` is who was saved."""
        ...

    def received(self, at: int, received: Input) -> None:
        """The machine is told this next."""
        ...

    def transition(self, at: int, rule: Transition | LinkTransition) -> None:
        """The machine took this transition, on the latest input."""
        ...

    def carried_out(self, at: int, effect: Effect) -> None:
        """The machine asked for this."""
        ...

    def closed(self, at: int) -> None:
        """The manager is closed; nothing comes after this."""
        ...
