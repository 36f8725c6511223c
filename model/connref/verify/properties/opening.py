"""What manual mode asks of a connection that is on its way in the background, and of connect() there."""

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
from connref.verify.words import CONNECTS, PONGS, counts, restarts, wanted


def entered_while_opening(choices: Choices) -> Watch:
    """Entry before a connect() was first up: given up, or a deadline from the entry, or one from the opening.

    Remembers: "" no first opening, "opening" one in the foreground, "entered" one that the entry caught,
    "runs" a deadline is running for it.
    """
    option = choices["background-while-opening"]

    def watch(memory: str, seen: Seen) -> Verdict:
        if seen.event in CONNECTS and not seen.before.wants and wanted(seen) and not seen.was.background:
            return Next("opening", Mark.DROP)
        if not memory or not seen.after.wants or not (seen.told.background or memory == "opening"):
            return Next("", Mark.DROP)
        if seen.enters:
            return _entered(option)
        if memory == "opening":
            return Next("" if seen.after.up else memory)
        return _on_its_way(memory, seen, choices)

    return watch


def _entered(option: str) -> Verdict:
    match option:
        case "aborts":
            return Broken("still wanted where entering the background aborts")
        case "grace-from-entry":
            return Next("runs", Mark.SET)
        case _:
            return Next("entered")


def entered_while_waiting(choices: Choices) -> Watch:
    """Entry while a connection that was up is on its way back: given up, or a deadline from the entry."""
    option = choices["background-while-waiting"]

    def watch(memory: str, seen: Seen) -> Verdict:
        if seen.before.up and not seen.after.up and wanted(seen):
            return Next("lost", Mark.DROP)
        if not memory or not seen.after.wants or not (seen.told.background or memory == "lost"):
            return Next("", Mark.DROP)
        if seen.enters:
            return (
                Broken("still wanted where it gives up") if option == "gives-up" else Next("runs", Mark.SET)
            )
        if memory == "lost":
            return Next("" if seen.after.up else memory)
        return _on_its_way(memory, seen, choices)

    return watch


def connect_in_background(choices: Choices) -> Watch:
    """connect() in the background does what connect-in-background says, and ends when it says.

    Remembers: "" nothing, "runs" a deadline is running, "entered" one will run from the opening, "held" none will.
    """
    option = choices["connect-in-background"]

    def watch(memory: str, seen: Seen) -> Verdict:
        if seen.event in CONNECTS and seen.was.background and seen.was.user and not seen.before.wants:
            if not seen.after.wants:
                return Next("", Mark.DROP)
            return _called(option)
        if not memory or not seen.told.background or not seen.after.wants:
            return Next("", Mark.DROP)
        if memory == "held" and restarts(seen, choices):
            # What a second entry means for a connection that is not up yet is nowhere said.
            return Next("runs", Mark.SET) if seen.after.up else Next("", Mark.DROP)
        if memory == "held":
            return Broken("held, and yet a deadline passed") if seen.event is Event.DEADLINE else Next(memory)
        return _on_its_way(memory, seen, choices)

    return watch


def _called(option: str) -> Verdict:
    match option:
        case "refused":
            return Broken("a wish began where connect() is refused")
        case "grace-from-call":
            return Next("runs", Mark.SET)
        case "grace-from-open":
            return Next("entered")
        case "held":
            return Next("held")
        case _:
            # Told by a property of its own, whose mark is the entry.
            return Next("")


def _on_its_way(memory: str, seen: Seen, choices: Choices) -> Verdict:
    """What goes for every wish of the background: it ends when its deadline is over, and a ping may move that."""
    if memory == "entered":
        return Next("runs", Mark.SET) if seen.comes_up else Next(memory)
    opens = not seen.after.up and choices.get("background-while-opening") == "grace-from-open"
    if restarts(seen, choices) and opens:
        # Entered once more while opening, so that the grace may count from the opening now.
        return Next("entered")
    moves = restarts(seen, choices) or (seen.after.up and counts(seen, choices))
    moves = moves or (not seen.after.up and seen.event is Event.PING)
    if moves:
        return Next(memory, Mark.SET)
    return Broken("wanted when its grace was over") if seen.due is Due.PAST else Next(memory)


