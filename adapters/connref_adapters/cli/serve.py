"""Run a small chat server on the loopback, to try the connection manager and its faults against.

While it runs it takes the commands of the control channel on standard input, one a line: `mute`, `unmute`,
`close code=1012`, `delay ms=300`, `drop`, `half_open`, `hand_over`, `send to=anna text=hello`, `clear`, `status` and
others.
"""

from __future__ import annotations

import asyncio
import json
import signal
import sys
from argparse import ArgumentParser, Namespace
from contextlib import suppress
from typing import TYPE_CHECKING

from connref.errors import UsageError
from connref_adapters.cli.output import emit

if TYPE_CHECKING:
    from connref_adapters.server import ChatServer, ServerSettings

DEFAULT_PORT = 8765
LONGEST_LINE = 1 << 16
LONGEST_NUMBER = 18
"""Digits of a number; what has more is no number that any command takes, and is handed on as the text that it is."""


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the options of the command."""
    parser.add_argument("--host", default="127.0.0.1", help="the address to listen on (default 127.0.0.1)")
    parser.add_argument(
        "--port", type=int, default=DEFAULT_PORT, help=f"0 lets the system choose (default {DEFAULT_PORT})"
    )
    parser.add_argument("--allow-remote", action="store_true", help="listen beyond the loopback, without TLS")
    parser.add_argument(
        "--user",
        action="append",
        default=[],
        metavar="U",
        help="issue a login token for this user and print it; `connref chat --user U` needs none",
    )


def run(args: Namespace) -> int:
    """Serve until interrupted. Raises `UsageError`."""
    try:
        from connref_adapters.server import ServerSettings
    except ImportError:
        raise UsageError("serve needs the library websockets; install connref[runtime]") from None
    settings = ServerSettings(args.host, args.port, args.allow_remote)
    try:
        asyncio.run(_serve(settings, args.user))
    except OSError as error:
        raise UsageError(
            f"serve: cannot listen on {args.host} port {args.port}: {error.strerror}; choose another --port"
        ) from None
    return 0


async def _serve(settings: ServerSettings, users: list[str]) -> None:
    from connref_adapters.server import Access, ChatServer, publish_access

    stopped = _told_to_stop()
    async with ChatServer(settings) as server:
        access = Access(server.url, server.control_url, server.control_token)
        with publish_access(access, server.port):
            emit(f"chat server at {server.url}; faults by typing, such as `mute`; Ctrl-C ends it\n")
            for user in users:
                emit(f"token for {user}: {server.tokens.issue(user)}\n")
            await _until(stopped, server)


def _told_to_stop() -> asyncio.Event:
    """Set by the first signal to end; all later ones change nothing, up to the very end of the process.

    Else a signal that comes when the loop is closed already would kill what has ended well.
    """
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    taken: list[int] = []

    def stop() -> None:
        for number in taken:
            loop.remove_signal_handler(number)
            signal.signal(number, signal.SIG_IGN)
        stopped.set()

    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        # Not every platform has all of them, nor a loop that takes them.
        with suppress(AttributeError, NotImplementedError, RuntimeError):
            number = getattr(signal, name)
            loop.add_signal_handler(number, stop)
            taken.append(number)
    return stopped


async def _until(stopped: asyncio.Event, server: ChatServer) -> None:
    commands = asyncio.create_task(_take_commands(server))
    await stopped.wait()
    commands.cancel()
    with suppress(asyncio.CancelledError):
        await commands


async def _take_commands(server: ChatServer) -> None:
    """Standard input, one command a line. A file or nothing in its place gives no commands."""
    from connref_adapters.server.control import obey

    reader = asyncio.StreamReader(limit=LONGEST_LINE)
    try:
        pipe, _ = await asyncio.get_running_loop().connect_read_pipe(
            lambda: asyncio.StreamReaderProtocol(reader), sys.stdin
        )
    except (ValueError, OSError):
        return
    try:
        while line := await _line(reader):
            if words := line.decode("utf-8", "replace").split():
                emit(json.dumps(await obey(server, json.dumps(command_of(words)))) + "\n")
    finally:
        pipe.close()


async def _line(reader: asyncio.StreamReader) -> bytes:
    """The next line; what is longer than a command can be is answered and left out."""
    while True:
        try:
            return await reader.readline()
        except ValueError:
            error = f"the line is longer than {LONGEST_LINE} bytes"
            emit(json.dumps({"ok": False, "error": error}) + "\n")


def command_of(words: list[str]) -> dict[str, object]:
    """`close code=1012` as the control channel writes it: numbers and `true` are read as such, all else is text."""
    body: dict[str, object] = {"op": words[0]}
    for word in words[1:]:
        name, _, value = word.partition("=")
        is_number = value.isascii() and value.isdecimal() and len(value) <= LONGEST_NUMBER
        body[name] = int(value) if is_number else True if value in ("", "true") else value
    return body
