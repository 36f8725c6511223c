"""What must be met somewhere: stories that the document tells, each to be seen in at least one history."""

from __future__ import annotations

from connref.protocol import Mode
from connref.spec.vocabulary import Event
from connref.verify.monitor import (
    HOLDS,
    Broken,
    Due,
    Mark,
    Next,
    Property,
    PropertyKind,
    Seen,
    Verdict,
    Watch,
    under_all,
)
from connref.verify.words import CONNECTS, PONGS

SEEN = Broken("seen")
GRACES = 3
"""More than any timer of one grace could explain."""
LOSSES = 2
DOWN, RETURNED, CALLED = 1, 2, 3


def outlives_three_graces(graces: int, seen: Seen) -> Verdict:
    """Up in the background for more than three graces: each time the mark passes, one more is counted."""
    if seen.enters and seen.before.up:
        return Next(0, Mark.SET)
    if not seen.after.up or not seen.told.background:
        return Next(-1, Mark.DROP)
    if graces < 0 or seen.due is not Due.PAST:
        return Next(graces)
    return SEEN if graces + 1 == GRACES else Next(graces + 1, Mark.SET)


def deadline_takes_down(_: None, seen: Seen) -> Verdict:
    """A deadline passes and takes an up connection down."""
    return SEEN if seen.event is Event.DEADLINE and seen.goes_down else HOLDS


def opening_given_up(_: None, seen: Seen) -> Verdict:
    """A deadline passes before the connection was up."""
    given_up = seen.before.wants and not seen.before.up and not seen.after.wants
    return SEEN if seen.event is Event.DEADLINE and given_up else HOLDS


def saved_at_the_instant(event: Event) -> Watch:
    """At exactly one grace after the entry this event still saves the connection."""

    def watch(running: bool, seen: Seen) -> Verdict:  # noqa: FBT001
        if seen.enters and seen.before.up:
            return Next(True, Mark.SET)
        if running and seen.event is event:
            return SEEN if seen.due is Due.NOW and seen.after.up else Next(False, Mark.DROP)
        moved = seen.event in {Event.PING, Event.BACKGROUND} or seen.event in PONGS
        on = running and seen.after.up and seen.told.background and not moved
        return Next(on) if on else Next(False, Mark.DROP)

    return watch


def lost_and_back_twice(times: int, seen: Seen) -> Verdict:
    """Lost and up again, twice, with no call between."""
    if seen.event is None or not seen.before.wants:
        return Next(0)
    if seen.event is Event.OPENED:
        return SEEN if times == LOSSES else Next(times)
    if seen.event is not Event.LOST:
        return Next(0)
    return Next(min(times + 1, LOSSES))


def brought_back(stage: int, seen: Seen) -> Verdict:
    """Down in the background by a loss or a deadline, then the return, then connect(), then up."""
    if seen.goes_down and seen.was.background and seen.event in {Event.LOST, Event.DEADLINE}:
        return Next(DOWN)
    if stage == DOWN and seen.returns:
        return Next(RETURNED)
    if stage == RETURNED and seen.event in CONNECTS:
        return Next(CALLED)
    return SEEN if stage == CALLED and seen.event is Event.OPENED else Next(0 if seen.event else stage)


def up_by_connect_in_background(called: bool, seen: Seen) -> Verdict:  # noqa: FBT001
    """connect() in the background brings a connection up there."""
    if seen.event in CONNECTS:
        return Next(seen.was.background and not seen.before.wants)
    up = called and seen.comes_up and seen.was.background
    return SEEN if up else Next(called and seen.told.background)


def back_after_a_stay(down: bool, seen: Seen) -> Verdict:  # noqa: FBT001
    """Auto: up, down in the background, and up again after the return, with no call."""
    if seen.enters and seen.before.up:
        return Next(True)
    if seen.event in CONNECTS or seen.event in {Event.LOGIN, Event.KILL}:
        return Next(False)
    return SEEN if down and seen.comes_up and not seen.was.background else Next(down)


def disconnected_through_a_return(said: bool, seen: Seen) -> Verdict:  # noqa: FBT001
    """After disconnect() a return to the foreground that brings nothing back."""
    if seen.event is Event.DISCONNECT:
        return Next(seen.before.up)
    return SEEN if said and seen.returns and not seen.after.wants else Next(said and not seen.after.wants)


def _sight(requirement: str, name: str, mode: Mode, watch: Watch, memory: object = None) -> Property:
    return Property(requirement, name, PropertyKind.SOMETIMES, mode, under_all(watch), memory=memory)


SIGHTS: tuple[Property, ...] = (
    _sight("MAN-PING-LOOP", "up in the background for three graces", Mode.MANUAL, outlives_three_graces, -1),
    _sight("MAN-GRACE-ENDS", "a deadline takes a connection down", Mode.MANUAL, deadline_takes_down),
    _sight("MAN-GRACE-ENDS", "a deadline ends an opening", Mode.MANUAL, opening_given_up),
    _sight(
        "MAN-GRACE-ENDS",
        "connect() brings it up in the background",
        Mode.MANUAL,
        up_by_connect_in_background,
        memory=False,
    ),
    _sight(
        "MAN-PING-EXTENDS",
        "a ping at the last instant counts",
        Mode.MANUAL,
        saved_at_the_instant(Event.PING),
        memory=False,
    ),
    _sight(
        "MAN-RETURN-CANCELS",
        "a return at the last instant counts",
        Mode.MANUAL,
        saved_at_the_instant(Event.FOREGROUND),
        memory=False,
    ),
    _sight("MAN-RECONNECT", "lost and back, twice", Mode.MANUAL, lost_and_back_twice, 0),
    _sight("MAN-BACKGROUND-STAYS-DOWN", "down in the background, brought back", Mode.MANUAL, brought_back, 0),
    _sight(
        "MAN-DISCONNECT-STAYS",
        "a return that brings nothing back",
        Mode.MANUAL,
        disconnected_through_a_return,
        memory=False,
    ),
    _sight("AUTO-RECONNECT", "lost and back, twice", Mode.AUTO, lost_and_back_twice, 0),
    _sight(
        "AUTO-FOREGROUND",
        "up again after a stay in the background",
        Mode.AUTO,
        back_after_a_stay,
        memory=False,
    ),
    _sight(
        "AUTO-FOREGROUND",
        "a return that brings nothing back",
        Mode.AUTO,
        disconnected_through_a_return,
        memory=False,
    ),
    _sight(
        "AUTO-BACKGROUND-QUIET",
        "connect() brings it up in the background",
        Mode.AUTO,
        up_by_connect_in_background,
        memory=False,
    ),
)
