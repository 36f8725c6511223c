"""`Story`: a fluent builder of cases, with a method for every input and for what several are called together.

Every waiting time derives from the `Profile`; `connref.cases.notation` is the same in plain text.
"""

from __future__ import annotations

from typing import Self

from connref.cases.script import Script
from connref.protocol import InputName
from connref.semantics.environment import Process

ABRUPT = 1006
"""The close code of a socket that ends without a closing handshake."""
_STREAM_GROWTH = 3
"""A stream of messages starts dense, and each pause is longer than the last by this part of it."""


class Story(Script):
    """A case in the making: each method adds what its name says and returns the story itself."""

    __slots__ = ()

    # --- the app ---

    def init(self) -> Self:
        """The app calls init."""
        return self.do(InputName.INIT)

    def login(self, user: str = "alice") -> Self:
        """The app logs `user` in."""
        return self.do(InputName.LOGIN, user)

    def logout(self) -> Self:
        """The app logs its user out."""
        return self.do(InputName.LOGOUT)

    def connect(self) -> Self:
        """The app calls connect()."""
        return self.do(InputName.CONNECT, self._fresh("connect"))

    def disconnect(self) -> Self:
        """The app calls disconnect()."""
        return self.do(InputName.DISCONNECT, self._fresh("disconnect"))

    def ping(self) -> Self:
        """The app calls ping()."""
        return self.do(InputName.PING, self._fresh("ping"))

    def background(self) -> Self:
        """The app enters the background."""
        return self.do(InputName.BACKGROUND)

    def foreground(self) -> Self:
        """The app enters the foreground."""
        return self.do(InputName.FOREGROUND)

    def kill(self) -> Self:
        """The process dies."""
        return self.do(InputName.KILL)

    def suspend(self) -> Self:
        """The operating system freezes the process."""
        return self.do(InputName.SUSPEND)

    def resume(self) -> Self:
        """The process runs on from where it was."""
        return self.do(InputName.RESUME)

    # --- the world ---

    def network_handover(self, *, notice: bool = True) -> Self:
        """The device moves to another network; `notice`: the operating system tells of it."""
        return self.do(InputName.NETWORK_HANDOVER, notice)

    def network_down(self) -> Self:
        """The device loses the internet."""
        return self.do(InputName.NETWORK_DOWN)

    def network_up(self) -> Self:
        """The device has the internet again."""
        return self.do(InputName.NETWORK_UP)

    def outage(self, ms: int) -> Self:
        """The internet is gone for `ms` (at least T + 1 where T > 0) and back."""
        return self.network_down().wait(ms).network_up()

    def server_close(self, code: int = ABRUPT) -> Self:
        """The server closes the connection with `code`."""
        return self.do(InputName.SERVER_CLOSE, code)

    def mute(self) -> Self:
        """The server falls silent."""
        return self.do(InputName.SERVER_MUTE)

    def unmute(self) -> Self:
        """The server speaks again."""
        return self.do(InputName.SERVER_UNMUTE)

    def refuse(self) -> Self:
        """The server refuses new sockets."""
        return self.do(InputName.SERVER_REFUSE)

    def accept(self) -> Self:
        """The server takes new sockets again."""
        return self.do(InputName.SERVER_ACCEPT)

    def reject(self) -> Self:
        """The server rejects credentials."""
        return self.do(InputName.SERVER_REJECT)

    def approve(self) -> Self:
        """The server approves credentials again."""
        return self.do(InputName.SERVER_APPROVE)

    def message(self) -> Self:
        """The server sends a message."""
        return self.do(InputName.SERVER_MESSAGE, self._fresh("message"))

    # --- phrases ---

    def up(self) -> Self:
        """`observe`, where the point of waiting is that the connection is up afterwards."""
        return self.observe()

    def linger(self) -> Self:
        """Wait until whatever is due within R or within a grace has been seen."""
        return self.wait(max(self.bound, self.profile.grace_ms + self.edge))

    def hear(self) -> Self:
        """A message, and long enough to see whether it arrives."""
        return self.message().observe()

    def keep_alive(self, ms: int, gap: int | None = None) -> Self:
        """Pings `gap` apart (default: half a grace) for at least `ms`, the first one after one gap."""
        gap = self.profile.grace_ms // 2 if gap is None else gap
        end = self.now + ms
        while self.now < end:
            self.wait(gap).ping()
        return self

    def stream(self) -> Self:
        """Messages at once and then ever further apart, up to a quarter of R: some fall into whatever is in flight."""
        pause = self.edge
        while pause < self.profile.reconnect_bound_ms // 4:
            self.wait(pause).message()
            pause += max(1, pause // _STREAM_GROWTH)
        return self

    def to_foreground(self) -> Self:
        """The app enters the foreground, unless it is there."""
        return self if self.device.foreground else self.foreground()

    def comeback(self) -> Self:
        """Foreground, connected and up, whatever came before: ready to be asked again."""
        return self.to_foreground().connect().up()

    def make_fair(self) -> Self:
        """Network and server are as on a fresh device again."""
        for name, fair in (
            (InputName.NETWORK_UP, self.device.network),
            (InputName.SERVER_ACCEPT, self.device.accepting),
            (InputName.SERVER_UNMUTE, self.device.answering),
            (InputName.SERVER_APPROVE, self.device.approving),
        ):
            if not fair:
                self.do(name)
        return self

    def reopen(self) -> Self:
        """A fair world and a running app in the foreground with a user, from wherever the story is."""
        self.make_fair()
        if self.device.process is not Process.RUNNING:
            self.init()
        if not self.device.user:
            self.login()
        return self.to_foreground()

    def revive(self) -> Self:
        """`reopen`, then `connect()`, and a message that must arrive: the SDK still works."""
        return self.reopen().connect().up().hear()

    def inject(self, received: InputName) -> Self:
        """Any input, with a value that suits it."""
        match received:
            case InputName.CONNECT | InputName.DISCONNECT | InputName.PING:
                return self.do(received, self._fresh(received.value))
            case InputName.SERVER_MESSAGE:
                return self.message()
            case InputName.SERVER_CLOSE:
                return self.server_close()
            case InputName.NETWORK_HANDOVER:
                return self.network_handover()
            case InputName.LOGIN:
                return self.login()
            case _:
                return self.do(received)
