"""What is due as time passes: down-by, up-by, not-before, and what each open call still owes.

Every check is made at the end of an instant: what happens at one millisecond may happen there in any order. A check
says which requirement is broken, or None.
"""

from __future__ import annotations

from collections.abc import Iterator

from connref.oracle.candidate import Candidate, Owes, Pending
from connref.oracle.diagnosis import Drop, Violation
from connref.oracle.does import Does
from connref.oracle.messages import Messages
from connref.oracle.readings import mask_of, meet
from connref.oracle.sockets import Sockets
from connref.protocol import Mode, ObservationKind, Profile
from connref.spec.declare import Location
from connref.spec.interpretations import INTERPRETATIONS
from connref.spec.requirements import (
    AUTO_BACKGROUND_QUIET,
    AUTO_FOREGROUND,
    CALL_OUTCOME,
    EVT_DELIVERED,
    MAN_FOREGROUND_HOLDS,
    MAN_GRACE_ENDS,
    MAN_RETURN_CANCELS,
    REQUIREMENTS,
    RES_ONE_SOCKET,
)
from connref.spec.vocabulary import Answer, App, Wish

UNNOTICED = mask_of({"silent-loss": ["not-noticed"]})
"""The readings under which nothing is owed for a connection that died in silence."""


def overdue(
    candidate: Candidate,
    sockets: Sockets,
    location: Location,
    profile: Profile,
    until: int,
    observes: frozenset[ObservationKind],
) -> list[Violation]:
    """What this candidate says was due before `until` (ms) and has not happened; `location` is where it is."""
    if location.wish is Wish.UNWANTED:
        found = [_down_by(candidate, sockets, profile, until)]
    elif sockets.open_since is not None and not location.up:
        found = [_still_up(candidate, sockets, sockets.open_since, profile, until)]
    elif location.wish is Wish.WANTED and not sockets.up and sockets.conditions.fair:
        found = [] if sockets.cut_off else [_up_by(candidate, sockets, profile, until)]
    elif candidate.calls:
        found = []
    else:
        return []
    sends_seen = ObservationKind.PING_SENT in observes
    found += [
        _call_due(pending, sockets, profile, until, sends_seen=sends_seen) for pending in candidate.calls
    ]
    return [violation for violation in found if violation is not None]


def unless_left_behind(
    candidate: Candidate,
    sockets: Sockets,
    location: Location,
    profile: Profile,
    until: int,
    broken: list[Drop],
) -> Iterator[Candidate]:
    """The candidate, but for the readings under which its connection had to be replaced by now: they are broken.

    Where no notice was given, a replacement is owed under silent-loss = noticed alone.
    """
    wrong = _unreplaced(candidate, sockets, location, profile, until)
    if wrong is None:
        yield candidate
        return
    broken.append(Drop(candidate.cube, (wrong,)))
    cube = None if sockets.noticed else meet(candidate.cube, UNNOTICED)
    if cube is not None:
        yield candidate._replace(cube=cube)


def _unreplaced(
    candidate: Candidate, sockets: Sockets, location: Location, profile: Profile, until: int
) -> Violation | None:
    """A wanted connection, or an opening, of a network that the device has left, and that was to be replaced."""
    since = sockets.handed_over_at
    in_sight = location.wish is Wish.WANTED and location.app is App.FOREGROUND
    if since is None or not sockets.cut_off or not in_sight or not sockets.conditions.fair:
        return None
    start = max(since, candidate.since, sockets.conditions.fair_since)
    due = start + profile.reconnect_bound_ms + profile.tolerance_ms
    if due >= until:
        return None
    judged = INTERPRETATIONS["silent-loss"].judged_under
    requirement = judged[-1] if candidate.mode is Mode.MANUAL else judged[0]
    expected = f"up by {due} on a socket opened since {since}"
    does = Does.KEEPS_DEAD_SOCKET
    return Violation(requirement, due + 1, expected, "the one opened before is kept", does, policy=True)


def crowded(sockets: Sockets, profile: Profile, until: int) -> Violation | None:
    """Two sockets at the end of an instant, whatever the reading."""
    since = sockets.crowded_since
    if since is None or since + profile.tolerance_ms >= until:
        return None
    return Violation(
        RES_ONE_SOCKET,
        since,
        "one socket at a time",
        "two sockets open or opening",
        Does.SECOND_SOCKET,
        policy=False,
    )


def undelivered(messages: Messages, profile: Profile, until: int) -> Violation | None:
    """A message that should have reached the listener by now, whatever the reading."""
    if not messages.owed:
        return None
    bound = profile.reconnect_bound_ms + profile.tolerance_ms
    late = messages.overdue(until - 1 - bound)
    if late is None:
        return None
    due = late.sent + bound
    return Violation(
        EVT_DELIVERED,
        due + 1,
        f"message {late.text!r} delivered by {due}",
        "it is not",
        Does.LOSES_MESSAGE,
        policy=False,
    )


