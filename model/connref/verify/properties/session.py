"""What the document asks of the session: whose connection it is, who is saved on the device, and who is found again.

Two readings of it: monitors over what the policy shows, and `session_faults` over what the machine does to the device.
Who is logged in is followed by the events alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from connref.effects import Effect, ForgetUser, RefuseInput, ReportUser, SaveUser
from connref.protocol import Mode
from connref.spec.vocabulary import Event
from connref.verify.monitor import (
    HOLDS,
    AppState,
    Broken,
    Choices,
    Monitor,
    Next,
    Property,
    PropertyKind,
    Step,
    Verdict,
    under_all,
)


def no_user_no_connection(_: None, step: Step) -> Verdict:
    """Nobody logged in to a running SDK, no wish and nothing up."""
    somebody = step.now.started and step.now.user
    return (
        Broken("a connection for nobody") if (step.after.wants or step.after.up) and not somebody else HOLDS
    )


def user_is_found_again(memory: str, step: Step) -> Verdict:
    """The init after a kill that finds the saved user begins a session: a connection is wanted, or connect() is heard.

    Remembers "" nothing, "killed" a process with a user died, "found" init has just found that user.
    """
    if step.event is Event.KILL:
        return Next("killed" if step.was.user else "")
    if memory == "killed" and step.event is Event.REOPEN:
        return Next("found")
    heard = step.after.wants or not step.was.ready
    if memory == "found" and step.event is Event.CONNECT and not heard:
        return Broken("the saved user was not found")
    world_only = step.event in {Event.BACKGROUND, Event.FOREGROUND, None}
    return Next(memory if memory == "killed" and world_only else "")


def kill_forgets(_: None, step: Step) -> Verdict:
    """A killed process wants nothing, whatever it wanted."""
    if step.event is Event.KILL and (step.after.wants or step.after.up):
        return Broken("a dead process wants a connection")
    return HOLDS


def renewed_without_effect(choices: Choices) -> Monitor:
    """A second init or login with no effect leaves a connection that is wanted as it is."""

    def monitor(_: None, step: Step) -> Verdict:
        init = step.event is Event.INIT and choices["init-again"] != "reopens"
        login = step.event is Event.LOGIN and choices["login-again"] != "switches"
        if (
            (init or login)
            and step.was.user
            and step.was.started
            and step.before.wants
            and step.after != step.before
        ):
            return Broken("a second init or login without effect changed the connection")
        return HOLDS

    return monitor


def _both(requirement: str, name: str, monitor: Monitor, memory: object = None) -> tuple[Property, ...]:
    return tuple(
        Property(requirement, name, PropertyKind.ALWAYS, mode, under_all(monitor), memory=memory)
        for mode in Mode
    )


SESSION_PROPERTIES: tuple[Property, ...] = (
    *_both("SES-NO-USER", "nobody logged in, no connection", no_user_no_connection),
    *_both("SES-LOGIN-SAVES", "a reopened app finds its user", user_is_found_again, memory=""),
    *_both("SES-LOGIN-SAVES", "a killed process wants nothing", kill_forgets),
    *(
        Property(
            "SES-LOGIN-SAVES",
            "a second init or login without effect leaves the connection",
            PropertyKind.ALWAYS,
            mode,
            renewed_without_effect,
            ("init-again", "login-again"),
        )
        for mode in Mode
    ),
)


@dataclass(frozen=True, slots=True)
class DeviceStep:
    """One step of the machine, as the device sees it: who was saved before, who is after, and what the app is told.

    `app` is the app before the step, `user` the one that a login names.
    """

    event: Event | None
    app: AppState
    user: str
    before: str | None
    after: str | None
    effects: tuple[Effect, ...]


def session_faults(step: DeviceStep, choices: Choices) -> Iterator[tuple[str, str]]:
    """What is wrong with a step, by requirement: each kind of step changes the saved user as the document says."""
    if step.after != _saved_after(step, choices):
        yield _requirement(step), f"{step.after or 'nobody'} is saved"
    told = [each for each in step.effects if isinstance(each, SaveUser | ForgetUser)]
    if told != _stored(step):
        yield _requirement(step), f"the device is told {told}"
    reported = [each.user for each in step.effects if isinstance(each, ReportUser)]
    if reported != [step.before] * (step.event in {Event.INIT, Event.REOPEN}):
        yield "SES-LOGIN-SAVES", f"init finds {reported}"
    if _refusals(step.effects) != _refused(step, choices):
        yield "SES-LOGIN-SAVES", f"{_refusals(step.effects)} is refused"


def _saved_after(step: DeviceStep, choices: Choices) -> str | None:
    """A login that is heard saves, a logout forgets; nothing else does either, and a kill least of all."""
    if step.event is Event.LOGIN and step.app.started:
        heard = not step.app.user or choices["login-again"] == "switches"
        return step.user if heard else step.before
    if step.event is Event.LOGOUT and step.app.started:
        return None
    return step.before


def _stored(step: DeviceStep) -> list[SaveUser | ForgetUser]:
    """What the device has to be told, so that it holds what is saved."""
    if step.event is Event.LOGIN and step.after == step.user != step.before:
        return [SaveUser(step.user)]
    return [ForgetUser()] if step.event is Event.LOGOUT and step.app.started and step.app.user else []


def _refused(step: DeviceStep, choices: Choices) -> list[str]:
    """What is refused: a login before init, and what comes a second time where its reading says error."""
    if step.event is Event.LOGIN:
        again = step.app.user and choices["login-again"] == "error"
        return ["login"] if again or not step.app.started else []
    again = step.event is Event.INIT and step.app.started
    return ["init"] if again and choices["init-again"] == "error" else []


def _refusals(effects: Iterable[Effect]) -> list[str]:
    return [each.input for each in effects if isinstance(each, RefuseInput)]


def _requirement(step: DeviceStep) -> str:
    return "SES-NO-USER" if step.event is Event.LOGOUT else "SES-LOGIN-SAVES"
