"""What the runtime's benchmarks have in common: a server in a process of its own, and managers that are connected."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO

from connref.protocol import Mode
from connref_adapters.runtime import AppSettings, AppSettingsBuilder, ConnectionManager, Observer
from connref_adapters.storage import MemorySessionStore
from connref_adapters.transports import Endpoint


@dataclass(frozen=True, slots=True)
class Other:
    """The other process: where it listens, and its standard input."""

    url: str
    stdin: IO[str]

    def crash(self, away_s: float) -> None:
        """Have the chat server end without a word, and start again after so many seconds."""
        self.stdin.write(f"{away_s}\n")
        self.stdin.flush()


@contextmanager
def other_process(kind: str) -> Generator[Other]:
    """A server of that kind, for as long as the body runs."""
    command = [sys.executable, "-m", "benchmarks.runtime_server", kind]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        yield Other(f"ws://127.0.0.1:{int(process.stdout.readline())}/chat", process.stdin)
        process.stdin.close()
        process.wait(10)


def settings_for(url: str, mode: Mode = Mode.AUTO) -> AppSettings:
    builder = AppSettingsBuilder(Endpoint(url))
    return builder.auto_establish_socket_connection(mode is Mode.AUTO).build()


async def logged_in(
    manager: ConnectionManager, url: str, user: str = "anna", mode: Mode = Mode.AUTO
) -> ConnectionManager:
    await manager.init(settings_for(url, mode))
    await manager.login(user, user)
    return manager


def new_manager(*observers: Observer) -> ConnectionManager:
    return ConnectionManager(store=MemorySessionStore(), observers=observers)
