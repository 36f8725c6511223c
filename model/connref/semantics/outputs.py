"""What a step of the machine does beyond changing its cell: the small changes to the valuation, and their effects.

Which of them a step takes, and in which order, is derived from the charts in `product`; nothing here decides.
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
"""Takes the valuation, the input that caused the step (None where time did), and the effects so far."""


def grace_from_now(valuation: Valuation, _: Input | None, out: list[Effect]) -> None:
    """A whole grace starts now (MAN-GRACE, MAN-PING-EXTENDS)."""
    valuation.deadline = valuation.now + valuation.grace_ms


def grace_from_entry(valuation: Valuation, _: Input | None, out: list[Effect]) -> None:
    """The grace counts from the entry into the background (connect-in-background)."""
    valuation.deadline = valuation.entry + valuation.grace_ms


def clear_deadline(valuation: Valuation, _: Input | None, out: list[Effect]) -> None:
    """No deadline runs any more (MAN-RETURN-CANCELS)."""
    valuation.deadline = None


def note_entry(valuation: Valuation, _: Input | None, out: list[Effect]) -> None:
    """The app enters the background now."""
    valuation.entry = valuation.now


def open_socket(valuation: Valuation, _: Input | None, out: list[Effect]) -> None:
    """The next socket, with its time limit."""
    valuation.socket += 1
    valuation.link_at = valuation.now + valuation.retry.open_timeout_ms
    out.append(OpenSocket(valuation.socket))


def give_up_socket(reason: CloseReason) -> Action:
    """Close the one socket there is (RES-ONE-SOCKET)."""

    def close(valuation: Valuation, _: Input | None, out: list[Effect]) -> None:
        out.append(CloseSocket(valuation.socket, reason))

    return close


def wait_to_repeat(valuation: Valuation, _: Input | None, out: list[Effect]) -> None:
    """Arm the back-off."""
    valuation.link_at = valuation.now + valuation.retry.delay_ms(valuation.attempts, lambda: valuation.share)
    valuation.attempts += 1


def disarm(valuation: Valuation, _: Input | None, out: list[Effect]) -> None:
    """The link waits for nothing that time brings."""
    valuation.link_at = NEVER


def start_afresh(valuation: Valuation, _: Input | None, out: list[Effect]) -> None:
    """The link waits for nothing, and what failed before no longer counts."""
    valuation.link_at = NEVER
    valuation.attempts = 0


def freeze(valuation: Valuation, _: Input | None, out: list[Effect]) -> None:
    """Nothing happens from now on, until the process resumes or dies."""
    valuation.frozen_at = valuation.now


def die(valuation: Valuation, _: Input | None, out: list[Effect]) -> None:
    """The process takes its pending calls with it; storage stays."""
    valuation.connects.clear()
    valuation.pings.clear()


def report(api: Api, result: Result, detail: str | None) -> Action:
    """The outcome of the call that caused this step."""

    def report_outcome(valuation: Valuation, received: Call, out: list[Effect]) -> None:
        out.append(ReportOutcome(received.call, api, result, detail))

    return report_outcome


def throw(api: Api, detail: str) -> Action:
    """The call itself throws (call-before-init = throws)."""

    def throw_out(valuation: Valuation, received: Call, out: list[Effect]) -> None:
        out.append(Throw(received.call, api, detail))

    return throw_out


def pend_connect(valuation: Valuation, received: Connect, out: list[Effect]) -> None:
    """The call waits for the connection."""
    valuation.connects.append(received.call)


def settle_connects(result: Result, detail: str | None) -> Action:
    """Everyone who waits for the connection hears how it ended."""

    def settle(valuation: Valuation, _: Input | None, out: list[Effect]) -> None:
        if valuation.connects:
            out.extend(ReportOutcome(call, Api.CONNECT, result, detail) for call in valuation.connects)
            valuation.connects.clear()

    return settle


def send_ping(*, in_background: bool) -> Action:
    """A ping message goes out, and its call waits for the answer (MAN-PING-SENDS)."""

    def send(valuation: Valuation, received: Ping, out: list[Effect]) -> None:
        call = received.call
        valuation.pings[call] = (valuation.now + valuation.retry.ping_timeout_ms, in_background)
        out.append(SendPing(valuation.socket, call))

    return send


def answer_ping(valuation: Valuation, received: PongReceived, out: list[Effect]) -> None:
    """The server answered this ping."""
    call = received.call
    del valuation.pings[call]
    out.append(ReportOutcome(call, Api.PING, Result.SUCCESS))


def fail_pings(detail: str) -> Action:
    """No answer can come any more."""

    def fail(valuation: Valuation, _: Input | None, out: list[Effect]) -> None:
        if valuation.pings:
            out.extend(ReportOutcome(call, Api.PING, Result.ERROR, detail) for call in valuation.pings)
            valuation.pings.clear()

    return fail


def deliver(valuation: Valuation, received: MessageReceived, out: list[Effect]) -> None:
    """Hand on what came over the current socket; a former one is silent (EVT-STOPS)."""
    if received.socket == valuation.socket:
        out.append(Deliver(received.message))


def save_user(valuation: Valuation, received: Login, out: list[Effect]) -> None:
    """Keep the user (SES-LOGIN-SAVES)."""
    valuation.user = received.user
    out.append(SaveUser(received.user))


def forget_user(valuation: Valuation, _: Input | None, out: list[Effect]) -> None:
    """Nobody is logged in any more (SES-NO-USER); the effect is constant and stands beside this."""
    valuation.user = None


def report_user(valuation: Valuation, _: Input | None, out: list[Effect]) -> None:
    """Who is logged in after init."""
    out.append(ReportUser(valuation.user))


def say(effect: Effect) -> Action:
    """An effect that is the same every time."""

    def say_it(valuation: Valuation, _: Input | None, out: list[Effect]) -> None:
        out.append(effect)

    return say_it
