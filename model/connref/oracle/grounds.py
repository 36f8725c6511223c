"""The grounds of a verdict: which requirements a case has put to the test (docs/judging.md).

A duty is tested where it falls due and is met or broken: who sees that says so (`test`). A prohibition *stands* while
its situation lasts. It is tested once R + T of fair time went by since something tempted the SDK in it, or when an
input ends the situation after the temptation. Not at the same instant, give or take the clock's tolerance: that would
leave no SDK the time to fall.

Readings may differ about what stands. It counts as tested only where it stood under every candidate.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache

from connref.oracle.after import After
from connref.oracle.candidate import Candidate
from connref.oracle.phases import Phase
from connref.oracle.sockets import Sockets
from connref.protocol import InputName, Mode, Profile
from connref.spec.messages import FATES, Way
from connref.spec.requirement import Ground
from connref.spec.requirements import (
    AUTO_DEFAULT,
    AUTO_FOREGROUND,
    MAN_FOREGROUND_HOLDS,
    REQUIREMENTS,
    SES_LOGIN_SAVES,
)
from connref.spec.vocabulary import App, Session, Wish

PROHIBITIONS = frozenset(row.id for row in REQUIREMENTS.values() if row.ground is Ground.PROHIBITION)
SECOND_OPENING = frozenset(row.id for row in REQUIREMENTS.values() if row.ground is Ground.SECOND_OPENING)
BY_CALL = {
    name: frozenset(
        row.id for row in REQUIREMENTS.values() if row.ground is Ground.CALL and name in row.tempters
    )
    for name in InputName
}
"""What each input tests by itself."""
AUTO_ONLY = frozenset(row.id for row in REQUIREMENTS.values() if row.modes == frozenset({Mode.AUTO}))
LOST = frozenset({FATES[Way.NONE].requirement or ""}) & PROHIBITIONS
HOLDS = {Mode.AUTO: frozenset({AUTO_FOREGROUND}), Mode.MANUAL: frozenset({MAN_FOREGROUND_HOLDS})}
"""What forbids to take a connection down in the foreground."""
NONE: frozenset[str] = frozenset()


@dataclass(slots=True)
class Standing:
    """A prohibition that stands since `since` (ms) under some candidate, and when something first tempted the SDK.

    `certain`: it stands under every candidate.
    """

    since: int
    certain: bool = True
    tempted_at: int | None = None


class Grounds:
    """What one case has put to the test so far.

    `reopened`: this process found a saved user, and nobody has logged in or out in it since. `lost_message`: the server
    has sent one in this process that must never arrive.
    """

    def __init__(self, profile: Profile) -> None:
        self.tested: set[str] = set()
        self.reopened = False
        self.lost_message = False
        self._standing: dict[str, Standing] = {}
        self._due: int | None = None
        self._unsure = False
        self._profile = profile

    def test(self, *requirements: str) -> None:
        """These were put to the test."""
        self.tested.update(requirements)

    def came_up(self, duty: str) -> None:
        """A connection came up that this requirement asked for."""
        self.tested.add(duty)
        self.found_user()

    def found_user(self) -> None:
        """Something was seen of the user of this process: it is the one who was saved, if the process found one."""
        if self.reopened:
            self.tested.add(SES_LOGIN_SAVES)

    def opening(self, begun: int) -> None:
        """A socket begins to open, the `begun`th of its process."""
        if begun > 1:
            self.tested |= SECOND_OPENING

    def forget(self) -> None:
        """What was tested so far does not count."""
        self.tested.clear()
        self._standing.clear()
        self._due = None

    def before_input(self, live: Sequence[Candidate], after: After, sockets: Sockets) -> None:
        """An input comes: by now there may be fewer candidates than when it was last seen what stands."""
        if self._unsure:
            everywhere = frozenset(self._standing).intersection(*self._under(live, after, sockets))
            for requirement, standing in self._standing.items():
                standing.certain = requirement in everywhere

    def happened(
        self,
        live: Sequence[Candidate],
        after: After,
        sockets: Sockets,
        now: int,
        done: InputName | None = None,
    ) -> None:
        """See what stands after something happened; `done` is the input if it was one."""
        if done is not None:
            self.tested |= BY_CALL[done]
        under = self._under(live, after, sockets)
        somewhere = under[0] if len(under) == 1 else NONE.union(*under)
        if not self._standing and somewhere <= self.tested:
            return
        for requirement in [each for each in self._standing if each not in somewhere]:
            self._ends(requirement, now, by_input=done is not None)
        self._unsure = False
        for requirement in somewhere:
            if requirement not in self.tested:
                certain = all(requirement in each for each in under)
                self._stands(requirement, now, done, certain=certain)
        self._due = self._next_due(sockets) if self._standing else None

    def delay(self, live: Sequence[Candidate], after: After, sockets: Sockets, until: int) -> None:
        """Time passes to `until` (ms)."""
        if self._due is None or self._due >= until:
            return
        self.before_input(live, after, sockets)
        for requirement, standing in list(self._standing.items()):
            due = self._falls_due(requirement, standing, sockets.conditions.fair_since)
            if standing.certain and due is not None and due < until:
                self.tested.add(requirement)
                del self._standing[requirement]
        self._due = self._next_due(sockets)

    def so_far(self, mode: Mode | None, broken: Collection[str]) -> frozenset[str]:
        """What a case of this mode has tested, what it breaks included."""
        tested = self.tested.union(broken)
        return frozenset(tested | {AUTO_DEFAULT} if mode is None and tested & AUTO_ONLY else tested)

    def _stands(self, requirement: str, now: int, done: InputName | None, *, certain: bool) -> None:
        standing = self._standing.get(requirement)
        if standing is None:
            standing = self._standing[requirement] = Standing(now)
        standing.certain = certain
        self._unsure |= not certain
        if standing.tempted_at is None and done in REQUIREMENTS[requirement].tempters:
            standing.tempted_at = now

    def _ends(self, requirement: str, now: int, *, by_input: bool) -> None:
        standing = self._standing.pop(requirement)
        tempted = self._tempted_from(requirement, standing)
        if (
            by_input
            and standing.certain
            and tempted is not None
            and tempted + self._profile.tolerance_ms < now
        ):
            self.tested.add(requirement)

    def _tempted_from(self, requirement: str, standing: Standing) -> int | None:
        """The first temptation (ms): an input, or a grace that goes by."""
        if not REQUIREMENTS[requirement].time_tempts:
            return standing.tempted_at
        passed = standing.since + self._profile.grace_ms
        return passed if standing.tempted_at is None else min(standing.tempted_at, passed)

    def _falls_due(self, requirement: str, standing: Standing, fair_since: int) -> int | None:
        """When R + T of fair time will have gone by in the situation, and the temptation is in it."""
        profile = self._profile
        bound = profile.reconnect_bound_ms + profile.tolerance_ms
        by_time = None
        if REQUIREMENTS[requirement].time_tempts:
            passed = standing.since + profile.grace_ms + profile.tolerance_ms
            by_time = max(standing.since + bound, fair_since + bound, passed)
        if standing.tempted_at is None:
            return by_time
        by_input = max(standing.tempted_at, fair_since) + bound
        return by_input if by_time is None else min(by_input, by_time)

    def _next_due(self, sockets: Sockets) -> int | None:
        if not sockets.conditions.fair:
            return None
        since = sockets.conditions.fair_since
        dues = (self._falls_due(name, standing, since) for name, standing in self._standing.items())
        return min((due for due in dues if due is not None), default=None)

    def _under(self, live: Sequence[Candidate], after: After, sockets: Sockets) -> list[frozenset[str]]:
        up, healthy, lost = sockets.up, sockets.phase is Phase.SOUND, self.lost_message
        found: list[frozenset[str]] = []
        for candidate in live:
            location = after.at(candidate)
            if location.session is Session.NOT_INITIALISED:
                found.append(NONE)
            elif not up and location.wish is Wish.UNWANTED:
                found.append(_while_down(candidate.cause, after.silenced(candidate), lost=lost))
            else:
                holds = healthy and location.up and location.app is App.FOREGROUND
                found.append(_otherwise(candidate.mode if holds else None, lost=lost))
        return found


@cache
def _while_down(cause: str, silence: str | None, *, lost: bool) -> frozenset[str]:
    """What is forbidden where nothing may be up: that it comes up, and what no message may do."""
    return PROHIBITIONS & {REQUIREMENTS[cause].stays_down, silence} | (LOST if lost else NONE)


@cache
def _otherwise(holds: Mode | None, *, lost: bool) -> frozenset[str]:
    """What is forbidden elsewhere; `holds` is the mode where a connection is up and well in the foreground."""
    return (HOLDS[holds] if holds else NONE) | (LOST if lost else NONE)
