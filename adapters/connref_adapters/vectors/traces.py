"""The timed traces: under many readings, stories that lead to rows of the table, and what holds after each step."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from random import Random
from typing import Any

from connref.errors import ImpossibleInputError
from connref.protocol import Mode
from connref.semantics.policy import PolicyMemory
from connref.semantics.table import compile_table, resolve
from connref.spec.interpretations import DEFAULT, INTERPRETATIONS, LATITUDES, Reading, options_of, reading
from connref.spec.vocabulary import Event
from connref_adapters.vectors.routes import STEP_MS, Expected, Player, Timed, Way, requirements_of, routes

TIMES = 2
"""Under how many readings each way is taken, where that many can take it."""


@dataclass(frozen=True, slots=True)
class Trace:
    """One story under one reading, with what has to hold after each of its steps."""

    id: str
    mode: Mode
    reading: str
    steps: tuple[Expected, ...]

    def to_json(self) -> dict[str, Any]:
        """The trace as a vectors file has it."""
        return {
            "id": self.id,
            "mode": self.mode.value,
            "reading": self.reading,
            "requirements": requirements_of(transition for step in self.steps for transition in step.taken),
            "steps": [step.to_json() for step in self.steps],
        }


def traces(readings: Mapping[str, Reading], grace_ms: int) -> Iterator[Trace]:
    """The traces of all readings, in their order.

    A reading is given a trace for each way (a row with the branch that it takes) that fewer than `TIMES` readings
    before it took; one that differs from the default in a single choice also for each row that this choice has a say
    in. Each trace ends with what shows where it led: the deadline, if one runs, a return to the foreground, and a
    connect().
    """
    for mode in Mode:
        table, taken = compile_table(mode), Counter[Way]()
        for name, chosen in readings.items():
            player = Player(table, resolve(table, chosen), grace_ms)
            found = routes(player, grace_ms)
            changed = {key for key, option in chosen.choices if option != DEFAULT[key]}
            alone = changed if len(changed) == 1 else set[str]()
            wanted = [
                way for way in found if taken[way] < TIMES or alone.intersection(table.rows[way[0]].names)
            ]
            taken.update(found.keys())
            stories = dict.fromkeys(_ended(player, found[way]) for way in wanted)
            for number, story in enumerate(stories, 1):
                yield Trace(f"{mode.value}/{name}/{number:03}", mode, name, tuple(player.play(story)))


def _ended(player: Player, story: tuple[Timed, ...]) -> tuple[Timed, ...]:
    """The story, and on to an end that tells its last state from others."""
    now, memory = story[-1].at, _last(player, story)
    if player.runs(memory) and memory.deadline is not None:
        story = (*story, Timed(memory.deadline, None), Timed(memory.deadline + 1, None))
        now = memory.deadline + 1
    tail = (Event.FOREGROUND, Event.CONNECT)
    return (*story, *(Timed(now + STEP_MS * place, event) for place, event in enumerate(tail, 1)))


def _last(player: Player, story: tuple[Timed, ...]) -> PolicyMemory:
    memory = player.start()
    for step in story:
        after = player.step(memory, step, [])
        if after is None:
            raise ImpossibleInputError(memory.state, str(step.event))
        memory = after
    return memory


MIXTURES = 123
"""How many readings differ from the default in many choices at once: the fewest that take every branch."""

_OPTIONS = {name: options_of(name) for name in (*INTERPRETATIONS, *LATITUDES)}


def readings() -> Mapping[str, Reading]:
    """Readings by name: `default`, `NAME=OPTION` for each single difference, and `mixture-N`."""
    return {"default": DEFAULT, **dict(_single()), **dict(_mixed())}


def _single() -> Iterator[tuple[str, Reading]]:
    for name, options in _OPTIONS.items():
        for option in options:
            if option != DEFAULT[name]:
                yield f"{name}={option}", reading({name: option})


def _mixed() -> Iterator[tuple[str, Reading]]:
    """Every choice drawn anew for each mixture: many branches wait for two or three choices to meet."""
    for number in range(1, MIXTURES + 1):
        draws = Random(number)
        chosen = {name: options[int(draws.random() * len(options))] for name, options in _OPTIONS.items()}
        yield f"mixture-{number:02}", reading(chosen)
