"""What the demonstration knows: the device as the person has set it, and the latest that happened, oldest first."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from connref.effects import Effect, ReportOutcome
from connref.inputs import Input
from connref.spec.declare import Transition
from connref.spec.vocabulary import Event
from connref_adapters.runtime import AppSettings
from connref_adapters.safe_text import visible

KEPT = 50


@dataclass(frozen=True, slots=True)
class Happening:
    """One line of what happened: ms since init, words, and the requirement where the model names one."""

    at: int
    words: str
    requirement: str = ""


def _kept() -> deque[Happening]:
    return deque(maxlen=KEPT)


@dataclass(slots=True)
class Screen:
    """The state of the demonstration; also an observer of the manager, for the transitions that the model takes.

    `grace_ms` scales the countdown. `typing` is the line being typed, None while keys are commands.
    """

    user: str
    url: str
    mode: str
    grace_ms: int
    background: bool = False
    network: bool = True
    typing: str | None = None
    happenings: deque[Happening] = field(default_factory=_kept)
    messages: deque[Happening] = field(default_factory=_kept)
    changed: Callable[[], None] = lambda: None
    started_at: int = 0

    def add(self, at: int, words: str, requirement: str = "") -> None:
        """Something happened."""
        self.happenings.append(Happening(at - self.started_at, visible(words), requirement))
        self.changed()

    def say(self, at: int, words: str) -> None:
        """A message came, or went."""
        self.messages.append(Happening(at - self.started_at, visible(words)))
        self.changed()

    def started(self, at: int, settings: AppSettings, user: str | None) -> None:
        """See `Observer.started`."""
        del settings
        self.started_at = at
        self.add(at, "init()" if user is None else f"init() found {user}")

    def received(self, at: int, received: Input) -> None:
        """See `Observer.received`; what follows from an input is told instead."""

    def transition(self, at: int, rule: Transition) -> None:
        """See `Observer.transition`."""
        target = rule.destination
        if target != rule.source:
            chart = "policy" if isinstance(rule.event, Event) else "socket"
            self.add(at, f"{chart}: {rule.source} → {target}".replace("_", " "), rule.requirement)

    def carried_out(self, at: int, effect: Effect) -> None:
        """See `Observer.carried_out`."""
        if isinstance(effect, ReportOutcome):
            detail = f": {effect.detail}" if effect.detail else ""
            self.add(at, f"{effect.api.value}() reports {effect.result.value}{detail}")

    def closed(self, at: int) -> None:
        """See `Observer.closed`."""
        self.add(at, "the manager is closed")
