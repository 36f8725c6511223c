"""The catalogue: every case that the kit knows for a profile, in the order in which a verdict comes soonest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from connref.cases import rows
from connref.cases.data import (
    auto,
    events,
    grace,
    interruptions,
    manual,
    readings,
    readings_calls,
    readings_grace,
    readings_interruptions,
    reconnect,
    robust,
    session,
    status,
    stories,
)
from connref.cases.interleavings import EVERY_RACE, SHARES, races
from connref.cases.openings import TYPICAL_OPENING_MS, opening_cases
from connref.cases.own import OWN, Scenario, own_cases
from connref.cases.promises import PROMISE, promise_cases, triple_cases
from connref.cases.retrying import retry_cases
from connref.cases.scenario import Story
from connref.cases.selection import Selection, matches
from connref.cases.sessionless import in_variant
from connref.cases.transition_cover import pair_cases, row_cases, unlike, uses
from connref.errors import DefinitionError
from connref.protocol import Case, Do, InputName, Profile
from connref.spec.interpretations import INTERPRETATIONS
from connref.spec.requirements import REQUIREMENTS

_NAMED = tuple(
    module.ROWS for module in (session, auto, manual, grace, reconnect, events, status, robust, interruptions)
)
_READINGS = tuple(
    module.ROWS for module in (readings_grace, readings_calls, readings, readings_interruptions)
)

ABOUT_MESSAGES = frozenset(
    name for name, requirement in REQUIREMENTS.items() if InputName.SERVER_MESSAGE in requirement.inputs
)
"""The requirements that no case tests without messages of the server."""

EVERY_INPUT = frozenset(InputName)
"""The inputs of a driver that lacks nothing."""


def named_cases(profile: Profile, only: Sequence[str] = ()) -> Iterator[Case]:
    """The named scenarios of every requirement, in the order of the requirements; `only` as in `all_cases`. Lazy."""
    return _told(_in_order(_NAMED, REQUIREMENTS), profile, only)


def reading_cases(profile: Profile, only: Sequence[str] = ()) -> Iterator[Case]:
    """The cases of every interpretation, in the order of docs/requirements.md; `only` as in `all_cases`. Lazy."""
    return _told(_in_order(_READINGS, INTERPRETATIONS), profile, only)


def story_cases(profile: Profile, only: Sequence[str] = ()) -> Iterator[Case]:
    """The long stories; `only` as in `all_cases`. Lazy."""
    return _told(rows.paragraphs(stories.ROWS), profile, only)


def _in_order(texts: Iterable[str], names: Iterable[str]) -> Iterator[rows.Paragraph]:
    """The paragraphs of the texts, by the first part of their ids, in the order of the names."""
    by_name: dict[str, list[rows.Paragraph]] = {name: [] for name in names}
    for paragraph in chain.from_iterable(map(rows.paragraphs, texts)):
        by_name[paragraph[0].id.split("/", maxsplit=1)[0]].append(paragraph)
    return chain.from_iterable(by_name.values())


def _told(paragraphs: Iterable[rows.Paragraph], profile: Profile, only: Sequence[str]) -> Iterator[Case]:
    """The cases of the paragraphs that `only` asks for; nothing is built of those in which there is none."""
    selection = Selection(tuple(only))
    for paragraph in paragraphs:
        if any(selection.may_take(rows.requirements_of(row), row.beginning) for row in paragraph):
            yield from selection.of(rows.cases_of(paragraph, profile))


def all_cases(
    profile: Profile,
    *,
    inputs: frozenset[InputName] = EVERY_INPUT,
    only: Sequence[str] = (),
    race_depth: int = 3,
    exhaustive: bool = False,
    own: Sequence[Scenario] = (),
) -> Iterator[Case]:
    """The cases that a driver with these `inputs` can play, a tester's `own` first.

    Then come named scenarios, readings, stories, promises in a row, rows of the policy table, and races.

    `only` keeps the cases of the given requirements, interpretations or case ids ("race/opening+0" has all below
    it, and a final "*" stands for any rest); `race_depth` is how many inputs race at most (0: no races). What is more
    than all the rest (pairs of rows, three promises in a row, all but a share of the races) is played where
    `exhaustive` or the name of a case in `only` asks for it. Of generated cases with equal steps the first is played.
    Lazy.
    Raises `DefinitionError`, at once, for a profile that cannot be judged or an `only` that can select nothing.
    """
    Story(profile, None)
    unknown = [wish for wish in only if not _known(wish, own)]
    if unknown:
        raise DefinitionError(
            f"only {', '.join(unknown)}: no requirement, interpretation or case id begins so; "
            "see the IDs of docs/requirements.md"
        )
    selection = Selection(tuple(only))
    whole = _Whole.of(only, exhaustive=exhaustive)
    by_hand = chain(selection.of(own_cases(own, profile)), _by_hand(profile, only))
    in_a_row = selection.of(_promises(profile, selection, whole))
    promised = selection.of(retry_cases(profile))
    told = in_variant(chain(by_hand, promised, in_a_row), profile.variant)
    generated = in_variant(_generated(profile, inputs, race_depth, selection, whole), profile.variant)
    return chain(playable(told, inputs), unlike(playable(generated, inputs, only)))


def listed_cases(profile: Profile, only: Sequence[str] = (), own: Sequence[Scenario] = ()) -> Iterator[Case]:
    """What is listed and counted: the cases of a default run on an SDK that has every input.

    Its openings are said to take `TYPICAL_OPENING_MS`; a run learns how long they take. `only`, `own` and the errors
    are those of `all_cases`.
    """
    openings = in_variant(opening_cases(profile, TYPICAL_OPENING_MS), profile.variant)
    return chain(all_cases(profile, only=only, own=own), playable(openings, EVERY_INPUT, only))


@dataclass(frozen=True, slots=True)
class _Whole:
    """Of which sources everything is played, and not a part."""

    triples: bool
    pairs: bool
    races: bool

    @classmethod
    def of(cls, only: Sequence[str], *, exhaustive: bool) -> _Whole:
        def asked(beginning: str, sign: str = "") -> bool:
            return exhaustive or any(wish.startswith(beginning) and sign in wish for wish in only)

        return cls(triples=asked(PROMISE, "+"), pairs=asked("pair"), races=asked("race"))


def playable(cases: Iterable[Case], inputs: frozenset[InputName], only: Sequence[str] = ()) -> Iterator[Case]:
    """Of these cases those that a driver with these inputs can play, and that `only` asks for; see `all_cases`."""
    if InputName.SERVER_MESSAGE not in inputs:
        cases = map(without_messages, cases)
    return (case for case in Selection(tuple(only)).of(cases) if needs(case) <= inputs)


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


def _by_hand(profile: Profile, only: Sequence[str]) -> Iterator[Case]:
    sources = (named_cases, reading_cases, story_cases)
    return chain.from_iterable(source(profile, only) for source in sources)


def _promises(profile: Profile, selection: Selection, whole: _Whole) -> Iterator[Case]:
    return chain(promise_cases(profile, selection), triple_cases(profile, selection) if whole.triples else ())


def _generated(
    profile: Profile, inputs: frozenset[InputName], race_depth: int, selection: Selection, whole: _Whole
) -> Iterator[Case]:
    shares = EVERY_RACE if whole.races else SHARES
    return chain(
        row_cases(profile, inputs, selection),
        races(profile, depth=min(race_depth, 1), selection=selection, shares=shares),
        pair_cases(profile, inputs) if whole.pairs else (),
        races(profile, depth=race_depth, least=2, selection=selection, shares=shares),
    )


def _known(wish: str, own: Sequence[Scenario]) -> bool:
    head = wish.split("/", maxsplit=1)[0]
    added = (OWN,) if own else ()
    heads = (*REQUIREMENTS, *INTERPRETATIONS, rows.STORY, PROMISE, "row", "race", "pair", *added)
    return any(matches(head, name) for name in heads)
