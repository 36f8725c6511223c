"""A peer that writes down what a half does to it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


class Listening:
    """Stands in for `Peer`; what is to happen again and again happens once, at once."""

    number = 7

    def __init__(self) -> None:
        self.memory: dict[str, Any] = {}
        self.told: list[tuple[Any, ...]] = []

    def send(self, text: str) -> None:
        self.told.append(("send", text))

    def authenticate(self, approved: str, code: int, reason: str) -> None:
        self.told.append(("authenticate", approved, code, reason))

    def every(self, seconds: float, action: Callable[[], None]) -> None:
        self.told.append(("every", seconds))
        action()
