"""The sockets of a case, whatever the document wants: what they have lived through is kept as a phase and instants.

Nothing here depends on a reading. What a connection has lived through is its phase (`connref.oracle.phases`). What
stood in the way of an attempt is kept with it, from its beginning on. Instants are milliseconds since the reset.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import NamedTuple

from connref.oracle.conditions import Attempt, Conditions, Spoiler
from connref.oracle.phases import PHASES, TROUBLED, Happening, Phase
from connref.protocol import InputName, Observation, ObservationKind

_MANY = 2
"""Nothing depends on how many more than one there were."""


class Renewal(Enum):
    """Why an SDK may replace a connection that is well."""

    WISH = "the wish for it went and came back, or its network was told of anew"
    INIT = "init was called again"
    LOGIN = "somebody else logged in"


class End(Enum):
    """What ended with a socket."""

    NOTHING = "nothing"
    ATTEMPT = "an attempt"
    CONNECTION = "the connection"


class Gone(NamedTuple):
    """A socket that is no more: what ended, and for a connection what it had lived through.

    `fair`: nothing stood in the way of the attempt that ended, from a tolerance before its beginning on.
    """

    end: End
    phase: Phase = Phase.DOWN
    renewing: frozenset[Renewal] = frozenset()
    close_code: int | None = None
    fair: bool = False


@dataclass(slots=True)
class Sockets:
    """The sockets of one case, in their conditions.

    `open_since` is when the connection came up, None while it is down; `down_since` when it went down; `last_up` when
    it was last up. `renewing_since` is when the SDK was last given a reason to replace it, `renewing` the reasons;
    `replaced_at` when a session last began anew; `crowded_since` since when there is more than one socket; `begun` how
    many have begun to open in this process, up to two.

    `sees_failures` is false for a driver that cannot tell when an opening ends without success: its openings are not
    counted. `sees_openings` is false where no beginning is seen. `tolerance_ms` is that of the clock.

    `left_behind` are the sockets that were there when the device last moved to another network. `handed_over_at` is
    when it did, where that asks for a socket that was opened since, `noticed` whether it was told.
    """

    sees_failures: bool = True
    sees_openings: bool = True
    tolerance_ms: int = 0
    conditions: Conditions = field(default_factory=Conditions)
    attempt: Attempt = field(default_factory=Attempt)
    phase: Phase = Phase.DOWN
    open_sockets: dict[int, int] = field(default_factory=dict[int, int])
    opening_sockets: dict[int, int] = field(default_factory=dict[int, int])
    open_since: int | None = None
    down_since: int = 0
    last_up: int = -1
    renewing_since: int | None = None
    renewing: set[Renewal] = field(default_factory=set[Renewal])
    replaced_at: int = -1
    crowded_since: int | None = None
    close_code: int | None = None
    begun: int = 0
    left_behind: frozenset[int] = frozenset()
    handed_over_at: int | None = None
    noticed: bool = False

    @property
    def up(self) -> bool:
        """Whether the SDK holds an authenticated socket that it has not given up."""
        return self.open_since is not None

    @property
    def doubtful(self) -> bool:
        """Whether the SDK may give up the socket that it has: it is troubled, or the wish for it began anew lately."""
        return self.phase in TROUBLED or self.renewing_since is not None

    @property
    def doomed(self) -> bool:
        """Whether an attempt may be under way that began, or went through, a time in which it could not succeed."""
        under_way = bool(self.opening_sockets) or not self.sees_openings
        return not self.up and under_way and bool(self.attempt.spoiled)

    def rests(self, now: int) -> None:
        """Nobody waits for a connection at `now`: unless an opening is known, the next attempt begins later."""
        if not self.up and not self.opening_sockets:
            self._begins(now, None)

    @property
    def cut_off(self) -> bool:
        """Whether the connection, or the attempt that is under way, belongs to a network that the device has left."""
        if self.up:
            return self.phase is Phase.LEFT_BEHIND
        if self.sees_openings and self.sees_failures:
            return not self.left_behind.isdisjoint(self.opening_sockets)
        return Spoiler.HANDED_OVER in self.attempt.spoiled

    def suspend(self) -> None:
        """The process does nothing any more: an attempt that is under way may fail, the connection may die."""
        self.conditions.spoil(Spoiler.SUSPENDED)
        self.attempt.spoiled.add(Spoiler.SUSPENDED)
        self._happens(Happening.SUSPENDED)

    def resume(self, now: int) -> None:
        """The process runs again, and has as much time for everything as if it had begun now."""
        self.conditions.mend(Spoiler.SUSPENDED, now)
        self.crowded_since = None if self.crowded_since is None else now
        self.renewing_since = None if self.renewing_since is None else now

    def hand_over(self, now: int, *, noticed: bool, owed: bool) -> None:
        """The device moves to another network. `owed`: where a connection is wanted it has to be opened anew."""
        self.left_behind = frozenset({*self.open_sockets, *self.opening_sockets})
        if not self.up and (self.opening_sockets or not self.sees_openings):
            self.attempt.spoiled.add(Spoiler.HANDED_OVER)
        self.conditions.mended_at[Spoiler.HANDED_OVER] = now
        self._happens(Happening.HANDED_OVER)
        self.noticed, self.handed_over_at = noticed, now if owed and self.cut_off else None
        if noticed:
            self.conditions.begin_anew(now)

    def forget_handover(self) -> None:
        """Nothing is owed any more for a socket that was left behind."""
        self.handed_over_at = None

    def arrived(self) -> None:
        """Something arrived over the connection that was sent since it could carry anything again."""
        self._happens(Happening.ARRIVED)

    def condition(self, name: InputName, now: int) -> bool:
        """The network or the server changes, or not; whether something stands in the way from now on."""
        spoiler = self.conditions.change(name, now)
        if spoiler is not None:
            self.attempt.spoiled.add(spoiler)
        if self.conditions.cut_off:
            self._happens(Happening.CUT_OFF)
        return spoiler is not None

    def closed_by_server(self, code: int | None) -> bool:
        """The server closes the connection; whether there is one."""
        if self.up:
            self.close_code = code
        self._happens(Happening.CLOSED_BY_SERVER)
        return self.up

    def replaces(self, now: int, why: Renewal) -> None:
        """The session starts anew: the SDK may give up what it has and open a new socket, in as much time as before."""
        self.renews(now, why)
        self.replaced_at = now
        self.attempt.spoiled.add(Spoiler.REPLACED)
        self.conditions.begin_anew(now)

    def renews(self, now: int, why: Renewal) -> None:
        """The SDK has a reason to replace the connection."""
        self.renewing_since = now
        self.renewing.add(why)

    def delay(self, until: int, bound_ms: int) -> None:
        """Time passes to `until`: the connection was up to the instant before, and is replaced within the bound."""
        self._touch(until - 1)
        began = self.renewing_since
        if began is not None and began + bound_ms < until:
            self._renewed()

    def interrupt(self, now: int) -> None:
        """An input comes at `now`."""
        self._touch(now)
        if self.opening_sockets or self.up:
            self.attempt.interrupted_at = now

    def dies(self) -> None:
        """The process is killed: its sockets are gone."""
        self.open_sockets.clear()
        self.opening_sockets.clear()
        self.crowded_since = None
        self.begun = 0
        self.left_behind, self.handed_over_at = frozenset(), None
        self._went_down(self.last_up)

    def opening(self, seen: Observation) -> None:
        """The SDK starts to open a socket."""
        if not self.sees_failures:
            self.opening_sockets.clear()
        self.begun = min(self.begun + 1, _MANY)
        number = self._number(seen)
        self.left_behind -= {number}
        self.opening_sockets[number] = seen.at
        self._begins(seen.at, seen.at)
        self._count(seen.at)

    def opened(self, seen: Observation) -> bool:
        """A socket is authenticated; true if the connection came up by it."""
        self.begun = min(self.begun + (not self.opening_sockets), _MANY)
        begun = self.left_behind.intersection(self.opening_sockets)
        number = self._take(self.opening_sockets, seen)
        self.open_sockets[number] = seen.at
        self._count(seen.at)
        self.last_up = seen.at
        anew = number not in begun
        self.handed_over_at = None if anew else self.handed_over_at
        if self.up:
            if anew:
                self._happens(Happening.REPLACED)
            return False
        self.open_since = seen.at
        carries = self.conditions.carries and anew
        self._happens(Happening.COMES_UP if carries else Happening.COMES_UP_CUT_OFF)
        self._renewed()
        self.close_code = None
        return True

    def closed(self, seen: Observation) -> Gone:
        """A socket is no more."""
        failed = seen.kind is ObservationKind.SOCKET_FAILED
        if failed or (seen.socket is not None and seen.socket in self.opening_sockets):
            return self._failed(seen, surely=failed or bool(self.opening_sockets))
        if not self.open_sockets or (seen.socket is not None and seen.socket not in self.open_sockets):
            # A close without a number while only openings are known ends one; a stray one ends nothing.
            known = seen.socket is None and bool(self.opening_sockets)
            return self._failed(seen, surely=True) if known else Gone(End.NOTHING)
        self._touch(seen.at)
        self._take(self.open_sockets, seen)
        self._count(seen.at)
        if self.open_sockets:
            return Gone(End.NOTHING)
        gone = Gone(End.CONNECTION, self.phase, frozenset(self.renewing), self.close_code)
        self._went_down(seen.at)
        return gone

    def _failed(self, seen: Observation, *, surely: bool) -> Gone:
        number = self._take(self.opening_sockets, seen)
        self._count(seen.at)
        if number in self.left_behind and not self.noticed:
            self.conditions.begin_anew(seen.at)
        gone = Gone(End.ATTEMPT if surely else End.NOTHING, fair=not self.attempt.spoiled)
        if not self.sees_openings:
            self._begins(seen.at, None)
        return gone

    def _went_down(self, now: int) -> None:
        self.open_since = None
        self.down_since = max(now, 0)
        self._begins(self.down_since, None)
        self._happens(Happening.GOES_DOWN)

    def _begins(self, earliest: int, began: int | None) -> None:
        """An attempt begins at `began`, or an unseen one at `earliest` or after."""
        self.attempt.starts(self.conditions.spoils(earliest - self.tolerance_ms), began)

    def _renewed(self) -> None:
        self.renewing_since = None
        self.renewing.clear()

    def _happens(self, what: Happening) -> None:
        self.phase = PHASES[self.phase, what]

    def _touch(self, now: int) -> None:
        """The connection is up at `now`, if it is."""
        if self.open_since is not None:
            self.last_up = now

    def _number(self, seen: Observation) -> int:
        if seen.socket is not None:
            return seen.socket
        return min([0, *self.open_sockets, *self.opening_sockets]) - 1

    def _take(self, sockets: dict[int, int], seen: Observation) -> int:
        """Remove the socket that an observation speaks of; without a number it is the one that is there longest."""
        number = seen.socket if seen.socket is not None else next(iter(sockets), None)
        if number is None:
            return self._number(seen)
        sockets.pop(number, None)
        return number

    def _count(self, now: int) -> None:
        counted = len(self.open_sockets) + (len(self.opening_sockets) if self.sees_failures else 0)
        if counted <= 1:
            self.crowded_since = None
        elif self.crowded_since is None:
            self.crowded_since = now
