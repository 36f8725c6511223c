"""The link: how a socket is brought to where the policy wants it. It knows no modes, and of time only that it is up.

Rules of the chart:
- A socket is opened only on entry into `opening`, and every way out of `opening` and `up` either is told that the
  socket is gone or closes it; so there is never more than one (RES-ONE-SOCKET).
- `waiting` is left when its time is over, or at once when the network comes back.
- With no network there is no attempt: `offline` waits for the network with no timer of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from connref.effects import CloseReason
from connref.errors import DefinitionError
from connref.spec.declare import Chart, State, place
from connref.spec.requirements import REQUIREMENTS
from connref.spec.vocabulary import Event, Wish


class LinkEvent(StrEnum):
    """What can happen to a link: the policy's wish, what the socket did, the network, and its own timers."""

    WANT = "want"
    UNWANT = "unwant"
    SOCKET_OPENED = "socket_opened"
    SOCKET_FAILED = "socket_failed"
    SOCKET_REJECTED = "socket_rejected"
    SOCKET_CLOSED = "socket_closed"
    SOCKET_CLOSED_NORMALLY = "socket_closed_normally"
    NETWORK_LOST = "network_lost"
    NETWORK_AVAILABLE = "network_available"
    RETRY_DUE = "retry_due"
    OPEN_TIMEOUT = "open_timeout"
    PING_TIMEOUT = "ping_timeout"
    PROCESS_KILLED = "process_killed"


@dataclass(frozen=True, slots=True)
class LinkTransition:
    """One declared transition of the link.

    `opens` asks for a new socket, `closes` gives up the one there is, `tells` is what the policy is told;
    `requirement` is an ID of REQUIREMENTS.md.
    """

    source: str
    event: LinkEvent
    target: str
    requirement: str
    closes: CloseReason | None
    tells: Event | None

    @property
    def opens(self) -> bool:
        """Whether a new socket is asked for: always, and only, on entry into `opening`."""
        return self.target == "opening" != self.source


@dataclass(slots=True)
class LinkSituation:
    """Where the chart leaves the rule that it took."""

    taken: LinkTransition | None = field(default=None)


@dataclass(frozen=True, slots=True)
class _Declared:
    """A rule while the class body runs: the library gives states their ids only afterwards."""

    event: LinkEvent
    requirement: str
    closes: CloseReason | None
    tells: Event | None

    def between(self, source: str, target: str) -> LinkTransition:
        return LinkTransition(source, self.event, target, self.requirement, self.closes, self.tells)


def _recorder(declared: _Declared, source: State, target: State) -> Callable[[LinkSituation], None]:
    def record(situation: LinkSituation) -> None:
        situation.taken = declared.between(source.id, target.id)

    return record


def link_rule(
    sources: Sequence[State],
    event: LinkEvent,
    target: State | None,
    requirement: str,
    *,
    closes: CloseReason | None = None,
    tells: Event | None = None,
) -> None:
    """Declare one transition from each source; `target` None stays in the source.

    Raises `DefinitionError` where `requirement` is not an ID of REQUIREMENTS.md.
    """
    if requirement not in REQUIREMENTS:
        raise DefinitionError(f"{requirement!r} is not a requirement")
    declared = _Declared(event, requirement, closes, tells)
    for source in sources:
        destination = source if target is None else target
        recorder = _recorder(declared, source, destination)
        for transition in source.to(destination, event=event.value, internal=target is None, on=recorder):
            transition.link_rule = declared  # type: ignore[attr-defined]


