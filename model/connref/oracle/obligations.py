"""What is due as time passes: down-by, up-by, not-before, and what each open call still owes.

Every check is made at the end of an instant: what happens at one millisecond may happen there in any order. A check
says which requirement is broken, or None.
"""

from __future__ import annotations

from connref.oracle.candidate import STAYS_DOWN, Candidate, Pending
from connref.oracle.sockets import World
from connref.oracle.verdict import Violation
from connref.protocol import Mode, ObservationKind, Profile
from connref.spec.declare import Location
from connref.spec.vocabulary import Answer, App, Wish


def overdue(
    hypothesis: Candidate,
    world: World,
    facts: Location,
    profile: Profile,
    until: int,
    observes: frozenset[ObservationKind],
) -> list[Violation]:
    """What this hypothesis says was due before `until` (ms) and has not happened; `facts` are those of its state."""
    if facts.wish is Wish.UNWANTED:
        found = [_down_by(hypothesis, world, profile, until)]
    elif world.open_since is not None and not facts.up:
        found = [_still_up(hypothesis, world, world.open_since, profile, until)]
    elif facts.wish is Wish.WANTED and not world.up and world.fair:
        found = [_up_by(hypothesis, world, profile, until)]
    elif hypothesis.calls:
        found = []
    else:
        return []
    sends_seen = ObservationKind.PING_SENT in observes
    found += [
        _call_due(pending, world, profile, until, sends_seen=sends_seen) for pending in hypothesis.calls
    ]
    return [violation for violation in found if violation is not None]


def too_early(hypothesis: Candidate, now: int, facts: Location, profile: Profile) -> Violation:
    """The SDK took a healthy connection down that this hypothesis wanted up."""
    if hypothesis.deadline is not None:
        earliest = hypothesis.deadline - profile.tolerance_ms
        return Violation(hypothesis.limit.early, now, f"up until {earliest}", f"down at {now}", policy=True)
    return Violation(_holds(hypothesis, now, facts, profile), now, "up", f"down at {now}", policy=True)


def _holds(hypothesis: Candidate, now: int, facts: Location, profile: Profile) -> str:
    """The requirement that keeps a connection up where no deadline runs."""
    if hypothesis.mode is Mode.AUTO:
        return "AUTO-FOREGROUND" if facts.app is App.FOREGROUND else "AUTO-BACKGROUND-QUIET"
    if facts.app is App.BACKGROUND:
        return "MAN-GRACE-ENDS"
    cancelled = hypothesis.cancelled
    slack = profile.tolerance_ms + 1
    if cancelled is not None and cancelled - slack <= now <= cancelled + slack:
        return "MAN-RETURN-CANCELS"
    return "MAN-FOREGROUND-HOLDS"


def _down_by(hypothesis: Candidate, world: World, profile: Profile, until: int) -> Violation | None:
    if world.open_since is not None:
        return _still_up(hypothesis, world, world.open_since, profile, until)
    if world.opening_sockets and world.sees_failures:
        began = max(world.opening_sockets.values())
        due = max(hypothesis.since, began) + profile.tolerance_ms + profile.reconnect_bound_ms
        if due < until:
            return Violation(
                "RES-ONE-SOCKET", due + 1, f"no socket left by {due}", "still opening", policy=True
            )
    return None


def _still_up(
    hypothesis: Candidate, world: World, open_since: int, profile: Profile, until: int
) -> Violation | None:
    due = max(hypothesis.since, open_since) + profile.tolerance_ms
    if due >= until:
        return None
    if open_since >= hypothesis.since and world.opened_since(hypothesis.since):
        requirement = STAYS_DOWN.get(hypothesis.cause, hypothesis.cause)
        return Violation(requirement, due + 1, "down", f"up since {open_since}", policy=True)
    return Violation(hypothesis.cause, due + 1, f"down by {due}", f"up at {due + 1}", policy=True)


def _up_by(hypothesis: Candidate, world: World, profile: Profile, until: int) -> Violation | None:
    start = max(hypothesis.since, world.fair_since, world.down_since)
    due = start + profile.reconnect_bound_ms + profile.tolerance_ms
    if due >= until:
        return None
    return Violation(hypothesis.cause, due + 1, f"up by {due}", f"down at {due + 1}", policy=True)


def _call_due(
    pending: Pending, world: World, profile: Profile, until: int, *, sends_seen: bool
) -> Violation | None:
    if pending.owes_up and pending.at + profile.tolerance_ms < until:
        text = f"success of {pending.call!r} at {pending.at} with no connection"
        return Violation(pending.requirement, pending.at, "success when up", text, policy=True)
    if pending.owes_down and pending.at + profile.tolerance_ms < until:
        expected = f"ping sent of ping() {pending.call!r}"
        return Violation(pending.requirement, pending.at, expected, f"error at {pending.at}", policy=True)
    if pending.answer is Answer.THROWS and pending.at + profile.tolerance_ms < until:
        return Violation(
            pending.requirement, pending.at, f"{pending.api}() throws", "it did not", policy=True
        )
    if not world.fair:
        return None
    due = max(pending.at, world.fair_since) + profile.reconnect_bound_ms + profile.tolerance_ms
    if due >= until:
        return None
    if pending.owes_outcome and pending.answer not in (Answer.SILENT, Answer.AT_MOST_ONE):
        return Violation(
            "CALL-OUTCOME",
            due + 1,
            f"an outcome of {pending.api}() {pending.call!r} by {due}",
            "none",
            policy=False,
        )
    if pending.owes_send and sends_seen and world.up and not world.doubtful:
        return Violation(
            pending.requirement,
            due + 1,
            f"the ping {pending.call!r} is sent by {due}",
            "it is not",
            policy=True,
        )
    return None
