"""The life of one socket, as one task: open, authenticate, read until it ends, leave nothing behind.

It tells facts and decides nothing; what is to be done with them is the machine's to say.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from connref.inputs import (
    Closed,
    ClosedBy,
    Input,
    MessageReceived,
    Opened,
    OpenFailed,
    PongReceived,
    Rejected,
)
from connref_adapters.runtime.stream import MessageHub
from connref_adapters.runtime.tasks import TaskScope
from connref_adapters.runtime.wire import (
    AUTH_REJECTED,
    INVALID_PAYLOAD,
    AuthOk,
    AuthRejected,
    ChatMessage,
    Frame,
    FrameError,
    Pong,
    auth_frame,
    decode,
    ping_frame,
)
from connref_adapters.safe_call import was_raised_within
from connref_adapters.storage.secret import Secret
from connref_adapters.transports.base import ABNORMAL, OpeningError, Socket, SocketClosedError, Transport
from connref_adapters.transports.endpoint import Endpoint

LOGGER = logging.getLogger("connref.runtime")
Report = Callable[[Input, ChatMessage | None], None]
"""Takes a fact, and the message where it is about one."""


@dataclass(frozen=True, slots=True)
class Wiring:
    """What every socket of a manager is connected to."""

    transport: Transport
    endpoint: Endpoint
    hub: MessageHub
    scope: TaskScope
    report: Report
    token: Callable[[], Secret]


class LinkSocket:
    """Socket number `number`; it opens once `former` is wholly gone (RES-ONE-SOCKET)."""

    def __init__(self, number: int, wiring: Wiring, former: LinkSocket | None) -> None:
        self.number = number
        self.ended = asyncio.Event()
        self._wiring = wiring
        self._socket: Socket | None = None
        self._opened = False
        self._handshake = True
        self._given_up = False
        self._task = wiring.scope.start(self._run(former), f"connref socket {number}")
        self._task.add_done_callback(lambda _: self.ended.set())

    def give_up(self, *, handshake: bool) -> None:
        """End it, however far it has come: with a closing handshake, or at once. May be called again."""
        if not self._given_up:
            self._given_up = True
            self._handshake = handshake
            self._task.cancel()

    def ping(self, call: str) -> None:
        """Send a ping, as soon as the peer takes it."""
        self._wiring.scope.start(self._send_quietly(ping_frame(call)), f"connref ping {call}")

    async def send(self, text: str) -> None:
        """Send a text; waits while the peer reads too slowly. Raises `SocketClosedError`."""
        if self._socket is None:
            raise SocketClosedError(ABNORMAL, ClosedBy.NETWORK, "it is not open yet")
        await self._socket.send(text)

    async def _send_quietly(self, text: str) -> None:
        try:
            await self.send(text)
        except SocketClosedError:
            # The reading side notices it too, and reports.
            return
        except BaseException as error:  # noqa: BLE001 - as below
            # Not sent, so not answered: the machine's own limit for pings ends the socket.
            _pass_on_unless_within(error)

    async def _run(self, former: LinkSocket | None) -> None:
        try:
            if former is not None:
                await former.ended.wait()
            ending = await self._lived()
        finally:
            await self._clear_away()
            if former is not None:
                # One that was given up while it waited is not over before its former, for whoever comes next.
                await former.ended.wait()
        # Told only now, so that nothing is left of this socket when the next is asked for.
        self._wiring.report(ending, None)

    async def _lived(self) -> Input:
        """What became of the socket, whatever the transport raised: an error that it must not raise is a loss, too."""
        try:
            return await self._live()
        except BaseException as error:  # noqa: BLE001 - the machine has to hear of it, whatever it is
            _pass_on_unless_within(error)
        return Closed(self.number, ABNORMAL, ClosedBy.NETWORK) if self._opened else OpenFailed(self.number)

    async def _live(self) -> Input:
        """Open, authenticate and read; returns the fact that ended it."""
        number = self.number
        try:
            self._socket = await self._wiring.transport.open(self._wiring.endpoint)
            await self._socket.send(auth_frame(self._wiring.token()))
            if not await self._approved(self._socket):
                return Rejected(number)
        except SocketClosedError as closed:
            return Rejected(number) if closed.code == AUTH_REJECTED else OpenFailed(number)
        except (OpeningError, FrameError):
            return OpenFailed(number)
        self._opened = True
        self._wiring.report(Opened(number), None)
        try:
            return await self._read(self._socket)
        except SocketClosedError as closed:
            return Closed(number, closed.code, closed.by)
        except FrameError:
            await self._socket.close(INVALID_PAYLOAD)
            return Closed(number, INVALID_PAYLOAD, ClosedBy.NETWORK)

    async def _approved(self, socket: Socket) -> bool:
        """Whether the server accepts the token. Frames of later protocols are skipped."""
        while (frame := decode(await socket.receive())) is None:
            pass
        if isinstance(frame, AuthOk | AuthRejected):
            return isinstance(frame, AuthOk)
        raise FrameError("the first frame is no answer to the auth frame")

    async def _read(self, socket: Socket) -> Input:
        """Report what arrives; returns when the server takes its approval back."""
        hub, report = self._wiring.hub, self._wiring.report
        while True:
            frame = decode(await socket.receive())
            if isinstance(frame, ChatMessage):
                if hub.holds_up:
                    await hub.until_room()
                report(MessageReceived(self.number, frame.id), frame)
            elif isinstance(frame, AuthRejected):
                return Rejected(self.number)
            else:
                self._note(frame)

    def _note(self, frame: Frame | None) -> None:
        if isinstance(frame, Pong):
            self._wiring.report(PongReceived(frame.id), None)

    async def _clear_away(self) -> None:
        """Leave nothing behind, even when cancelled again meanwhile."""
        if self._socket is None:
            return
        try:
            if self._handshake:
                await _quietly(self._socket.close())
        finally:
            await _quietly(self._socket.abort())


async def _quietly(ending: Awaitable[None]) -> None:
    try:
        await ending
    except BaseException as error:  # noqa: BLE001 - as above
        _pass_on_unless_within(error)


def _pass_on_unless_within(error: BaseException) -> None:
    """Log what a transport raised against its contract; raise it again where this task, or the program, is to end."""
    if not was_raised_within(error):
        raise error
    LOGGER.error("the transport raised an unexpected error; the socket counts as lost", exc_info=error)
