"""What the document asks of manual mode in the foreground and of its calls, as properties of every history."""

from __future__ import annotations

from connref.protocol import Mode
from connref.spec.vocabulary import Answer, Event
from connref.verify.monitor import (
    CONNECTS,
    FAILURES,
    GOODBYES,
    HOLDS,
    PONGS,
    Broken,
    Choices,
    Monitor,
    Next,
    Property,
    PropertyKind,
    Step,
    Verdict,
    ends_by_right,
    renews,
    under_all,
    wanted,
)
from connref.verify.properties.both_modes import wanted_comes_up


def only_connect_begins(_: None, step: Step) -> Verdict:
    """The wish turns from none to one only with connect()."""
    if step.after.wants and not step.before.wants and step.event not in CONNECTS:
        return Broken("a wish began without connect()")
    return HOLDS


def up_is_wanted(_: None, step: Step) -> Verdict:
    """A connection that is up is one that is wanted, so none is left over."""
    return Broken("up and not wanted") if step.after.up and not wanted(step) else HOLDS


def reopening_waits(_: None, step: Step) -> Verdict:
    """The init of a reopened app begins no wish."""
    if step.event is Event.REOPEN and step.after.wants:
        return Broken("init of a reopened app began a wish")
    return HOLDS


def connect_is_heard(_: None, step: Step) -> Verdict:
    """In the foreground, with a user, connect() is followed by a wish, and without one before it promises success."""
    if step.event is not Event.CONNECT or not step.was.ready:
        return HOLDS
    if not wanted(step):
        return Broken("connect() in the foreground was not heard")
    if not step.before.wants and step.answer is not Answer.OPENS:
        return Broken("connect() does not promise success when up")
    return HOLDS


def connect_needs_a_user(_: None, step: Step) -> Verdict:
    """With nobody logged in connect() begins nothing and never reports success."""
    if step.event not in CONNECTS or step.was.user:
        return HOLDS
    if step.after.wants:
        return Broken("connect() with nobody logged in began a wish")
    if step.was.started and step.answer is not Answer.ERROR:
        return Broken("connect() with nobody logged in may report success")
    return HOLDS


def disconnect_ends(_: None, step: Step) -> Verdict:
    """disconnect() ends every wish at once."""
    if step.event is Event.DISCONNECT and (step.after.wants or step.after.up):
        return Broken("still wanted after disconnect()")
    return HOLDS


def disconnect_stays(said: bool, step: Step) -> Verdict:  # noqa: FBT001
    """After disconnect() no wish until connect()."""
    if step.event in CONNECTS or step.event is Event.DISCONNECT:
        return Next(step.event is Event.DISCONNECT)
    return Broken("wanted again without connect()") if said and step.after.wants else Next(said)


def disconnected_comes_again(said: bool, step: Step) -> Verdict:  # noqa: FBT001
    """After disconnect(), connect() in the foreground is heard again."""
    if step.event is Event.CONNECT and said and step.was.ready and not wanted(step):
        return Broken("connect() after disconnect() was not heard")
    return Next(step.event is Event.DISCONNECT or (said and step.event not in CONNECTS))


def foreground_holds(_: None, step: Step) -> Verdict:
    """In the foreground an up connection ends only by right: no time, no ping, no other call takes it down."""
    if step.before.up and not step.was.background and not step.after.up and not ends_by_right(step):
        return Broken("a connection in the foreground went down by itself")
    return HOLDS


def time_is_harmless(_: None, step: Step) -> Verdict:
    """In the foreground nothing falls due."""
    if step.event is Event.DEADLINE and not step.was.background:
        return Broken("a deadline passed in the foreground")
    return HOLDS


def lost_comes_back(lost: bool, step: Step) -> Verdict:  # noqa: FBT001
    """A wanted connection that is lost in the foreground stays wanted until it is up, through every failure."""
    if step.event is Event.LOST and not step.was.background:
        return Next(memory=True) if wanted(step) else Broken("a loss in the foreground ended the wish")
    if not lost:
        return HOLDS
    if step.event is Event.OPENED or step.event in GOODBYES or renews(step) or step.enters:
        return Next(memory=False)
    if step.event is Event.REJECTED:
        return Next(memory=wanted(step))
    return Next(memory=True) if wanted(step) else Broken("a lost connection was given up in the foreground")


