"""An event log in the format of `connref check`, so that what an application did in the field can be judged.

What the server did is not seen directly; it is told from its effect, at the instant of the effect: a message that
arrives was sent, an opening that fails was refused, a ping without an answer met a mute server. The log has user names
and the ids of calls and messages, never a text, a token or an address.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TextIO, assert_never

from connref.effects import (
    CloseReason,
    CloseSocket,
    Deliver,
    Effect,
    ForgetUser,
    OpenSocket,
    RefuseInput,
    ReportOutcome,
    ReportUser,
    SaveUser,
    SendPing,
    StatusChanged,
    Throw,
)
from connref.inputs import (
    Background,
    Closed,
    Connect,
    Disconnect,
    Foreground,
    Init,
    Input,
    Kill,
    Login,
    Logout,
    MessageReceived,
    NetworkAvailable,
    NetworkChanged,
    NetworkLost,
    Opened,
    OpenFailed,
    Ping,
    Rejected,
    Resume,
    Suspend,
)
from connref.protocol import CLOSE_CODES, Do, InputName, Observation, ObservationKind
from connref.spec.declare import Transition
from connref_adapters.recorded.writer import SessionWriter
from connref_adapters.runtime.settings import AppSettings

PLAIN: dict[type[Input], InputName] = {
    Init: InputName.INIT,
    Logout: InputName.LOGOUT,
    Background: InputName.BACKGROUND,
    Foreground: InputName.FOREGROUND,
    NetworkLost: InputName.NETWORK_DOWN,
    NetworkAvailable: InputName.NETWORK_UP,
    Suspend: InputName.SUSPEND,
    Resume: InputName.RESUME,
}
CALLS = {Connect: InputName.CONNECT, Disconnect: InputName.DISCONNECT, Ping: InputName.PING}
ABNORMAL = 1006


class SessionLog:
    """An observer that writes one session to a text stream, which it neither flushes nor closes.

    `tolerance_ms` is how late this device's event loop may be. `version` is the application's name and version.
    """

    def __init__(
        self, stream: TextIO, session: str, *, tolerance_ms: int = 100, version: tuple[str, str] | None = None
    ) -> None:
        self._stream = stream
        self._session = session
        self._tolerance_ms = tolerance_ms
        self._version = version
        self._writer: SessionWriter | None = None
        self._start = 0
        self._server = ServerNotes()
        self._up = False
        self._socket: int | None = None
        self._latest_message = ""

    def started(self, at: int, settings: AppSettings, user: str | None) -> None:
        """See `Observer.started`."""
        profile = replace(settings.profile, tolerance_ms=self._tolerance_ms)
        self._start = at
        self._writer = SessionWriter(
            self._stream, self._session, settings.mode, profile, version=self._version, user=user
        )

    def received(self, at: int, received: Input) -> None:
        """See `Observer.received`."""
        if self._writer is None:
            # Before init there is no session yet; what the device said then is told again after it.
            return
        match received:
            case Login(user):
                self._do(at, Do(InputName.LOGIN, user))
            case Connect(call) | Disconnect(call) | Ping(call):
                self._do(at, Do(CALLS[type(received)], call))
            case MessageReceived(socket, message):
                # Unique in the session, whatever a restarted server calls it.
                self._latest_message = f"{socket}.{message}"
                self._do(at, Do(InputName.SERVER_MESSAGE, self._latest_message))
            case Opened() | OpenFailed() | Rejected() | Closed():
                self._fact(at, received)
            case NetworkChanged():
                self._do(at, Do(InputName.NETWORK_HANDOVER, True))
            case Kill():
                self._do(at, Do(InputName.KILL))
                self._gone(at, by="client")
            case _:
                if (name := PLAIN.get(type(received))) is not None:
                    self._do(at, Do(name))

    def transition(self, at: int, rule: Transition) -> None:
        """See `Observer.transition`; a session has no place for it."""

    def carried_out(self, at: int, effect: Effect) -> None:
        """See `Observer.carried_out`."""
        match effect:
            case OpenSocket(socket):
                self._socket, self._up = socket, False
                self._seen(at, ObservationKind.SOCKET_OPENING, socket=socket)
            case CloseSocket(_, reason):
                if reason in (CloseReason.SILENT, CloseReason.TIMEOUT):
                    self._all(at, self._server.mute())
                self._gone(at, by="network" if reason is CloseReason.NETWORK else "client")
            case ReportOutcome(call, api, result, detail):
                self._seen(
                    at, ObservationKind.OUTCOME, call=call, api=api.value, result=result.value, detail=detail
                )
            case Throw(call, _, detail):
                self._seen(at, ObservationKind.THREW, call=call, detail=detail)
            case Deliver():
                self._seen(at, ObservationKind.DELIVERED, message=self._latest_message)
            case StatusChanged(status):
                self._seen(at, ObservationKind.STATUS, value=status.value)
            case ReportUser(user):
                self._seen(at, ObservationKind.USER, value=user)
            case SaveUser() | ForgetUser() | RefuseInput() | SendPing():
                pass
            case _:
                assert_never(effect)

    def closed(self, at: int) -> None:
        """See `Observer.closed`."""
        if self._writer is not None:
            self._writer.end(at - self._start)
            self._writer = None

    def _fact(self, at: int, fact: Opened | OpenFailed | Rejected | Closed) -> None:
        if fact.socket != self._socket:
            return
        match fact:
            case Opened(socket):
                self._all(at, self._server.fair())
                self._up = True
                self._seen(at, ObservationKind.SOCKET_OPEN, socket=socket)
            case OpenFailed():
                self._all(at, self._server.refuse())
                self._gone(at, by="server")
            case Rejected():
                self._all(at, self._server.reject())
                self._gone(at, by="server")
            case Closed(_, code):
                # Whoever ended it, it was not this application; where no code came, the code says so.
                self._do(at, Do(InputName.SERVER_CLOSE, code if code in CLOSE_CODES else ABNORMAL))
                self._gone(at, by="server")
            case _:
                assert_never(fact)

    def _gone(self, at: int, *, by: str) -> None:
        """The socket is no more, where there still is one."""
        if self._socket is None:
            return
        socket, self._socket = self._socket, None
        if self._up:
            self._up = False
            self._seen(at, ObservationKind.SOCKET_CLOSED, socket=socket, by=by)
        else:
            self._seen(at, ObservationKind.SOCKET_FAILED, socket=socket)

    def _do(self, at: int, done: Do) -> None:
        if self._writer is not None:
            self._writer.input(at - self._start, done)

    def _all(self, at: int, inputs: list[InputName]) -> None:
        for name in inputs:
            self._do(at, Do(name))

    def _seen(
        self,
        at: int,
        kind: ObservationKind,
        *,
        socket: int | None = None,
        by: str | None = None,
        **texts: str | None,
    ) -> None:
        if self._writer is not None:
            self._writer.observation(Observation(at - self._start, kind, socket=socket, by=by, **texts))


class ServerNotes:
    """What the server must have been doing, told from what became of the sockets; each method gives what to write."""

    def __init__(self) -> None:
        self._unfair: dict[InputName, InputName] = {}

    def refuse(self) -> list[InputName]:
        """An opening failed: the server refused it."""
        return self._begin(InputName.SERVER_REFUSE, InputName.SERVER_ACCEPT)

    def reject(self) -> list[InputName]:
        """The server rejected the credentials."""
        return self._begin(InputName.SERVER_REJECT, InputName.SERVER_APPROVE)

    def mute(self) -> list[InputName]:
        """The server did not answer."""
        return self._begin(InputName.SERVER_MUTE, InputName.SERVER_UNMUTE)

    def fair(self) -> list[InputName]:
        """An opening succeeded: whatever there was is over."""
        over = list(self._unfair.values())
        self._unfair.clear()
        return over

    def _begin(self, what: InputName, end: InputName) -> list[InputName]:
        if what in self._unfair:
            return []
        self._unfair[what] = end
        return [what]
