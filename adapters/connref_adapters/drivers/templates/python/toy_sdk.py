"""A toy chat SDK that keeps to the document: what the skeleton drives until your own SDK takes its place.

Its readings where the document leaves room: a ping counts from its call, a ping or a return at the deadline itself
comes too late, an opening or a retry is given up on entering the background, connect() there is refused, a second
init or login is ignored, disconnect() in auto mode holds until connect(), every failure is retried, a connection that
dies in silence is not noticed, and the grace runs on while the process is suspended.
"""

from __future__ import annotations

from collections.abc import Callable

from world import Socket, World

GRACE_MS = 30_000
PATIENCE_MS = 10_000  # how long an opening or a ping may go without an answer
FIRST_RETRY_MS = 1_000
LAST_RETRY_MS = 8_000


class ToySdk:
    """One process' view of the SDK."""

    def __init__(
        self, world: World, on_message: Callable[[str], None], on_status: Callable[[str], None]
    ) -> None:
        self.user: str | None = None
        self._world, self._clock = world, world.clock
        self._on_message, self._on_status, self._told = on_message, on_status, "disconnected"
        self._initialised = self._wanted = self._background = False
        self._auto = True
        self._socket: Socket | None = None
        self._connects: list[tuple[Callable[[], None], Callable[[], None]]] = []
        self._pings: list[tuple[Callable[[], None], Callable[[], None], int]] = []
        self._retry_ms = FIRST_RETRY_MS
        self._retry = self._patience = self._deadline = None

    # The session.

    def init(self, auto: bool = True) -> None:  # noqa: FBT001, FBT002 - the document's own signature
        """Start the SDK; a saved user is found again. A second time it changes nothing."""
        if self._initialised:
            return
        self._initialised, self._auto = True, auto
        self.user = self._world.storage.get("user")
        self._wanted = self._auto and self.user is not None
        self._update()

    def login(self, user: str) -> None:
        """Log a user in and save it. With a user logged in already it changes nothing."""
        if not self._initialised or self.user is not None:
            return
        self.user = self._world.storage["user"] = user
        self._wanted = self._auto
        self._update()

    def logout(self) -> None:
        """Forget the user; the connection goes down."""
        self.user = None
        self._world.storage.pop("user", None)
        self._wanted = False
        self._update()

    # The calls.

    def connect(self, on_success: Callable[[], None], on_error: Callable[[], None]) -> None:
        """Ask for the connection; reports success once it is up."""
        if not self._initialised or self.user is None:
            on_error()
        elif self._up:
            on_success()
        elif self._background:
            on_error()
        else:
            self._connects.append((on_success, on_error))
            self._wanted = True
            self._update()

    def disconnect(self, on_success: Callable[[], None], on_error: Callable[[], None]) -> None:
        """Take the connection down until connect() is called."""
        if not self._initialised:
            on_error()
            return
        self._wanted = False
        self._update()
        on_success()

    def ping(self, on_success: Callable[[], None], on_error: Callable[[], None]) -> None:
        """Tell the server that the app is there; in the background this starts a new grace."""
        if self._socket is None or not self._socket.up:
            on_error()
            return
        self._pings.append((on_success, on_error, self._clock.after(PATIENCE_MS, self._ping_unanswered)))
        self._world.ping(self._socket)
        if self._deadline is not None:
            self._start_grace()

    # What the operating system tells.

    def background(self) -> None:
        """The app is no longer seen: auto mode ends the connection, manual mode gives it the grace."""
        if self._background:
            return
        self._background = True
        if not self._auto and self._up:
            self._start_grace()
        elif not self._auto:
            self._wanted = False
        self._update()

    def foreground(self) -> None:
        """The app is seen again: what still is up stays up."""
        self._background = False
        self._clock.cancel(self._deadline)
        self._deadline = None
        self._update()

    def network_changed(self, *, up: bool) -> None:
        """The internet was lost or is back."""
        if not up:
            self._lose()
        self._try_at_once()

    def network_replaced(self) -> None:
        """The device moved to another network: what was opened before carries nothing any more."""
        self._lose()
        self._try_at_once()

    def _try_at_once(self) -> None:
        self._retry_ms = FIRST_RETRY_MS
        self._clock.cancel(self._retry)
        self._retry = None
        self._update()

    # What the socket tells.

    def opened(self) -> None:
        """The connection is up."""
        self._clock.cancel(self._patience)
        self._retry_ms = FIRST_RETRY_MS
        self._tell()
        connects, self._connects = self._connects, []
        for on_success, _ in connects:
            on_success()

    def failed(self) -> None:
        """The opening ended without success; whatever the reason, it is tried again."""
        self._socket = None
        self._try_later()

    def closed(self) -> None:
        """The server closed the connection."""
        self._socket = None
        self._lose()
        self._update()

    def received(self, text: str) -> None:
        """A message for the app."""
        self._on_message(text)

    def answered(self) -> None:
        """The answer to the oldest ping."""
        if self._pings:
            on_success, _, timer = self._pings.pop(0)
            self._clock.cancel(timer)
            on_success()

    # How the connection follows the wish.

    @property
    def _up(self) -> bool:
        return self._socket is not None and self._socket.up

    def _update(self) -> None:
        """Open or close, so that there is a connection exactly when one is wanted."""
        if not self._wanted or (self._auto and self._background):
            self._drop()
        elif self._socket is None and self._retry is None and self._world.network:
            self._socket = self._world.open_socket(self)
            self._patience = self._clock.after(PATIENCE_MS, self._opening_unanswered)
        self._tell()

    def _tell(self) -> None:
        """Tell the app the status, where it has changed."""
        coming = self._socket is not None or self._retry is not None
        now = "connected" if self._up else "connecting" if coming else "disconnected"
        if now != self._told:
            self._told = now
            self._on_status(now)

    def _drop(self) -> None:
        """Down, with every timer stopped and every pending call answered."""
        for timer in (self._retry, self._patience, self._deadline):
            self._clock.cancel(timer)
        self._retry = self._patience = self._deadline = None
        self._close()
        self._fail_pings()
        connects, self._connects = self._connects, []
        for _, on_error in connects:
            on_error()

    def _lose(self) -> None:
        """The connection is lost; in the background it stays down, in the foreground the wish stands."""
        self._clock.cancel(self._patience)
        self._close()
        self._fail_pings()
        if self._background and not self._auto:
            self._wanted = False
        self._tell()

    def _close(self) -> None:
        socket, self._socket = self._socket, None
        if socket is not None:
            self._world.close_socket(socket)

    def _try_later(self) -> None:
        self._clock.cancel(self._patience)
        self._retry = self._clock.after(self._retry_ms, self._try_again)
        self._retry_ms = min(2 * self._retry_ms, LAST_RETRY_MS)

    def _try_again(self) -> None:
        self._retry = None
        self._update()

    def _opening_unanswered(self) -> None:
        self._close()
        self._try_later()

    def _start_grace(self) -> None:
        self._clock.cancel(self._deadline)
        self._deadline = self._clock.after(GRACE_MS, self._grace_over)

    def _grace_over(self) -> None:
        self._wanted = False
        self._update()

    def _ping_unanswered(self) -> None:
        _, on_error, _ = self._pings.pop(0)
        on_error()

    def _fail_pings(self) -> None:
        pings, self._pings = self._pings, []
        for _, on_error, timer in pings:
            self._clock.cancel(timer)
            on_error()
