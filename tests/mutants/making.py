"""Mutants of the declarations: each is one rule of a compiled table, changed in one way, everywhere it stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from connref.protocol import Mode
from connref.semantics.policy import PolicyMemory, follow
from connref.semantics.table import Key, PolicyTable, Row
from connref.spec.declare import Guard, Transition, interpretations_in
from connref.spec.interpretations import options_of
from connref.spec.vocabulary import Answer, App, Clock, Move


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change: `rule` became `changed` (None: dropped), or arms its deadline `shift_ms` later than declared."""

    mode: Mode
    kind: str
    rule: Transition
    changed: tuple[tuple[Transition, Transition | None], ...]
    shift_ms: int = 0

    def __str__(self) -> str:
        guards = ", ".join(f"{guard.name} = {'|'.join(guard.options)}" for guard in self.rule.guards)
        after = [str(new.destination) for _, new in self.changed if new is not None]
        what = f"{self.rule.source} × {self.rule.event.value} → {self.rule.destination} [{guards}]"
        return (
            f"{self.mode.value}: {self.kind}: {what} {self.rule.move.name} ⇒ {', '.join(after) or 'nothing'}"
        )

    def rows(self, of: PolicyTable) -> dict[Key, Row]:
        """The rows of a table that are not the same any more, as they are now."""
        new = dict(self.changed)
        regions = [key for key in of.rows if key[:2] == (self.rule.source, self.rule.event)]
        return {
            at: _changed_row(of.rows[at], new)
            for at in regions
            if any(r in new for r in of.rows[at].branches)
        }

    def table(self, of: PolicyTable) -> PolicyTable:
        """The table with the change."""
        return PolicyTable(of.mode, of.initial, of.locations, {**of.rows, **self.rows(of)})

    def follow(self, rule: Transition, memory: PolicyMemory, now: int, grace_ms: int) -> PolicyMemory:
        """What the policy remembers after a rule, with the deadline shifted where this mutant shifts it."""
        after = follow(rule, memory, now, grace_ms)
        if not self.shift_ms or rule != self.rule or after.deadline is None:
            return after
        return PolicyMemory(after.state, after.deadline + self.shift_ms, after.entry)


def _changed_row(row: Row, new: dict[Transition, Transition | None]) -> Row:
    changed = (new.get(rule, rule) for rule in row.branches)
    branches = tuple(rule for rule in changed if rule is not None)
    return Row(row.state, row.event, row.region, interpretations_in(branches), branches)


def mutants_of(table: PolicyTable) -> Iterator[Mutant]:
    """Every mutant of a table, in the order of its rows."""
    rules = dict.fromkeys(rule for row in table.rows.values() for rule in row.branches)
    for rule in rules:
        yield from _of_rule(table, rule)
    for first, second in _siblings(table):
        swapped = (
            (first, replace(first, guards=second.guards)),
            (second, replace(second, guards=first.guards)),
        )
        yield Mutant(table.mode, "guards swapped", first, swapped)


def _of_rule(table: PolicyTable, rule: Transition) -> Iterator[Mutant]:
    def changed(kind: str, new: Transition | None) -> Mutant:
        return Mutant(table.mode, kind, rule, ((rule, new),))

    yield changed("dropped", None)
    for state in _other_targets(table, rule):
        yield changed("target changed", replace(rule, target=state))
    for guard in rule.guards:
        yield changed("guard dropped", replace(rule, guards=tuple(g for g in rule.guards if g is not guard)))
        yield changed("option changed", replace(rule, guards=_with_other_option(rule, guard)))
    if any(location.clock is not Clock.NONE for location in table.locations.values()):
        yield from _of_time(table, rule)
    if rule.answer is not None:
        others = [answer for answer in Answer if answer is not rule.answer]
        answer = others[len(rule.source) % len(others)]
        yield Mutant(table.mode, "answer changed", rule, ((rule, replace(rule, answer=answer)),))


def _of_time(table: PolicyTable, rule: Transition) -> Iterator[Mutant]:
    """Changes of what a rule does with the instants; auto mode has none to change."""

    def changed(kind: str, new: Transition) -> Mutant:
        return Mutant(table.mode, kind, rule, ((rule, new),))

    for move in Move:
        if move is not rule.move and not (move is Move.CLEAR and rule.move is Move.KEEP):
            yield changed("move changed", replace(rule, move=move))
    # Where the app then is in the foreground nobody looks at the entry: the next one sets it anew.
    if rule.enters or table.locations[rule.destination].app is App.BACKGROUND:
        yield changed("entry changed", replace(rule, enters=not rule.enters))
    if rule.move in {Move.FROM_NOW, Move.FROM_ENTRY}:
        yield Mutant(table.mode, "deadline 1 ms later", rule, ((rule, rule),), 1)
        yield Mutant(table.mode, "deadline 1 ms earlier", rule, ((rule, rule),), -1)


def _other_targets(table: PolicyTable, rule: Transition) -> list[str | None]:
    """Three other states: the stay, and two that follow the declared one in the order of declaration."""
    states = list(table.locations)
    at = states.index(rule.destination)
    others: list[str | None] = [states[(at + step) % len(states)] for step in (1, 2, len(states) // 2)]
    return [None if state == rule.source else state for state in others]


def _with_other_option(rule: Transition, guard: Guard) -> tuple[Guard, ...]:
    others = tuple(option for option in options_of(guard.name) if option not in guard.options)
    return tuple(Guard(g.name, others) if g is guard else g for g in rule.guards)


def _siblings(table: PolicyTable) -> Iterator[tuple[Transition, Transition]]:
    """Pairs of branches of one row that do different things under different guards."""
    pairs: dict[tuple[Transition, Transition], None] = {}
    for row in table.rows.values():
        for first, second in zip(row.branches, row.branches[1:], strict=False):
            if first.guards != second.guards:
                pairs[first, second] = None
    yield from pairs
