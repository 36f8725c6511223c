"""What manual mode asks of a connection that is on its way in the background, and of connect() there."""

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
    restarts,
    under_all,
    wanted,
)


def entered_while_opening(choices: Choices) -> Monitor:
    """Entry before a connect() was first up: given up, or a deadline from the entry, or one from the opening.

    Remembers: "" no first opening, "opening" one in the foreground, "entered" one that the entry caught,
    "runs" a deadline is running for it.
    """
    option = choices["background-while-opening"]

    def monitor(memory: str, step: Step) -> Verdict:
        if step.event in CONNECTS and not step.before.wants and wanted(step) and not step.was.background:
            return Next("opening", MonitorClock.STOP)
        if not memory or not step.after.wants or not (step.now.background or memory == "opening"):
            return Next("", MonitorClock.STOP)
        if step.enters:
            return _entered(option)
        if memory == "opening":
            return Next("" if step.after.up else memory)
        return _on_its_way(memory, step, choices)

    return monitor


def _entered(option: str) -> Verdict:
    match option:
        case "aborts":
            return Broken("still wanted where entering the background aborts")
        case "grace-from-entry":
            return Next("runs", MonitorClock.START)
        case _:
            return Next("entered")


def entered_while_waiting(choices: Choices) -> Monitor:
    """Entry while a connection that was up is on its way back: given up, or a deadline from the entry."""
    option = choices["background-while-waiting"]

    def monitor(memory: str, step: Step) -> Verdict:
        if step.before.up and not step.after.up and wanted(step):
            return Next("lost", MonitorClock.STOP)
        if not memory or not step.after.wants or not (step.now.background or memory == "lost"):
            return Next("", MonitorClock.STOP)
        if step.enters:
            return (
                Broken("still wanted where it gives up")
                if option == "gives-up"
                else Next("runs", MonitorClock.START)
            )
        if memory == "lost":
            return Next("" if step.after.up else memory)
        return _on_its_way(memory, step, choices)

    return monitor


def connect_in_background(choices: Choices) -> Monitor:
    """connect() in the background does what connect-in-background says, and ends when it says.

    Remembers: "" nothing, "runs" a deadline is running, "entered" one will run from the opening, "held" none will.
    """
    option = choices["connect-in-background"]

    def monitor(memory: str, step: Step) -> Verdict:
        if step.event in CONNECTS and step.was.background and step.was.user and not step.before.wants:
            if not step.after.wants:
                return Next("", MonitorClock.STOP)
            return _called(option)
        if not memory or not step.now.background or not step.after.wants:
            return Next("", MonitorClock.STOP)
        if memory == "held" and restarts(step, choices):
            # What a second entry means for a connection that is not up yet is nowhere said.
            return Next("runs", MonitorClock.START) if step.after.up else Next("", MonitorClock.STOP)
        if memory == "held":
            return Broken("held, and yet a deadline passed") if step.event is Event.DEADLINE else Next(memory)
        return _on_its_way(memory, step, choices)

    return monitor


def _called(option: str) -> Verdict:
    match option:
        case "refused":
            return Broken("a wish began where connect() is refused")
        case "grace-from-call":
            return Next("runs", MonitorClock.START)
        case "grace-from-open":
            return Next("entered")
        case "held":
            return Next("held")
        case _:
            # Judged by a property of its own, whose clock starts at the entry.
            return Next("")


def _on_its_way(memory: str, step: Step, choices: Choices) -> Verdict:
    """What goes for every wish of the background: it ends when its deadline is over, and a ping may move that."""
    if memory == "entered":
        return Next("runs", MonitorClock.START) if step.comes_up else Next(memory)
    opens = not step.after.up and choices.get("background-while-opening") == "grace-from-open"
    if restarts(step, choices) and opens:
        # Entered once more while opening, so that the grace may count from the opening now.
        return Next("entered")
    moves = restarts(step, choices) or (step.after.up and counts(step, choices))
    moves = moves or (not step.after.up and step.event is Event.PING)
    if moves:
        return Next(memory, MonitorClock.START)
    return Broken("wanted when its grace was over") if step.due is Due.PAST else Next(memory)


