"""A path through the policy table from outside: a story, and where the policy stands when it has been told.

A *move* is what a test can bring about: an input, or a wait in which the link reports what the conditions make it
report. `steps_from` lists the moves that are possible; a move takes at most one row of the table, and where readings
differ there it leads to one path for each branch. A path remembers what it asks of the reading, so that a
path never relies on two options of one interpretation. Latitudes are free each time and ask nothing.

The latency of the SDK is nobody's to know, so instants at which the link reports are nominal; the judge knows better.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache

from connref.cases.scenario import Story
from connref.protocol import InputName, Mode, Profile
from connref.semantics.environment import EVENTS, Process
from connref.semantics.policy import PolicyMemory, follow, region_at
from connref.semantics.table import Key, PolicyTable, compile_table
from connref.spec.declare import Transition
from connref.spec.interpretations import DEFAULT, INTERPRETATIONS
from connref.spec.vocabulary import Answer, App, Clock, Event, Region, Session, Wish

TROUBLES: Mapping[InputName, InputName] = {
    InputName.NETWORK_DOWN: InputName.NETWORK_UP,
    InputName.SERVER_REFUSE: InputName.SERVER_ACCEPT,
    InputName.SERVER_REJECT: InputName.SERVER_APPROVE,
    InputName.SERVER_MUTE: InputName.SERVER_UNMUTE,
}
"""The conditions that a path spoils, one at a time, and what ends each."""

CLOSES: Mapping[int, Event] = {1000: Event.CLOSED, 1011: Event.LOST}
"""The closes by the server, and what the link reports of them."""

AT_ONCE = frozenset({Answer.EITHER, Answer.SUCCESS, Answer.AT_MOST_ONE})
"""The answers of a ping that goes nowhere: if it is reported a success, then before anything else happens."""

Demands = tuple[tuple[str, tuple[str, ...]], ...]
"""The options that a path leaves open, for each interpretation that it has met."""

ProductState = tuple[str, Region, Process, bool, bool, bool, bool, bool, bool, Event | None, bool]
"""Where a path stands, without its past: two paths at one product state can go on alike."""


@dataclass(frozen=True, slots=True)
class Branch:
    """A branch of a row as a path needs it: what it asks of a reading, and whether the default reading takes it."""

    rule: Transition
    asks: Demands
    by_default: bool


@dataclass(frozen=True, slots=True)
class Path:
    """A story and the policy's memory after it.

    `pong` is the answer that an open ping will get, `sent` whether that ping has gone to the server; `demands` is
    what the path asks of a reading.
    """

    story: Story
    memory: PolicyMemory
    pong: Event | None = None
    sent: bool = False
    demands: Demands = ()

    @property
    def mode(self) -> Mode:
        """The mode that the story was started in."""
        return self.story.mode or Mode.AUTO

    @property
    def table(self) -> PolicyTable:
        """The policy table of that mode."""
        return compile_table(self.mode)

    @property
    def region(self) -> Region:
        """Where the present instant lies relative to the clock of the state."""
        return region_at(self.table, self.memory, self.story.now, self.story.profile.grace_ms)

    @property
    def product_state(self) -> ProductState:
        """Where the path stands, without its past."""
        device = self.story.device
        return (
            self.memory.state, self.region, device.process, device.user, device.foreground, device.network,
            device.accepting, device.answering, device.approving, self.pong, self.sent,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Move:
    """One move: what it is, and the path after it.

    `key` and `branch` are the row that it takes and the branch of it, both None where the policy sees nothing.
    """

    what: str
    key: Key | None
    branch: Branch | None
    path: Path


def beginning(profile: Profile, mode: Mode | None) -> Path:
    """A new device; an app that does not choose a mode goes as in auto mode."""
    return Path(Story(profile, mode), PolicyMemory(compile_table(mode or Mode.AUTO).initial))


def moves_from(path: Path) -> Iterator[Move]:
    """Every move that is possible: inputs of the app first, then the world, then time."""
    yield from _inputs(path)
    yield from _closes(path)
    yield from _reports(path)
    yield from _passing(path)
    yield from _conditions(path)


@cache
def branches_of(mode: Mode) -> Mapping[Key, tuple[Branch, ...]]:
    """The branches of each row, that of the default reading first, with what each asks of a reading."""
    choices = dict(DEFAULT.choices)

    def other(rule: Transition) -> bool:
        return any(choices[guard.name] not in guard.options for guard in rule.guards)

    def asks(rule: Transition) -> Demands:
        return tuple((guard.name, guard.options) for guard in rule.guards if guard.name in INTERPRETATIONS)

    return {
        key: tuple(Branch(rule, asks(rule), not other(rule)) for rule in sorted(row.branches, key=other))
        for key, row in compile_table(mode).rows.items()
    }


def meet(demands: Demands, asked: Demands) -> Demands | None:
    """What a path asks of a reading once it has taken a branch that asks this; None where no reading takes both."""
    if not asked:
        return demands
    found = dict(demands)
    for name, options in asked:
        left = tuple(option for option in found.get(name, options) if option in options)
        if not left:
            return None
        found[name] = left
    return tuple(sorted(found.items()))


def _take(path: Path, event: Event, what: str) -> Iterator[Move]:
    """The row for an event at the present instant, by each branch that the path so far allows."""
    key = (path.memory.state, event, path.region)
    for branch in branches_of(path.mode).get(key, ()):
        demands = meet(path.demands, branch.asks)
        if demands is not None:
            rule = branch.rule
            memory = follow(rule, path.memory, path.story.now, path.story.profile.grace_ms)
            pong, sent = _pong_after(path, event, rule)
            yield Move(what, key, branch, Path(path.story, memory, pong, sent, demands))


def _pong_after(path: Path, event: Event, rule: Transition) -> tuple[Event | None, bool]:
    sent = rule.answer is Answer.SENDS
    if event is Event.PING and (sent or rule.answer in AT_ONCE) and path.story.device.answering:
        return (Event.PONG_FOREGROUND if path.story.device.foreground else Event.PONG), sent
    if event in (Event.KILL, Event.PONG, Event.PONG_FOREGROUND) or not path.sent:
        return None, False
    return path.pong, path.sent


def _inputs(path: Path) -> Iterator[Move]:
    for received in EVENTS:
        if path.story.allows(received):
            # The builder waits T + 1 on a coarse clock, so the instant of the row is the one after the input.
            told = replace(path, story=path.story.fork().inject(received))
            yield from _take(told, _event_of(path, received), received.value)


def _event_of(path: Path, received: InputName) -> Event:
    fresh = path.table.locations[path.memory.state].session is Session.NOT_INITIALISED
    return path.story.device.event_of(received, fresh=fresh) or EVENTS[received]


def _closes(path: Path) -> Iterator[Move]:
    """The server closes a healthy connection; the link reports it at once."""
    if path.table.locations[path.memory.state].up and _fair(path):
        for code, event in CLOSES.items():
            yield from _take(
                replace(path, story=path.story.fork().server_close(code)), event, f"close-{code}"
            )


def _reports(path: Path) -> Iterator[Move]:
    """A wait in which the link, or an answer to a ping, reports what the conditions make it report."""
    report = link_report(path)
    events = [event for event in (report, path.pong if report is None else None) if event is not None]
    if not events:
        return
    at = path.region is Region.AT
    waited = path.story.fork() if at else path.story.fork().wait(_patience(path))
    deadline = path.memory.deadline
    if not at and _runs(path) and deadline is not None and waited.now + waited.edge >= deadline:
        return
    for event in events:
        # Nominally the report comes at once: what it arms is armed now, and the rest of the wait goes by.
        for move in _take(path, event, "wait"):
            yield replace(move, path=replace(move.path, story=waited))


def link_report(path: Path) -> Event | None:
    """What the link reports next under the present conditions."""
    location = path.table.locations[path.memory.state]
    return path.story.device.report(up=location.up, wanted=location.wish is not Wish.UNWANTED)


def _patience(path: Path) -> int:
    """How long a report is waited for, in ms: R where time changes nothing, a tenth of a grace where it may."""
    story = path.story
    timed = path.mode is Mode.MANUAL and path.table.locations[path.memory.state].app is App.BACKGROUND
    return max(story.profile.grace_ms // 10, story.edge) if timed else story.bound


def _passing(path: Path) -> Iterator[Move]:
    """Time goes by until the clock of the state has something to say."""
    clock = path.table.locations[path.memory.state].clock
    if clock is Clock.ENTRY and path.region is Region.BEFORE:
        over = path.memory.entry + path.story.profile.grace_ms + path.story.edge
        yield Move("past", None, None, replace(path, story=path.story.fork().wait_until(over)))
    elif clock is Clock.DEADLINE and (path.region is Region.AT or link_report(path) is not Event.OPENED):
        deadline = path.memory.deadline or 0
        coarse = path.story.profile.tolerance_ms > 0
        reached = deadline + path.story.edge if coarse or path.region is Region.AT else deadline
        yield from _take(
            replace(path, story=path.story.fork().wait_until(reached)), Event.DEADLINE, "deadline"
        )


def _conditions(path: Path) -> Iterator[Move]:
    """The network or the server changes: by itself nothing to the policy. One trouble at a time."""
    for trouble, end in TROUBLES.items():
        for received, wanted in ((trouble, _fair(path)), (end, not _fair(path))):
            if wanted and path.story.device.changes(received):
                told = replace(path, story=path.story.fork().do(received))
                yield Move(received.value, None, None, told)


def _fair(path: Path) -> bool:
    device = path.story.device
    return device.network and device.accepting and device.answering and device.approving


def _runs(path: Path) -> bool:
    return path.table.locations[path.memory.state].clock is Clock.DEADLINE
