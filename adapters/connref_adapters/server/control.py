"""The control channel: whoever holds its token, on this machine, plays faults on the server.

A WebSocket at `/control`. The first frame is `{"type": "auth", "token": …}`, answered like a client's; then each frame
is one command, `{"op": "mute"}`, answered by `{"ok": true, …}` or `{"ok": false, "error": …}`.
"""

from __future__ import annotations

import asyncio
import hmac
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from typing import Any, Protocol

from websockets.asyncio.client import connect
from websockets.asyncio.server import ServerConnection
from websockets.exceptions import ConnectionClosed, WebSocketException

from connref.errors import ConnrefError
from connref_adapters.server.session import Faults
from connref_adapters.server.settings import ServerSettings, Tokens, is_loopback
from connref_adapters.server.wire import (
    AUTH_OK,
    AUTH_REJECTED,
    UNAUTHORIZED,
    FrameError,
    encode,
    is_unicode,
    read_object,
)

Body = Mapping[str, Any]
Reply = dict[str, Any]

CONTROL_PATH = "/control"
LONGEST_DELAY_MS = 600_000


class Controlled(Protocol):
    """What commands are carried out on; a `ChatServer` is one."""

    tokens: Tokens
    faults: Faults
    control_token: str
    settings: ServerSettings

    @property
    def sockets(self) -> int:
        """How many clients are connected."""
        ...

    @property
    def users(self) -> list[str]:
        """Who is authenticated."""
        ...

    async def send(self, to: str, text: str, *, sender: str) -> int:
        """Send a message; returns to how many sockets."""
        ...

    async def send_raw(self, to: str, frame: str) -> None:
        """Send a frame as it is."""
        ...

    async def close(self, code: int, *, user: str | None) -> None:
        """Close with this code."""
        ...

    def drop(self, *, user: str | None, mid_frame: bool) -> None:
        """End sockets without a close frame."""
        ...

    def freeze(self, *, user: str | None) -> None:
        """Make sockets half-open."""
        ...

    def hand_over(self, *, user: str | None) -> None:
        """Make sockets half-open for good."""
        ...

    def thaw(self) -> None:
        """Let frozen sockets go on."""
        ...


Command = Callable[[Controlled, Body], Awaitable[Reply]]


class ControlError(ConnrefError):
    """The control channel could not be reached, or the server would not do what was asked."""


async def serve_control(server: Controlled, connection: ServerConnection) -> None:
    """Carry commands out until the other end goes away."""
    with suppress(ConnectionClosed):
        if not await _let_in(server, connection):
            return
        async for data in connection:
            await connection.send(encode(await obey(server, data)))


async def obey(server: Controlled, data: str | bytes) -> Reply:
    """Carry one command out. Never raises: what is wrong with it is the answer."""
    try:
        body = read_object(data)
        return {"ok": True, **await _command(body)(server, body)}
    except FrameError as error:
        return {"ok": False, "error": str(error)}


def _command(body: Body) -> Command:
    command = COMMANDS.get(str(body.get("op")))
    if command is None:
        raise FrameError(f'the field "op" is none of {", ".join(COMMANDS)}')
    return command


async def _let_in(server: Controlled, connection: ServerConnection) -> bool:
    """Whether the peer is on this machine and knows the token, and says so in time."""
    try:
        async with asyncio.timeout(server.settings.auth_timeout_s):
            body = read_object(await connection.recv())
    except (FrameError, TimeoutError):
        body = {}
    token = body.get("token")
    knows = isinstance(token, str) and hmac.compare_digest(_bytes(token), _bytes(server.control_token))
    if knows and is_loopback(str(connection.remote_address[0])):
        await connection.send(AUTH_OK)
        return True
    await connection.send(AUTH_REJECTED)
    await connection.close(UNAUTHORIZED)
    return False


def _bytes(token: str) -> bytes:
    return token.encode(errors="surrogatepass")


def _whole(body: Body, name: str, least: int, most: int) -> int:
    value = body.get(name)
    if type(value) is not int or not least <= value <= most:
        raise FrameError(f'the field "{name}" is no integer from {least} to {most}')
    return value


