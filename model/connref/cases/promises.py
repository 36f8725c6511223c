"""Promises in a row: each is kept right after each other one and after odd pasts, and many times over.

An SDK that keeps each promise on a fresh device may break it after another one: what a story leaves behind (a timer, a
listener, a counter) shows in the next. Since every promise begins and ends with the connection up in the foreground
(`connref.cases.data.promises`), any row of them is a case, and stories that begin alike are built once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product

from connref.cases.data import promises as data
from connref.cases.notation import parse, tell
from connref.cases.preambles import begin
from connref.cases.scenario import Story
from connref.cases.selection import EVERYTHING, Selection
from connref.protocol import Case, Mode, Profile

PROMISE = "promise"
"""What the ids of these cases begin with."""

MANY = 10
"""How often a promise is kept in a row by itself: what counts wrongly at the second, third or tenth time shows."""

SHARE = 3
"""A past is followed by one in so many promises, the next past by others."""

_UP = {Mode.MANUAL: "up", Mode.AUTO: "auto-up"}
"""The preamble of each mode after which a row of promises begins."""


@dataclass(frozen=True, slots=True)
class Past:
    """A story from up in the foreground to up in the foreground; `words` say it in a sentence after "after"."""

    mode: Mode
    name: str
    story: str

    @property
    def words(self) -> str:
        """The name as it reads in a sentence."""
        return self.name.replace("-", " ")


@dataclass(frozen=True, slots=True)
class Promise(Past):
    """A past that puts a requirement to the test; `says` is what is promised."""

    requirement: str
    says: str

    @property
    def beginning(self) -> str:
        """What the ids of all cases begin with in which this promise is the last one."""
        return f"{PROMISE}/{self.mode.value}/{self.name}/"


@cache
def promises(mode: Mode) -> tuple[Promise, ...]:
    """The promises of a mode, in the order of their rows."""
    found = (_columns(line) for line in data.PROMISES.splitlines())
    return tuple(
        Promise(mode, name, story, requirement, says)
        for of, name, requirement, story, says in found
        if of == mode.value
    )


@cache
def pasts(mode: Mode) -> tuple[Past, ...]:
    """What a promise of this mode may follow besides the promises."""
    found = (_columns(line) for line in data.PASTS.splitlines())
    return tuple(Past(mode, name, story) for of, name, story in found if of == mode.value)


def promise_cases(profile: Profile, selection: Selection = EVERYTHING) -> Iterator[Case]:
    """Each promise many times over, every pair of promises, and each past before a share of the promises. Lazy."""
    for mode in Mode:
        every = promises(mode)
        wanted = _wanted(mode, selection)
        yield from _repeated(profile, wanted)
        for first in every:
            yield from _after(profile, (first,), wanted)
        for turn, past in enumerate(pasts(mode)):
            share = every[turn % SHARE :: SHARE]
            yield from _after(profile, (past,), [promise for promise in wanted if promise in share])


def triple_cases(profile: Profile, selection: Selection = EVERYTHING) -> Iterator[Case]:
    """Every row of three promises. Lazy."""
    for mode in Mode:
        wanted = _wanted(mode, selection)
        for before in product(promises(mode), repeat=2):
            yield from _after(profile, before, wanted)


def _repeated(profile: Profile, wanted: Sequence[Promise]) -> Iterator[Case]:
    for promise in wanted:
        story = begin(profile, _UP[promise.mode])
        for _ in range(MANY):
            tell(story, parse(promise.story))
        yield _case(story, promise, f"{MANY}-times", f"{MANY} times over")


def _after(profile: Profile, before: Sequence[Past], wanted: Sequence[Promise]) -> Iterator[Case]:
    if not wanted:
        return
    begun = begin(profile, _UP[before[0].mode])
    for past in before:
        tell(begun, parse(past.story))
    after = "+".join(past.name for past in before)
    words = f"also right after {', then '.join(past.words for past in before)}"
    for promise in wanted:
        yield _case(tell(begun.fork(), parse(promise.story)), promise, f"after/{after}", words)


def _wanted(mode: Mode, selection: Selection) -> list[Promise]:
    return [each for each in promises(mode) if selection.may_take((each.requirement,), each.beginning)]


def _case(story: Story, promise: Promise, name: str, how: str) -> Case:
    group, _, beginning = promise.beginning.partition("/")
    return story.case(promise.requirement, f"{beginning}{name}", f"{promise.says}, {how}.", group=group)


def _columns(line: str) -> tuple[str, ...]:
    return tuple(column.strip() for column in line.split("|"))