def too_early(candidate: Candidate, now: int, location: Location, profile: Profile) -> Violation:
    """The SDK took a healthy connection down that this candidate wanted up."""
    if candidate.deadline is not None:
        earliest = candidate.deadline - profile.tolerance_ms
        return Violation(
            candidate.limit.early, now, f"up until {earliest}", f"down at {now}", Does.GOES_DOWN, policy=True
        )
    return Violation(
        _holds(candidate, now, location, profile), now, "up", f"down at {now}", Does.GOES_DOWN, policy=True
    )


def _holds(candidate: Candidate, now: int, location: Location, profile: Profile) -> str:
    """The requirement that keeps a connection up where no deadline runs."""
    if candidate.mode is Mode.AUTO:
        return AUTO_FOREGROUND if location.app is App.FOREGROUND else AUTO_BACKGROUND_QUIET
    if location.app is App.BACKGROUND:
        return MAN_GRACE_ENDS
    cancelled = candidate.cancelled
    slack = profile.tolerance_ms + 1
    if cancelled is not None and cancelled - slack <= now <= cancelled + slack:
        return MAN_RETURN_CANCELS
    return MAN_FOREGROUND_HOLDS


def _down_by(candidate: Candidate, sockets: Sockets, profile: Profile, until: int) -> Violation | None:
    if sockets.open_since is not None:
        return _still_up(candidate, sockets, sockets.open_since, profile, until)
    if sockets.opening_sockets and sockets.sees_failures:
        began = max(sockets.opening_sockets.values())
        due = max(candidate.since, began) + profile.tolerance_ms + profile.reconnect_bound_ms
        if due < until:
            return Violation(
                RES_ONE_SOCKET,
                due + 1,
                f"no socket left by {due}",
                "still opening",
                Does.KEEPS_OPENING,
                policy=True,
            )
    return None


def _still_up(
    candidate: Candidate, sockets: Sockets, open_since: int, profile: Profile, until: int
) -> Violation | None:
    due = max(candidate.since, open_since) + profile.tolerance_ms
    if due >= until:
        return None
    if open_since >= candidate.since and sockets.attempt.began_after(candidate.since):
        requirement = REQUIREMENTS[candidate.cause].stays_down
        return Violation(requirement, due + 1, "down", f"up since {open_since}", Does.COMES_UP, policy=True)
    return Violation(
        candidate.cause, due + 1, f"down by {due}", f"up at {due + 1}", Does.STAYS_UP, policy=True
    )


def _up_by(candidate: Candidate, sockets: Sockets, profile: Profile, until: int) -> Violation | None:
    told = sockets.handed_over_at if sockets.noticed else None
    lost = sockets.down_since if told is None else told
    start = max(candidate.since, sockets.conditions.fair_since, lost)
    due = start + profile.reconnect_bound_ms + profile.tolerance_ms
    if due >= until:
        return None
    return Violation(
        candidate.cause, due + 1, f"up by {due}", f"down at {due + 1}", Does.STAYS_DOWN, policy=True
    )


def _call_due(
    pending: Pending, sockets: Sockets, profile: Profile, until: int, *, sends_seen: bool
) -> Violation | None:
    if pending.owes is Owes.CONNECTION and pending.at + profile.tolerance_ms < until:
        text = f"success of {pending.call!r} at {pending.at} with no connection"
        return Violation(pending.requirement, pending.at, "success when up", text, Does.SUCCESS, policy=True)
    if pending.owes is Owes.SEND_OR_LOSS and pending.at + profile.tolerance_ms < until:
        expected = f"ping sent of ping() {pending.call!r}"
        return Violation(
            pending.requirement, pending.at, expected, f"error at {pending.at}", Does.ERROR, policy=True
        )
    if pending.answer is Answer.THROWS and pending.at + profile.tolerance_ms < until:
        return Violation(
            pending.requirement,
            pending.at,
            f"{pending.api}() throws",
            "it did not",
            Does.THROWS_NOT,
            policy=True,
        )
    if not sockets.conditions.fair or sockets.cut_off:
        return None
    due = max(pending.at, sockets.conditions.fair_since) + profile.reconnect_bound_ms + profile.tolerance_ms
    if due >= until:
        return None
    if pending.owes.outcome and pending.answer not in (Answer.SILENT, Answer.AT_MOST_ONE):
        return Violation(
            CALL_OUTCOME,
            due + 1,
            f"an outcome of {pending.api}() {pending.call!r} by {due}",
            "none",
            Does.NO_OUTCOME,
            policy=False,
        )
    if pending.owes.send and sends_seen and sockets.up and not sockets.doubtful:
        return Violation(
            pending.requirement,
            due + 1,
            f"the ping {pending.call!r} is sent by {due}",
            "it is not",
            Does.NO_PING,
            policy=True,
        )
    return None