class LinkChart(Chart):
    """How a socket is opened, kept and opened again while the policy wants one."""

    down = place("down", initial=True)
    down_offline = place("down, no network")
    opening = place("opening", Wish.WANTED)
    up = place("up", Wish.WANTED, up=True)
    waiting = place("waiting to open again", Wish.WANTED)
    offline = place("waiting for the network", Wish.WANTED)

    online = [down, opening, up, waiting]
    without_network = [down_offline, offline]

    # What the policy wants.
    link_rule([down], LinkEvent.WANT, opening, "MAN-CONNECT")
    link_rule([down_offline], LinkEvent.WANT, offline, "MAN-RECONNECT")
    link_rule([opening, up], LinkEvent.UNWANT, down, "RES-ONE-SOCKET", closes=CloseReason.UNWANTED)
    link_rule([waiting], LinkEvent.UNWANT, down, "MAN-DISCONNECT")
    link_rule([offline], LinkEvent.UNWANT, down_offline, "MAN-DISCONNECT")

    # How an opening ends.
    link_rule([opening], LinkEvent.SOCKET_OPENED, up, "MAN-CONNECT", tells=Event.OPENED)
    for gone in (LinkEvent.SOCKET_FAILED, LinkEvent.SOCKET_CLOSED, LinkEvent.SOCKET_CLOSED_NORMALLY):
        link_rule([opening], gone, waiting, "AUTO-RECONNECT", tells=Event.FAILED)
    link_rule(
        [opening],
        LinkEvent.OPEN_TIMEOUT,
        waiting,
        "CALL-OUTCOME",
        closes=CloseReason.TIMEOUT,
        tells=Event.FAILED,
    )
    link_rule(
        [opening],
        LinkEvent.SOCKET_REJECTED,
        waiting,
        "CALL-OUTCOME",
        closes=CloseReason.REJECTED,
        tells=Event.REJECTED,
    )
    link_rule(
        [opening],
        LinkEvent.NETWORK_LOST,
        offline,
        "RES-ONE-SOCKET",
        closes=CloseReason.NETWORK,
        tells=Event.FAILED_OFFLINE,
    )

    # How a connection is lost.
    for gone in (LinkEvent.SOCKET_FAILED, LinkEvent.SOCKET_CLOSED):
        link_rule([up], gone, waiting, "AUTO-RECONNECT", tells=Event.LOST)
    link_rule(
        [up],
        LinkEvent.SOCKET_REJECTED,
        waiting,
        "AUTO-RECONNECT",
        closes=CloseReason.REJECTED,
        tells=Event.LOST,
    )
    link_rule([up], LinkEvent.SOCKET_CLOSED_NORMALLY, waiting, "AUTO-RECONNECT", tells=Event.CLOSED)
    link_rule(
        [up], LinkEvent.PING_TIMEOUT, waiting, "CALL-OUTCOME", closes=CloseReason.SILENT, tells=Event.LOST
    )
    link_rule(
        [up], LinkEvent.NETWORK_LOST, offline, "RES-ONE-SOCKET", closes=CloseReason.NETWORK, tells=Event.LOST
    )

    # The way back.
    link_rule([waiting], LinkEvent.RETRY_DUE, opening, "MAN-RECONNECT")
    link_rule([waiting, offline], LinkEvent.NETWORK_AVAILABLE, opening, "MAN-RECONNECT")
    link_rule([waiting], LinkEvent.NETWORK_LOST, offline, "MAN-RECONNECT")
    link_rule([down], LinkEvent.NETWORK_LOST, down_offline, "MAN-ONLY-CONNECT")
    link_rule([down_offline], LinkEvent.NETWORK_AVAILABLE, down, "MAN-ONLY-CONNECT")
    link_rule([down, opening, up], LinkEvent.NETWORK_AVAILABLE, None, "INP-ROBUST")
    link_rule([down_offline, offline], LinkEvent.NETWORK_LOST, None, "INP-ROBUST")

    # The process dies: its sockets with it. What is known of the network is true for the next one too.
    link_rule(online, LinkEvent.PROCESS_KILLED, down, "SES-LOGIN-SAVES")
    link_rule(without_network, LinkEvent.PROCESS_KILLED, down_offline, "SES-LOGIN-SAVES")


def declared_link_rules() -> Iterator[LinkTransition]:
    """Every declared transition. Raises `DefinitionError` for one that was declared without `link_rule`."""
    for state in LinkChart.states:
        for transition in state.transitions:
            declared = getattr(transition, "link_rule", None)
            if not isinstance(declared, _Declared) or transition.target is None:
                raise DefinitionError(f"{transition} is declared without a requirement")
            yield declared.between(state.id, transition.target.id)
