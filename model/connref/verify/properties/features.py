"""What other vendors answer where the document answers itself: a property for each feature, where a variant has it.

They are written from what the features say (`connref.spec.features`), not from the charts. Those of the document hold
beside them, but for the requirements that a variant does not promise.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from connref.protocol import Mode
from connref.spec.features import (
    AUTO_BACKGROUND,
    CLOSE_CODES,
    MANUAL_BACKGROUND,
    MANUAL_FOREGROUND,
    RETRIES,
    SESSION,
)
from connref.spec.variant import Variant
from connref.spec.vocabulary import Event
from connref.verify.monitor import (
    CONNECTS,
    FAILURES,
    HOLDS,
    Broken,
    Monitor,
    Next,
    Property,
    PropertyKind,
    Step,
    Verdict,
    ends_by_right,
    under_all,
)

_BEGINS_ANEW = CONNECTS | {Event.INIT, Event.LOGIN, Event.KILL}


@dataclass(frozen=True, slots=True)
class FeatureProperty:
    """A property that holds under the variants in which a name has this option.

    `instead_of` are the names of properties of the document that do not hold beside it.
    """

    name: str
    option: str
    property: Property
    instead_of: tuple[str, ...] = ()

    def speaks_of(self, variant: Variant) -> bool:
        """Whether the variant has it."""
        return variant.options(self.name) == (self.option,)


def over_until_connect(ending: Event, *, returns: bool) -> Monitor:
    """After this event nothing is wanted until a call begins anew, in auto mode (`returns`) a return as well."""

    def monitor(memory: str, step: Step) -> Verdict:
        if step.event is ending:
            wants = step.after.wants or step.after.up
            return Broken("a connection is wanted though that is over") if wants else Next("over")
        if step.event in _BEGINS_ANEW or (returns and step.event is Event.FOREGROUND):
            return Next("")
        if memory == "over" and (step.after.wants or step.after.up):
            return Broken("a connection is wanted again without a call")
        return Next(memory)

    return monitor


def dropped_at_once(_: None, step: Step) -> Verdict:
    """The entry into the background leaves nothing up, and nothing wanted."""
    return (
        Broken("something outlives the entry")
        if step.enters and (step.after.up or step.after.wants)
        else HOLDS
    )


def brought_back(memory: str, step: Step) -> Verdict:
    """What the entry took down is wanted again after the return, unless something else came between."""
    if step.event is Event.BACKGROUND:
        return Next("dropped" if step.before.wants or step.before.up else "" if step.enters else memory)
    if step.returns:
        lost = memory == "dropped" and not (step.after.wants or step.after.up)
        return Broken("the return does not bring it back") if lost else Next("")
    return Next(memory if step.event in {None, Event.PING} else "")


def held_or_dropped(_: None, step: Step) -> Verdict:
    """In the foreground an up connection ends only by right, or by the entry into the background."""
    by_right = ends_by_right(step) or step.enters
    lost = step.goes_down and not step.was.background and not by_right
    return Broken("a connection in the foreground went down by itself") if lost else HOLDS


def begins_or_comes_back(memory: str, step: Step) -> Verdict:
    """A wish begins with connect() alone, but for one that the background ended: that begins anew with the return."""
    begins = step.after.wants and not step.before.wants and step.event not in CONNECTS
    if begins and not (step.returns and memory == "dropped"):
        return Broken("a wish began without connect()")
    if step.event is Event.BACKGROUND:
        return Next("dropped" if step.before.wants else "" if step.enters else memory)
    return Next(memory if step.now.background else "")


def unmoved(_: None, step: Step) -> Verdict:
    """The background changes nothing, and the return takes nothing away."""
    entered = step.event is Event.BACKGROUND and step.after != step.before
    ended = step.event is Event.FOREGROUND and step.before.wants and step.after != step.before
    return Broken("the background changes something") if entered or ended else HOLDS


def init_waits(_: None, step: Step) -> Verdict:
    """Without a session init opens nothing."""
    fresh = step.event is Event.INIT and not step.was.started
    return Broken("init opens a connection") if fresh and step.after.wants else HOLDS


def init_connects(_: None, step: Step) -> Verdict:
    """Without a session init is enough."""
    fresh = step.event is Event.INIT and not step.was.started and not step.now.background
    return Broken("init opens nothing") if fresh and not step.after.wants else HOLDS


def one_attempt(memory: str, step: Step) -> Verdict:
    """The first attempt of connect() in the foreground is the only one."""
    if step.event is Event.CONNECT and not step.before.wants and step.after.wants and not step.was.background:
        return Next("first")
    if memory == "first" and step.event in FAILURES:
        return Broken("it is repeated") if step.after.wants else Next("")
    return Next(memory if step.event is None or step.event in CONNECTS | {Event.PING} else "")


def _properties() -> Iterator[FeatureProperty]:
    for mode, again in ((Mode.MANUAL, "MAN-RECONNECT"), (Mode.AUTO, "AUTO-RECONNECT")):
        returns = mode is Mode.AUTO
        for name, option, event, words in (
            (RETRIES, "given-up", Event.GAVE_UP, "after the last attempt it is over"),
            (CLOSE_CODES, "ranges", Event.STOPPED, "after a final close it is over"),
        ):
            over = over_until_connect(event, returns=returns)
            yield _feature(name, option, again, words, mode, over, memory="")
    drop, held = (MANUAL_BACKGROUND, "drop"), ("up in the foreground ends only by right",)
    down = "the background takes it down at once"
    yield _feature(*drop, "MAN-GRACE-ENDS", down, Mode.MANUAL, dropped_at_once, instead_of=held)
    ends = "up ends by right, or by the background"
    yield _feature(*drop, "MAN-FOREGROUND-HOLDS", ends, Mode.MANUAL, held_or_dropped)
    back, only = (MANUAL_FOREGROUND, "reconnect"), ("a wish begins with connect() only",)
    returned = "the return brings back what the background took down"
    yield _feature(*back, "MAN-RECONNECT", returned, Mode.MANUAL, brought_back, memory="", instead_of=only)
    begins = "a wish begins with connect(), or comes back by the return"
    yield _feature(*back, "MAN-ONLY-CONNECT", begins, Mode.MANUAL, begins_or_comes_back, memory="")
    nothing = "the background changes nothing"
    yield _feature(MANUAL_BACKGROUND, "nothing", "MAN-FOREGROUND-HOLDS", nothing, Mode.MANUAL, unmoved)
    yield _feature(AUTO_BACKGROUND, "nothing", "AUTO-FOREGROUND", nothing, Mode.AUTO, unmoved)
    yield _feature(SESSION, "none", "MAN-ONLY-CONNECT", "init opens nothing", Mode.MANUAL, init_waits)
    yield _feature(SESSION, "none", "AUTO-FOREGROUND", "init is enough", Mode.AUTO, init_connects)
    once = "the first attempt is the only one"
    yield _feature("failed-attempt", "dropped", "MAN-CONNECT", once, Mode.MANUAL, one_attempt, memory="")


def _feature(
    name: str,
    option: str,
    requirement: str,
    words: str,
    mode: Mode,
    monitor: Monitor,
    *,
    memory: object = None,
    instead_of: tuple[str, ...] = (),
) -> FeatureProperty:
    kind = PropertyKind.ALWAYS
    return FeatureProperty(
        name, option, Property(requirement, words, kind, mode, under_all(monitor), memory=memory), instead_of
    )


FEATURE_PROPERTIES: tuple[FeatureProperty, ...] = tuple(_properties())
"""A property, or more, for each option that is not the document's."""
