"""What the document asks of manual mode in the foreground and of its calls, as properties of every history."""

from __future__ import annotations

from connref.protocol import Mode
from connref.spec.vocabulary import Answer, Event
from connref.verify.monitor import (
    HOLDS,
    Broken,
    Choices,
    Next,
    Property,
    PropertyKind,
    Seen,
    Verdict,
    Watch,
    under_all,
)
from connref.verify.words import CONNECTS, FAILURES, GOODBYES, PONGS, ends_by_right, renews, wanted


def only_connect_begins(_: None, seen: Seen) -> Verdict:
    """The wish turns from none to one only with connect()."""
    if seen.after.wants and not seen.before.wants and seen.event not in CONNECTS:
        return Broken("a wish began without connect()")
    return HOLDS


def up_is_wanted(_: None, seen: Seen) -> Verdict:
    """A connection that is up is one that is wanted, so none is left over."""
    return Broken("up and not wanted") if seen.after.up and not wanted(seen) else HOLDS


def reopening_waits(_: None, seen: Seen) -> Verdict:
    """The init of a reopened app begins no wish."""
    if seen.event is Event.REOPEN and seen.after.wants:
        return Broken("init of a reopened app began a wish")
    return HOLDS


def connect_is_heard(_: None, seen: Seen) -> Verdict:
    """In the foreground, with a user, connect() is followed by a wish, and without one before it promises success."""
    if seen.event is not Event.CONNECT or not seen.was.ready:
        return HOLDS
    if not wanted(seen):
        return Broken("connect() in the foreground was not heard")
    if not seen.before.wants and seen.answer is not Answer.OPENS:
        return Broken("connect() does not promise success when up")
    return HOLDS


def wanted_comes_up(_: None, seen: Seen) -> Verdict:
    """What is wanted in the foreground is up as soon as an attempt succeeds."""
    if seen.event is Event.OPENED and not (seen.after.up and wanted(seen)):
        return Broken("the connection opened and is not up")
    return HOLDS


def connect_needs_a_user(_: None, seen: Seen) -> Verdict:
    """With nobody logged in connect() begins nothing and never reports success."""
    if seen.event not in CONNECTS or seen.was.user:
        return HOLDS
    if seen.after.wants:
        return Broken("connect() with nobody logged in began a wish")
    if seen.was.started and seen.answer is not Answer.ERROR:
        return Broken("connect() with nobody logged in may report success")
    return HOLDS


def disconnect_ends(_: None, seen: Seen) -> Verdict:
    """disconnect() ends every wish at once."""
    if seen.event is Event.DISCONNECT and (seen.after.wants or seen.after.up):
        return Broken("still wanted after disconnect()")
    return HOLDS


def disconnect_stays(said: bool, seen: Seen) -> Verdict:  # noqa: FBT001
    """After disconnect() no wish until connect()."""
    if seen.event in CONNECTS or seen.event is Event.DISCONNECT:
        return Next(seen.event is Event.DISCONNECT)
    return Broken("wanted again without connect()") if said and seen.after.wants else Next(said)


def disconnected_comes_again(said: bool, seen: Seen) -> Verdict:  # noqa: FBT001
    """After disconnect(), connect() in the foreground is heard again."""
    if seen.event is Event.CONNECT and said and seen.was.ready and not wanted(seen):
        return Broken("connect() after disconnect() was not heard")
    return Next(seen.event is Event.DISCONNECT or (said and seen.event not in CONNECTS))


def foreground_holds(_: None, seen: Seen) -> Verdict:
    """In the foreground an up connection ends only by right: no time, no ping, no other call takes it down."""
    if seen.before.up and not seen.was.background and not seen.after.up and not ends_by_right(seen):
        return Broken("a connection in the foreground went down by itself")
    return HOLDS


def time_is_harmless(_: None, seen: Seen) -> Verdict:
    """In the foreground nothing falls due."""
    if seen.event is Event.DEADLINE and not seen.was.background:
        return Broken("a deadline passed in the foreground")
    return HOLDS


def lost_comes_back(lost: bool, seen: Seen) -> Verdict:  # noqa: FBT001
    """A wanted connection that is lost in the foreground stays wanted until it is up, through every failure."""
    if seen.event is Event.LOST and not seen.was.background:
        return Next(memory=True) if wanted(seen) else Broken("a loss in the foreground ended the wish")
    if not lost:
        return HOLDS
    if seen.event is Event.OPENED or seen.event in GOODBYES or renews(seen) or seen.enters:
        return Next(memory=False)
    if seen.event is Event.REJECTED:
        return Next(memory=wanted(seen))
    return Next(memory=True) if wanted(seen) else Broken("a lost connection was given up in the foreground")


def closed_by_server(choices: Choices) -> Watch:
    """A normal close in the foreground is a loss, or ends the wish, as server-close has it."""

    def watch(_: None, seen: Seen) -> Verdict:
        if seen.event is not Event.CLOSED or seen.was.background:
            return HOLDS
        if wanted(seen) is not (choices["server-close"] == "reconnects"):
            return Broken("a normal close does not do what server-close says")
        return HOLDS

    return watch


def rejected_by_server(choices: Choices) -> Watch:
    """Rejected credentials end the wish or not, as auth-rejected has it."""

    def watch(_: None, seen: Seen) -> Verdict:
        if seen.event is not Event.REJECTED:
            return HOLDS
        if seen.after.wants and choices["auth-rejected"] == "stops":
            return Broken("retried after a rejection that stops")
        if not wanted(seen) and choices["auth-rejected"] == "retries" and not seen.was.background:
            return Broken("stopped after a rejection that is retried")
        return HOLDS

    return watch


def offline_connect(choices: Choices) -> Watch:
    """connect() with no network waits for it, or fails, as connect-offline has it."""

    def watch(_: None, seen: Seen) -> Verdict:
        if seen.event is not Event.CONNECT_OFFLINE or not seen.was.ready or seen.before.wants:
            return HOLDS
        waits = wanted(seen) and seen.answer is Answer.OPENS
        fails = not seen.after.wants and seen.answer is Answer.ERROR
        if not (waits if choices["connect-offline"] == "waits" else fails):
            return Broken("connect() with no network does not do what connect-offline says")
        return HOLDS

    return watch


def first_failure(_: None, seen: Seen) -> Verdict:
    """A failed attempt never makes a connection up, and never begins a wish."""
    if seen.event in FAILURES and (seen.after.up or not seen.before.wants):
        return Broken("a failure out of nothing, or one that is a success")
    return HOLDS


def pings_begin_nothing(_: None, seen: Seen) -> Verdict:
    """Neither a ping nor its answer begins a wish or brings a connection up."""
    if (seen.event is Event.PING or seen.event in PONGS) and (
        seen.comes_up or (seen.after.wants and not seen.before.wants)
    ):
        return Broken("a ping brought a connection up")
    return HOLDS


def _always(requirement: str, name: str, watch: Watch, memory: object = None) -> Property:
    return Property(requirement, name, PropertyKind.ALWAYS, Mode.MANUAL, under_all(watch), memory=memory)


FOREGROUND_PROPERTIES: tuple[Property, ...] = (
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
