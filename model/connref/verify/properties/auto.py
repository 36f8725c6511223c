"""What the document asks of auto mode, as properties of every history."""

from __future__ import annotations

from collections.abc import Callable

from connref.protocol import Mode
from connref.spec.vocabulary import Event
from connref.verify.monitor import (
    CONNECTS,
    ENDINGS,
    GOODBYES,
    HOLDS,
    LOSSES,
    Broken,
    Choices,
    Monitor,
    Next,
    Property,
    PropertyKind,
    Step,
    Verdict,
    renews,
    under_all,
    wanted,
)
from connref.verify.properties.both_modes import wanted_comes_up


def login_connects(_: None, step: Step) -> Verdict:
    """In the foreground, login is enough."""
    if step.event is Event.LOGIN and not step.was.user and step.now.ready and not wanted(step):
        return Broken("login in the foreground wants no connection")
    return HOLDS


def reopening_connects(_: None, step: Step) -> Verdict:
    """In the foreground, init with a saved user is enough."""
    if step.event is Event.REOPEN and not step.was.background and not wanted(step):
        return Broken("init of a reopened app wants no connection")
    return HOLDS


def foreground_wants(choices: Choices) -> Monitor:
    """With a user in the foreground a connection is wanted, unless something ended it that may, for as long as it may.

    Remembers what ended it: "" nothing, "disconnect", or "server" (a normal close, rejected credentials).
    """

    def monitor(ended: str, step: Step) -> Verdict:
        now = _ended_by(ended, step, choices)
        if step.now.ready and not now and not wanted(step):
            return Broken("in the foreground with a user, and nothing wanted")
        return Next(now)

    return monitor


def _ended_by(ended: str, step: Step, choices: Choices) -> str:
    if step.event is Event.DISCONNECT:
        ignored = choices["disconnect-in-auto"] == "ignored"
        return ended if ignored or _means_the_background_alone(step, choices) else "disconnect"
    if step.event is Event.CLOSED and choices["server-close"] == "stays-down":
        return "server"
    if step.event in ENDINGS or (step.event is Event.REJECTED and choices["auth-rejected"] == "stops"):
        return "server"
    return "" if _ends_the_end(ended, step, choices) else ended


def _means_the_background_alone(step: Step, choices: Choices) -> bool:
    """Whether a disconnect() in the background is nothing to the foreground, be it that it ended a connection there."""
    if not step.was.background:
        return False
    if step.before.wants:
        return choices["disconnect-ends-connect"] == "counts-not"
    return choices["disconnect-in-auto-background"] == "ignored"


def _ends_the_end(ended: str, step: Step, choices: Choices) -> bool:
    """What the readings name as the end: the return, connect() (in the foreground), and a new session."""
    if not step.now.user or (step.event in {Event.LOGIN, Event.REOPEN} and not step.was.user):
        return True
    if step.returns:
        return ended == "server" or choices["disconnect-in-auto"] != "until-connect"
    if step.event in CONNECTS:
        # Whether connect() ends what holds until the next foreground is nowhere said.
        until_foreground = ended == "disconnect" and choices["disconnect-in-auto"] == "until-foreground"
        heard = not step.was.background or choices["connect-in-auto"] == "opens-until-foreground"
        return heard and not until_foreground
    if step.event is Event.INIT:
        return choices["init-again"] == "reopens"
    return step.event is Event.LOGIN and choices["login-again"] == "switches"


def disconnect_is_honoured(choices: Choices) -> Monitor:
    """disconnect() in the foreground does what disconnect-in-auto says: nothing, or it ends the wish at once."""

    def monitor(_: None, step: Step) -> Verdict:
        if step.event is not Event.DISCONNECT or step.was.background:
            return HOLDS
        if choices["disconnect-in-auto"] == "ignored":
            same = step.before == step.after
            return HOLDS if same else Broken("disconnect() changed something where it is ignored")
        return Broken("still wanted after disconnect()") if step.after.wants else HOLDS

    return monitor


def disconnect_until(choices: Choices) -> Monitor:
    """Under until-connect what disconnect() ended stays so until connect(), login or init, returns included."""

    def monitor(said: bool, step: Step) -> Verdict:  # noqa: FBT001
        if step.event is Event.DISCONNECT and step.was.ready:
            return Next(choices["disconnect-in-auto"] == "until-connect")
        if step.event in CONNECTS or step.event in {Event.LOGIN, Event.INIT, Event.REOPEN}:
            return Next(memory=False)
        return Broken("wanted again before connect()") if said and step.after.wants else Next(said)

    return monitor


