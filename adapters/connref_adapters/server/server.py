"""The chat server itself: who is let in, what is answered, and which faults it plays on command.

Example::

    async with ChatServer(ServerSettings(port=8765)) as server:
        await asyncio.get_running_loop().create_future()
"""

from __future__ import annotations

import asyncio
import logging
import secrets
import weakref
from contextlib import suppress
from http import HTTPStatus
from types import TracebackType
from typing import Self

from websockets.asyncio.server import Server, ServerConnection, serve
from websockets.exceptions import ConnectionClosed
from websockets.http11 import Request, Response

from connref_adapters.safe_call import call_safely
from connref_adapters.server.admission import accept_no_more, connection_class, ended, is_from_here
from connref_adapters.server.control import CONTROL_PATH, serve_control
from connref_adapters.server.session import Faults, Session, beside
from connref_adapters.server.settings import ServerSettings, Tokens
from connref_adapters.server.wire import (
    AUTH_OK,
    AUTH_REJECTED,
    MALFORMED,
    UNAUTHORIZED,
    Auth,
    EventKind,
    FrameError,
    Message,
    OnEvent,
    Ping,
    ServerEvent,
    message,
    pong,
    read_client_frame,
)

CHAT_PATH = "/chat"
DEFAULT_SETTINGS = ServerSettings()

# The library's log would hold frames, and so tokens, at DEBUG, and a traceback for every handshake that a fault ends.
_QUIET = logging.getLogger("connref.server")
_QUIET.setLevel(logging.CRITICAL)


