"""Test suites of a machine: HSI with k extra states, which is complete, and loops, which reach what counts.

*HSI(k)* (harmonised state identifiers; Luo, Petrenko and von Bochmann, 1995): a word of the state cover A, then up to
k + 1 symbols, then an identifier of the state reached. A machine that answers all of it like the given one of n states,
and all of whose states are reached by a word of A and up to k symbols, is equivalent to it (k-A-complete: Vaandrager
and Melse, CONCUR 2025); with at most n + k states it always is. H, SPY and SPYH are smaller and lack that property.
*Loops* go round short cycles a few times: what an SDK does at the tenth ping is far beyond any k that can be played.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise, product

from connref.learning.mealy import NOT_APPLICABLE, Machine, Symbol, Word

LONGEST_LOOP = 3


def hsi(machine: Machine, extra: int, also: Sequence[Word] = ()) -> list[Word]:
    """The HSI suite for `extra` more states (0 or more), sorted, without words that another begins with.

    `also` are words that are asked in every state beside its identifiers: they see what is hidden a step deeper.

    A word with a symbol that is not applicable says what the word without it says, which is in the suite as well.
    Raises `DefinitionError` for a machine that is not minimal or not connected.
    """
    words: set[Word] = set()
    for access in machine.cover:
        reached = machine.after(access)
        for middle, state in _middles(machine, reached, extra + 1):
            words.update((*access, *middle, *ending) for ending in _endings(machine, state, also))
    return without_prefixes(words)


def _middles(machine: Machine, state: int, length: int) -> Iterator[tuple[Word, int]]:
    """Every word of up to `length` applicable symbols from a state on, with the state it leads to."""
    yield (), state
    if length:
        for symbol in machine.symbols:
            target, output = machine.moves[state][symbol]
            if output != NOT_APPLICABLE:
                yield from (((symbol, *rest), end) for rest, end in _middles(machine, target, length - 1))


def _endings(machine: Machine, state: int, also: Sequence[Word]) -> Iterator[Word]:
    """The identifiers of a state as they are played there: symbols that are not applicable fall out."""
    words = (*machine.identifiers[state], *also)
    yield from (applicable(machine, word, state) for word in words)
    if not words:
        yield ()


def applicable(machine: Machine, word: Iterable[Symbol], state: int = 0) -> Word:
    """The word without the symbols that are not applicable where it comes to them."""
    kept: list[Symbol] = []
    for symbol in word:
        state, output = machine.moves[state][symbol]
        if output != NOT_APPLICABLE:
            kept.append(symbol)
    return tuple(kept)


def loops(
    machine: Machine, repeats: Sequence[int], also: Sequence[Word] = (), longest: int = LONGEST_LOOP
) -> list[Word]:
    """Each short cycle of the machine, gone round so many times, and then an identifier of where it ends. Sorted.

    A cycle passes no state twice; a silent symbol that stays where it is is none, but for one of `also`. Those are
    asked in the end too.
    """
    words: set[Word] = set()
    for start, access in enumerate(machine.cover):
        for length, times in product(range(1, longest + 1), repeats):
            for cycle in _cycles(machine, start, length, also):
                words.update((*access, *cycle * times, *ending) for ending in _endings(machine, start, also))
    return without_prefixes(words)


def _cycles(machine: Machine, start: int, length: int, also: Sequence[Word]) -> Iterator[Word]:
    for word in product(machine.symbols, repeat=length):
        passed, state, heard = {start}, start, length > 1 or word in also
        for place, symbol in enumerate(word):
            state, output = machine.moves[state][symbol]
            last = place == length - 1
            if output == NOT_APPLICABLE or (state in passed and not (last and state == start)):
                break
            passed.add(state)
            heard = heard or bool(output)
        else:
            if state == start and heard:
                yield word


def without_prefixes(words: Iterable[Word]) -> list[Word]:
    """The words, sorted, without those that another one begins with: playing that one answers both."""
    ordered = sorted(words)
    covered = {one for one, after in pairwise(ordered) if after[: len(one)] == one}
    return [word for word in ordered if word not in covered]
