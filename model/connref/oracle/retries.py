"""Judges a vendor's promise of when attempts are repeated: a monitor over the sockets that begin to open after a loss.

Theory of operation
-------------------
After a loss the promise gives, for each repetition, a window of time in which a socket has to begin to open: not
before, and not after. The monitor walks through waiting, under way and given up. It is strict where nothing but the
server was in the way and every candidate wants the connection. A call, a change of the network, a suspension or a
disagreement of the candidates makes the rest of the cycle *loose*: an SDK may then begin its attempts anew, so nothing
is held against it until it is up again; where the promise gives up, it may have given up as well.

After the last promised attempt, and after a close that ends the connection, no socket opens until connect().
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum

from connref.oracle.candidate import Candidate
from connref.oracle.conditions import Spoiler
from connref.oracle.diagnosis import Violation
from connref.oracle.does import Does
from connref.oracle.estimate import Estimate
from connref.protocol import InputName, Mode, Observation, ObservationKind
from connref.semantics.environment import WORLD
from connref.spec.promises import CloseRange, Measured, RetryPromise, Then, close_range
from connref.spec.requirements import AUTO_RECONNECT, MAN_RECONNECT
from connref.spec.variant import Variant
from connref.spec.vocabulary import Event, Wish

RETRY, CLOSE_CODES = "retry", "close_codes"
"""The tables of a profile that promise it."""

_NETWORK = frozenset({InputName.NETWORK_DOWN, InputName.NETWORK_UP, InputName.NETWORK_HANDOVER})
_SERVER = WORLD - _NETWORK
"""What does not make an SDK begin its attempts anew, for it cannot know of it."""
_REVIVES = frozenset({InputName.CONNECT, InputName.INIT, InputName.LOGIN, InputName.KILL})
_AWAY = frozenset({Spoiler.OFFLINE, Spoiler.SUSPENDED, Spoiler.HANDED_OVER})


class Stage(Enum):
    """Where a cycle of attempts is."""

    NONE = "nothing is promised of the next opening"
    FIRST = "the first attempt of connect()"
    WAITING = "the next attempt is promised for a window of time"
    UNDER_WAY = "an attempt is under way"
    OVER = "no attempt is made any more until connect()"
    LOOSE = "something may have begun the attempts anew"


class Retries:
    """The monitor of one case: told of each input, of each observation and of the time that passes."""

    def __init__(self, mode: Mode, variant: Variant, *, sees: bool) -> None:
        self._promise: RetryPromise | None = variant.retry
        self._closes: tuple[CloseRange, ...] = variant.closes
        self._unmoved = variant.takes("manual-background", "nothing") and mode is Mode.MANUAL
        self._unmoved |= variant.takes("auto-background", "nothing") and mode is Mode.AUTO
        self._requirement = MAN_RECONNECT if mode is Mode.MANUAL else AUTO_RECONNECT
        self._active = sees and (self._promise is not None or bool(self._closes))
        self._stage = Stage.NONE
        self._why = RETRY
        self._window = (0, 0)
        self._repetition = 0
        self._lost_at = 0
        self._started_at = 0
        self._code: int | None = None

    def input(self, case: Estimate, done: InputName, value: object) -> None:
        """An input was applied."""
        if not self._active or not case.judging:
            return
        if done is InputName.SERVER_CLOSE and case.sockets.up:
            self._code = value if isinstance(value, int) else None
        if done in _SERVER or (self._unmoved and done in (InputName.BACKGROUND, InputName.FOREGROUND)):
            return
        if self._stage is Stage.OVER and done not in _REVIVES:
            return
        if not any(_wants(case, each) for each in case.live):
            self._stage = Stage.NONE
        elif done is InputName.CONNECT and self._stage in (Stage.NONE, Stage.OVER):
            self._stage = Stage.FIRST
        elif self._stage is not Stage.NONE or not case.sockets.up:
            self._loosen(case)

    def observed(self, case: Estimate, seen: Observation, *, was_up: bool) -> None:
        """An observation was applied; `was_up`: the connection was up before it."""
        if not self._active or not case.judging:
            return
        if seen.kind is ObservationKind.SOCKET_OPENING:
            self._opens(case, seen.at)
        elif case.sockets.up:
            self._stage = Stage.NONE
        elif was_up:
            self._lost(case, seen.by)
        elif seen.kind in (ObservationKind.SOCKET_FAILED, ObservationKind.SOCKET_CLOSED):
            self._failed(case)

    def overdue(self, case: Estimate, until: int) -> Violation | None:
        """What was due before `until` (ms): an attempt whose window is over."""
        latest = self._window[1] + case.profile.tolerance_ms
        if self._stage is not Stage.WAITING or latest >= until:
            return None
        return self._broken(latest + 1, f"no socket begins to open by {latest + 1}", Does.TRIES_LATE)

    def _opens(self, case: Estimate, now: int) -> None:
        """A socket begins to open: in its window, too early, or though it was all over."""
        tolerance = case.profile.tolerance_ms
        if self._stage is Stage.OVER:
            case.fail(self._broken(now, f"a socket begins to open at {now}", Does.TRIES_AGAIN))
        elif self._stage is Stage.WAITING:
            if now < self._window[0] - tolerance:
                case.fail(self._broken(now, f"a socket begins to open at {now}", Does.TRIES_EARLY))
            case.test(self._requirement)
            self._stage = Stage.UNDER_WAY
        self._started_at = now

    def _lost(self, case: Estimate, by: str | None) -> None:
        """The connection is gone: its close code decides, or the first window begins.

        Nobody sees from when it counts where the SDK gave the socket up by itself.
        """
        found = close_range(self._closes, self._code) if by == "server" else None
        self._code, self._repetition, self._lost_at = None, 0, case.now
        self._why = CLOSE_CODES if found is not None else RETRY
        if found is not None and found[1].then is Then.STOP:
            self._stage = Stage.OVER
            case.test(self._requirement)
        elif self._strict(case):
            if by == "client":
                self._loosen(case)
            else:
                self._await(case, case.now, found[1].within_ms if found is not None else None)

    def _failed(self, case: Estimate) -> None:
        """An attempt has ended without success: the next window begins, or there is none."""
        promise = self._promise
        if promise is None or self._stage in (Stage.NONE, Stage.OVER):
            return
        self._why = RETRY
        if self._stage is Stage.FIRST:
            self._first_failed(case, promise)
        elif self._stage is Stage.UNDER_WAY:
            self._repetition += 1
            if self._strict(case):
                measured = case.now if promise.measured_from is Measured.FAILURE else self._started_at
                self._await(case, measured)

    def _first_failed(self, case: Estimate, promise: RetryPromise) -> None:
        if promise.initial is None:
            self._loosen(case)
        elif not promise.initial:
            self._stage = Stage.OVER
        elif self._strict(case):
            self._repetition, self._lost_at = 0, case.now
            self._await(case, case.now)

    def _await(self, case: Estimate, since: int, within: tuple[int, int] | None = None) -> None:
        """The window of the next attempt begins to run at `since`; past the last one it is given up."""
        if within is None and self._promise is None:
            self._stage = Stage.NONE
            return
        window = within or (
            self._promise and self._promise.window_ms(self._repetition, case.now - self._lost_at)
        )
        if window:
            self._stage = Stage.WAITING
            self._window = (since + window[0], max(case.now, since + window[1]))
        else:
            self._stage = Stage.OVER
            case.test(self._requirement)
            case.keep([after for each in case.live for after in _given_up(case, each)])

    def _strict(self, case: Estimate) -> bool:
        """Whether the promise holds to the millisecond; where it does not, what follows is loose."""
        wanting = [_wants(case, each) for each in case.live]
        if not any(wanting):
            self._stage = Stage.NONE
            return False
        spoiled = case.sockets.conditions.spoiled | case.sockets.attempt.spoiled
        if not all(wanting) or spoiled & _AWAY:
            self._loosen(case)
            return False
        return True

    def _loosen(self, case: Estimate) -> None:
        """From here on the attempts may have begun anew, or have come to their end."""
        self._stage = Stage.LOOSE
        if self._promise is not None and self._promise.gives_up and not case.sockets.up:
            case.keep(
                [after for each in case.live for after in dict.fromkeys((each, *_given_up(case, each)))]
            )

    def _broken(self, at: int, seen: str, does: Does) -> Violation:
        expected = "no socket opens until connect()"
        if self._stage is Stage.WAITING:
            earliest, latest = self._window
            expected = f"a socket begins to open from {earliest} to {latest}"
        return Violation(self._requirement, at, expected, seen, does, policy=False, promise=self._why)


def _wants(case: Estimate, candidate: Candidate) -> bool:
    """Whether a candidate wants a connection that is not there."""
    return case.after.awaits(candidate) and case.after.at(candidate).wish is Wish.WANTED


def _given_up(case: Estimate, candidate: Candidate) -> Iterable[Candidate]:
    """The candidate after it gave up, if it was waiting."""
    if not case.after.awaits(candidate):
        return (candidate,)
    return case.after.reported(candidate, Event.GAVE_UP, case.now)
