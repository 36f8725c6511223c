"""What a step of the machine does beyond changing its cell: the small changes to the books, and their effects.

Which of them a step takes, and in which order, is derived from the charts in `composite`; nothing here decides.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from connref.effects import (
    Api,
    CloseReason,
    CloseSocket,
    Deliver,
    Effect,
    OpenSocket,
    ReportOutcome,
    ReportUser,
    Result,
    SaveUser,
    SendPing,
    Throw,
)
from connref.inputs import Call, Connect, Input, Login, MessageReceived, Ping, PongReceived
from connref.semantics.policy import NEVER
from connref.semantics.valuation import Valuation

Action = Callable[[Valuation, Any, list[Effect]], None]
"""Takes the books, the input that caused the step (None where time did), and the effects so far."""


def grace_from_now(books: Valuation, _: Input | None, out: list[Effect]) -> None:
    """A whole grace starts now (MAN-GRACE, MAN-PING-EXTENDS)."""
    books.deadline = books.now + books.grace_ms


def grace_from_entry(books: Valuation, _: Input | None, out: list[Effect]) -> None:
    """The grace counts from the entry into the background (connect-in-background)."""
    books.deadline = books.entry + books.grace_ms


def clear_deadline(books: Valuation, _: Input | None, out: list[Effect]) -> None:
    """No deadline runs any more (MAN-RETURN-CANCELS)."""
    books.deadline = None


def note_entry(books: Valuation, _: Input | None, out: list[Effect]) -> None:
    """The app enters the background now."""
    books.entry = books.now


def open_socket(books: Valuation, _: Input | None, out: list[Effect]) -> None:
    """The next socket, with its time limit."""
    books.socket += 1
    books.link_at = books.now + books.retry.open_timeout_ms
    out.append(OpenSocket(books.socket))


def give_up_socket(reason: CloseReason) -> Action:
    """Close the one socket there is (RES-ONE-SOCKET)."""

    def close(books: Valuation, _: Input | None, out: list[Effect]) -> None:
        out.append(CloseSocket(books.socket, reason))

    return close


def wait_to_repeat(books: Valuation, _: Input | None, out: list[Effect]) -> None:
    """Arm the back-off."""
    books.link_at = books.now + books.retry.delay_ms(books.attempts, lambda: books.share)
    books.attempts += 1


def disarm(books: Valuation, _: Input | None, out: list[Effect]) -> None:
    """The link waits for nothing that time brings."""
    books.link_at = NEVER


def start_afresh(books: Valuation, _: Input | None, out: list[Effect]) -> None:
    """The link waits for nothing, and what failed before no longer counts."""
    books.link_at = NEVER
    books.attempts = 0


def freeze(books: Valuation, _: Input | None, out: list[Effect]) -> None:
    """Nothing happens from now on, until the process resumes or dies."""
    books.frozen_at = books.now


def die(books: Valuation, _: Input | None, out: list[Effect]) -> None:
    """The process takes its pending calls with it; storage stays."""
    books.connects.clear()
    books.pings.clear()


def report(api: Api, result: Result, detail: str | None) -> Action:
    """The outcome of the call that caused this step."""

    def report_outcome(books: Valuation, received: Call, out: list[Effect]) -> None:
        out.append(ReportOutcome(received.call, api, result, detail))

    return report_outcome


def throw(api: Api, detail: str) -> Action:
    """The call itself throws (call-before-init = throws)."""

    def throw_out(books: Valuation, received: Call, out: list[Effect]) -> None:
        out.append(Throw(received.call, api, detail))

    return throw_out


def pend_connect(books: Valuation, received: Connect, out: list[Effect]) -> None:
    """The call waits for the connection."""
    books.connects.append(received.call)


def settle_connects(result: Result, detail: str | None) -> Action:
    """Everyone who waits for the connection hears how it ended."""

    def settle(books: Valuation, _: Input | None, out: list[Effect]) -> None:
        if books.connects:
            out.extend(ReportOutcome(call, Api.CONNECT, result, detail) for call in books.connects)
            books.connects.clear()

    return settle


def send_ping(*, in_background: bool) -> Action:
    """A ping message goes out, and its call waits for the answer (MAN-PING-SENDS)."""

    def send(books: Valuation, received: Ping, out: list[Effect]) -> None:
        call = received.call
        books.pings[call] = (books.now + books.retry.ping_timeout_ms, in_background)
        out.append(SendPing(books.socket, call))

    return send


def answer_ping(books: Valuation, received: PongReceived, out: list[Effect]) -> None:
    """The server answered this ping."""
    call = received.call
    del books.pings[call]
    out.append(ReportOutcome(call, Api.PING, Result.SUCCESS))


def fail_pings(detail: str) -> Action:
    """No answer can come any more."""

    def fail(books: Valuation, _: Input | None, out: list[Effect]) -> None:
        if books.pings:
            out.extend(ReportOutcome(call, Api.PING, Result.ERROR, detail) for call in books.pings)
            books.pings.clear()

    return fail


def deliver(books: Valuation, received: MessageReceived, out: list[Effect]) -> None:
    """Hand on what came over the current socket; a former one is silent (EVT-STOPS)."""
    if received.socket == books.socket:
        out.append(Deliver(received.message))


def save_user(books: Valuation, received: Login, out: list[Effect]) -> None:
    """Keep the user (SES-LOGIN-SAVES)."""
    books.user = received.user
    out.append(SaveUser(received.user))


def forget_user(books: Valuation, _: Input | None, out: list[Effect]) -> None:
    """Nobody is logged in any more (SES-NO-USER); the effect is constant and stands beside this."""
    books.user = None


def report_user(books: Valuation, _: Input | None, out: list[Effect]) -> None:
    """Who is logged in after init."""
    out.append(ReportUser(books.user))


def say(effect: Effect) -> Action:
    """An effect that is the same every time."""

    def say_it(books: Valuation, _: Input | None, out: list[Effect]) -> None:
        out.append(effect)

    return say_it
