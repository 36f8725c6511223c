"""SDKs that follow one listed reading at one time and another one at another."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from connref.protocol import Mode
from fakes.defects.defect import Defect, auto, manual, shared
from fakes.options import INTERPRETATIONS, Options
from fakes.right import PLAIN
from fakes.sdk import ChatSdk
from fakes.sdk_auto import AutoSdk
from fakes.sdk_manual import ManualSdk
from fakes.stories import CONNECTED, IN_GRACE, SIGNED_IN, story


class _Fickle(ChatSdk):
    """Changes one reading when told."""

    def change(self, name: str, first: str, second: str) -> None:
        """Take the other of two options."""
        assert {first, second} <= set(INTERPRETATIONS[name])
        chosen: dict[str, Any] = {name: second if getattr(self.options, name) == first else first}
        self.options = replace(self.options, **chosen)


class _ConnectWhenUp(_Fickle):
    def connect(self, call: str) -> None:
        was_up = self.up
        super().connect(call)
        if was_up:
            self.change("connect_when_up", "success", "error")


class _PingWhenDown(_Fickle, ManualSdk):
    def ping_when_down(self, call: str) -> None:
        super().ping_when_down(call)
        self.change("ping_when_down", "success", "error")


class _PingAtDeadline(_Fickle, ManualSdk):
    def entered_background(self) -> None:
        super().entered_background()
        self.change("ping_at_deadline", "inclusive", "exclusive")


class _ReturnAtDeadline(_Fickle, ManualSdk):
    def entered_background(self) -> None:
        super().entered_background()
        self.change("return_at_deadline", "inclusive", "exclusive")


class _DisconnectWhenDown(_Fickle):
    def disconnected(self, call: str, *, had_connection: bool) -> None:
        if self.in_background != (self.options.disconnect_when_down == "error"):
            self.change("disconnect_when_down", "success", "error")
        super().disconnected(call, had_connection=had_connection)


class _ServerClose(_Fickle):
    def lost(self, by: str, code: int | None) -> None:
        super().lost(by, code)
        if by == "server":
            self.change("server_close", "reconnects", "stays-down")


class _ConnectInBackground(_Fickle, ManualSdk):
    def started_in_background(self) -> None:
        super().started_in_background()
        self.change("connect_in_background", "held", "grace-from-call")


class _BackgroundAgain(_Fickle, ManualSdk):
    def background_again(self) -> None:
        super().background_again()
        self.change("background_again", "restarts", "ignored")


class _DisconnectInAuto(_Fickle, AutoSdk):
    def take_down(self, call: str) -> None:
        super().take_down(call)
        self.change("disconnect_in_auto", "until-connect", "until-foreground")


_UP = SIGNED_IN + "+100 "

_BY_RESET: tuple[tuple[str, str, str, str, Mode, str], ...] = (
    (
        "ping_at_deadline",
        "exclusive",
        "inclusive",
        "MAN-PING-EXTENDS",
        Mode.MANUAL,
        IN_GRACE + "+30000 ping=p +100",
    ),
    (
        "ping_counts_when",
        "called",
        "answered",
        "MAN-PING-EXTENDS",
        Mode.MANUAL,
        IN_GRACE + "+10000 ping=p +30010",
    ),
    (
        "return_at_deadline",
        "exclusive",
        "inclusive",
        "MAN-RETURN-CANCELS",
        Mode.MANUAL,
        IN_GRACE + "+30000 foreground +100",
    ),
    ("ping_in_foreground", "sends", "error", "CALL-OUTCOME", Mode.MANUAL, CONNECTED + "ping=p +100"),
    ("ping_when_down", "error", "success", "MAN-ONLY-CONNECT", Mode.MANUAL, SIGNED_IN + "ping=p"),
    ("ping_in_auto", "sends", "error", "CALL-OUTCOME", Mode.AUTO, _UP + "ping=p +100"),
    ("connect_when_up", "success", "error", "MAN-CONNECT", Mode.MANUAL, CONNECTED + "connect=c1 +100"),
    (
        "connect_while_opening",
        "joins",
        "error",
        "CALL-OUTCOME",
        Mode.MANUAL,
        SIGNED_IN + "connect=c1 +10 connect=c2 +100",
    ),
    (
        "connect_in_background",
        "refused",
        "grace-from-open",
        "MAN-GRACE-ENDS",
        Mode.MANUAL,
        SIGNED_IN + "background connect=c +40000",
    ),
    (
        "connect_offline",
        "waits",
        "fails",
        "MAN-RECONNECT",
        Mode.MANUAL,
        SIGNED_IN + "network_down connect=c +100 network_up +1000",
    ),
    (
        "connect_in_auto",
        "refused",
        "opens-until-foreground",
        "AUTO-BACKGROUND-QUIET",
        Mode.AUTO,
        SIGNED_IN + "background connect=c +100",
    ),
    (
        "disconnect_in_auto",
        "ignored",
        "until-connect",
        "AUTO-FOREGROUND",
        Mode.AUTO,
        _UP + "disconnect=d +100",
    ),
    (
        "disconnect_in_auto_background",
        "ignored",
        "as-in-foreground",
        "AUTO-FOREGROUND",
        Mode.AUTO,
        _UP + "background disconnect=d foreground +100",
    ),
    ("disconnect_when_down", "success", "error", "CALL-OUTCOME", Mode.MANUAL, SIGNED_IN + "disconnect=d"),
    (
        "background_while_opening",
        "aborts",
        "grace-from-entry",
        "MAN-GRACE-ENDS",
        Mode.MANUAL,
        SIGNED_IN + "connect=c +10 background +40000",
    ),
    (
        "background_while_waiting",
        "gives-up",
        "grace-from-entry",
        "MAN-BACKGROUND-STAYS-DOWN",
        Mode.MANUAL,
        CONNECTED + "network_down +100 background +100 network_up +40000",
    ),
    (
        "background_again",
        "ignored",
        "restarts",
        "MAN-GRACE",
        Mode.MANUAL,
        IN_GRACE + "+20000 background +20000",
    ),
    ("init_again", "ignored", "reopens", "CALL-OUTCOME", Mode.MANUAL, CONNECTED + "init +100"),
    (
        "login_again",
        "error",
        "switches",
        "SES-LOGIN-SAVES",
        Mode.MANUAL,
        CONNECTED + "login=v +100 kill init",
    ),
    (
        "server_close",
        "reconnects",
        "stays-down",
        "MAN-RECONNECT",
        Mode.MANUAL,
        CONNECTED + "server_close=1000 +1000",
    ),
    (
        "auth_rejected",
        "stops",
        "retries",
        "CALL-OUTCOME",
        Mode.MANUAL,
        SIGNED_IN + "server_reject connect=c +100 server_approve +10000",
    ),
    ("call_before_init", "error", "throws", "INP-ROBUST", Mode.MANUAL, "connect=c"),
)
"""Interpretation, two of its options, where it is judged, and a story that tells them apart."""


def _by_reset(name: str, first: str, second: str, requirement: str, mode: Mode, text: str) -> Defect:
    options: dict[str, Any] = {name: first}
    other: dict[str, Any] = {name: second}
    broken = {requirement, "AUTO-RECONNECT"} if name == "server_close" else {requirement}
    return Defect(
        requirement,
        frozenset(broken),
        f"{name.replace('_', '-')} is {first} and {second} in turn from reset to reset",
        mode,
        story(text),
        options=replace(PLAIN, **options),
        alternate=replace(PLAIN, **other),
    )


READINGS = {
    **{f"{row[0].replace('_', '-')}-changes-with-reset": _by_reset(*row) for row in _BY_RESET},
    "connect-when-up-alternates": shared(
        _ConnectWhenUp,
        "MAN-CONNECT",
        "connect while up reports success and error in turn",
        CONNECTED + "connect=c1 connect=c2",
    ),
    "ping-when-down-alternates": manual(
        _PingWhenDown,
        "MAN-ONLY-CONNECT",
        "ping without a connection reports error and success in turn",
        SIGNED_IN + "ping=p1 ping=p2",
    ),
    "ping-at-deadline-alternates": manual(
        _PingAtDeadline,
        "MAN-PING-EXTENDS MAN-GRACE-ENDS",
        "a ping at the deadline counts in every other stay in the background",
        IN_GRACE + "+30000 ping=p1 +1 foreground connect=c1 +100 background +30000 ping=p2 +1",
    ),
    "return-at-deadline-alternates": manual(
        _ReturnAtDeadline,
        "MAN-RETURN-CANCELS MAN-GRACE-ENDS",
        "a return at the deadline saves the connection in every other stay in the background",
        IN_GRACE + "+30000 foreground +1 connect=c1 +100 background +30000 foreground +1",
    ),
    "disconnect-when-down-depends": shared(
        _DisconnectWhenDown,
        "CALL-OUTCOME",
        "disconnect without a connection reports success in the foreground and error in the background",
        SIGNED_IN + "disconnect=d1 background disconnect=d2",
    ),
    "server-close-alternates": shared(
        _ServerClose,
        "MAN-RECONNECT AUTO-RECONNECT",
        "every other normal close by the server is final",
        CONNECTED + "server_close=1000 +1000 server_close=1000 +1000",
    ),
    "connect-in-background-alternates": manual(
        _ConnectInBackground,
        "MAN-GRACE-ENDS",
        "connections opened in the background have a deadline and none in turn",
        SIGNED_IN + "background connect=c1 +40000 disconnect=d connect=c2 +40000",
        options=Options(connect_in_background="held"),
    ),
    "background-again-alternates": manual(
        _BackgroundAgain,
        "MAN-GRACE MAN-GRACE-ENDS",
        "every other second background starts the grace anew",
        IN_GRACE + "+20000 background +20000 foreground connect=c1 +100 background +20000 background +20000",
        options=replace(PLAIN, background_again="restarts"),
    ),
    "disconnect-in-auto-alternates": auto(
        _DisconnectInAuto,
        "AUTO-FOREGROUND",
        "a disconnect holds until connect and until the foreground in turn",
        SIGNED_IN + "+100 disconnect=d1 background foreground +100 connect=c1 +100 disconnect=d2 background "
        "foreground +100",
    ),
}
