"""One search of every state space: breadth first, a shortest path to each state, and a stop at the first fault.

It walks whatever has starts and successors: the region graph under a monitor, the product of policy and link, the walks
that make cases, two engines side by side. What a state and a step are is for the caller.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

StateT = TypeVar("StateT", bound=Hashable)
LabelT = TypeVar("LabelT")

Successor = tuple[LabelT, StateT | None, str | None]
"""One step: its label, the state that it leads to (None: it need not be followed), and what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Search(Generic[StateT, LabelT]):
    """What one search met, nearest first, each state with the step that first led there.

    `why` says what is wrong with the step at which the search stopped, and `path` is a shortest one that ends with it.
    """

    came: Mapping[StateT, tuple[StateT, LabelT] | None]
    transitions: int
    why: str | None = None
    path: tuple[LabelT, ...] = ()

    def path_to(self, state: StateT) -> tuple[LabelT, ...]:
        """A shortest path to a state that was met. Raises `KeyError` for one that was not."""
        return _path(self.came, state)


def search(
    starts: Iterable[StateT], successors: Callable[[StateT], Iterable[Successor[LabelT, StateT]]]
) -> Search[StateT, LabelT]:
    """Meet every state that steps lead to, breadth first, until a step is wrong or nothing new is met."""
    came: dict[StateT, tuple[StateT, LabelT] | None] = dict.fromkeys(starts)
    queue = deque(came)
    transitions = 0
    while queue:
        state = queue.popleft()
        for label, target, why in successors(state):
            transitions += 1
            if why is not None:
                return Search(came, transitions, why, (*_path(came, state), label))
            if target is not None and target not in came:
                came[target] = (state, label)
                queue.append(target)
    return Search(came, transitions)


def _path(came: Mapping[StateT, tuple[StateT, LabelT] | None], state: StateT) -> tuple[LabelT, ...]:
    path: list[LabelT] = []
    step = came[state]
    while step is not None:
        state, label = step
        path.append(label)
        step = came[state]
    return tuple(reversed(path))
