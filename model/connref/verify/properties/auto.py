"""What the document asks of auto mode, as properties of every history."""

from __future__ import annotations

from collections.abc import Callable

from connref.protocol import Mode
from connref.spec.vocabulary import Event
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
from connref.verify.words import CONNECTS, GOODBYES, LOSSES, renews, wanted


def login_connects(_: None, seen: Seen) -> Verdict:
    """In the foreground, login is enough."""
    if seen.event is Event.LOGIN and not seen.was.user and seen.told.ready and not wanted(seen):
        return Broken("login in the foreground wants no connection")
    return HOLDS


def reopening_connects(_: None, seen: Seen) -> Verdict:
    """In the foreground, init with a saved user is enough."""
    if seen.event is Event.REOPEN and not seen.was.background and not wanted(seen):
        return Broken("init of a reopened app wants no connection")
    return HOLDS


def wanted_comes_up(_: None, seen: Seen) -> Verdict:
    """What is wanted is up as soon as an attempt succeeds."""
    if seen.event is Event.OPENED and not (seen.after.up and wanted(seen)):
        return Broken("the connection opened and is not up")
    return HOLDS


def foreground_wants(choices: Choices) -> Watch:
    """With a user in the foreground a connection is wanted, unless something ended it that may, for as long as it may.

    Remembers what ended it: "" nothing, "disconnect", or "server" (a normal close, rejected credentials).
    """

    def watch(ended: str, seen: Seen) -> Verdict:
        now = _ended_by(ended, seen, choices)
        if seen.told.ready and not now and not wanted(seen):
            return Broken("in the foreground with a user, and nothing wanted")
        return Next(now)

    return watch


def _ended_by(ended: str, seen: Seen, choices: Choices) -> str:
    if seen.event is Event.DISCONNECT:
        ignored = choices["disconnect-in-auto"] == "ignored"
        in_background = seen.was.background and choices["disconnect-in-auto-background"] == "ignored"
        return ended if ignored or in_background else "disconnect"
    if seen.event is Event.CLOSED and choices["server-close"] == "stays-down":
        return "server"
    if seen.event is Event.REJECTED and choices["auth-rejected"] == "stops":
        return "server"
    return "" if _ends_the_end(ended, seen, choices) else ended


def _ends_the_end(ended: str, seen: Seen, choices: Choices) -> bool:
    """What the readings name as the end: the return, connect() (in the foreground), and a new session."""
    if not seen.told.user or (seen.event in {Event.LOGIN, Event.REOPEN} and not seen.was.user):
        return True
    if seen.returns:
        return ended == "server" or choices["disconnect-in-auto"] != "until-connect"
    if seen.event in CONNECTS:
        # Whether connect() ends what holds until the next foreground is nowhere said.
        until_foreground = ended == "disconnect" and choices["disconnect-in-auto"] == "until-foreground"
        heard = not seen.was.background or choices["connect-in-auto"] == "opens-until-foreground"
        return heard and not until_foreground
    if seen.event is Event.INIT:
        return choices["init-again"] == "reopens"
    return seen.event is Event.LOGIN and choices["login-again"] == "switches"


def disconnect_is_honoured(choices: Choices) -> Watch:
    """disconnect() in the foreground does what disconnect-in-auto says: nothing, or it ends the wish at once."""

    def watch(_: None, seen: Seen) -> Verdict:
        if seen.event is not Event.DISCONNECT or seen.was.background:
            return HOLDS
        if choices["disconnect-in-auto"] == "ignored":
            same = seen.before == seen.after
            return HOLDS if same else Broken("disconnect() changed something where it is ignored")
        return Broken("still wanted after disconnect()") if seen.after.wants else HOLDS

    return watch


def disconnect_until(choices: Choices) -> Watch:
    """Under until-connect what disconnect() ended stays so until connect(), login or init, returns included."""

    def watch(said: bool, seen: Seen) -> Verdict:  # noqa: FBT001
        if seen.event is Event.DISCONNECT and seen.was.ready:
            return Next(choices["disconnect-in-auto"] == "until-connect")
        if seen.event in CONNECTS or seen.event in {Event.LOGIN, Event.INIT, Event.REOPEN}:
            return Next(memory=False)
        return Broken("wanted again before connect()") if said and seen.after.wants else Next(said)

    return watch


def disconnect_in_background(choices: Choices) -> Watch:
    """disconnect() in the background does nothing where disconnect-in-auto-background says ignored."""

    def watch(_: None, seen: Seen) -> Verdict:
        if seen.event is not Event.DISCONNECT or not seen.was.background:
            return HOLDS
        ignored = "ignored" in {choices["disconnect-in-auto-background"], choices["disconnect-in-auto"]}
        if ignored and seen.before != seen.after:
            return Broken("disconnect() in the background changed something where it is ignored")
        return Broken("still wanted after disconnect()") if not ignored and seen.after.wants else HOLDS

    return watch


def background_ends(_: None, seen: Seen) -> Verdict:
    """Entering the background ends the wish in the same step: no grace."""
    if seen.enters and (seen.after.wants or seen.after.up):
        return Broken("wanted after the app entered the background")
    return HOLDS


def background_is_quiet(choices: Choices) -> Watch:
    """In the background nothing begins a wish, but connect() where the reading opens until the foreground."""
    opens = choices["connect-in-auto"] == "opens-until-foreground"

    def watch(_: None, seen: Seen) -> Verdict:
        begins = seen.after.wants and not seen.before.wants and seen.told.background
        if begins and not (opens and seen.event in CONNECTS):
            return Broken("a wish began in the background")
        return HOLDS

    return watch


