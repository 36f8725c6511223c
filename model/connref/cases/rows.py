"""Cases from rows of plain text, so that the catalogue is data: `id | start | story | what it proves`, a line each.

`start` is a preamble (`connref.cases.preambles`), or the mode of a fresh device; the story goes on from there in the
notation (`connref.cases.notation`). A fifth column, where there is one, says for which profiles there is such a case.
A row with parameters (`connref.cases.parameters`) is a case for each of their values. Rows without an empty line
between them are a paragraph: the parameters that all of them share go round for all of them together, so that the
cases of one value stand beside each other; the others go round in each row.

The first part of an id says which requirement the case puts to the test: it names the requirement, or an
interpretation, whose cases are judged under the requirement that `spec.interpretations` says for the mode; what comes
after `story/` names one as well.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from connref.cases.notation import parse, tell
from connref.cases.parameters import Value, filled, holds, names_in, values_of
from connref.cases.preambles import begin
from connref.errors import DefinitionError
from connref.protocol import Case, Mode, Profile
from connref.spec.interpretations import INTERPRETATIONS
from connref.spec.requirements import REQUIREMENTS

STORY = "story"
"""What the ids of long stories begin with."""

_COLUMNS = 4


@dataclass(frozen=True, slots=True)
class Row:
    """One line: the columns as they are written."""

    id: str
    start: str
    story: str
    proves: str
    when: str = ""

    @property
    def parameters(self) -> tuple[str, ...]:
        """The parameters that it names, in order."""
        return names_in(f"{self.id} {self.start} {self.story} {self.proves}")

    @property
    def beginning(self) -> str:
        """What the ids of all its cases begin with."""
        return self.id.partition("{")[0]


Paragraph = tuple[Row, ...]


@lru_cache(maxsize=32)
def paragraphs(text: str) -> tuple[Paragraph, ...]:
    """The rows of a text. Raises `DefinitionError` for a line that has not four columns, or five."""
    return tuple(tuple(_row(line) for line in paragraph.splitlines()) for paragraph in text.split("\n\n"))


def _row(line: str) -> Row:
    columns = [column.strip() for column in line.split("|")]
    if len(columns) not in (_COLUMNS, _COLUMNS + 1):
        raise DefinitionError(
            f"{line!r} has {len(columns)} columns; write id | start | story | what it proves"
        )
    return Row(*columns)


def cases_of(paragraph: Paragraph, profile: Profile) -> Iterator[Case]:
    """The cases of a paragraph, in order. Raises `DefinitionError` where a story is none."""
    shared = tuple(
        name for name in paragraph[0].parameters if all(name in row.parameters for row in paragraph)
    )
    for chosen in _choices(shared, profile):
        for row in paragraph:
            if holds(row.when, profile):
                own = tuple(name for name in row.parameters if name not in shared)
                for more in _choices(own, profile):
                    yield _case(row, {**chosen, **more}, profile)


def _choices(names: Sequence[str], profile: Profile) -> Iterator[Mapping[str, Value]]:
    for chosen in product(*(values_of(name, profile) for name in names)):
        yield dict(zip(names, chosen, strict=True))


def _case(row: Row, chosen: Mapping[str, Value], profile: Profile) -> Case:
    name = filled(row.id, chosen)
    story = begin(profile, filled(row.start, chosen))
    tell(story, parse(filled(row.story, chosen)))
    group, _, rest = name.partition("/")
    return story.case(requirement_of(name, story.mode), rest, filled(row.proves, chosen), group=group)


@lru_cache(maxsize=2_048)
def requirements_of(row: Row) -> frozenset[str]:
    """The requirements that the row may put to the test, whatever the mode."""
    return frozenset(requirement_of(row.id, mode) for mode in (Mode.MANUAL, Mode.AUTO))


def requirement_of(case_id: str, mode: Mode | None) -> str:
    """The requirement that the case with this id puts to the test. Raises `DefinitionError` where it names none."""
    head, second = (*case_id.split("/"), "")[:2]
    named = second if head == STORY else head
    if named in INTERPRETATIONS:
        judged_under = INTERPRETATIONS[named].judged_under
        return judged_under[-1] if mode is Mode.MANUAL else judged_under[0]
    if named not in REQUIREMENTS:
        raise DefinitionError(f"{case_id}: no requirement or interpretation is called {named!r}")
    return named
