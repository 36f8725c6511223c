"""What the document asks of the calls in both modes: what each reports, and what a repeated input leaves alone."""

from __future__ import annotations

from collections.abc import Callable

from connref.protocol import Mode
from connref.spec.vocabulary import CALL_EVENTS, Answer, Event
from connref.verify.monitor import (
    CONNECTS,
    HOLDS,
    Broken,
    Choices,
    Monitor,
    Property,
    PropertyKind,
    Step,
    Verdict,
    under_all,
)


def only_success_is_up(_: None, step: Step) -> Verdict:
    """Nothing but an attempt that succeeds brings a connection up."""
    return (
        Broken("up without an attempt that succeeded")
        if step.comes_up and step.event is not Event.OPENED
        else HOLDS
    )


def each_call_is_answered(choices: Choices) -> Monitor:
    """A call has exactly one answer; silence and throwing are only for the readings that name them."""

    def monitor(_: None, step: Step) -> Verdict:
        if (step.event in CALL_EVENTS) is (step.answer is None):
            return Broken("a call without an answer, or an answer without a call")
        if step.answer is Answer.THROWS and (step.was.started or choices["call-before-init"] != "throws"):
            return Broken("a call throws")
        if step.answer in {Answer.SILENT, Answer.AT_MOST_ONE} and not _may_be_silent(step, choices):
            return Broken("a call is left without an outcome")
        return HOLDS

    return monitor


def _may_be_silent(step: Step, choices: Choices) -> bool:
    if not step.was.started:
        return choices["call-before-init"] == "nothing"
    if step.event is not Event.PING:
        return False
    return "nothing" in {choices.get("ping-in-auto"), choices.get("ping-in-foreground")} and not (
        "ping-in-foreground" in choices and (step.was.background or not step.before.up)
    )


def call_before_init(choices: Choices) -> Monitor:
    """Before init a call changes nothing and does what call-before-init says."""
    answers = {"error": Answer.ERROR, "throws": Answer.THROWS, "nothing": Answer.SILENT}

    def monitor(_: None, step: Step) -> Verdict:
        if step.event not in CALL_EVENTS or step.was.started:
            return HOLDS
        if step.after != step.before or step.answer is not answers[choices["call-before-init"]]:
            return Broken("a call before init does not do what call-before-init says")
        return HOLDS

    return monitor


def success_needs_a_connection(_: None, step: Step) -> Verdict:
    """connect() promises success only where a connection is wanted, and reports it at once only where one is up."""
    if step.event in CONNECTS:
        if step.answer is Answer.OPENS and not step.after.wants:
            return Broken("connect() waits for a connection that nobody wants")
        if step.answer is Answer.SUCCESS and not step.before.up:
            return Broken("connect() reports success with nothing up")
    return HOLDS


def connect_when_up(choices: Choices) -> Monitor:
    """connect() while up reports what connect-when-up says, and it stays up."""

    def monitor(_: None, step: Step) -> Verdict:
        if step.event not in CONNECTS or not step.before.up:
            return HOLDS
        if not step.after.up or step.answer != choices["connect-when-up"]:
            return Broken("connect() while up does not do what connect-when-up says")
        return HOLDS

    return monitor


def connect_while_opening(choices: Choices) -> Monitor:
    """connect() while a connection is on its way joins it, or reports an error and leaves it."""
    expected = Answer.OPENS if choices["connect-while-opening"] == "joins" else Answer.ERROR

    def monitor(_: None, step: Step) -> Verdict:
        if step.event not in CONNECTS or step.before.up or not step.before.wants:
            return HOLDS
        if step.after != step.before or step.answer is not expected:
            return Broken("connect() while opening does not do what connect-while-opening says")
        return HOLDS

    return monitor


def ping_sends_when_up(choices: Choices) -> Monitor:
    """ping() while up and without a deadline at hand reports what its reading says, and changes nothing."""
    in_auto = "ping-in-auto" in choices
    option = choices["ping-in-auto"] if in_auto else choices["ping-in-foreground"]
    expected = {"sends": Answer.SENDS, "error": Answer.ERROR, "nothing": Answer.SILENT}[option]

    def monitor(_: None, step: Step) -> Verdict:
        if step.event is not Event.PING or not step.before.up or (step.was.background and not in_auto):
            return HOLDS
        if step.after != step.before or step.answer is not expected:
            return Broken("ping() while up does not do what its reading says")
        return HOLDS

    return monitor


def ping_sends_nothing_when_down(_: None, step: Step) -> Verdict:
    """With no connection there is nothing to send a ping over."""
    if step.event is Event.PING and step.answer is Answer.SENDS and not step.before.up:
        return Broken("a ping over no connection")
    return HOLDS


