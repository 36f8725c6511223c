"""A text that must not be seen: a credential, wrapped so that no log, repr or error text shows it."""

from __future__ import annotations

from typing import NoReturn, final


@final
class Secret:
    """Holds a credential. Only `reveal` gives it out; printing, formatting and pickling do not."""

    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        self._value = value

    def reveal(self) -> str:
        """The credential itself; for the wire and the key store only."""
        return self._value

    def __repr__(self) -> str:
        return "Secret(…)"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and other._value == self._value

    def __hash__(self) -> int:
        return hash((Secret, self._value))

    def __reduce__(self) -> NoReturn:
        raise TypeError("a Secret is not pickled: it would leave the process in the clear")
