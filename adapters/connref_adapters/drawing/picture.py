"""What a picture of a chart is made of: boxes, arrows with lines of words, and which transitions they stand for."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Tone(StrEnum):
    """What a box says of the connection by its colour; the words in the box say it too."""

    UP = "up"
    COMING = "coming"
    DOWN = "down"
    SESSION = "session"


class Weight(StrEnum):
    """How strongly something is drawn."""

    PLAIN = "plain"
    LIGHT = "light"
    """Of the session, beside the point of the picture."""
    CHOICE = "choice"
    """Taken under some readings only."""
    HOT = "hot"
    """What the picture is about."""
    WRONG = "wrong"
    """What an SDK does instead of what the document asks."""
    SHOULD = "should"
    """What had to follow, where an SDK does something else."""
    DIM = "dim"
    """The rest, where something is hot."""


@dataclass(frozen=True, slots=True)
class Arc:
    """One declared transition in words; `effect` and `when` are empty where nothing is to say.

    `event` is what happens, `when` the condition on reading and time, `effect` what comes of it beside the new state.
    """

    source: str
    target: str
    event: str
    requirement: str
    when: str = ""
    effect: str = ""

    @property
    def stays(self) -> bool:
        """Whether the state stays as it is."""
        return self.source == self.target

    @property
    def sentence(self) -> str:
        """The whole transition but its states, for tooltips and text formats."""
        condition = f" [{self.when}]" if self.when else ""
        effect = f" / {self.effect}" if self.effect else ""
        return f"{self.event}{condition}{effect} ({self.requirement})"


@dataclass(frozen=True, slots=True)
class Line:
    """One line at an arrow: words, the requirements that they carry, and on which reading it depends, if on any."""

    words: str
    requirements: tuple[str, ...]
    condition: str = ""


@dataclass(frozen=True, slots=True)
class Box:
    """One state, or several that the picture folds into one (`states`).

    `column` says where the app is in it; `inside` are the transitions that stay in it.
    """

    id: str
    label: str
    facts: str
    tone: Tone
    column: str
    states: tuple[str, ...]
    inside: tuple[Line, ...] = ()
    weight: Weight = Weight.PLAIN
    badge: str = ""
    shade: int = 0
    """How dark it is drawn for coverage: 0 (not shaded) to 5."""


@dataclass(frozen=True, slots=True)
class Arrow:
    """All that leads from one box to another."""

    source: str
    target: str
    lines: tuple[Line, ...]
    arcs: tuple[Arc, ...]
    weight: Weight = Weight.PLAIN
    badge: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture: its name (a file's stem), words for readers and screen readers, boxes and arrows.

    `arcs` are all transitions that it stands for, drawn or folded; `notes` are read below it.
    """

    name: str
    title: str
    description: str
    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]
    arcs: tuple[Arc, ...]
    initial: str
    notes: tuple[str, ...] = ()
