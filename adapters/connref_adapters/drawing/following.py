"""Which ways of the policy a story takes: the table is led through what was done and what was seen, under one reading.

What is laid over a chart is the document's own path, not what the SDK thought: an event that cannot happen where the
policy stands (a socket that opens though nothing is wanted) moves nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from connref.errors import UsageError
from connref.protocol import (
    Advance,
    Case,
    Do,
    InputName,
    Mode,
    Observation,
    ObservationKind,
    Profile,
    Step,
    observation_from_json,
    step_from_request,
)
from connref.semantics.policy import PolicyMemory, elapse, elapse_late, follow, region_at, resumed
from connref.semantics.table import compile_table
from connref.spec.declare import Transition
from connref.spec.interpretations import DEFAULT, Reading
from connref.spec.interruptions import grace_counts
from connref.spec.vocabulary import Event, Region
from connref_adapters.drivers import Driver, PlaybackStatus
from connref_adapters.recorded.format import End
from connref_adapters.recorded.format import Event as SessionEvent
from connref_adapters.recorded.header import Header
from connref_adapters.reports import Counterexample
from connref_adapters.reports.story import parting

Way = tuple[str, str]
"""A source state and a target state."""

_PLAIN = {
    InputName.LOGIN: Event.LOGIN,
    InputName.LOGOUT: Event.LOGOUT,
    InputName.KILL: Event.KILL,
    InputName.DISCONNECT: Event.DISCONNECT,
    InputName.PING: Event.PING,
    InputName.BACKGROUND: Event.BACKGROUND,
    InputName.FOREGROUND: Event.FOREGROUND,
}
_NORMAL_CLOSE = 1000


class Follower:
    """Leads the policy of one mode through a story; `taken` are the transitions so far that changed the state.

    Instants are ms and never go back. `start_saved` says that a user was saved before the story began.
    """

    def __init__(
        self, mode: Mode, profile: Profile, reading: Reading = DEFAULT, *, start_saved: bool = False
    ) -> None:
        self.taken: list[Transition] = []
        self._table = compile_table(mode)
        self._choices = dict(reading.choices)
        self._grace = profile.grace_ms
        self._memory = PolicyMemory(self._table.initial)
        self._world = _World(saved=start_saved)
        self._suspended_at: int | None = None

    @property
    def location(self) -> str:
        """Where the policy stands."""
        return self._memory.state

    def advance(self, to: int) -> None:
        """Time moves on; a deadline that passes takes its way, unless the process is suspended."""
        if self._suspended_at is not None:
            return
        self._memory = elapse(self._table, self._memory, to, self._take)

    def do(self, done: Do, now: int) -> None:
        """An input at `now`."""
        self.advance(now)
        if done.input is InputName.SUSPEND:
            self._suspended_at = now
        elif done.input is InputName.RESUME and self._suspended_at is not None:
            self._resume(now, now - self._suspended_at)
        event = self._world.event(done, fresh=self._fresh())
        if event is not None:
            self._happens(event, now)
        if done.input is InputName.KILL:
            self._suspended_at = None

    def _resume(self, now: int, paused_ms: int) -> None:
        self._suspended_at = None
        memory = resumed(self._memory, paused_ms, counts=grace_counts(self._choices))
        self._memory = elapse_late(self._table, memory, now, self._take)

    def see(self, seen: Observation) -> None:
        """An observation."""
        self.advance(seen.at)
        event = self._world.report(seen, up=self._table.locations[self._memory.state].up)
        if event is not None:
            self._happens(event, seen.at)

    def _fresh(self) -> bool:
        return (self._memory.state, Event.REOPEN, Region.BEFORE) in self._table.rows

    def _happens(self, event: Event, now: int) -> None:
        """For the policy of a suspended process it is as late as when that began: no deadline has passed."""
        now = now if self._suspended_at is None else self._suspended_at
        region = region_at(self._table, self._memory, now, self._grace)
        if (self._memory.state, event, region) in self._table.rows:
            self._memory = self._take(self._memory, event, region, now)

    def _take(self, memory: PolicyMemory, event: Event, region: Region, now: int) -> PolicyMemory:
        row = self._table.rows[memory.state, event, region]
        transition = row.branch(self._choices)
        if transition.target is not None:
            self.taken.append(transition)
        return follow(transition, memory, now, self._grace)


@dataclass(slots=True)
class _World:
    """What decides which event an input or an observation is: the saved user, the network, the server."""

    saved: bool
    network: bool = True
    rejecting: bool = False
    normal_close: bool = False
    front: bool = True
    from_front: set[str] = field(default_factory=set[str])

    def event(self, done: Do, *, fresh: bool) -> Event | None:
        """The event of the policy that an input is, if it is one."""
        match done.input:
            case InputName.INIT:
                return Event.REOPEN if fresh and self.saved else Event.INIT
            case InputName.CONNECT:
                return Event.CONNECT if self.network else Event.CONNECT_OFFLINE
            case InputName.NETWORK_DOWN | InputName.NETWORK_UP:
                self.network = done.input is InputName.NETWORK_UP
            case InputName.SERVER_REJECT | InputName.SERVER_APPROVE:
                self.rejecting = done.input is InputName.SERVER_REJECT
            case InputName.SERVER_CLOSE:
                self.normal_close = done.value == _NORMAL_CLOSE
            case _:
                self._remember(done, fresh=fresh)
        return _PLAIN.get(done.input)

    def _remember(self, done: Do, *, fresh: bool) -> None:
        if done.input in {InputName.LOGIN, InputName.LOGOUT} and not fresh:
            self.saved = done.input is InputName.LOGIN
        elif done.input in {InputName.BACKGROUND, InputName.FOREGROUND, InputName.KILL}:
            self.front = done.input is not InputName.BACKGROUND
            self.from_front.clear()
        elif done.input is InputName.PING and self.front:
            self.from_front.add(str(done.value))

    def report(self, seen: Observation, *, up: bool) -> Event | None:
        """The event of the policy that an observation is, if it is one."""
        match seen.kind:
            case ObservationKind.SOCKET_OPEN:
                return Event.OPENED
            case ObservationKind.SOCKET_CLOSED if up:
                return Event.CLOSED if seen.by == "server" and self.normal_close else Event.LOST
            case ObservationKind.SOCKET_FAILED | ObservationKind.SOCKET_CLOSED:
                if self.rejecting:
                    return Event.REJECTED
                return Event.FAILED if self.network else Event.FAILED_OFFLINE
            case ObservationKind.OUTCOME if seen.api == "ping" and seen.result == "success":
                return Event.PONG_FOREGROUND if seen.call in self.from_front else Event.PONG
            case _:
                return None


def counterexample_path(
    shown: Counterexample, profile: Profile, reading: Reading
) -> tuple[Mode, tuple[Transition, ...], str]:
    """The path of a counterexample until the SDK parts from the document.

    Gives the mode whose chart it lies on, the ways, and the location in which the document then stands. At the same
    instant the inputs come first, as they cause what is seen.
    """
    mode = Mode.AUTO if shown.mode is None else Mode(shown.mode)
    steps = [step_from_request(step) for step in shown.steps]
    seen = [observation_from_json(dict(each)) for each in shown.observations]
    events = sorted([*_inputs(steps), *((each.at, each) for each in seen)], key=lambda entry: entry[0])
    end = parting(shown)
    follower = Follower(mode, profile, reading)
    ways = _path(follower, [each for each in events if each[0] <= end], end)
    return mode, ways, follower.location


def session_path(
    header: Header, events: Iterable[tuple[int, SessionEvent]], reading: Reading
) -> tuple[Mode, tuple[Transition, ...]]:
    """The path of a recorded session, and the mode whose chart it lies on. Raises `UsageError` for an empty one."""
    mode = header.mode or Mode.AUTO
    every = list(events)
    if not every:
        raise UsageError(f"session {header.session} has no events; nothing can be drawn")
    follower = Follower(mode, header.profile, reading, start_saved=header.user is not None)
    kept = [(at, event) for at, event in every if not isinstance(event, End)]
    return mode, _path(follower, kept, every[-1][0])


def visits(
    driver: Driver, cases: Iterable[Case], profile: Profile, reading: Reading
) -> dict[Mode, dict[Way, int]]:
    """How often each way is taken when the driver plays the cases."""
    counted: dict[Mode, dict[Way, int]] = {mode: {} for mode in Mode}
    ordered = list(cases)
    for case, playback in zip(ordered, driver.play_many(iter(ordered)), strict=True):
        if playback.status is PlaybackStatus.UNSUPPORTED:
            continue
        mode = case.mode or Mode.AUTO
        follower = Follower(mode, profile, reading)
        for step, reply in zip(case.steps, playback.replies[1:], strict=False):
            seen = [(each.at, each) for each in reply.observations]
            now = seen[0][0] if seen else reply.now
            done: list[tuple[int, Do | Observation]] = (
                [(min(now, reply.now), step)] if isinstance(step, Do) else []
            )
            _path(follower, [*done, *seen], reply.now)
        for transition in follower.taken:
            way = transition.source, transition.destination
            counted[mode][way] = counted[mode].get(way, 0) + 1
    return counted


def _path(
    follower: Follower, events: Sequence[tuple[int, Do | Observation]], end: int
) -> tuple[Transition, ...]:
    for at, event in events:
        if isinstance(event, Do):
            follower.do(event, at)
        else:
            follower.see(event)
    follower.advance(end)
    return tuple(follower.taken)


def _inputs(steps: Iterable[Step]) -> list[tuple[int, Do | Observation]]:
    now = 0
    found: list[tuple[int, Do | Observation]] = []
    for step in steps:
        if isinstance(step, Advance):
            now += step.ms
        else:
            found.append((now, step))
    return found
