"""Checks what --only selects, before anything is played for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import get_close_matches

from connref.cases.catalogue import listed_cases
from connref.cases.own import Scenario
from connref.errors import DefinitionError, UsageError
from connref.protocol import Case, Profile
from connref.spec.interpretations import INTERPRETATIONS
from connref.spec.requirements import REQUIREMENTS


def check_selection(only: Sequence[str], own: Sequence[Scenario] = ()) -> None:
    """Raises `UsageError` with near matches for the first of `only` that selects no case, of these `own` or another."""
    for wish in only:
        if next(_selected(wish, own), None) is None:
            raise UsageError(
                f"--only {wish}: there is no such requirement, interpretation or case; {_hint(wish, own)}"
            )


def _selected(wish: str, own: Sequence[Scenario]) -> Iterator[Case]:
    try:
        yield from listed_cases(Profile(), (wish,), own)
    except DefinitionError:
        return


def _hint(wish: str, own: Sequence[Scenario]) -> str:
    ids = (case.id for case in listed_cases(Profile(), own=own))
    close = _near(wish, [*ids] if "/" in wish else [*REQUIREMENTS, *INTERPRETATIONS])
    return f"did you mean {' or '.join(close)}?" if close else "`connref cases` lists them all"


def _near(wish: str, names: Sequence[str]) -> list[str]:
    """The names that look like the wish, whatever its letters' case."""
    by_fold = {name.casefold(): name for name in names}
    return [by_fold[found] for found in get_close_matches(wish.casefold(), by_fold, n=3)]