def when_down(choices: Choices) -> Monitor:
    """Manual, with a user and nothing wanted: ping() and disconnect() report what their readings say."""

    def monitor(_: None, step: Step) -> Verdict:
        if not (step.was.started and step.was.user) or step.before.wants:
            return HOLDS
        if step.event is Event.PING and step.answer != choices["ping-when-down"]:
            return Broken("ping() while down does not report what ping-when-down says")
        if step.event is Event.DISCONNECT and step.answer != choices["disconnect-when-down"]:
            return Broken("disconnect() while down does not report what disconnect-when-down says")
        return HOLDS

    return monitor


def second_background(choices: Choices) -> Monitor:
    """Ignored, a second background changes nothing."""

    def monitor(_: None, step: Step) -> Verdict:
        again = step.event is Event.BACKGROUND and step.was.background
        if again and choices["background-again"] == "ignored" and step.after != step.before:
            return Broken("a second background changed something where it is ignored")
        return HOLDS

    return monitor


def second_foreground(_: None, step: Step) -> Verdict:
    """A second foreground ends no connection."""
    again = step.event is Event.FOREGROUND and not step.was.background
    if again and step.before.wants and step.after != step.before:
        return Broken("a second foreground changed a connection")
    return HOLDS


def _one(mode: Mode, requirement: str, name: str, monitor: Monitor, memory: object = None) -> Property:
    return Property(requirement, name, PropertyKind.ALWAYS, mode, under_all(monitor), memory=memory)


def _both(requirement: str, name: str, monitor: Monitor, memory: object = None) -> tuple[Property, ...]:
    return tuple(_one(mode, requirement, name, monitor, memory) for mode in Mode)


def _reads(
    requirement: str, name: str, monitor: Callable[[Choices], Monitor], modes: dict[Mode, tuple[str, ...]]
) -> tuple[Property, ...]:
    return tuple(
        Property(requirement, name, PropertyKind.ALWAYS, mode, monitor, names)
        for mode, names in modes.items()
    )


def _in_both(*names: str) -> dict[Mode, tuple[str, ...]]:
    return dict.fromkeys(Mode, names)


CALL_PROPERTIES: tuple[Property, ...] = (
    _one(Mode.AUTO, "AUTO-FOREGROUND", "up only by an attempt that succeeds", only_success_is_up),
    _one(Mode.MANUAL, "MAN-CONNECT", "up only by an attempt that succeeds", only_success_is_up),
    *_reads(
        "CALL-OUTCOME",
        "each call has one answer",
        each_call_is_answered,
        {
            Mode.AUTO: ("call-before-init", "ping-in-auto"),
            Mode.MANUAL: ("call-before-init", "ping-in-foreground"),
        },
    ),
    *_reads(
        "INP-ROBUST", "a call before init changes nothing", call_before_init, _in_both("call-before-init")
    ),
    *_both("CALL-OUTCOME", "connect() promises only what is wanted", success_needs_a_connection),
    *_reads(
        "MAN-CONNECT",
        "connect() while up is as its reading says",
        connect_when_up,
        {Mode.MANUAL: ("connect-when-up",)},
    ),
    *_reads(
        "AUTO-FOREGROUND",
        "connect() while up is as its reading says",
        connect_when_up,
        {Mode.AUTO: ("connect-when-up",)},
    ),
    *_reads(
        "CALL-OUTCOME",
        "connect() while opening is as its reading says",
        connect_while_opening,
        _in_both("connect-while-opening"),
    ),
    *_reads(
        "CALL-OUTCOME",
        "ping() while up is as its reading says",
        ping_sends_when_up,
        {Mode.AUTO: ("ping-in-auto",), Mode.MANUAL: ("ping-in-foreground",)},
    ),
    _one(Mode.MANUAL, "MAN-PING-SENDS", "no ping over no connection", ping_sends_nothing_when_down),
    _one(Mode.AUTO, "CALL-OUTCOME", "no ping over no connection", ping_sends_nothing_when_down),
    *_reads(
        "CALL-OUTCOME",
        "ping() and disconnect() while down are as their readings say",
        when_down,
        {Mode.MANUAL: ("ping-when-down", "disconnect-when-down")},
    ),
    *_reads(
        "MAN-GRACE",
        "an ignored second background changes nothing",
        second_background,
        {Mode.MANUAL: ("background-again",)},
    ),
    _one(Mode.MANUAL, "MAN-FOREGROUND-HOLDS", "a second foreground ends nothing", second_foreground),
    _one(Mode.AUTO, "AUTO-FOREGROUND", "a second foreground ends nothing", second_foreground),
)
