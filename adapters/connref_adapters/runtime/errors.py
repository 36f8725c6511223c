"""The errors that the runtime's calls report; none of them holds a credential."""

from __future__ import annotations

from connref.effects import Api
from connref.errors import ConnrefError


class RuntimeCallError(ConnrefError):
    """Root of what a call of the manager can report."""


class CallFailedError(RuntimeCallError):
    """connect(), disconnect() or ping() ended with an error; `detail` says in which state and why (CALL-OUTCOME)."""

    def __init__(self, api: Api, detail: str) -> None:
        super().__init__(detail)
        self.api = api
        self.detail = detail


class RefusedError(RuntimeCallError):
    """A repeated init() or login() is refused; nothing else changed (init-again, login-again)."""

    def __init__(self, call: str, detail: str) -> None:
        super().__init__(f"{detail}: refused, nothing has changed")
        self.call = call


class LoginRejectedError(RuntimeCallError):
    """The backend does not accept the user's credential."""

    def __init__(self, user: str) -> None:
        super().__init__(f"login of {user!r}: the backend rejected the credential")
        self.user = user


class NotConnectedError(RuntimeCallError):
    """A message cannot be sent because there is no connection."""

    def __init__(self) -> None:
        super().__init__("send_message(): there is no connection; call connect() and wait for it")


class ManagerClosedError(RuntimeCallError):
    """The manager is not running: not yet entered, or closed."""

    def __init__(self) -> None:
        super().__init__("the connection manager is not running; use it inside `async with`")
