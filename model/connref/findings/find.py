"""The findings of a run: its failing cases put to places, and the fewest descriptions that explain them.

The way is: follow each failing case to where it parts (`following`, `place`); collect what every case did right
(`visits`); offer the descriptions that explain places and contradict no visit (`rules`); choose the fewest (`cover`).
Everything is sorted by its own name or simplest case first, so the order in which cases were played has no say.

Where cases contradict each other about an interpretation, one more description is offered for it: that the SDK takes
now this option, now that. It covers the cases that contradict, and every case that fails no more once the
interpretation is a latitude.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from typing import NamedTuple

from connref.findings import words
from connref.findings.calls import any_call
from connref.findings.cover import Choice, cover
from connref.findings.finding import A_WORD, Finding, cost
from connref.findings.following import follow
from connref.findings.history import Kind, moment
from connref.findings.place import every_place
from connref.findings.rules import Claim, Denial, Description, Offer, Row, gather, offers
from connref.findings.trace import SAME, TIME, Story, Terms, Trace, mode_of
from connref.findings.visits import read, visits
from connref.oracle.does import Does
from connref.oracle.readings import FIELDS, options_left
from connref.oracle.run import CaseFinding
from connref.protocol import Advance, Do, InputName, Mode
from connref.semantics.table import LINES, compile_table
from connref.spec.interpretations import INTERPRETATIONS
from connref.spec.vocabulary import App, Event, Wish

Settled = Callable[[str], str | None]
"""Names the case by which an interpretation was settled, None where none settled it."""


_INPUTS = frozenset(each.value for each in InputName)
_INPUT_OF = {Event.REOPEN.value: InputName.INIT.value}


@dataclass(frozen=True, slots=True)
class _Flip:
    """That the SDK takes now this option, now that, of these interpretations."""

    names: tuple[str, ...]
    covers: frozenset[int]


def find(
    failed: Iterable[CaseFinding], stories: Iterable[Story], terms: Terms, settled: Settled = lambda _: None
) -> tuple[Finding, ...]:
    """The findings that explain these failures; `stories` has every case that was played, failing or not."""
    cases = sorted(failed, key=_simplest)
    if not cases:
        return ()
    told = {story.case.id: story for story in stories}
    run = _Run(cases, told, terms)
    return _ordered(run, settled)


def shows(finding: Finding, story: Story, terms: Terms) -> bool:
    """Whether a story parts from the document at a place of this finding."""
    return any(
        place.does.value == finding.does
        and place.event in finding.events
        and (not finding.locations or place.location.id in finding.locations)
        for _, place in every_place(follow(story, terms))
    )


class _Run:
    """A run taken apart: the traces of its failing cases, and what is offered to explain them."""

    def __init__(self, cases: Sequence[CaseFinding], stories: Mapping[str, Story], terms: Terms) -> None:
        self.cases = cases
        self.terms = terms
        self._stories = stories
        self.traces = [follow(stories[each.case.id], terms) for each in cases]
        offered = [
            offer for evidence in gather(self._claims(), self._denials()) for offer in offers(evidence)
        ]
        self.offers = [*offered, *any_call(offered)]
        self.flips = [self._flip(names) for names in sorted({each.odds for each in cases if each.odds})]

    def _claims(self) -> Iterator[tuple[Does, str, Row, Claim]]:
        for number, trace in enumerate(self.traces):
            for rank, (way, place) in enumerate(every_place(trace)):
                facts = cache(partial(moment, way, place.nth, place.event, place.delay, place.span))
                claim = Claim(number, rank, place.delay, facts)
                yield place.does, place.event, (trace.mode, place.location.id), claim

    def _denials(self) -> Iterator[tuple[Does, str, Row, Denial]]:
        wanted = [(does, event, row) for does, event, row, _ in self._claims()]
        kinds = sorted({does for does, _, _ in wanted})
        passed = (follow(each, self.terms) for each in self._telling(wanted))
        for trace in (*self.traces, *passed) if kinds else ():
            case = read(trace)
            for does in kinds:
                for visit in visits(case, does):
                    span = visit.lasted if visit.event == TIME else 0
                    facts = cache(partial(moment, trace, visit.nth, visit.event, 0, span))
                    yield does, visit.event, (trace.mode, visit.location.id), Denial(visit.lasted, facts)

    def _telling(self, wanted: Iterable[tuple[Does, str, Row]]) -> Iterator[Story]:
        """The cases that pass and may have a visit of a place: of its mode, and with its input where it is one."""
        modes, events = {row[0] for _, _, row in wanted}, {event for _, event, _ in wanted}
        inputs = {_INPUT_OF.get(event, event) for event in events}
        any_case = not inputs <= _INPUTS
        failed = {each.case.id for each in self.cases}
        for name in sorted(self._stories.keys() - failed):
            story = self._stories[name]
            given = {step.input.value for step in story.case.steps if isinstance(step, Do)}
            if mode_of(story.case) in modes and (any_case or inputs & given):
                yield story

    def _flip(self, names: tuple[str, ...]) -> _Flip:
        free = self.terms.established | sum(FIELDS[name] & ~self.terms.established for name in names)
        terms = self.terms._replace(established=free, free=names)
        return _Flip(
            names,
            frozenset(
                number
                for number, each in enumerate(self.cases)
                if each.odds == names or follow(self._stories[each.case.id], terms).violation is None
            ),
        )


class _Chosen(NamedTuple):
    what: Offer | _Flip
    cases: tuple[int, ...]


def _choose(run: _Run) -> tuple[list[_Chosen], bool]:
    """The fewest offers that cover all cases; each case belongs to the first that covers it best."""
    everything: list[Offer | _Flip] = [*run.flips, *run.offers]
    choices = [
        Choice(sum(1 << c for c in each.covers), _cost(each), f"{i:06}") for i, each in enumerate(everything)
    ]
    explained = 0
    for choice in choices:
        explained |= choice.covers
    found = cover(choices, explained)
    chosen = [everything[int(choice.name)] for choice in found.chosen]
    mine: dict[int, list[int]] = {index: [] for index in range(len(chosen))}
    for number in range(len(run.cases)):
        ranks = [(_rank(each, number), index) for index, each in enumerate(chosen) if number in each.covers]
        if ranks:
            mine[min(ranks)[1]].append(number)
    return [
        _Chosen(each, tuple(mine[index])) for index, each in enumerate(chosen) if mine[index]
    ], found.minimal


def _rank(what: Offer | _Flip, number: int) -> int:
    return 0 if isinstance(what, _Flip) else what.covers[number]


def _cost(what: Offer | _Flip) -> tuple[int, ...]:
    """Of equally few: not "sometimes", the shortest and plainest history, what is told first, few locations."""
    if isinstance(what, _Flip):
        return (0, 0, 0, 0)
    description = what.description
    history = sum(1 + fact.kind for fact in description.after)
    return int(description.sometimes), history, sum(what.covers.values()), len(description.rows)


def _ordered(run: _Run, settled: Settled) -> tuple[Finding, ...]:
    chosen, minimal = _choose(run)
    told = [_told(run, each, settled, minimal=minimal) for each in chosen]
    told.sort(key=lambda pair: (pair[0], -len(pair[1].cases), pair[1].sentence))
    return tuple(replace(finding, id=f"F{place}") for place, (_, finding) in enumerate(told, start=1))


def _told(run: _Run, chosen: _Chosen, settled: Settled, *, minimal: bool) -> tuple[int, Finding]:
    """A finding without its id, and what it costs a user."""
    cases = tuple(run.cases[number] for number in chosen.cases)
    broken = Counter(each.requirement for each in cases)
    requirements = tuple(sorted(broken, key=lambda name: (-broken[name], name)))
    should = cases[0].violation.expected
    blank = Finding("", None, (), (), None, should, "", "", None, False, minimal, requirements, cases)
    if isinstance(chosen.what, _Flip):
        return A_WORD, _of_flip(run, chosen.what, chosen.cases, blank)
    return _of_description(run, chosen.what.description, blank, settled)


def _of_description(run: _Run, what: Description, blank: Finding, settled: Settled) -> tuple[int, Finding]:
    rows = sorted(what.rows)
    modes = sorted({mode for mode, _ in rows})
    facts = [LINES[_chart(mode)].locations[name] for mode, name in rows]
    anywhere = len(rows) > _SOME and what.rows >= _came(run, what.events, modes)
    labels = dict.fromkeys(each.label for each in facts)
    after = words.history_words(what.after, modes)
    doing = words.done(what.does, [each.up for each in facts])
    returns = all(each.wish is Wish.WANTED and each.app is App.FOREGROUND for each in facts)
    return cost(what.does, returns=returns), replace(
        blank,
        mode=_mode(modes),
        locations=() if anywhere else tuple(dict.fromkeys(each.id for each in facts)),
        events=what.events,
        after=after,
        does=what.does.value,
        sentence=words.sentence(
            [] if anywhere else list(labels), what.events, after, doing, sometimes=what.sometimes
        ),
        because=_because(run, what, settled),
        sometimes=what.sometimes,
    )


_SOME = 3
"""From more locations on, all in which the event came are "any"."""


def _of_flip(run: _Run, flip: _Flip, numbers: Sequence[int], blank: Finding) -> Finding:
    where: set[Row] = set()
    events: set[str] = set()
    for number in numbers:
        trace = run.traces[number]
        for row in _consulting(trace, flip.names):
            where.add((trace.mode, row[0]))
            events.add(row[1])
    modes = sorted({run.traces[number].mode for number in numbers})
    asked = " ".join(f"{name}: {INTERPRETATIONS[name].question}" for name in flip.names)
    return replace(
        blank,
        mode=_mode(modes),
        locations=tuple(sorted({name for _, name in where})),
        events=tuple(sorted(events)),
        should=f"the same option of {' and '.join(flip.names)} each time",
        does=Does.OTHER_OPTION.value,
        sentence=f"It does one thing in some cases and another in others. {asked}",
    )


def _consulting(trace: Trace, names: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Where a case asks one of these interpretations: location and event."""
    rows = compile_table(trace.case.mode or Mode.AUTO).rows
    asking = {
        (location, SAME.get(event.value, event.value))
        for (location, event, _), row in rows.items()
        if set(names) & set(row.names)
    }
    yield from ((o.location.id, o.event) for o in trace.occurrences if (o.location.id, o.event) in asking)


