"""The sentence that says what a suite has shown, and what it has not: numbers in, words out."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Guarantee:
    """What was reached: cases played, access words |A|, states n of the diagram, extra states k, edges and red ones.

    `extra` is None where no complete suite came to its end; `edges` is 0 where none was judged.
    """

    cases: int
    access: int
    states: int
    extra: int | None
    edges: int = 0
    red: int = 0
    diagram: str = "this diagram"

    def __str__(self) -> str:
        were = "was" if self.cases == 1 else "were"
        played = f"{_count(self.cases, 'case')} {were} played."
        return " ".join([played, self._equal(), *self._judged(), _NOT_SAID])

    def _equal(self) -> str:
        if self.extra is None:
            return f"No complete suite came to its end: nothing is promised of the {self.diagram.partition(' ')[2]}."
        return (
            "If this SDK, on this alphabet and at these instants (each input now, and one millisecond before the next "
            f"visible event), behaves like a deterministic machine all of whose states are reached by one of these "
            f"{self.access} words and then at most {_count(self.extra, 'more symbol')}, and so if it has at most "
            f"{self.states + self.extra} states, it equals {self.diagram} of {_count(self.states, 'state')}."
        )

    def _judged(self) -> list[str]:
        if not self.edges:
            return []
        are = "is" if self.red == 1 else "are"
        return [f"Each of its {self.edges} edges was judged by one witness: {self.red} {are} red."]


_NOT_SAID = "It says nothing of other instants, other inputs, hidden retries, deeper states."


def _count(number: int, what: str) -> str:
    digits = f"{number:,}".replace(",", " ")
    return f"{digits} {what}" if number == 1 else f"{digits} {what}s"
