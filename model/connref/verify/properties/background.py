"""What the document asks of manual mode in the background: the grace, its pings, its end, and what stays down.

A monitor's clock expires one grace after it was started, which are the document's own terms: before that instant the
grace runs, at it the deadline is now, and past it the grace is over.
"""

from __future__ import annotations

from collections.abc import Callable

from connref.protocol import Mode
from connref.spec.vocabulary import Answer, Event
from connref.verify.monitor import (
    CONNECTS,
    HOLDS,
    OUTSIDE,
    PONGS,
    Broken,
    Choices,
    Due,
    Monitor,
    MonitorClock,
    Next,
    Property,
    PropertyKind,
    Step,
    Verdict,
    counts,
    ends_by_right,
    restarts,
    under_all,
    wanted,
)

NO_STAY, BETWEEN, RUNNING = range(3)
"""Where a history of stays stands: none yet (or the connection is gone), one is over or begun, and the clock runs."""

ENDED = Next(memory=False, clock=MonitorClock.STOP)
BEGUN = Next(memory=True, clock=MonitorClock.START)


def grace_lasts(running: bool, step: Step) -> Verdict:  # noqa: FBT001
    """A connection that is up at the entry stays up before one grace after it, unless it ends by right."""
    if step.enters and step.before.up:
        return BEGUN if step.after.up else Broken("entering the background took it down")
    if not running or step.due is not Due.BEFORE or ends_by_right(step) or step.returns:
        return ENDED
    return Next(memory=True) if step.after.up else Broken("down before the grace was over")


def grace_restarts(stay: int, step: Step) -> Verdict:
    """The same at the second and every later stay of one connection."""
    if step.enters and step.before.up and stay:
        return Next(RUNNING, MonitorClock.START) if step.after.up else Broken("a second stay had no grace")
    if ends_by_right(step) or not step.after.wants:
        cut_short = stay == RUNNING and step.due is Due.BEFORE and not ends_by_right(step)
        return Broken("a second stay was cut short") if cut_short else Next(NO_STAY, MonitorClock.STOP)
    return Next(BETWEEN, MonitorClock.STOP) if step.returns else Next(stay)


def grace_ends(choices: Choices) -> Monitor:
    """From an entry that the connection outlives, with no ping that counts: not wanted once the grace is over."""
    exclusive = choices["ping-at-deadline"] == choices["return-at-deadline"] == "exclusive"

    def monitor(running: bool, step: Step) -> Verdict:  # noqa: FBT001
        if step.enters and step.before.up and step.after.wants:
            return BEGUN
        if running and restarts(step, choices):
            return BEGUN
        if not running or counts(step, choices) or not step.now.background or not step.after.wants:
            return ENDED
        over = step.due is Due.PAST or (step.due is Due.NOW and exclusive)
        return Broken("wanted when the grace was over") if over else Next(memory=True)

    return monitor


def inclusive_instant(choices: Choices) -> Monitor:
    """Where both readings are inclusive the deadline instant still belongs to the grace."""

    def monitor(running: bool, step: Step) -> Verdict:  # noqa: FBT001
        if step.enters and step.before.up:
            return BEGUN
        if not running or step.due is Due.PAST or ends_by_right(step) or not step.now.background:
            return ENDED
        return Next(memory=True) if step.after.up else Broken("down at an instant that belongs to the grace")

    inclusive = choices["ping-at-deadline"] == choices["return-at-deadline"] == "inclusive"
    return monitor if inclusive else lambda _memory, _step: OUTSIDE


def ping_extends(choices: Choices) -> Monitor:
    """A ping that counts inside the grace, or at its last instant if inclusive, starts a whole grace."""

    def in_time(step: Step) -> bool:
        return step.due is Due.BEFORE or (step.due is Due.NOW and choices["ping-at-deadline"] == "inclusive")

    def monitor(running: bool, step: Step) -> Verdict:  # noqa: FBT001
        if step.enters and step.before.up:
            return BEGUN
        if not running or ends_by_right(step) or step.returns:
            return ENDED
        if counts(step, choices) and in_time(step) and step.event is not Event.PONG_FOREGROUND:
            return BEGUN if step.after.up else Broken("a ping in time did not keep the connection")
        if step.due is Due.BEFORE and not step.after.up:
            return Broken("down before one grace after the ping")
        return Next(memory=True) if step.after.up else ENDED

    return monitor


def ping_lapses(choices: Choices) -> Monitor:
    """From a ping that counted, when no other follows: not wanted once a grace has passed."""
    exclusive = choices["ping-at-deadline"] == choices["return-at-deadline"] == "exclusive"

    def monitor(stay: int, step: Step) -> Verdict:
        if step.enters and step.before.up:
            return Next(BETWEEN, MonitorClock.STOP)
        if not stay or not step.now.background or not step.after.wants:
            return Next(NO_STAY, MonitorClock.STOP)
        if counts(step, choices) or (stay == RUNNING and restarts(step, choices)):
            return Next(RUNNING, MonitorClock.START)
        over = step.due is Due.PAST or (step.due is Due.NOW and exclusive)
        return Broken("wanted one grace after the last ping") if stay == RUNNING and over else Next(stay)

    return monitor


