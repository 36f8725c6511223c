"""A driver of the connref protocol, for the toy SDK beside it. Needs Python 3.8 or newer and nothing else.

Try it:      connref run --driver "python driver.py"
Make it yours: replace `toy_sdk` by your SDK and change what is marked CHANGE. Keep `world.py` if your SDK can be
given a clock and a socket from outside; else fill in a real clock and a real server there, and say "real" below.
Standard output carries replies alone: log to standard error.
"""

from __future__ import annotations

from typing import Any

import toy_sdk  # CHANGE: your SDK
from protocol import Protocol, serve

HELLO: dict[str, Any] = {
    "implementation": {"name": "toy-sdk", "version": "1.0.0", "language": "python"},  # CHANGE
    "clock": "virtual",
    "tolerance_ms": 0,  # CHANGE: how late your SDK's timers may be, 1000 if it polls once a second
    # CHANGE: leave out what your SDK does not have; what needs it is then reported as unsupported.
    "inputs": [
        *("init", "login", "logout", "connect", "disconnect", "ping", "background", "foreground", "kill"),
        *("suspend", "resume", "network_handover"),
        *("network_down", "network_up", "server_close", "server_mute", "server_unmute", "server_refuse"),
        *("server_accept", "server_reject", "server_approve", "server_message"),
    ],
    "observes": [
        *("socket_opening", "socket_open", "socket_closed", "socket_failed", "ping_sent", "outcome", "threw"),
        *("status", "delivered", "user"),
    ],
}


class Driver(Protocol):
    """What differs from SDK to SDK."""

    hello = HELLO

    def start_app(self) -> None:
        """A new process of the app: nothing but the storage is left of the one before."""
        told = {"on_message": self.world.recorder("delivered", "message")}
        told["on_status"] = self.world.recorder("status", "value")
        self.sdk = toy_sdk.ToySdk(self.world, **told)  # CHANGE

    def apply(self, name: str, request: dict[str, Any]) -> None:
        """CHANGE: how each input reaches your SDK."""
        if name in {"connect", "disconnect", "ping"}:
            outcome = self.world.recorder("outcome", "result", call=request["call"], api=name)
            getattr(self.sdk, name)(on_success=lambda: outcome("success"), on_error=lambda: outcome("error"))
        elif name == "init":
            self.sdk.init(**({} if self.mode is None else {"auto": self.mode == "auto"}))
            self.world.record("user", value=self.sdk.user)
        elif name == "login":
            self.sdk.login(request["user"])
        elif name in {"logout", "background", "foreground"}:
            getattr(self.sdk, name)()
        elif name in {"network_down", "network_up"}:
            self.world.clock.after(0, lambda: self.sdk.network_changed(up=name == "network_up"))
        elif name == "network_handover" and request["notice"]:
            self.world.clock.after(0, self.sdk.network_replaced)


if __name__ == "__main__":
    serve(Driver())