class ChatServer:
    """A chat server on one port, as an async context manager; `start` and `stop` may be repeated (a restart).

    `tokens` says who may log in, `faults` are the faults that last; `control_token` opens the control channel, which
    only the loopback reaches. `on_event` is told what happens, and must not block.
    """

    def __init__(
        self,
        settings: ServerSettings = DEFAULT_SETTINGS,
        *,
        tokens: Tokens | None = None,
        on_event: OnEvent | None = None,
    ) -> None:
        self.settings = settings
        self.tokens = tokens or Tokens()
        self.faults = Faults()
        self.control_token = secrets.token_urlsafe(24)
        self._on_event: OnEvent = on_event or (lambda _: None)
        self._sessions: set[Session] = set()
        self._serving: set[asyncio.Task[None]] = set()
        self._connections: weakref.WeakSet[ServerConnection] = weakref.WeakSet()
        self._port = settings.port
        self._server: Server | None = None
        self._numbers = 0

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.stop()

    @property
    def port(self) -> int:
        """The port, chosen by the operating system at the first start where the settings say 0."""
        return self._port

    @property
    def url(self) -> str:
        """Where clients connect to."""
        host = f"[{self.settings.host}]" if ":" in self.settings.host else self.settings.host
        return f"ws://{host}:{self._port}{CHAT_PATH}"

    @property
    def control_url(self) -> str:
        """Where the control channel is."""
        return self.url.removesuffix(CHAT_PATH) + CONTROL_PATH

    @property
    def sockets(self) -> int:
        """How many clients are connected, authenticated or not."""
        return sum(session.alive for session in self._sessions)

    @property
    def users(self) -> list[str]:
        """Who is authenticated, one entry for each socket."""
        return sorted(s.user for s in self._sessions if s.user is not None and not s.left_behind)

    async def start(self) -> None:
        """Listen; again on the same port after a stop. Raises `OSError` where the port is taken."""
        settings = self.settings
        self._server = await serve(
            self._connected,
            settings.host,
            self._port,
            process_request=self._admit,
            compression=None,
            ping_interval=None,
            # The library's limit would also end what a mute server keeps waiting: see `connection_class`.
            open_timeout=None,
            create_connection=connection_class(settings.handshake_timeout_s, self._connections),
            close_timeout=settings.close_timeout_s,
            max_size=settings.max_message_bytes,
            logger=_QUIET,
        )
        self._port = next(iter(self._server.sockets)).getsockname()[1]

    async def stop(self, *, crash: bool = False) -> None:
        """Stop listening and end every socket: with close code 1001, or without a word where it is a crash.

        Ends within `stop_timeout_s`, whatever the clients do.
        """
        if self._server is None:
            return
        server, self._server = self._server, None
        await accept_no_more(server)
        self.faults.mute = False
        for session in list(self._sessions):
            session.thaw()
            if crash or session.left_behind:
                session.drop()
        await ended(server, self._connections, self._serving, self.settings.stop_timeout_s)

    async def restart(self, *, crash: bool = True) -> None:
        """Stop, and listen on the same port again."""
        await self.stop(crash=crash)
        await self.start()

    async def send(self, to: str, text: str, *, sender: str = "server", number: str | None = None) -> int:
        """Send a message to every socket of a user; with none it is gone. Returns how many it was sent to."""
        frame = message(number or self._next_number(), sender, text)
        sessions = self._sessions_of(to)
        for session in sessions:
            await session.post(frame)
        return len(sessions)

    async def send_raw(self, to: str, frame: str) -> None:
        """Send a frame as it is, whatever it holds: what a broken server would send."""
        for session in self._sessions_of(to):
            await session.post(frame)

    async def close(self, code: int = 1000, *, user: str | None = None) -> None:
        """Close the sockets of a user, or of all, with this code; codes that never travel end them without one."""
        await asyncio.gather(*(session.close(code) for session in self._chosen(user)))

    def drop(self, *, user: str | None = None, mid_frame: bool = False) -> None:
        """End sockets without a close frame, in the middle of a frame where asked for."""
        for session in self._chosen(user):
            if mid_frame:
                session.drop_mid_frame()
            else:
                session.drop()

    def freeze(self, *, user: str | None = None) -> None:
        """Half-open: these sockets carry nothing any more, and their clients are not told."""
        for session in self._chosen(user):
            session.freeze()

    def hand_over(self, *, user: str | None = None) -> None:
        """The clients move to another network: sockets opened before carry nothing any more, new ones work at once."""
        for session in self._chosen(user):
            session.leave_behind()

    def thaw(self) -> None:
        """Sockets that were frozen carry again what waits on them."""
        for session in list(self._sessions):
            session.thaw()

    async def drained(self, user: str) -> None:
        """Wait until what was queued for a user is with the operating system."""
        for session in self._sessions_of(user):
            await session.drained()

    async def _admit(self, connection: ServerConnection, request: Request) -> Response | None:
        if not is_from_here(request, self.settings):
            return connection.respond(
                HTTPStatus.FORBIDDEN, "not for pages of other origins, nor under other names\n"
            )
        if request.path == CONTROL_PATH:
            return None
        self._reachable(connection)
        await self.faults.until_speaking()
        self._reachable(connection)
        if self.faults.refuse:
            return connection.respond(HTTPStatus.SERVICE_UNAVAILABLE, "refused by order\n")
        if request.path != CHAT_PATH:
            return connection.respond(HTTPStatus.NOT_FOUND, f"there is only {CHAT_PATH}\n")
        return None

    def _reachable(self, connection: ServerConnection) -> None:
        """Drop the connection while the network is cut. Raises `ConnectionAbortedError`, which ends the handshake."""
        if self.faults.cut:
            connection.transport.abort()
            raise ConnectionAbortedError

    async def _connected(self, connection: ServerConnection) -> None:
        task = asyncio.current_task()
        if task is not None:
            self._serving.add(task)
            task.add_done_callback(self._serving.discard)
        if connection.request is not None and connection.request.path == CONTROL_PATH:
            await serve_control(self, connection)
            return
        session = Session(connection, self.faults, self.settings.outbox)
        self._sessions.add(session)
        if self.faults.cut:
            session.freeze()
        try:
            with suppress(ConnectionClosed):
                await self._talk(session)
        finally:
            self._sessions.discard(session)
            code = str(connection.close_code or "")
            self._tell(ServerEvent(EventKind.CLOSED, session.user, code))

    async def _talk(self, session: Session) -> None:
        async with beside(session.write):
            try:
                if not await self._authenticated(session):
                    return
                while True:
                    self._answer(session, await session.receive())
            except FrameError as error:
                await session.close(MALFORMED, str(error)[:100])

    async def _authenticated(self, session: Session) -> bool:
        try:
            async with asyncio.timeout(self.settings.auth_timeout_s):
                frame = read_client_frame(await session.receive())
        except TimeoutError:
            await session.close(UNAUTHORIZED, "no auth frame came in time")
            return False
        user = self.tokens.user_of(frame.token) if isinstance(frame, Auth) else None
        await self.faults.until_speaking()
        if user is None or self.faults.reject:
            self._tell(ServerEvent(EventKind.REJECTED))
            await session.post(AUTH_REJECTED)
            await session.drained()
            await session.close(UNAUTHORIZED, "the token is not good")
            return False
        await session.post(AUTH_OK)
        session.user = user
        self._tell(ServerEvent(EventKind.AUTHENTICATED, user))
        return True

    def _answer(self, session: Session, data: str | bytes) -> None:
        match read_client_frame(data):
            case Ping(number):
                self._tell(ServerEvent(EventKind.PING, session.user, str(number)))
                session.offer(pong(number))
            case Message(to, text):
                self._tell(ServerEvent(EventKind.MESSAGE, session.user, to))
                self._route(session.user or "", to, text)
            case Auth():
                raise FrameError("the socket is authenticated already")

    def _route(self, sender: str, to: str, text: str) -> None:
        frame = message(self._next_number(), sender, text)
        for session in self._sessions_of(to):
            session.offer(frame)

    def _sessions_of(self, user: str) -> list[Session]:
        return [s for s in self._sessions if s.user == user and s.alive and not s.left_behind]

    def _chosen(self, user: str | None) -> list[Session]:
        return list(self._sessions) if user is None else self._sessions_of(user)

    def _tell(self, event: ServerEvent) -> None:
        call_safely(self._on_event, event)

    def _next_number(self) -> str:
        self._numbers += 1
        return f"m{self._numbers}"