def closed_by_server(choices: Choices) -> Monitor:
    """A normal close in the foreground is a loss, or ends the wish, as server-close has it."""

    def monitor(_: None, step: Step) -> Verdict:
        if step.event is not Event.CLOSED or step.was.background:
            return HOLDS
        if wanted(step) is not (choices["server-close"] == "reconnects"):
            return Broken("a normal close does not do what server-close says")
        return HOLDS

    return monitor


def rejected_by_server(choices: Choices) -> Monitor:
    """Rejected credentials end the wish or not, as auth-rejected has it."""

    def monitor(_: None, step: Step) -> Verdict:
        if step.event is not Event.REJECTED:
            return HOLDS
        if step.after.wants and choices["auth-rejected"] == "stops":
            return Broken("retried after a rejection that stops")
        if not wanted(step) and choices["auth-rejected"] == "retries" and not step.was.background:
            return Broken("stopped after a rejection that is retried")
        return HOLDS

    return monitor


def offline_connect(choices: Choices) -> Monitor:
    """connect() with no network waits for it, or fails, as connect-offline has it."""

    def monitor(_: None, step: Step) -> Verdict:
        if step.event is not Event.CONNECT_OFFLINE or not step.was.ready or step.before.wants:
            return HOLDS
        waits = wanted(step) and step.answer is Answer.OPENS
        fails = not step.after.wants and step.answer is Answer.ERROR
        if not (waits if choices["connect-offline"] == "waits" else fails):
            return Broken("connect() with no network does not do what connect-offline says")
        return HOLDS

    return monitor


def first_failure(_: None, step: Step) -> Verdict:
    """A failed attempt never makes a connection up, and never begins a wish."""
    if step.event in FAILURES and (step.after.up or not step.before.wants):
        return Broken("a failure out of nothing, or one that is a success")
    return HOLDS


def pings_begin_nothing(_: None, step: Step) -> Verdict:
    """Neither a ping nor its answer begins a wish or brings a connection up."""
    if (step.event is Event.PING or step.event in PONGS) and (
        step.comes_up or (step.after.wants and not step.before.wants)
    ):
        return Broken("a ping brought a connection up")
    return HOLDS


def _always(requirement: str, name: str, monitor: Monitor, memory: object = None) -> Property:
    return Property(requirement, name, PropertyKind.ALWAYS, Mode.MANUAL, under_all(monitor), memory=memory)


MANUAL_PROPERTIES: tuple[Property, ...] = (
    _always("MAN-ONLY-CONNECT", "a wish begins with connect() only", only_connect_begins),
    _always("MAN-ONLY-CONNECT", "a ping begins nothing", pings_begin_nothing),
    _always("RES-ONE-SOCKET", "what is up is wanted", up_is_wanted),
    _always("SES-REOPEN-WAITS", "init of a reopened app begins no wish", reopening_waits),
    _always("MAN-CONNECT", "connect() in the foreground is heard", connect_is_heard),
    _always("MAN-CONNECT", "an attempt that succeeds is up", wanted_comes_up),
    _always("MAN-CONNECT", "a failed attempt begins nothing", first_failure),
    _always("MAN-CONNECT-NEEDS-USER", "nobody logged in, nothing begun", connect_needs_a_user),
    _always("MAN-DISCONNECT", "disconnect() ends every wish", disconnect_ends),
    _always("MAN-DISCONNECT-STAYS", "no wish from disconnect() to connect()", disconnect_stays, memory=False),
    _always("MAN-DISCONNECT-STAYS", "connect() is heard again", disconnected_comes_again, memory=False),
    _always("MAN-FOREGROUND-HOLDS", "up in the foreground ends only by right", foreground_holds),
    _always("MAN-FOREGROUND-HOLDS", "no deadline passes in the foreground", time_is_harmless),
    _always(
        "MAN-RECONNECT", "a loss in the foreground leaves it wanted until up", lost_comes_back, memory=False
    ),
    Property(
        "MAN-RECONNECT",
        "a normal close is as server-close says",
        PropertyKind.ALWAYS,
        Mode.MANUAL,
        closed_by_server,
        ("server-close",),
    ),
    Property(
        "MAN-RECONNECT",
        "connect() offline is as connect-offline says",
        PropertyKind.ALWAYS,
        Mode.MANUAL,
        offline_connect,
        ("connect-offline",),
    ),
    Property(
        "CALL-OUTCOME",
        "a rejection is as auth-rejected says",
        PropertyKind.ALWAYS,
        Mode.MANUAL,
        rejected_by_server,
        ("auth-rejected",),
    ),
)
