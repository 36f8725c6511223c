"""From the chart of the whole line to the chart of one variant: the rows that its choices take, without the rest.

A row is kept where each of its guards has an option left. A guard that every option left satisfies says nothing any
more, and is left out. Locations to which no way leads are left out too. What remains is deterministic and complete if
the line is: the table checks that (`connref.semantics.table`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from connref.spec.declare import Chart, Guard, Transition
from connref.spec.variant import Variant
from connref.spec.vocabulary import Event


def project(line: Chart, variant: Variant) -> Chart:
    """The chart of a variant, its locations and rows in the order of the line."""
    taken = [kept for each in line.transitions if (kept := _kept(each, variant)) is not None]
    reached = _reached(line.initial, taken)
    locations = {name: each for name, each in line.locations.items() if name in reached}
    return Chart(line.name, locations, tuple(each for each in taken if each.source in reached))


def _kept(transition: Transition, variant: Variant) -> Transition | None:
    """The row as the variant has it; None where it does not."""
    if isinstance(transition.event, Event) and not variant.has(transition.event):
        return None
    guards: list[Guard] = []
    for guard in transition.guards:
        left = variant.options(guard.name)
        if not set(left) & set(guard.options):
            return None
        if not set(left) <= set(guard.options):
            guards.append(guard)
    return transition if len(guards) == len(transition.guards) else replace(transition, guards=tuple(guards))


def _reached(initial: str, transitions: Iterable[Transition]) -> frozenset[str]:
    after: dict[str, set[str]] = {}
    for each in transitions:
        after.setdefault(each.source, set()).add(each.destination)
    reached, waiting = {initial}, [initial]
    while waiting:
        for destination in after.get(waiting.pop(), ()):
            if destination not in reached:
                reached.add(destination)
                waiting.append(destination)
    return frozenset(reached)
