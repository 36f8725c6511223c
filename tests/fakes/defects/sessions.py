"""Mistakes about who is logged in, and about what outlives a logout or a kill."""

from __future__ import annotations

from typing import TYPE_CHECKING

from connref.protocol import Mode
from fakes.defects.defect import auto, manual, shared
from fakes.options import Options
from fakes.sdk import ChatSdk
from fakes.sdk_auto import AutoSdk
from fakes.sdk_manual import ManualSdk
from fakes.stories import CONNECTED, SIGNED_IN

if TYPE_CHECKING:
    from fakes.server import Socket


class _NotSaved(ChatSdk):
    def save_user(self) -> None:
        pass


class _SecondNotSaved(ChatSdk):
    saved = False

    def save_user(self) -> None:
        if not self.saved:
            super().save_user()
        self.saved = True


class _LoginWaits(AutoSdk):
    def login(self, user: str) -> None:
        if self.initialized and self.user is None:
            self.user = user
            self.save_user()


class _ReopenWaits(AutoSdk):
    def session_started(self) -> None:
        if self.user is None or self.wanted or self.initialized_before:
            super().session_started()
        self.initialized_before = True

    initialized_before = False


class _WokenConnects(AutoSdk):
    def session_started(self) -> None:
        if self.user is not None and not self.known and "user" in self.process.storage:
            self.process.at(self.process.now + 10, self.restore)
        else:
            super().session_started()
        self.known = True

    def restore(self) -> None:
        """Bring up what the process before had, wherever the app is now."""
        if self.user is not None and not self.wanted:
            self.start()

    known = False


class _WishSurvivesBeingWoken(ManualSdk):
    def came_up(self) -> None:
        super().came_up()
        self.process.storage["connected"] = True

    def take_down(self, call: str) -> None:
        super().take_down(call)
        self.process.storage.pop("connected", None)

    def logout(self) -> None:
        super().logout()
        self.process.storage.pop("connected", None)

    def returned_to_foreground(self) -> None:
        super().returned_to_foreground()
        if self.entered_background_at == self.reopened_at and self.user is not None and not self.wanted:
            self.start()

    def session_started(self) -> None:
        super().session_started()
        if self.process.storage.pop("connected", None) and not self.wanted:
            self.reopened_at = self.process.now

    reopened_at = -1


class _ReopenConnects(ManualSdk):
    def session_started(self) -> None:
        if self.user is not None and not self.known:
            self.start()
        self.known = True

    known = False


class _WishInStorage(ManualSdk):
    def came_up(self) -> None:
        super().came_up()
        self.process.storage["connected"] = True

    def give_up(self) -> None:
        if self.wanted:
            self.process.storage.pop("connected", None)
        super().give_up()

    def session_started(self) -> None:
        if self.user is not None and self.process.storage.get("connected"):
            self.start()


class _HoldInStorage(AutoSdk):
    def take_down(self, call: str) -> None:
        super().take_down(call)
        self.process.storage["hold"] = self.hold

    def init(self) -> None:
        held = None if self.initialized else self.process.storage.pop("hold", None)
        super().init()
        if held is not None:
            self.hold = held
            self.update()


class _HoldSurvivesLogout(AutoSdk):
    def session_started(self) -> None:
        hold = self.hold
        super().session_started()
        if self.user is not None and hold == "until-connect":
            self.hold = hold
            self.update()

    def session_ended(self) -> None:
        self.opened_in_background = False
        self.update()


class _LogoutKeepsSocket(ManualSdk):
    def logout(self) -> None:
        self.user = None
        self.process.storage.pop("user", None)


class _LogoutKeepsSavedUser(ChatSdk):
    def logout(self) -> None:
        saved = self.process.storage.get("user")
        super().logout()
        if saved is not None:
            self.process.storage["user"] = saved


class _RetrySurvivesLogout(ChatSdk):
    def logout(self) -> None:
        self.retry_timer = None
        super().logout()


class _RemembersEarlyConnect(ManualSdk):
    asked = False

    def connect_without_user(self, call: str) -> None:
        self.asked = True
        super().connect_without_user(call)

    def session_started(self) -> None:
        if self.asked and self.user is not None:
            self.start()
        self.asked = False


class _AnonymousConnect(ManualSdk):
    def connect_without_user(self, call: str) -> None:
        if not self.wanted:
            self.waiting_connects.append(call)
            self.start()
        else:
            self.outcome(call, "connect", "error", "already connecting")


class _SuccessWithoutUser(ManualSdk):
    def connect_without_user(self, call: str) -> None:
        self.outcome(call, "connect", "success")