def connect_from_entry(choices: Choices) -> Monitor:
    """grace-from-entry: connect() is heard until one grace after the entry, and its wish ends there.

    Remembers "" while the clock does not count from the entry, "entry" while it does, "asked" once connect() was heard.
    """

    def monitor(memory: str, step: Step) -> Verdict:
        began_there = (
            step.event in {Event.INIT, Event.REOPEN} and not step.was.started and step.now.background
        )
        if step.enters or began_there or restarts(step, choices):
            return Next("entry", MonitorClock.START)
        if not step.now.background:
            return Next("", MonitorClock.STOP)
        if not memory or (memory == "asked" and not step.after.wants):
            return Next("", MonitorClock.STOP)
        if step.event is Event.CONNECT and step.was.user and not step.before.wants:
            heard = step.after.wants and step.answer is Answer.OPENS
            refused = not step.after.wants and step.answer is Answer.ERROR
            fits = heard if step.due is Due.BEFORE else refused
            return (
                Next("asked" if heard else memory)
                if fits
                else Broken("connect() was not judged from the entry")
            )
        if memory == "asked" and (step.event is Event.PING or step.event in PONGS):
            return Next("", MonitorClock.STOP)
        over = memory == "asked" and step.due is Due.PAST
        return Broken("wanted past one grace after the entry") if over else Next(memory)

    return (
        monitor if choices["connect-in-background"] == "grace-from-entry" else lambda _memory, _step: OUTSIDE
    )


def reports_what_it_did(_: None, step: Step) -> Verdict:
    """connect() that is refused in the background reports an error; one that is heard promises success when up."""
    if step.event in CONNECTS and step.was.background and step.was.user and not step.before.wants:
        expected = Answer.OPENS if step.after.wants else Answer.ERROR
        return HOLDS if step.answer is expected else Broken(f"answers {step.answer}, not {expected}")
    return HOLDS


def heard_in_background(choices: Choices) -> Monitor:
    """connect() with a network is heard in the background under every reading that does not refuse it."""
    always = choices["connect-in-background"] in {"grace-from-open", "grace-from-call", "held"}

    def monitor(_: None, step: Step) -> Verdict:
        called = step.event is Event.CONNECT and step.was.background and step.was.user and step.was.started
        if called and always and not step.after.wants:
            return Broken("connect() in the background was not heard")
        return HOLDS

    return monitor


def offline_in_background(choices: Choices) -> Monitor:
    """connect() with no network in the background fails where connect-offline says so."""

    def monitor(_: None, step: Step) -> Verdict:
        if step.event is not Event.CONNECT_OFFLINE or not step.was.background or step.before.wants:
            return HOLDS
        if step.after.wants and choices["connect-offline"] == "fails":
            return Broken("waits for the network where it should fail")
        return HOLDS

    return monitor


def fails_for_good(choices: Choices) -> Monitor:
    """Under grace-from-open and held, an attempt that fails in the background with a network there is given up."""

    def monitor(timed: bool, step: Step) -> Verdict:  # noqa: FBT001
        if step.event in CONNECTS and not step.before.wants:
            return Next(
                choices["connect-in-background"] in {"grace-from-open", "held"} and step.was.background
            )
        if timed and step.event is Event.FAILED and step.was.background and step.after.wants:
            return Broken("repeated in the background with no deadline to end it")
        again = step.event is Event.BACKGROUND
        return Next(timed and not again and not step.after.up and step.now.background)

    return monitor


_DEADLINES = ("ping-counts-when", "background-again")


def _property(
    requirement: str,
    name: str,
    monitor: Callable[[Choices], Monitor],
    names: tuple[str, ...],
    memory: object = None,
) -> Property:
    return Property(requirement, name, PropertyKind.ALWAYS, Mode.MANUAL, monitor, names, memory)


def _within(requirement: str, name: str, monitor: Callable[[Choices], Monitor], *options: str) -> Property:
    return Property(requirement, name, PropertyKind.WITHIN, Mode.MANUAL, monitor, (*options, *_DEADLINES), "")


OPENING_PROPERTIES: tuple[Property, ...] = (
    _within(
        "MAN-GRACE-ENDS",
        "an opening that the entry caught ends as background-while-opening says",
        entered_while_opening,
        "background-while-opening",
    ),
    _within(
        "MAN-BACKGROUND-STAYS-DOWN",
        "a lost connection that the entry caught ends as its reading says",
        entered_while_waiting,
        "background-while-waiting",
    ),
    _within(
        "MAN-GRACE-ENDS",
        "a connection of the background ends as connect-in-background says",
        connect_in_background,
        "connect-in-background",
        "background-while-opening",
    ),
    _property(
        "MAN-GRACE-ENDS",
        "grace-from-entry counts from the entry",
        connect_from_entry,
        ("connect-in-background", *_DEADLINES),
        "",
    ),
    _property(
        "MAN-GRACE-ENDS",
        "connect() in the background is heard unless refused",
        heard_in_background,
        ("connect-in-background",),
    ),
    _property(
        "MAN-GRACE-ENDS",
        "connect() in the background reports what it did",
        under_all(reports_what_it_did),
        (),
    ),
    _property(
        "MAN-RECONNECT",
        "connect() offline in the background fails if it should",
        offline_in_background,
        ("connect-offline",),
    ),
    _property(
        "MAN-BACKGROUND-STAYS-DOWN",
        "with no deadline a failure in the background is the end",
        fails_for_good,
        ("connect-in-background",),
        False,
    ),
)
