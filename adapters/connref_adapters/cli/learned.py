"""One learning on the command line: carried out, told, made an exit status; `run --complete` is one too."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from connref.protocol import Mode
from connref_adapters.cli.driver_options import DriverOptions, Started
from connref_adapters.cli.endings import DOES_NOT_HOLD, INTERRUPTED, WELL, WRONG_USE
from connref_adapters.cli.output import emit, emit_error

if TYPE_CHECKING:
    from connref_adapters.drivers import Implementation
    from connref_adapters.learn.learning import Learning
    from connref_adapters.learn.session import LearnSettings

COMPLETE_S = 900
"""For how long `connref run --complete` goes on unless --budget says otherwise."""


def play_complete(start: Started, options: DriverOptions, extra: int, budget_s: int | None) -> int:
    """Carry `connref run --complete K` out: the suites of the document's diagram, and nothing is learned."""
    from connref_adapters.learn.session import LearnSettings

    settings = LearnSettings("all", extra=extra, budget_s=float(budget_s or COMPLETE_S), learns=False)
    learning, _ = learned(start, options, [Mode.MANUAL, Mode.AUTO], settings)
    tell(learning)
    for each in learning.modes:
        if each.differs and not each.blamed:
            emit(
                f"{each.mode.value}: the SDK is not the document's diagram under these readings, and what differs is "
                "allowed; `connref learn` says what it is\n"
            )
    return status(learning)


def learned(
    start: Started, options: DriverOptions, modes: list[Mode], settings: LearnSettings
) -> tuple[Learning, Implementation]:
    """Learn, with progress on standard error, and see the driver end."""
    from connref_adapters.learn.learning import learn

    hello = options.judged(start.hello())
    began = time.monotonic()

    def told(line: str) -> None:
        emit_error(f"[{time.monotonic() - began:6.1f} s] {line}")

    learning = learn(start.driver, hello, hello.profile, modes, settings, told)
    if learning.fault is None and not learning.interrupted:
        start.driver.bye()
    return learning, hello.implementation


def tell(learning: Learning) -> None:
    """Print the guarantee, what is held against the SDK, and what ended it early."""
    from connref_adapters.learn.report import blamed_lines, guarantee_text

    emit(guarantee_text(learning.modes))
    emit("".join(f"{line}\n" for line in blamed_lines(learning.modes)))
    if learning.interrupted:
        emit_error("connref: interrupted; what was learned so far is told")
    if learning.fault is not None:
        emit_error(f"connref: {learning.fault}")


def status(learning: Learning) -> int:
    """The exit status of a learning."""
    if learning.interrupted:
        return INTERRUPTED
    if learning.fault is not None:
        return WRONG_USE
    return WELL if learning.complete and not learning.blamed else DOES_NOT_HOLD