def _came(run: _Run, events: Sequence[str], modes: Sequence[str]) -> set[Row]:
    """Where the events came at all in the failing cases of these modes."""
    return {
        (trace.mode, each.location.id)
        for trace in run.traces
        if trace.mode in modes
        for each in trace.occurrences
        if each.event in events
    }


def _because(run: _Run, what: Description, settled: Settled) -> str | None:
    """Each reading that a row there asks for, where a case has settled it."""
    events = {*what.events, *(fact.about for fact in what.after if fact.kind is Kind.ARMED)}
    names = {
        name
        for mode, location in what.rows
        for (source, event, _), row in compile_table(_chart(mode)).rows.items()
        if source == location and SAME.get(event.value, event.value) in events
        for name in row.names
    }
    told = [
        f"{name}: {left[0]}, settled by case {case}"
        for name in INTERPRETATIONS
        if name in names
        and len(left := options_left((run.terms.established,), name)) == 1
        and (case := settled(name)) is not None
    ]
    return "; ".join(told) or None


def _chart(mode: str) -> Mode:
    return Mode.MANUAL if mode == Mode.MANUAL.value else Mode.AUTO


def _mode(modes: Sequence[str]) -> str | None:
    """The one mode of a finding: an app that chose none is in auto mode, unless it is all that fails."""
    known = set(modes)
    if known == {"auto", "default"}:
        return Mode.AUTO.value
    return modes[0] if len(known) == 1 else None


def _simplest(case: CaseFinding) -> tuple[int, int, str]:
    waits = sum(step.ms for step in case.case.steps if isinstance(step, Advance))
    return len(case.case.steps), waits, case.case.id
