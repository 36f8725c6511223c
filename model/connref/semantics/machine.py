"""The ConnectionMachine: the policy of one mode and the link, put together, sans-I/O.

    machine = ConnectionMachine(Mode.MANUAL, jitter=random.Random(7).random)
    effects = machine.handle(Connect("call 1"), now)

`handle` takes one input at an instant and returns what the runtime has to do; `next_deadline` says when `Tick` has to
be fed at the latest. Nothing here reads a clock or waits. All that happens is looked up in the compiled charts; this
module only keeps time: what is due happens before the input, each at its own instant (docs/judging.md).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from connref.effects import Effect, Status
from connref.errors import ClockError, ImpossibleInputError, UsageError
from connref.inputs import Connect, Disconnect, Input, Kill, Login, Ping, Resume, Tick
from connref.protocol import Mode, Profile
from connref.semantics.policy import NEVER, region_and_next
from connref.semantics.product import product_of
from connref.semantics.retry import Jitter, RetryPolicy
from connref.semantics.snapshot import read_snapshot, take_snapshot
from connref.semantics.states import Cause, ProductState, Step
from connref.semantics.valuation import Valuation
from connref.spec.declare import Transition
from connref.spec.interpretations import DEFAULT, Reading
from connref.spec.interruptions import grace_counts
from connref.spec.link import DOWN, WAITING
from connref.spec.vocabulary import Clock, Event, LinkEvent, Region, Wish

OnTransition = Callable[[int, Transition], None]
"""Told of each transition of a chart that is taken: instant (ms), and rule with its event and requirement."""
DEFAULT_PROFILE = Profile()
DEFAULT_RETRY = RetryPolicy()
FROZEN = -1
"""The alarm of a suspended process: whatever comes is looked at with care, and no instant is near it."""


class ConnectionMachine:
    """What an SDK that follows the document does.

    `mode` None is what an app that does not choose gets: auto mode (AUTO-DEFAULT). `reading` answers the questions
    that the document leaves open. `jitter` gives numbers in [0, 1) for the back-off. `saved_user` is what the device's
    storage holds. `on_transition`, where given, is told every transition taken. Raises `DefinitionError` where
    `retry` cannot keep the profile's reconnect bound.
    """

    __slots__ = ("_cell", "_on_transition", "_valuation", "mode", "profile", "reading")
    _valuation: Valuation
    _cell: ProductState

    def __init__(
        self,
        mode: Mode | None,
        *,
        jitter: Jitter,
        reading: Reading = DEFAULT,
        profile: Profile = DEFAULT_PROFILE,
        retry: RetryPolicy = DEFAULT_RETRY,
        saved_user: str | None = None,
        on_transition: OnTransition | None = None,
    ) -> None:
        retry.check_bound(profile.reconnect_bound_ms)
        self.mode = Mode.AUTO if mode is None else mode
        self.reading = reading
        self.profile = profile
        product = product_of(self.mode, reading)
        self._cell = product.cell((product.initial, Region.BEFORE, DOWN.id, False))
        self._valuation = Valuation(profile.grace_ms, retry, jitter, saved_user)
        self._on_transition = on_transition

    @property
    def state(self) -> str:
        """The policy's state, in the document's words."""
        return self._cell.location.label

    @property
    def wish(self) -> Wish:
        """What the document asks for now."""
        return self._cell.location.wish

    @property
    def status(self) -> Status:
        """What the SDK's status listener was told last."""
        return self._cell.status

    @property
    def user(self) -> str | None:
        """The user that is saved on the device."""
        return self._valuation.user

    def handle(self, received: Input, now: int) -> tuple[Effect, ...]:
        """Take one input at `now` (ms, never earlier than before) and return what has to be done, in order.

        What is due at or before `now` is done first, each at its own instant. Raises `ClockError` for a time that
        goes back, is negative or no integer, `ImpossibleInputError` for an input that cannot come in this state or is
        none, `UsageError` for a call whose id is no text or already pending, a user that is no text, or a jitter that
        is not in [0, 1]; nothing has changed then.
        """
        valuation = self._valuation
        if type(now) is not int or now < valuation.now:
            raise ClockError(now, valuation.now)
        if now >= valuation.alarm:
            return self._handle_late(received, now)
        try:
            steps = self._cell.steps
            step = steps[type(received)]
            if step.route is not None:
                step = steps[step.route(valuation, received)]
        except (KeyError, TypeError):  # a field that cannot be looked up is no input either
            raise ImpossibleInputError(self._cell.label, received) from None
        if step.guarded:
            self._check(received)
            if step.draws:
                valuation.draw()
        valuation.now = now
        if self._on_transition is not None:
            self._trace(step)
        if step.quiet:
            self._cell = step.cell
            return ()
        out: list[Effect] = []
        for action in step.actions:
            action(valuation, received, out)
        self._cell = self._rearmed(step.cell) if step.timed else step.cell
        return tuple(out)

    def next_deadline(self) -> int | None:
        """The instant (ms) at which `Tick` has to be fed at the latest; None while nothing is due by itself."""
        cell, valuation = self._cell, self._valuation
        if valuation.frozen_at is not None:
            return None
        due = valuation.own_alarm()
        # The window of connect-in-background only changes what a later call means: nobody has to wake up for it.
        if cell.clock is Clock.DEADLINE:
            due = min(due, region_and_next(cell.clock, valuation.clock_end(cell.clock), valuation.now)[1])
        return None if due == NEVER else due

    def snapshot(self) -> dict[str, Any]:
        """All that the machine remembers, as JSON; see `restore`. The source of jitter is not part of it."""
        return take_snapshot(self.mode, self.reading, self.profile, self._cell, self._valuation)

    def restore(self, snapshot: Mapping[str, Any]) -> None:
        """Go on from a snapshot of a machine of the same mode, reading and profile.

        Raises `SnapshotError`, naming the field at fault, for anything else; nothing has changed then.
        """
        valuation, key = read_snapshot(snapshot, self.mode, self.reading, self.profile, self._valuation)
        self._valuation = valuation
        self._cell = self._rearmed(self._cell.product.cell(key))

    def _handle_late(self, received: Input, now: int) -> tuple[Effect, ...]:
        """Something is due: do it first. What is wrong with the input is found before anything changes."""
        if now >= NEVER:
            raise ClockError(now, self._valuation.now)
        if self._valuation.frozen_at is not None:
            return self._handle_frozen(received, now)
        try:
            step = self._cell.steps[type(received)]
        except KeyError:
            raise ImpossibleInputError(self._cell.label, received) from None
        if step.guarded:
            self._check(received)
        before = self._valuation.copy(), self._cell
        try:
            return (*self._elapse(now), *self.handle(received, now))
        except BaseException:
            self._valuation, self._cell = before
            raise

    def _handle_frozen(self, received: Input, now: int) -> tuple[Effect, ...]:
        """The process is suspended: it resumes, and what fell due meanwhile is due now; or it dies."""
        valuation, cell = self._valuation, self._cell
        if isinstance(received, Kill):
            valuation.frozen_at, valuation.alarm = None, NEVER
            return self.handle(received, now)
        if not isinstance(received, Resume):
            raise ImpossibleInputError(f"{cell.label}, suspended", received)
        before = valuation.copy(), cell
        valuation.thaw(now, counts=grace_counts(cell.product.choices))
        ends = NEVER if cell.clock is Clock.NONE else valuation.clock_end(cell.clock)
        valuation.alarm = min(valuation.own_alarm(), ends)
        self._cell = cell.in_region(Region.BEFORE)
        try:
            return tuple(self._elapse(now))
        except BaseException:
            self._valuation, self._cell = before
            raise

    def _check(self, received: Input) -> None:
        """Whether the fields of a call or a login can be used. Raises `UsageError`."""
        if isinstance(received, Login) and type(received.user) is not str:
            raise UsageError(f"Login: the user is {received.user!r}; give a text")
        if not isinstance(received, Connect | Disconnect | Ping):
            return
        if type(received.call) is not str:
            raise UsageError(f"{type(received).__name__}: the call's id is {received.call!r}; give a text")
        if self._valuation.is_pending(received.call):
            raise UsageError(
                f"{type(received).__name__} in state {self._cell.label!r}: call {received.call!r} is pending already; "
                "give each call an id of its own"
            )

    def _elapse(self, now: int) -> list[Effect]:
        """Let happen what is due up to `now`, in order of time."""
        valuation = self._valuation
        out: list[Effect] = []
        while valuation.alarm <= now:
            # What a suspension has held up is late.
            valuation.now = max(valuation.now, valuation.alarm)
            cause = self._due()
            step = self._cell.steps[cause]
            if step.draws:
                valuation.draw()
            if self._on_transition is not None:
                self._trace(step)
            for action in step.actions:
                action(valuation, None, out)
            self._cell = self._rearmed(step.cell)
        return out

    def _due(self) -> Cause:
        """What happens at the instant of the alarm; enters the new region of time where one begins."""
        valuation, cell = self._valuation, self._cell
        if cell.clock is not Clock.NONE:
            region, _ = region_and_next(cell.clock, valuation.clock_end(cell.clock), valuation.now)
            if region is not cell.region:
                self._cell = cell.in_region(region)
                return Event.DEADLINE if cell.clock is Clock.DEADLINE else Tick
        if valuation.link_at <= valuation.now:
            return LinkEvent.RETRY_DUE if cell.link == WAITING.id else LinkEvent.OPEN_TIMEOUT
        return LinkEvent.PING_TIMEOUT

    def _rearmed(self, cell: ProductState) -> ProductState:
        """Set the alarm for a cell that is entered now, and return it as it is at this time."""
        valuation = self._valuation
        if valuation.frozen_at is not None:
            valuation.alarm = FROZEN
            return cell
        alarm = valuation.own_alarm()
        clock = cell.clock
        if clock is not Clock.NONE:
            region, mark = region_and_next(clock, valuation.clock_end(clock), valuation.now)
            cell = cell.in_region(region)
            alarm = min(alarm, mark)
        valuation.alarm = alarm
        return cell

    def _trace(self, step: Step) -> None:
        if self._on_transition is not None:
            for rule in step.rules:
                self._on_transition(self._valuation.now, rule)
