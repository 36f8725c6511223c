"""What the document asks of manual mode in the background: the grace, its pings, its end, and what stays down.

A property's mark is always one grace after what it marked, and so is told in the document's own terms: before
the mark the grace runs, when the mark is now the deadline is now, and past the mark it is over.
"""

from __future__ import annotations

from collections.abc import Callable

from connref.protocol import Mode
from connref.spec.vocabulary import Answer, Event
from connref.verify.monitor import (
    HOLDS,
    OUTSIDE,
    Broken,
    Choices,
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
from connref.verify.words import CONNECTS, PONGS, counts, ends_by_right, restarts, wanted

NO_STAY, BETWEEN, RUNNING = range(3)
"""Where a history of stays stands: none yet (or the connection is gone), one is over or begun, and the mark runs."""

ENDED = Next(memory=False, mark=Mark.DROP)
BEGUN = Next(memory=True, mark=Mark.SET)


def grace_lasts(running: bool, seen: Seen) -> Verdict:  # noqa: FBT001
    """A connection that is up at the entry stays up before one grace after it, unless it ends by right."""
    if seen.enters and seen.before.up:
        return BEGUN if seen.after.up else Broken("entering the background took it down")
    if not running or seen.due is not Due.BEFORE or ends_by_right(seen) or seen.returns:
        return ENDED
    return Next(memory=True) if seen.after.up else Broken("down before the grace was over")


def grace_restarts(stay: int, seen: Seen) -> Verdict:
    """The same at the second and every later stay of one connection."""
    if seen.enters and seen.before.up and stay:
        return Next(RUNNING, Mark.SET) if seen.after.up else Broken("a second stay had no grace")
    if ends_by_right(seen) or not seen.after.wants:
        cut_short = stay == RUNNING and seen.due is Due.BEFORE and not ends_by_right(seen)
        return Broken("a second stay was cut short") if cut_short else Next(NO_STAY, Mark.DROP)
    return Next(BETWEEN, Mark.DROP) if seen.returns else Next(stay)


def grace_ends(choices: Choices) -> Watch:
    """From an entry while up, with no ping that counts: not wanted once the grace is over."""
    exclusive = choices["ping-at-deadline"] == choices["return-at-deadline"] == "exclusive"

    def watch(running: bool, seen: Seen) -> Verdict:  # noqa: FBT001
        if seen.enters and seen.before.up:
            return BEGUN
        if running and restarts(seen, choices):
            return BEGUN
        if not running or counts(seen, choices) or not seen.told.background or not seen.after.wants:
            return ENDED
        over = seen.due is Due.PAST or (seen.due is Due.NOW and exclusive)
        return Broken("wanted when the grace was over") if over else Next(memory=True)

    return watch


def inclusive_instant(choices: Choices) -> Watch:
    """Where both readings are inclusive the deadline instant still belongs to the grace."""

    def watch(running: bool, seen: Seen) -> Verdict:  # noqa: FBT001
        if seen.enters and seen.before.up:
            return BEGUN
        if not running or seen.due is Due.PAST or ends_by_right(seen) or not seen.told.background:
            return ENDED
        return Next(memory=True) if seen.after.up else Broken("down at an instant that belongs to the grace")

    inclusive = choices["ping-at-deadline"] == choices["return-at-deadline"] == "inclusive"
    return watch if inclusive else lambda _memory, _seen: OUTSIDE


def ping_extends(choices: Choices) -> Watch:
    """A ping that counts inside the grace, or at its last instant if inclusive, starts a whole grace."""

    def in_time(seen: Seen) -> bool:
        return seen.due is Due.BEFORE or (seen.due is Due.NOW and choices["ping-at-deadline"] == "inclusive")

    def watch(running: bool, seen: Seen) -> Verdict:  # noqa: FBT001
        if seen.enters and seen.before.up:
            return BEGUN
        if not running or ends_by_right(seen) or seen.returns:
            return ENDED
        if counts(seen, choices) and in_time(seen) and seen.event is not Event.PONG_FOREGROUND:
            return BEGUN if seen.after.up else Broken("a ping in time did not keep the connection")
        if seen.due is Due.BEFORE and not seen.after.up:
            return Broken("down before one grace after the ping")
        return Next(memory=True) if seen.after.up else ENDED

    return watch


def ping_lapses(choices: Choices) -> Watch:
    """From a ping that counted, when no other follows: not wanted once a grace has passed."""
    exclusive = choices["ping-at-deadline"] == choices["return-at-deadline"] == "exclusive"

    def watch(stay: int, seen: Seen) -> Verdict:
        if seen.enters and seen.before.up:
            return Next(BETWEEN, Mark.DROP)
        if not stay or not seen.told.background or not seen.after.wants:
            return Next(NO_STAY, Mark.DROP)
        if counts(seen, choices) or (stay == RUNNING and restarts(seen, choices)):
            return Next(RUNNING, Mark.SET)
        over = seen.due is Due.PAST or (seen.due is Due.NOW and exclusive)
        return Broken("wanted one grace after the last ping") if stay == RUNNING and over else Next(stay)

    return watch


def late_ping(choices: Choices) -> Watch:
    """At the deadline instant a ping does not save the connection if ping-at-deadline is exclusive."""

    def watch(running: bool, seen: Seen) -> Verdict:  # noqa: FBT001
        if seen.enters and seen.before.up:
            return BEGUN
        if not running or not seen.told.background or not seen.after.wants:
            return ENDED
        if seen.event is Event.PING or seen.event in PONGS or seen.event is Event.BACKGROUND:
            late = (
                seen.due is Due.NOW
                and seen.event is Event.PING
                and choices["ping-at-deadline"] == "exclusive"
            )
            return Broken("a ping at the deadline saved the connection") if late else ENDED
        return Next(memory=True)

    return watch


def ping_loop(choices: Choices) -> Watch:
    """Where pings never let the mark come, the connection is up for ever: the loop closes and nothing in it is down."""
    counting = Event.PING if choices["ping-counts-when"] == "called" else Event.PONG

    def watch(running: bool, seen: Seen) -> Verdict:  # noqa: FBT001
        if seen.enters and seen.before.up:
            return BEGUN
        if not running:
            return HOLDS
        if seen.due is not Due.BEFORE or seen.event not in {None, Event.PING, Event.PONG, Event.DEADLINE}:
            return OUTSIDE
        if not seen.after.up:
            return Broken("a loop of pings lost the connection")
        return BEGUN if seen.event is counting else Next(memory=True)

    return watch


def ping_sends(_: None, seen: Seen) -> Verdict:
    """Up in the background before and after, ping() sends a ping message."""
    held = seen.before.up and seen.after.up and seen.was.background
    if seen.event is Event.PING and held and seen.answer is not Answer.SENDS:
        return Broken("ping() in the background sent nothing")
    return HOLDS


def return_cancels(choices: Choices) -> Watch:
    """A return inside the grace keeps the connection; one at the deadline does as return-at-deadline says."""

    def watch(running: bool, seen: Seen) -> Verdict:  # noqa: FBT001
        if seen.enters and seen.before.up:
            return BEGUN
        if not running or not seen.before.up:
            return ENDED
        if seen.returns:
            in_time = seen.due is Due.BEFORE or choices["return-at-deadline"] == "inclusive"
            return (
                ENDED if seen.after.up is in_time else Broken("the return did not do what the instant asks")
            )
        moved = seen.event is Event.PING or seen.event in PONGS or seen.event is Event.BACKGROUND
        return ENDED if moved else Next(memory=True)

    return watch


def pending_return(choices: Choices) -> Watch:
    """An attempt that may go on in the background is wanted again after a return that is not at a deadline."""

    def watch(_: None, seen: Seen) -> Verdict:
        if (
            seen.returns
            and seen.before.wants
            and not wanted(seen)
            and choices["return-at-deadline"] == "inclusive"
        ):
            return Broken("the return ended what was on its way")
        return HOLDS

    return watch


def background_stays_down(down: bool, seen: Seen) -> Verdict:  # noqa: FBT001
    """What went down in the background stays down, in the foreground as well, until connect()."""
    if seen.goes_down and seen.was.background:
        return (
            Broken("wanted after it went down in the background") if seen.after.wants else Next(memory=True)
        )
    if seen.event in CONNECTS:
        return Next(memory=False)
    return Broken("came back without connect()") if down and seen.after.wants else Next(down)


def connect_brings_back(down: bool, seen: Seen) -> Verdict:  # noqa: FBT001
    """After it went down in the background, connect() in the foreground is heard."""
    if seen.event is Event.CONNECT and down and seen.was.ready and not wanted(seen):
        return Broken("connect() after a drop in the background was not heard")
    dropped = seen.goes_down and seen.was.background
    return Next(memory=dropped or (down and seen.event not in CONNECTS))


GRACE_NAMES = ("ping-at-deadline", "return-at-deadline", "ping-counts-when", "background-again")


def _plain(requirement: str, name: str, watch: Watch, memory: object) -> Property:
    return Property(requirement, name, PropertyKind.ALWAYS, Mode.MANUAL, under_all(watch), memory=memory)


def _reads(
    requirement: str, name: str, watch: Callable[[Choices], Watch], *names: str, memory: object = None
) -> Property:
    return Property(requirement, name, PropertyKind.ALWAYS, Mode.MANUAL, watch, names, memory)


def _within(requirement: str, name: str, watch: Callable[[Choices], Watch], memory: object) -> Property:
    return Property(requirement, name, PropertyKind.WITHIN, Mode.MANUAL, watch, GRACE_NAMES, memory)


BACKGROUND_PROPERTIES: tuple[Property, ...] = (
    _plain("MAN-GRACE", "up at the entry, up before the grace is over", grace_lasts, memory=False),
    _reads(
        "MAN-GRACE",
        "an inclusive instant belongs to the grace",
        inclusive_instant,
        "ping-at-deadline",
        "return-at-deadline",
        memory=False,
    ),
    _plain("MAN-GRACE-RESTARTS", "each later stay has a whole grace", grace_restarts, NO_STAY),
    _within("MAN-GRACE-ENDS", "no ping, no wish one grace after the entry", grace_ends, memory=False),
    _reads(
        "MAN-PING-EXTENDS",
        "a ping in time starts a whole grace",
        ping_extends,
        "ping-at-deadline",
        "ping-counts-when",
        memory=False,
    ),
    _reads(
        "MAN-PING-EXTENDS",
        "an exclusive deadline outdoes a ping",
        late_ping,
        "ping-at-deadline",
        memory=False,
    ),
    _within("MAN-PING-LAPSES", "no wish one grace after the last ping", ping_lapses, NO_STAY),
    _reads(
        "MAN-PING-LOOP",
        "pings in time hold the connection for ever",
        ping_loop,
        "ping-counts-when",
        memory=False,
    ),
    _plain("MAN-PING-SENDS", "ping() in the background sends", ping_sends, None),
    _reads(
        "MAN-RETURN-CANCELS",
        "a return in time keeps the connection",
        return_cancels,
        "return-at-deadline",
        memory=False,
    ),
    _reads("MAN-RETURN-CANCELS", "a return in time keeps an attempt", pending_return, "return-at-deadline"),
    _plain(
        "MAN-BACKGROUND-STAYS-DOWN",
        "down in the background, down until connect()",
        background_stays_down,
        memory=False,
    ),
    _plain("MAN-BACKGROUND-STAYS-DOWN", "connect() brings it back", connect_brings_back, memory=False),
)
