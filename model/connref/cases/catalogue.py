"""The catalogue: every case that the kit knows for a profile, in the order in which a verdict comes soonest."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain

from connref.cases import (
    readings,
    scenarios_auto,
    scenarios_events,
    scenarios_grace,
    scenarios_manual,
    scenarios_reconnect,
    scenarios_robust,
    scenarios_session,
)
from connref.cases.histories import histories
from connref.cases.interleavings import races
from connref.cases.scenario import Story
from connref.cases.stories import stories
from connref.cases.transition_cover import pair_cases, row_cases, unlike, uses
from connref.errors import DefinitionError
from connref.protocol import Case, Do, InputName, Profile
from connref.spec.interpretations import INTERPRETATIONS
from connref.spec.requirements import REQUIREMENTS

SCENARIOS: Mapping[str, Callable[[Profile], Iterator[Case]]] = {
    **scenarios_session.SCENARIOS,
    **scenarios_auto.SCENARIOS,
    **scenarios_manual.SCENARIOS,
    **scenarios_grace.SCENARIOS,
    **scenarios_reconnect.SCENARIOS,
    **scenarios_events.SCENARIOS,
    **scenarios_robust.SCENARIOS,
}
"""The named scenarios by requirement."""

ABOUT_MESSAGES = frozenset(id_ for id_ in REQUIREMENTS if id_.startswith("EVT-"))
"""The requirements that no case tests without messages of the server."""

EVERY_INPUT = frozenset(InputName)
"""The inputs of a driver that lacks nothing."""


def named_cases(profile: Profile) -> Iterator[Case]:
    """The named scenarios of every requirement, in the order of REQUIREMENTS.md."""
    return chain.from_iterable(SCENARIOS[requirement](profile) for requirement in REQUIREMENTS)


def reading_cases(profile: Profile) -> Iterator[Case]:
    """The cases of every interpretation, in the order of REQUIREMENTS.md."""
    return chain.from_iterable(readings.cases_of(name, profile) for name in INTERPRETATIONS)


def all_cases(
    profile: Profile,
    *,
    inputs: frozenset[InputName] = EVERY_INPUT,
    only: Sequence[str] = (),
    race_depth: int = 3,
    exhaustive: bool = False,
) -> Iterator[Case]:
    """The cases that a driver with these `inputs` can play: named scenarios, readings, stories, rows, then races.

    `only` keeps the cases of the given requirements, interpretations or case ids ("race/opening+0" has all below
    it, and a final "*" stands for any rest); `race_depth` is how many inputs race at most (0: no races). The pairs of
    rows, which are more than all the rest, are played where `exhaustive` or `only` asks for them. Of generated cases
    with equal steps the first is played. Lazy.
    Raises `DefinitionError`, at once, for a profile that cannot be judged or an `only` that can select nothing.
    """
    Story(profile, None)
    unknown = [wish for wish in only if not _known(wish)]
    if unknown:
        raise DefinitionError(
            f"only {', '.join(unknown)}: no requirement, interpretation or case id begins so; "
            "see the IDs of REQUIREMENTS.md"
        )
    pairs = exhaustive or any(wish.startswith("pair") for wish in only)

    by_hand = playable(_by_hand(profile), inputs, only)
    generated = playable(_generated(profile, inputs, race_depth, pairs=pairs), inputs, only)
    return chain(by_hand, unlike(generated))


def playable(cases: Iterable[Case], inputs: frozenset[InputName], only: Sequence[str] = ()) -> Iterator[Case]:
    """Of these cases those that a driver with these inputs can play, and that `only` asks for; see `all_cases`."""
    if InputName.SERVER_MESSAGE not in inputs:
        cases = map(without_messages, cases)
    return (case for case in cases if _wanted(case, only) and needs(case) <= inputs)


def without_messages(case: Case) -> Case:
    """The case for a driver whose server sends none: they are probes, but where it is about the messages."""
    if case.requirement in ABOUT_MESSAGES:
        return case
    kept = (
        step for step in case.steps if not (isinstance(step, Do) and step.input is InputName.SERVER_MESSAGE)
    )
    return replace(case, steps=tuple(kept))


def needs(case: Case) -> frozenset[InputName]:
    """The inputs that a driver must have to play the case."""
    return uses(case.steps)


def _by_hand(profile: Profile) -> Iterator[Case]:
    return chain(named_cases(profile), reading_cases(profile), stories(profile), histories(profile))


def _generated(
    profile: Profile, inputs: frozenset[InputName], race_depth: int, *, pairs: bool
) -> Iterator[Case]:
    first = chain(row_cases(profile, inputs), races(profile, depth=min(race_depth, 1)))
    return chain(
        first, pair_cases(profile, inputs) if pairs else (), races(profile, depth=race_depth, least=2)
    )


def _wanted(case: Case, only: Sequence[str]) -> bool:
    return not only or any(_matches(wish, case.requirement) or _matches(wish, case.id) for wish in only)


def _matches(wish: str, name: str) -> bool:
    if wish.endswith("*"):
        return name.startswith(wish[:-1])
    return name == wish or name.startswith(f"{wish}/")


def _known(wish: str) -> bool:
    head = wish.split("/", maxsplit=1)[0]
    return any(
        _matches(head, name) for name in (*REQUIREMENTS, *INTERPRETATIONS, "story", "row", "race", "pair")
    )