def opens_until_foreground(choices: Choices) -> Watch:
    """Under that reading connect() is heard in the background, and wanted as in the foreground until the return."""
    opens = choices["connect-in-auto"] == "opens-until-foreground"

    def watch(asked: bool, seen: Seen) -> Verdict:  # noqa: FBT001
        if seen.event in CONNECTS and seen.was.background and seen.was.user and opens:
            return Next(memory=True) if wanted(seen) else Broken("connect() in the background was not heard")
        gone = (
            seen.event in GOODBYES
            or seen.event in {Event.CLOSED, Event.REJECTED, Event.BACKGROUND}
            or renews(seen)
        )
        if gone or not asked or not seen.told.background:
            return Next(memory=False)
        return Next(memory=True) if wanted(seen) else Broken("a connection of the background ended by itself")

    return watch


def lost_comes_back(lost: bool, seen: Seen) -> Verdict:  # noqa: FBT001
    """A connection that is lost in the foreground stays wanted until it is up, through every failure."""
    if seen.event is Event.LOST and not seen.was.background:
        return Next(memory=True) if wanted(seen) else Broken("a loss in the foreground ended the wish")
    over = seen.event is Event.OPENED or seen.event in GOODBYES or seen.enters or seen.event is Event.REJECTED
    if over or not lost:
        return Next(memory=False)
    return Next(memory=True) if wanted(seen) else Broken("a lost connection was given up in the foreground")


def up_ends_by_right(_: None, seen: Seen) -> Verdict:
    """An up connection ends only by a loss, a close, disconnect(), logout, kill or the background: never by time.

    One that connect() opened in the background may end with a session that begins anew, too.
    """
    by_right = seen.event in GOODBYES or seen.event in LOSSES or seen.event is Event.BACKGROUND
    by_right = by_right or (renews(seen) and seen.was.background)
    return Broken("a connection went down by itself") if seen.goes_down and not by_right else HOLDS


def up_is_wanted(_: None, seen: Seen) -> Verdict:
    """A connection that is up is one that is wanted, so none is left over."""
    return Broken("up and not wanted") if seen.after.up and not wanted(seen) else HOLDS


def closed_by_server(choices: Choices) -> Watch:
    """A normal close is a loss, or ends the wish, as server-close has it."""

    def watch(_: None, seen: Seen) -> Verdict:
        if seen.event is Event.CLOSED and wanted(seen) is not (choices["server-close"] == "reconnects"):
            return Broken("a normal close does not do what server-close says")
        return HOLDS

    return watch


def rejected_by_server(choices: Choices) -> Watch:
    """Rejected credentials end the wish or not, as auth-rejected has it."""

    def watch(_: None, seen: Seen) -> Verdict:
        if seen.event is Event.REJECTED and wanted(seen) is not (choices["auth-rejected"] == "retries"):
            return Broken("a rejection does not do what auth-rejected says")
        return HOLDS

    return watch


def _always(requirement: str, name: str, watch: Watch, memory: object = None) -> Property:
    return Property(requirement, name, PropertyKind.ALWAYS, Mode.AUTO, under_all(watch), memory=memory)


def _reads(
    requirement: str, name: str, watch: Callable[[Choices], Watch], *names: str, memory: object = None
) -> Property:
    return Property(requirement, name, PropertyKind.ALWAYS, Mode.AUTO, watch, names, memory)


AUTO_PROPERTIES: tuple[Property, ...] = (
    _always("SES-LOGIN-CONNECTS", "login in the foreground is enough", login_connects),
    _always("SES-REOPEN-CONNECTS", "init with a saved user is enough", reopening_connects),
    _reads(
        "AUTO-FOREGROUND",
        "in the foreground wanted, unless ended by what may",
        foreground_wants,
        "disconnect-in-auto",
        "disconnect-in-auto-background",
        "server-close",
        "auth-rejected",
        "connect-in-auto",
        "init-again",
        "login-again",
        memory="",
    ),
    _always("AUTO-FOREGROUND", "an attempt that succeeds is up", wanted_comes_up),
    _always("AUTO-FOREGROUND", "up ends only by right", up_ends_by_right),
    _reads(
        "AUTO-FOREGROUND",
        "disconnect() in the foreground is as its reading says",
        disconnect_is_honoured,
        "disconnect-in-auto",
    ),
    _reads(
        "AUTO-FOREGROUND",
        "until-connect holds until then",
        disconnect_until,
        "disconnect-in-auto",
        memory=False,
    ),
    _reads(
        "AUTO-FOREGROUND",
        "disconnect() in the background is as its reading says",
        disconnect_in_background,
        "disconnect-in-auto-background",
        "disconnect-in-auto",
    ),
    _always("AUTO-BACKGROUND", "entering the background ends the wish at once", background_ends),
    _reads(
        "AUTO-BACKGROUND-QUIET", "nothing begins in the background", background_is_quiet, "connect-in-auto"
    ),
    _reads(
        "AUTO-BACKGROUND-QUIET",
        "opens-until-foreground is kept to",
        opens_until_foreground,
        "connect-in-auto",
        memory=False,
    ),
    _always(
        "AUTO-RECONNECT", "a loss in the foreground leaves it wanted until up", lost_comes_back, memory=False
    ),
    _reads("AUTO-RECONNECT", "a normal close is as server-close says", closed_by_server, "server-close"),
    _reads("CALL-OUTCOME", "a rejection is as auth-rejected says", rejected_by_server, "auth-rejected"),
    _always("RES-ONE-SOCKET", "what is up is wanted", up_is_wanted),
)
