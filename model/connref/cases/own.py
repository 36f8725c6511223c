"""Cases that a tester adds: checked as they are declared, so that whoever made a mistake hears of it before a run.

An own case has the id `own/<id>`, so it is never taken for one of the catalogue, and `own` selects all of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from connref.cases.notation import Said, tell
from connref.cases.scenario import Story
from connref.errors import DefinitionError
from connref.protocol import Case, Mode, Profile
from connref.spec.requirements import REQUIREMENTS

OWN = "own"
"""What the ids of own cases begin with."""

_ID = re.compile(r"[A-Za-z0-9_.+,-]+(/[A-Za-z0-9_.+,-]+)*")


@dataclass(frozen=True, slots=True)
class Scenario:
    """A case of one's own: its id below `own/`, the mode that its app chooses, and what a row of the catalogue says.

    Raises `DefinitionError` for an id of other signs, a requirement that there is not, or a case that proves nothing.
    """

    id: str
    mode: Mode | None
    story: Said
    requirement: str
    proves: str

    def __post_init__(self) -> None:
        if not _ID.fullmatch(self.id):
            raise DefinitionError(
                f"id: {self.id!r} is none; write letters, digits and _.+,- with / between its parts"
            )
        if self.requirement not in REQUIREMENTS:
            raise DefinitionError(
                f"requirement: there is no {self.requirement!r}; take an ID of docs/requirements.md"
            )
        if not self.proves.strip():
            raise DefinitionError("proves: it is empty; say in a sentence what is known when the case passes")
        if not self.story:
            raise DefinitionError("story: it is empty; begin with init, as an app does")


def own_cases(scenarios: Sequence[Scenario], profile: Profile) -> Iterator[Case]:
    """The cases of these scenarios for a profile, in order. Raises `DefinitionError` where a story cannot be told."""
    for each in scenarios:
        try:
            story = tell(Story(profile, each.mode), each.story)
        except DefinitionError as error:
            raise DefinitionError(f"{OWN}/{each.id}: story: {error}") from error
        yield story.case(each.requirement, each.id, each.proves, group=OWN)