class _QueueSurvivesLogout(ManualSdk):
    def socket_message(self, socket: Socket, message: str) -> None:
        if socket is self.socket:
            owed = self.socket
            self.process.at(self.process.now + 200, lambda: self._hand_over(owed, message))

    def _hand_over(self, owed: Socket | None, message: str) -> None:
        if owed is self.socket or self.user is None:
            self.process.report("delivered", message=message)


SESSIONS = {
    "login-not-saved": shared(
        _NotSaved, "SES-LOGIN-SAVES", "login does not keep the user", SIGNED_IN + "kill init"
    ),
    "second-login-not-saved": shared(
        _SecondNotSaved,
        "SES-LOGIN-SAVES",
        "only the first login of a process is kept",
        "init login=u logout login=v kill init",
    ),
    "login-does-not-connect": auto(
        _LoginWaits,
        "SES-LOGIN-CONNECTS AUTO-FOREGROUND",
        "auto mode connects after a login only at the next foreground",
        SIGNED_IN + "+100",
    ),
    "reopen-does-not-connect": auto(
        _ReopenWaits,
        "SES-REOPEN-CONNECTS AUTO-FOREGROUND",
        "auto mode does not connect in init with a saved user",
        SIGNED_IN + "+100 kill init +100",
    ),
    "reopen-connects-in-manual": manual(
        _ReopenConnects,
        "SES-REOPEN-WAITS MAN-ONLY-CONNECT",
        "manual mode connects in init with a saved user",
        SIGNED_IN + "kill init +100",
    ),
    "wish-leaks-through-kill": manual(
        _WishInStorage,
        "SES-REOPEN-WAITS MAN-ONLY-CONNECT",
        "that the app was connected is kept in the storage, so the reopened app connects by itself",
        CONNECTED + "kill init +100",
    ),
    "disconnect-leaks-through-kill": auto(
        _HoldInStorage,
        "SES-REOPEN-CONNECTS AUTO-FOREGROUND",
        "a disconnect holds in the reopened app as well",
        SIGNED_IN + "+100 disconnect=d kill init +100",
    ),
    "disconnect-leaks-through-logout": auto(
        _HoldSurvivesLogout,
        "SES-LOGIN-CONNECTS AUTO-FOREGROUND",
        "a disconnect of one user still holds after the login of the next",
        SIGNED_IN + "+100 disconnect=d logout login=v +100",
    ),
    "logout-keeps-socket": manual(
        _LogoutKeepsSocket,
        "SES-NO-USER",
        "logout leaves the connection up",
        CONNECTED + "logout server_message=m",
        inspired_by="braidchat/meta#726",
    ),
    "logout-keeps-saved-user": shared(
        _LogoutKeepsSavedUser,
        "SES-NO-USER",
        "logout leaves the user in the storage",
        SIGNED_IN + "logout kill init",
    ),
    "retry-survives-logout": shared(
        _RetrySurvivesLogout,
        "SES-NO-USER",
        "a retry that was armed before logout connects after it",
        SIGNED_IN + "+100 network_down +100 network_up server_refuse +200 server_accept logout +3000",
        mode=Mode.AUTO,
        options=Options(retry_on_network_up=False, network_notice=False),
    ),
    "early-connect-remembered": manual(
        _RemembersEarlyConnect,
        "MAN-ONLY-CONNECT",
        "a connect without a user, which was refused, connects at the next login",
        "init connect=c login=u +100",
    ),
    "anonymous-connect": manual(
        _AnonymousConnect,
        "MAN-CONNECT-NEEDS-USER SES-NO-USER",
        "connect without a user opens a connection",
        "init connect=c +100",
    ),
    "success-without-user": manual(
        _SuccessWithoutUser,
        "MAN-CONNECT-NEEDS-USER",
        "connect without a user reports success",
        "init connect=c",
    ),
    "queue-survives-logout": manual(
        _QueueSurvivesLogout,
        "SES-NO-USER",
        "messages that wait in the SDK's queue are delivered after logout",
        CONNECTED + "server_message=m logout +300",
    ),
    "woken-connects": auto(
        _WokenConnects,
        "AUTO-BACKGROUND-QUIET AUTO-BACKGROUND",
        "a process that is started in the background brings up what the process before had, and keeps it",
        SIGNED_IN + "+100 kill init background +5000",
    ),
    "wish-survives-being-woken": manual(
        _WishSurvivesBeingWoken,
        "SES-REOPEN-WAITS MAN-ONLY-CONNECT",
        "an app that was connected at its kill, and is woken in the background, connects at the next return",
        CONNECTED + "kill init background +1000 foreground +1000",
    ),
}
