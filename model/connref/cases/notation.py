"""The one text notation for a story: what is done to an app, word by word, with waits between.

    login connect up background +grace/2 ping @deadline-edge message 3x(background +1s foreground)

A word is an input by its name in the protocol (`server_` may be left out), with its value in parentheses where it
carries one (`login(bob)`, `close(1000)`, `network_handover(false)`, `connect(c1)`; without one the builder chooses:
alice, 1006, true, a fresh id), or a phrase (`PHRASES`). `+AMOUNT` lets so much time go by, `@INSTANT` waits for an
instant, and `3x(…)` tells something three times. Amounts and instants follow the profile (`connref.cases.amounts`).

`parse` reads it, `written` prints it in its one canonical form, `tell` goes on with a `Story` by it, and `from_steps`
brings any steps back to it. What an input carries comes from the protocol, so a new input needs no change here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from typing import assert_never

from connref.cases.amounts import (
    INSTANTS,
    NAMES,
    Amount,
    AmountReader,
    NotationError,
    Part,
    milliseconds,
    names_in,
    values,
)
from connref.cases.scenario import Story
from connref.protocol import INPUT_FIELDS, Advance, InputName, Step

__all__ = ["NotationError", "Said", "from_steps", "parse", "tell", "written"]

MOST_TIMES = 1_000
"""How often something is told in a row at most."""

_SERVER = "server_"
_WORD = re.compile(r"(?P<times>[0-9]+)x\(|(?P<word>[A-Za-z_]+)|(?P<time>[+@])|(?P<close>\))")
_VALUE = re.compile(r"\(([^\s()]*)\)")


@dataclass(frozen=True, slots=True)
class Given:
    """An input, with its value where the text gives one."""

    input: InputName
    value: str | int | None = None


@dataclass(frozen=True, slots=True)
class Phrase:
    """One of `PHRASES`, with the amounts that it takes."""

    name: str
    amounts: tuple[Amount, ...] = ()


@dataclass(frozen=True, slots=True)
class Wait:
    """So much time goes by."""

    amount: Amount


@dataclass(frozen=True, slots=True)
class Until:
    """Time goes by until an instant, in milliseconds since the reset."""

    instant: Amount


@dataclass(frozen=True, slots=True)
class Repeated:
    """The same, so many times."""

    times: int
    items: Said


Item = Given | Phrase | Wait | Until | Repeated
Said = tuple[Item, ...]
"""A story, or a part of one, as it is written."""

_Tell = Callable[..., Story]

PHRASES: Mapping[str, tuple[_Tell, int, int]] = {
    "observe": (Story.observe, 0, 0),
    "up": (Story.up, 0, 0),
    "linger": (Story.linger, 0, 0),
    "hear": (Story.hear, 0, 0),
    "outage": (Story.outage, 1, 1),
    "keep_alive": (Story.keep_alive, 1, 2),
    "stream": (Story.stream, 0, 0),
    "fair": (Story.make_fair, 0, 0),
    "to_foreground": (Story.to_foreground, 0, 0),
    "comeback": (Story.comeback, 0, 0),
    "reopen": (Story.reopen, 0, 0),
    "revive": (Story.revive, 0, 0),
}
"""What several inputs and waits are called together, what tells it, and how many amounts it takes at least and most."""

_INPUTS: Mapping[str, InputName] = {
    **{name.value: name for name in InputName},
    **{name.value.removeprefix(_SERVER): name for name in InputName},
}


_TRUTHS = {"true": True, "false": False}
_VALUES: Mapping[type, Callable[[str], str | int | None]] = {
    str: str,
    int: lambda text: int(text) if text.isdecimal() else None,
    bool: _TRUTHS.get,
}
"""How the value of an input is read, by its type; None for what is no such value."""


@lru_cache(maxsize=4_096)
def parse(text: str) -> Said:
    """What the text says. Raises `NotationError`, with the column, for anything that is no story."""
    reader = _Reader(text)
    said = reader.items(inside=None)
    return tuple(said)


def written(said: Said) -> str:
    """The text of it; `parse` reads it back as it is."""
    return " ".join(map(_written, said))


def tell(story: Story, said: Said) -> Story:
    """The story after it. Raises `DefinitionError` where the protocol does not allow what is said."""
    known = values(story.profile)
    for item in said:
        _tell(story, item, known)
    return story


def from_steps(steps: Iterable[Step]) -> Said:
    """What leads to these steps, with every value and every wait as it stands there."""
    return tuple(
        Wait(Part(step.ms)) if isinstance(step, Advance) else Given(step.input, step.value) for step in steps
    )


def _tell(story: Story, item: Item, known: Mapping[str, int]) -> None:
    match item:
        case Given(received, None):
            story.inject(received)
        case Given(received, value):
            story.do(received, value)
        case Phrase(name, amounts):
            PHRASES[name][0](story, *(milliseconds(amount, known) for amount in amounts))
        case Wait(amount):
            story.wait(milliseconds(amount, known))
        case Until(instant):
            fixed = {name: story.instant(name) for name in INSTANTS if name in names_in(instant)}
            story.wait_until(milliseconds(instant, {**known, **fixed}))
        case Repeated(times, items):
            for _ in range(times):
                tell(story, items)
        case _:
            assert_never(item)


def _written(item: Item) -> str:
    match item:
        case Given(received, value):
            name = received.value.removeprefix(_SERVER)
            return (
                name
                if value is None
                else f"{name}({str(value).lower() if isinstance(value, bool) else value})"
            )
        case Phrase(name, amounts):
            return f"{name}({','.join(map(str, amounts))})" if amounts else name
        case Wait(amount):
            return f"+{amount}"
        case Until(instant):
            return f"@{instant}"
        case Repeated(times, items):
            return f"{times}x({written(items)})"
        case _:
            assert_never(item)


class _Reader:
    """Reads items one after the other; `_at` is the place in the text."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0

    def items(self, inside: int | None) -> list[Item]:
        """Items up to the end, or up to the `)` of the loop that began at the place `inside`."""
        found: list[Item] = []
        while True:
            while self._text[self._at : self._at + 1].isspace():
                self._at += 1
            if self._at == len(self._text):
                if inside is not None:
                    raise self._wrong(inside, "the loop that begins here has no end", "close it with )")
                return found
            token = _WORD.match(self._text, self._at)
            if token is None:
                shown = self._text[self._at :].split(maxsplit=1)[0]
                raise self._wrong(
                    self._at, f"{shown!r} is no word", "write an input, a phrase, +wait, @instant or 3x(…)"
                )
            if token["close"]:
                if inside is None:
                    raise self._wrong(self._at, "this ) closes nothing", "take it out")
                self._at = token.end()
                self._ends_here()
                return found
            found.append(self._item(token))

    def _item(self, token: re.Match[str]) -> Item:
        begin, self._at = self._at, token.end()
        if token["times"]:
            if not 1 <= int(token["times"]) <= MOST_TIMES:
                raise self._wrong(begin, f"{token['times']} times", f"tell it 1 to {MOST_TIMES} times")
            return Repeated(int(token["times"]), tuple(self.items(inside=begin)))
        if token["time"]:
            item = self._time(token["time"])
        elif token["word"] in PHRASES:
            item = self._phrase(token["word"], begin)
        else:
            item = self._given(token["word"], begin)
        self._ends_here()
        return item

    def _time(self, sign: str) -> Item:
        if sign == "+":
            return Wait(self._amount(NAMES))
        return Until(self._amount((*NAMES, *INSTANTS)))

    def _amount(self, names: tuple[str, ...]) -> Amount:
        reader = AmountReader(self._text, self._at, names)
        amount = reader.read()
        self._at = reader.at
        return amount

    def _phrase(self, name: str, begin: int) -> Item:
        _, least, most = PHRASES[name]
        amounts: list[Amount] = []
        if most and self._text[self._at : self._at + 1] == "(":
            while len(amounts) < most and self._text[self._at : self._at + 1] == ("," if amounts else "("):
                self._at += 1
                amounts.append(self._amount(NAMES))
            if self._text[self._at : self._at + 1] != ")":
                raise self._wrong(self._at, f"{name} has no end", f"it takes {most} time(s) at most, then )")
            self._at += 1
        if len(amounts) < least:
            raise self._wrong(begin, f"{name} needs a time", f"write {name}(grace), for example")
        return Phrase(name, tuple(amounts))

    def _given(self, word: str, begin: int) -> Item:
        received = _INPUTS.get(word)
        if received is None:
            raise self._wrong(begin, f"no such word as {word!r}", _nearest(word))
        value = _VALUE.match(self._text, self._at)
        if value is None:
            return Given(received)
        if received not in INPUT_FIELDS:
            raise self._wrong(self._at, f"{word} carries no value", f"write {word} alone")
        field, kind = INPUT_FIELDS[received]
        read = _VALUES[kind](value[1]) if value[1] else None
        if read is None:
            raise self._wrong(
                self._at + 1, f"{value[1]!r} is no {field}", f"give {word} a {field} or nothing"
            )
        self._at = value.end()
        return Given(received, read)

    def _ends_here(self) -> None:
        following = self._text[self._at : self._at + 1]
        if following and not following.isspace() and following != ")":
            raise self._wrong(self._at, f"{following!r} follows without a space", "put a space between words")

    def _wrong(self, at: int, problem: str, remedy: str) -> NotationError:
        return NotationError(self._text, at + 1, problem, remedy)


def _nearest(word: str) -> str:
    words = [*PHRASES, *_INPUTS]
    close = get_close_matches(word, words, n=3)
    return f"did you mean {' or '.join(close)}?" if close else f"the words are {', '.join(sorted(words))}"
