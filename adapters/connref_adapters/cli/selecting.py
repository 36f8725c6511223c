"""Checks what --only and --exclude choose, before anything is played for it."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from difflib import get_close_matches

from connref.cases.catalogue import listed_cases
from connref.cases.own import Scenario
from connref.errors import DefinitionError, UsageError
from connref.protocol import MODES, Case, Profile
from connref.spec.interpretations import INTERPRETATIONS
from connref.spec.requirements import REQUIREMENTS
from connref_adapters.kit.choosing import Choice, requirements_in
from connref_adapters.kit.play import RunSettings


def add_choice_arguments(parser: ArgumentParser) -> None:
    """Declare --only and --exclude."""
    what = "a requirement, a family of them (MAN), a mode (auto, manual), an interpretation or a case"
    for name, words in (
        ("--only", f"ask no more than this: {what} (see `connref cases`); may be repeated"),
        ("--exclude", "leave this out, named as for --only; may be repeated"),
    ):
        parser.add_argument(name, action="append", default=[], metavar="ID", help=words)


def check_selection(settings: RunSettings, numbers: Profile | None = None) -> None:
    """Raises `UsageError` with near matches for the first wish that stands for nothing, and where nothing is left.

    `numbers` are those of the profile that the run is judged by: a vendor's promises have cases of their own.
    """
    profile = numbers or Profile()
    for option, wishes in (("--only", settings.only), ("--exclude", settings.exclude)):
        for wish in wishes:
            if wish not in MODES and next(_selected(wish, settings.own, profile), None) is None:
                raise UsageError(
                    f"{option} {wish}: there is no such requirement, family, mode, interpretation or case; "
                    f"{_hint(wish, settings.own, profile)}"
                )
    choice = Choice(settings.only, settings.exclude)
    left = filter(choice.takes, listed_cases(profile, choice.beginnings, settings.own))
    if settings.exclude and next(left, None) is None:
        raise UsageError("--exclude leaves nothing to ask; exclude less")


def _selected(wish: str, own: Sequence[Scenario], profile: Profile) -> Iterator[Case]:
    try:
        yield from listed_cases(profile, requirements_in(wish) or (wish,), own)
    except DefinitionError:
        return


def _hint(wish: str, own: Sequence[Scenario], profile: Profile) -> str:
    ids = (case.id for case in listed_cases(profile, own=own))
    close = _near(wish, [*ids] if "/" in wish else [*REQUIREMENTS, *INTERPRETATIONS, *MODES])
    return f"did you mean {' or '.join(close)}?" if close else "`connref cases` lists them all"


def _near(wish: str, names: Sequence[str]) -> list[str]:
    """The names that look like the wish, whatever its letters' case."""
    by_fold = {name.casefold(): name for name in names}
    return [by_fold[found] for found in get_close_matches(wish.casefold(), by_fold, n=3)]