def _word(body: Body, name: str) -> str:
    value = body.get(name)
    if not isinstance(value, str) or not value or not is_unicode(value):
        raise FrameError(f'the field "{name}" is missing or no text')
    return value


def _user(body: Body) -> str | None:
    return _word(body, "user") if "user" in body else None


async def _login(server: Controlled, body: Body) -> Reply:
    return {"token": server.tokens.issue(_word(body, "user"))}


async def _send(server: Controlled, body: Body) -> Reply:
    return {"sent": await server.send(_word(body, "to"), _word(body, "text"), sender="control")}


async def _send_raw(server: Controlled, body: Body) -> Reply:
    await server.send_raw(_word(body, "to"), _word(body, "frame"))
    return {}


async def _close(server: Controlled, body: Body) -> Reply:
    code = _whole(body, "code", 1000, 4999)
    if 1015 < code < 3000:  # noqa: PLR2004 - the gap in RFC 6455, 7.4.2
        raise FrameError('the field "code" is no close code: 1000 to 1015 or 3000 to 4999')
    await server.close(code, user=_user(body))
    return {}


async def _drop(server: Controlled, body: Body) -> Reply:
    server.drop(user=_user(body), mid_frame=body.get("mid_frame") is True)
    return {}


async def _freeze(server: Controlled, body: Body) -> Reply:
    server.freeze(user=_user(body))
    return {}


async def _hand_over(server: Controlled, body: Body) -> Reply:
    server.hand_over(user=_user(body))
    return {}


async def _clear(server: Controlled, _: Body) -> Reply:
    server.faults.clear()
    server.thaw()
    return {}


async def _status(server: Controlled, _: Body) -> Reply:
    faults = server.faults
    flags = {name: getattr(faults, name) for name in _FLAGS}
    return {
        "sockets": server.sockets,
        "users": server.users,
        **flags,
        **{n: getattr(faults, n) for n in _DELAYS},
    }


_FLAGS = ("mute", "refuse", "reject", "cut")
_DELAYS = ("delay_ms", "read_delay_ms")


def _flag(name: str, *, on: bool) -> Command:
    async def switch(server: Controlled, _: Body) -> Reply:
        setattr(server.faults, name, on)
        return {}

    return switch


def _delay(name: str) -> Command:
    async def set_delay(server: Controlled, body: Body) -> Reply:
        setattr(server.faults, name, _whole(body, "ms", 0, LONGEST_DELAY_MS))
        return {}

    return set_delay


COMMANDS: Mapping[str, Command] = {
    "login": _login,
    "send": _send,
    "send_raw": _send_raw,
    "close": _close,
    "drop": _drop,
    "half_open": _freeze,
    "hand_over": _hand_over,
    "mute": _flag("mute", on=True),
    "unmute": _flag("mute", on=False),
    "refuse": _flag("refuse", on=True),
    "accept": _flag("refuse", on=False),
    "reject": _flag("reject", on=True),
    "approve": _flag("reject", on=False),
    "cut": _flag("cut", on=True),
    "mend": _flag("cut", on=False),
    "delay": _delay("delay_ms"),
    "slow_reader": _delay("read_delay_ms"),
    "clear": _clear,
    "status": _status,
}
"""Every command, by the name that `op` carries."""


class ControlClient:
    """The other end of the control channel: one command at a time, each on a connection of its own."""

    def __init__(self, url: str, token: str) -> None:
        self.url = url
        self._token = token

    async def command(self, op: str, **fields: object) -> Reply:
        """Have the server do something. Raises `ControlError` where it cannot be reached, or will not."""
        try:
            async with connect(self.url, proxy=None, compression=None) as socket:
                await socket.send(encode({"type": "auth", "token": self._token}))
                if await socket.recv() != AUTH_OK:
                    raise ControlError(
                        f"{self.url} does not take this control token; is it of an earlier server?"
                    )
                await socket.send(encode({"op": op, **fields}))
                reply = read_object(await socket.recv())
        except (OSError, WebSocketException, FrameError) as error:
            raise ControlError(
                f"the control channel at {self.url} cannot be used ({type(error).__name__}); "
                "is `connref serve` running?"
            ) from None
        if reply.get("ok") is not True:
            raise ControlError(f"{op}: {reply.get('error')}")
        return reply