def late_ping(choices: Choices) -> Monitor:
    """At the deadline instant a ping does not save the connection if ping-at-deadline is exclusive."""

    def monitor(running: bool, step: Step) -> Verdict:  # noqa: FBT001
        if step.enters and step.before.up:
            return BEGUN
        if not running or not step.now.background or not step.after.wants:
            return ENDED
        if step.event is Event.PING or step.event in PONGS or step.event is Event.BACKGROUND:
            late = (
                step.due is Due.NOW
                and step.event is Event.PING
                and choices["ping-at-deadline"] == "exclusive"
            )
            return Broken("a ping at the deadline saved the connection") if late else ENDED
        return Next(memory=True)

    return monitor


def ping_loop(choices: Choices) -> Monitor:
    """Where pings never let the clock expire, it is up for ever: the loop closes and nothing in it is down."""
    counting = Event.PING if choices["ping-counts-when"] == "called" else Event.PONG

    def monitor(running: bool, step: Step) -> Verdict:  # noqa: FBT001
        if step.enters and step.before.up:
            return BEGUN
        if not running:
            return HOLDS
        if step.due is not Due.BEFORE or step.event not in {None, Event.PING, Event.PONG, Event.DEADLINE}:
            return OUTSIDE
        if not step.after.up:
            return Broken("a loop of pings lost the connection")
        return BEGUN if step.event is counting else Next(memory=True)

    return monitor


def ping_sends(_: None, step: Step) -> Verdict:
    """Up in the background before and after, ping() sends a ping message."""
    held = step.before.up and step.after.up and step.was.background
    if step.event is Event.PING and held and step.answer is not Answer.SENDS:
        return Broken("ping() in the background sent nothing")
    return HOLDS


def return_cancels(choices: Choices) -> Monitor:
    """A return inside the grace keeps the connection; one at the deadline does as return-at-deadline says."""

    def monitor(running: bool, step: Step) -> Verdict:  # noqa: FBT001
        if step.enters and step.before.up:
            return BEGUN
        if not running or not step.before.up:
            return ENDED
        if step.returns:
            in_time = step.due is Due.BEFORE or choices["return-at-deadline"] == "inclusive"
            return (
                ENDED if step.after.up is in_time else Broken("the return did not do what the instant asks")
            )
        moved = step.event is Event.PING or step.event in PONGS or step.event is Event.BACKGROUND
        return ENDED if moved else Next(memory=True)

    return monitor


def pending_return(choices: Choices) -> Monitor:
    """An attempt that may go on in the background is wanted again after a return that is not at a deadline."""

    def monitor(_: None, step: Step) -> Verdict:
        if (
            step.returns
            and step.before.wants
            and not wanted(step)
            and choices["return-at-deadline"] == "inclusive"
        ):
            return Broken("the return ended what was on its way")
        return HOLDS

    return monitor


def background_stays_down(down: bool, step: Step) -> Verdict:  # noqa: FBT001
    """What went down in the background stays down, in the foreground as well, until connect()."""
    if step.goes_down and step.was.background:
        return (
            Broken("wanted after it went down in the background") if step.after.wants else Next(memory=True)
        )
    if step.event in CONNECTS:
        return Next(memory=False)
    return Broken("came back without connect()") if down and step.after.wants else Next(down)


def connect_brings_back(down: bool, step: Step) -> Verdict:  # noqa: FBT001
    """After it went down in the background, connect() in the foreground is heard."""
    if step.event is Event.CONNECT and down and step.was.ready and not wanted(step):
        return Broken("connect() after a drop in the background was not heard")
    dropped = step.goes_down and step.was.background
    return Next(memory=dropped or (down and step.event not in CONNECTS))


GRACE_NAMES = ("ping-at-deadline", "return-at-deadline", "ping-counts-when", "background-again")


def _plain(requirement: str, name: str, monitor: Monitor, memory: object) -> Property:
    return Property(requirement, name, PropertyKind.ALWAYS, Mode.MANUAL, under_all(monitor), memory=memory)


def _reads(
    requirement: str, name: str, monitor: Callable[[Choices], Monitor], *names: str, memory: object = None
) -> Property:
    return Property(requirement, name, PropertyKind.ALWAYS, Mode.MANUAL, monitor, names, memory)


def _within(requirement: str, name: str, monitor: Callable[[Choices], Monitor], memory: object) -> Property:
    return Property(requirement, name, PropertyKind.WITHIN, Mode.MANUAL, monitor, GRACE_NAMES, memory)


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
