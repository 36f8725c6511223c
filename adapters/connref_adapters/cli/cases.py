"""List the cases that a run plays: id, the requirement that each puts to the test, and what it proves."""

from __future__ import annotations

import json
from argparse import ArgumentParser, Namespace
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from connref.cases.catalogue import listed_cases
from connref.profiles import DOCUMENT_PROFILE
from connref.protocol import Case
from connref_adapters.cli.output import emit
from connref_adapters.cli.selecting import add_choice_arguments, check_selection
from connref_adapters.kit.choosing import Choice
from connref_adapters.kit.play import RunSettings
from connref_adapters.profiles import load_profile


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the options."""
    add_choice_arguments(parser)
    parser.add_argument(
        "--profile",
        metavar="NAME|FILE",
        help="the profile whose cases to list, where it is not the document's",
    )
    parser.add_argument(
        "--json", action="store_true", help="one JSON object a line, with the steps of each case"
    )


def run(args: Namespace) -> int:
    """Carry `connref cases` out."""
    numbers = load_profile(args.profile or DOCUMENT_PROFILE.name).numbers
    check_selection(RunSettings(only=tuple(args.only), exclude=tuple(args.exclude)), numbers)
    choice = Choice(tuple(args.only), tuple(args.exclude))
    cases = list(filter(choice.takes, listed_cases(numbers, choice.beginnings)))
    lines = map(_as_json, cases) if args.json else _as_text(cases)
    emit("".join(f"{line}\n" for line in lines))
    return 0


def _as_json(case: Case) -> str:
    body: dict[str, Any] = {
        "id": case.id,
        "requirement": case.requirement,
        "proves": case.proves,
        "mode": None if case.mode is None else case.mode.value,
        "steps": [step.request() for step in case.steps],
    }
    return json.dumps(body)


def _as_text(cases: list[Case]) -> Iterator[str]:
    width = max(len(case.id) for case in cases)
    for case in cases:
        yield f"{case.id:<{width}}  {case.requirement:<25}  {case.proves}"
    yield ""
    yield from _counts(case.requirement for case in cases)
    yield f"{len(cases):6} cases, {sum(len(case.steps) for case in cases)} steps"


def _counts(requirements: Iterable[str]) -> Iterator[str]:
    for requirement, count in Counter(requirements).items():
        yield f"{count:6} {requirement}"
