"""Two learned diagrams laid over each other: what the later version of an SDK does that the earlier one did not.

States are paired by the shortest words of the later diagram; an edge has changed where the earlier one shows something
else there, or leads to a state that is not the pair of where this one leads.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from connref.errors import UsageError
from connref_adapters.learn.colour import Colour
from connref_adapters.learn.diagram import Diagram
from connref_adapters.learn.picture import shown


def overlays(before: Sequence[Diagram], after: Sequence[Diagram]) -> list[Diagram]:
    """A diagram for each mode that both have. Raises `UsageError` where they have none, or not the same letters."""
    earlier = {each.mode: each for each in before}
    laid = [overlaid(earlier[each.mode], each) for each in after if each.mode in earlier]
    if not laid:
        raise UsageError("the two have no mode in common; learn the same mode of both")
    return laid


def overlaid(before: Diagram, after: Diagram) -> Diagram:
    """The later diagram with what the earlier one had instead, in amber. Raises `UsageError` for other letters."""
    if before.letters != after.letters:
        raise UsageError(
            f"{before.title} and {after.title} were learned over other letters; learn both with one alphabet"
        )
    old = before.machine()
    pairs = [old.after(state.access) for state in after.states]
    back = {there: place for place, there in reversed(list(enumerate(pairs)))}

    def changed(
        source: int, letter: str, target: int, output: tuple[str, ...]
    ) -> tuple[int | None, tuple[str, ...]] | None:
        there, instead = old.moves[pairs[source]][letter]
        return None if (there, instead) == (pairs[target], output) else (back.get(there), instead)

    ways = [(way, changed(way.source, way.letter, way.target, way.output)) for way in after.ways]
    laid = tuple(
        replace(
            way, colour=Colour.PLAIN if was is None else Colour.AMBER, requirement=None, told="", should=was
        )
        for way, was in ways
    )
    return replace(after, title=f"{after.title}, laid over {before.title}", ways=laid, guarantee="")


def changes(laid: Diagram) -> Iterator[str]:
    """A line for each edge that has changed, or one that says that none has."""
    told = [way for way in laid.ways if way.colour is Colour.AMBER and way.should is not None]
    yield f"{laid.mode} mode, {laid.title}: {len(told)} edges changed"
    for way in told:
        was_to, was = way.should or (None, ())
        there = "a state that is no more" if was_to is None else laid.states[was_to].name
        yield (
            f"  {laid.states[way.source].name}, {shown(way.letter, way.output)}, then {laid.states[way.target].name}; "
            f"before: {shown(way.letter, was)}, then {there}"
        )
