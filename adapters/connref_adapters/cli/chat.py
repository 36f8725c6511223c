"""Keep a real connection to `connref serve`, and feel the model: state, countdown, messages, and keys for everything.

Start `connref serve` in one terminal and `connref chat --user anna` in another one; a second user in a third one.
"""

from __future__ import annotations

import asyncio
import signal
import sys
from argparse import ArgumentParser, Namespace
from contextlib import ExitStack, suppress
from typing import TYPE_CHECKING

from connref.errors import UsageError
from connref.protocol import Mode, Profile
from connref_adapters.cli.serve import DEFAULT_PORT

if TYPE_CHECKING:
    from rich.console import Console
    from rich.live import Live

    from connref_adapters.chat import ChatApp

LONGEST_GRACE_S = 3_600.0


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the options of the command."""
    parser.add_argument("--user", required=True, metavar="U", help="who logs in")
    parser.add_argument(
        "--port", type=int, default=DEFAULT_PORT, help=f"of your `connref serve` (default {DEFAULT_PORT})"
    )
    parser.add_argument(
        "--mode",
        choices=[mode.value for mode in Mode],
        default=Mode.MANUAL.value,
        help="auto or manual (default manual)",
    )
    parser.add_argument(
        "--grace", type=float, default=30.0, metavar="S", help="seconds in the background (default 30)"
    )


def run(args: Namespace) -> int:
    """Chat until `q` or Ctrl-C. Raises `UsageError` without a terminal, `ControlError` without a server."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError("chat draws on a terminal and reads single keys; run it in one, without a pipe")
    if not 0 < args.grace <= LONGEST_GRACE_S:
        raise UsageError(f"--grace {args.grace}: give seconds, above 0 and at most {LONGEST_GRACE_S:g}")
    try:
        asyncio.run(_chat(args))
    except ImportError as missing:
        raise UsageError(f"chat needs the library {missing.name}; install connref[runtime]") from None
    return 0


async def _chat(args: Namespace) -> None:
    from rich.console import Console
    from rich.live import Live

    from connref_adapters.chat import ChatApp, KeyReader, Screen
    from connref_adapters.lifecycle.app_state import following_signals
    from connref_adapters.runtime import AppSettingsBuilder, SystemClock
    from connref_adapters.server import ControlClient, find_access
    from connref_adapters.storage import Secret
    from connref_adapters.transports import Endpoint

    access = find_access(args.port)
    control = ControlClient(access.control_url, access.control_token)
    token = Secret((await control.command("login", user=args.user))["token"])
    grace_ms = round(args.grace * 1_000)
    settings = (
        AppSettingsBuilder(Endpoint(access.url))
        .auto_establish_socket_connection(args.mode == Mode.AUTO.value)
        .profile(Profile(grace_ms=grace_ms))
        .build()
    )
    console = Console()
    with Live(console=console, screen=True, auto_refresh=False) as live, ExitStack() as stack:
        screen = Screen(args.user, access.url, args.mode, grace_ms)
        app = ChatApp(screen, SystemClock(), lambda app: _draw(app, console, live))
        stack.enter_context(KeyReader().reading(app.press))
        with suppress(NotImplementedError):
            stack.enter_context(following_signals(app))
            asyncio.get_running_loop().add_signal_handler(signal.SIGINT, app.quit)
        await app.run(settings, token)


def _draw(app: ChatApp, console: Console, live: Live) -> None:
    from connref_adapters.chat import view

    manager = app.manager
    height = console.size.height
    live.update(view(app.screen, manager.status, manager.state, manager.due_in_ms, height), refresh=True)