def disconnect_in_background(choices: Choices) -> Monitor:
    """disconnect() in the background ends what connect() asked for there; else it may do nothing, by its reading."""

    def monitor(_: None, step: Step) -> Verdict:
        if step.event is not Event.DISCONNECT or not step.was.background:
            return HOLDS
        ignored = "ignored" in {choices["disconnect-in-auto-background"], choices["disconnect-in-auto"]}
        if step.before.wants:
            return Broken("still wanted after disconnect()") if step.after.wants else HOLDS
        if ignored and step.before != step.after:
            return Broken("disconnect() in the background changed something where it is ignored")
        return HOLDS

    return monitor


def background_ends(_: None, step: Step) -> Verdict:
    """Entering the background ends the wish in the same step: no grace."""
    if step.enters and (step.after.wants or step.after.up):
        return Broken("wanted after the app entered the background")
    return HOLDS


def background_is_quiet(choices: Choices) -> Monitor:
    """In the background nothing begins a wish, but connect() where the reading opens until the foreground."""
    opens = choices["connect-in-auto"] == "opens-until-foreground"

    def monitor(_: None, step: Step) -> Verdict:
        begins = step.after.wants and not step.before.wants and step.now.background
        if begins and not (opens and step.event in CONNECTS):
            return Broken("a wish began in the background")
        return HOLDS

    return monitor


def opens_until_foreground(choices: Choices) -> Monitor:
    """Under that reading connect() is heard in the background, and wanted as in the foreground until the return."""
    opens = choices["connect-in-auto"] == "opens-until-foreground"

    def monitor(asked: bool, step: Step) -> Verdict:  # noqa: FBT001
        if step.event in CONNECTS and step.was.background and step.was.user and opens:
            return Next(memory=True) if wanted(step) else Broken("connect() in the background was not heard")
        gone = (
            step.event in GOODBYES
            or step.event in {Event.CLOSED, Event.REJECTED, Event.BACKGROUND}
            or renews(step)
        )
        if gone or not asked or not step.now.background:
            return Next(memory=False)
        return Next(memory=True) if wanted(step) else Broken("a connection of the background ended by itself")

    return monitor


def lost_comes_back(lost: bool, step: Step) -> Verdict:  # noqa: FBT001
    """A connection that is lost in the foreground stays wanted until it is up, through every failure."""
    if step.event is Event.LOST and not step.was.background:
        return Next(memory=True) if wanted(step) else Broken("a loss in the foreground ended the wish")
    over = step.event is Event.OPENED or step.event in GOODBYES or step.enters or step.event is Event.REJECTED
    if over or not lost:
        return Next(memory=False)
    return Next(memory=True) if wanted(step) else Broken("a lost connection was given up in the foreground")


def up_ends_by_right(_: None, step: Step) -> Verdict:
    """An up connection ends only by a loss, a close, disconnect(), logout, kill or the background: never by time.

    One that connect() opened in the background may end with a session that begins anew, too.
    """
    by_right = step.event in GOODBYES or step.event in LOSSES or step.event is Event.BACKGROUND
    by_right = by_right or (renews(step) and step.was.background)
    return Broken("a connection went down by itself") if step.goes_down and not by_right else HOLDS


def up_is_wanted(_: None, step: Step) -> Verdict:
    """A connection that is up is one that is wanted, so none is left over."""
    return Broken("up and not wanted") if step.after.up and not wanted(step) else HOLDS


def closed_by_server(choices: Choices) -> Monitor:
    """A normal close is a loss, or ends the wish, as server-close has it."""

    def monitor(_: None, step: Step) -> Verdict:
        if step.event is Event.CLOSED and wanted(step) is not (choices["server-close"] == "reconnects"):
            return Broken("a normal close does not do what server-close says")
        return HOLDS

    return monitor


def rejected_by_server(choices: Choices) -> Monitor:
    """Rejected credentials end the wish or not, as auth-rejected has it."""

    def monitor(_: None, step: Step) -> Verdict:
        if step.event is Event.REJECTED and wanted(step) is not (choices["auth-rejected"] == "retries"):
            return Broken("a rejection does not do what auth-rejected says")
        return HOLDS

    return monitor


def _always(requirement: str, name: str, monitor: Monitor, memory: object = None) -> Property:
    return Property(requirement, name, PropertyKind.ALWAYS, Mode.AUTO, under_all(monitor), memory=memory)


def _reads(
    requirement: str, name: str, monitor: Callable[[Choices], Monitor], *names: str, memory: object = None
) -> Property:
    return Property(requirement, name, PropertyKind.ALWAYS, Mode.AUTO, monitor, names, memory)


AUTO_PROPERTIES: tuple[Property, ...] = (
    _always("SES-LOGIN-CONNECTS", "login in the foreground is enough", login_connects),
    _always("SES-REOPEN-CONNECTS", "init with a saved user is enough", reopening_connects),
    _reads(
        "AUTO-FOREGROUND",
        "in the foreground wanted, unless ended by what may",
        foreground_wants,
        "disconnect-in-auto",
        "disconnect-in-auto-background",
        "disconnect-ends-connect",
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
