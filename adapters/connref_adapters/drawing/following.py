"""Which ways of the policy a story takes: the oracle is fed with it, and tells each row of the table that it takes.

What is laid over a chart is the document's own path through what an SDK was seen to do, not what the SDK thought.
Where readings still differ, every one of their ways is part of the path.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from connref.errors import UsageError
from connref.oracle.judge import Judge
from connref.steps import Advance, Case, Do, Mode, Observation, Profile, Step, observation_from_json, step_from_request
from connref.table import Key
from connref_adapters.drivers import Driver, PlaybackStatus
from connref_adapters.kit.sessions import End, Event, Header
from connref_adapters.reports import Counterexample

Way = tuple[str, str]
"""A source state and a target state."""


@dataclass(slots=True)
class Ways:
    """A trail for the oracle: every way that a hypothesis takes, in order, each once an instant."""

    taken: list[tuple[int, Way]] = field(default_factory=list[tuple[int, Way]])

    def took(self, key: Key, destination: str, now: int) -> None:
        """Keep a way."""
        entry = (now, (key[0], destination))
        if not (self.taken and entry in self.taken[-8:]):
            self.taken.append(entry)

    def path(self) -> tuple[Way, ...]:
        """The ways that change the state, in order."""
        return tuple(way for _, way in self.taken if way[0] != way[1])


def counterexample_path(shown: Counterexample, profile: Profile) -> tuple[Mode, tuple[Way, ...]]:
    """The path of a counterexample of results.json, and the mode whose chart it lies on."""
    mode = Mode.AUTO if shown.mode is None else Mode(shown.mode)
    steps = [step_from_request(step) for step in shown.steps]
    return mode, _path(mode, _in_order(steps, [observation_from_json(dict(seen)) for seen in shown.observations]), profile)


def session_path(header: Header, events: Iterable[tuple[int, Event]]) -> tuple[Mode, tuple[Way, ...]]:
    """The path of a recorded session, and the mode whose chart it lies on. Raises `UsageError` for one without events."""
    mode = header.mode or Mode.AUTO
    kept = [(at, event) for at, event in events if not isinstance(event, End)]
    if not kept:
        raise UsageError(f"session {header.session} has no events; nothing can be drawn")
    return mode, _path(mode, kept, header.profile)


def visits(driver: Driver, cases: Iterable[Case], profile: Profile) -> dict[Mode, dict[Way, int]]:
    """How often each way was taken when the driver plays the cases and the oracle follows; stays are no ways."""
    counted: dict[Mode, dict[Way, int]] = {mode: {} for mode in Mode}
    ordered = list(cases)
    for case, playback in zip(ordered, driver.play_many(iter(ordered)), strict=True):
        if playback.status is PlaybackStatus.UNSUPPORTED:
            continue
        mode = case.mode or Mode.AUTO
        seen = [each for reply in playback.replies for each in reply.observations]
        for way in _path(mode, _in_order(case.steps, seen), profile):
            counted[mode][way] = counted[mode].get(way, 0) + 1
    return counted


def _path(mode: Mode, events: Iterable[tuple[int, Do | Observation]], profile: Profile) -> tuple[Way, ...]:
    oracle, ways = Judge(mode, profile), Ways()
    oracle.case.explanations.trail = ways
    for at, event in events:
        oracle.advance(at)
        if isinstance(event, Do):
            oracle.input(event)
        else:
            oracle.observe(event)
    return ways.path()


def _in_order(steps: Sequence[Step], seen: Sequence[Observation]) -> Iterator[tuple[int, Do | Observation]]:
    """Inputs and observations by time; at the same instant the inputs come first, as they cause what is seen."""
    now, inputs = 0, list[tuple[int, Do | Observation]]()
    for step in steps:
        if isinstance(step, Advance):
            now += step.ms
        else:
            inputs.append((now, step))
    every = sorted([*inputs, *((each.at, each) for each in seen)], key=lambda entry: entry[0])
    for _, group in groupby(every, key=lambda entry: entry[0]):
        yield from group