def connect_from_entry(choices: Choices) -> Watch:
    """grace-from-entry: connect() is heard until one grace after the entry, and its wish ends there.

    Remembers "" where the mark is not the entry, "entry" where it is, "asked" once connect() was heard there.
    """

    def watch(memory: str, seen: Seen) -> Verdict:
        began_there = (
            seen.event in {Event.INIT, Event.REOPEN} and not seen.was.started and seen.told.background
        )
        if seen.enters or began_there or restarts(seen, choices):
            return Next("entry", Mark.SET)
        if not seen.told.background:
            return Next("", Mark.DROP)
        if not memory or (memory == "asked" and not seen.after.wants):
            return Next("", Mark.DROP)
        if seen.event is Event.CONNECT and seen.was.user and not seen.before.wants:
            heard = seen.after.wants and seen.answer is Answer.OPENS
            refused = not seen.after.wants and seen.answer is Answer.ERROR
            fits = heard if seen.due is Due.BEFORE else refused
            return (
                Next("asked" if heard else memory)
                if fits
                else Broken("connect() was not judged from the entry")
            )
        if memory == "asked" and (seen.event is Event.PING or seen.event in PONGS):
            return Next("", Mark.DROP)
        over = memory == "asked" and seen.due is Due.PAST
        return Broken("wanted past one grace after the entry") if over else Next(memory)

    return watch if choices["connect-in-background"] == "grace-from-entry" else lambda _memory, _seen: OUTSIDE


def reports_what_it_did(_: None, seen: Seen) -> Verdict:
    """connect() that is refused in the background reports an error; one that is heard promises success when up."""
    if seen.event in CONNECTS and seen.was.background and seen.was.user and not seen.before.wants:
        expected = Answer.OPENS if seen.after.wants else Answer.ERROR
        return HOLDS if seen.answer is expected else Broken(f"answers {seen.answer}, not {expected}")
    return HOLDS


def heard_in_background(choices: Choices) -> Watch:
    """connect() with a network is heard in the background under every reading that does not refuse it."""
    always = choices["connect-in-background"] in {"grace-from-open", "grace-from-call", "held"}

    def watch(_: None, seen: Seen) -> Verdict:
        called = seen.event is Event.CONNECT and seen.was.background and seen.was.user and seen.was.started
        if called and always and not seen.after.wants:
            return Broken("connect() in the background was not heard")
        return HOLDS

    return watch


def offline_in_background(choices: Choices) -> Watch:
    """connect() with no network in the background fails where connect-offline says so."""

    def watch(_: None, seen: Seen) -> Verdict:
        if seen.event is not Event.CONNECT_OFFLINE or not seen.was.background or seen.before.wants:
            return HOLDS
        if seen.after.wants and choices["connect-offline"] == "fails":
            return Broken("waits for the network where it should fail")
        return HOLDS

    return watch


def fails_for_good(choices: Choices) -> Watch:
    """Under grace-from-open and held, an attempt that fails in the background with a network there is given up."""

    def watch(timed: bool, seen: Seen) -> Verdict:  # noqa: FBT001
        if seen.event in CONNECTS and not seen.before.wants:
            return Next(
                choices["connect-in-background"] in {"grace-from-open", "held"} and seen.was.background
            )
        if timed and seen.event is Event.FAILED and seen.was.background and seen.after.wants:
            return Broken("repeated in the background with no deadline to end it")
        again = seen.event is Event.BACKGROUND
        return Next(timed and not again and not seen.after.up and seen.told.background)

    return watch


_DEADLINES = ("ping-counts-when", "background-again")


def _property(
    requirement: str,
    name: str,
    watch: Callable[[Choices], Watch],
    names: tuple[str, ...],
    memory: object = None,
) -> Property:
    return Property(requirement, name, PropertyKind.ALWAYS, Mode.MANUAL, watch, names, memory)


def _within(requirement: str, name: str, watch: Callable[[Choices], Watch], *options: str) -> Property:
    return Property(requirement, name, PropertyKind.WITHIN, Mode.MANUAL, watch, (*options, *_DEADLINES), "")


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
