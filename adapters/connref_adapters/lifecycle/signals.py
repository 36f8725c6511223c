"""Terminal signals as the app's state: SIGTSTP (Ctrl-Z) is the background, SIGCONT (fg) the foreground.

Meant for demonstrations. POSIX only.
"""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Generator
from contextlib import contextmanager

from connref_adapters.lifecycle.app_state import AppStateListener


@contextmanager
def following_signals(listener: AppStateListener, *, stop_after_s: float | None = None) -> Generator[None]:
    """Tell the listener of the signals while the body runs, on the running event loop.

    The process goes on after Ctrl-Z, so that the grace can be watched; with `stop_after_s` it really stops, that many
    seconds later. Raises `NotImplementedError` where the event loop has no signals.
    """
    loop = asyncio.get_running_loop()

    def suspended() -> None:
        listener.app_entered_background()
        if stop_after_s is not None:
            loop.call_later(stop_after_s, os.kill, os.getpid(), signal.SIGSTOP)

    loop.add_signal_handler(signal.SIGTSTP, suspended)
    loop.add_signal_handler(signal.SIGCONT, listener.app_entered_foreground)
    try:
        yield
    finally:
        loop.remove_signal_handler(signal.SIGTSTP)
        loop.remove_signal_handler(signal.SIGCONT)
