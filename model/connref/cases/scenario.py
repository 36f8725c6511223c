"""`Story`: a fluent builder of cases that keeps ids unique, inputs legal and instants far enough apart to be judged.

Every waiting time derives from the `Profile`. Where the clock under test is coarse (T > 0), an input within T of
an earlier one could fall on either side of it, so the builder moves the clock by T + 1 between inputs by itself.
All times are integers of milliseconds.
"""

from __future__ import annotations

from typing import Self

from connref.cases.device import Device, Process
from connref.errors import DefinitionError
from connref.protocol import (
    CLOSE_CODES,
    INPUT_FIELDS,
    Advance,
    Case,
    Do,
    InputName,
    Mode,
    Profile,
    Step,
    in_waits,
)

ABRUPT = 1006
"""The close code of a socket that ends without a closing handshake."""

LEAST_EDGES_IN_GRACE = 6
"""How many times T + 1 must fit into the grace, so that the instants of a case keep their order."""

_STREAM_GROWTH = 3
"""A stream of messages starts dense, and each pause is longer than the last by this part of it."""

_PLAIN = {name: Do(name) for name in InputName if name not in INPUT_FIELDS}


class Story:
    """A case in the making: each method adds what its name says and returns the story itself.

    A step that the protocol does not allow at that point raises `DefinitionError` and changes nothing.
    """

    __slots__ = (
        "_counts",
        "_entered",
        "_entry",
        "_last_input",
        "_pinged",
        "_steps",
        "device",
        "mode",
        "now",
        "profile",
    )

    def __init__(self, profile: Profile, mode: Mode | None) -> None:
        """Start on a fresh device. Raises `DefinitionError` for a profile whose tolerance swallows its grace."""
        self.profile = profile
        self.mode = mode
        self.device = Device()
        self.now = 0
        self._steps: list[Step] = []
        self._counts: dict[str, int] = {}
        self._last_input: int | None = None
        self._entered: int | None = None
        self._entry: int | None = None
        self._pinged: int | None = None
        if profile.tolerance_ms < 0 or profile.grace_ms < LEAST_EDGES_IN_GRACE * self.edge:
            raise DefinitionError(
                f"profile {profile}: a grace of {profile.grace_ms} ms is too short to be told apart with a "
                f"tolerance of {profile.tolerance_ms} ms; use a grace of at least {LEAST_EDGES_IN_GRACE} times T + 1"
            )

    def fork(self) -> Story:
        """An equal story that goes its own way from here; for many cases that begin alike."""
        # Not `Story(...)`: the profile has been checked, and stories fork by the ten thousand.
        twin = Story.__new__(Story)
        twin.profile, twin.mode, twin.now = self.profile, self.mode, self.now
        twin.device = self.device.copy()
        twin._steps, twin._counts = self._steps.copy(), self._counts.copy()  # noqa: SLF001 - the twin's own
        twin._last_input, twin._pinged = self._last_input, self._pinged  # noqa: SLF001 - as above
        twin._entered, twin._entry = self._entered, self._entry  # noqa: SLF001 - as above
        return twin

    @property
    def steps(self) -> tuple[Step, ...]:
        """The steps so far."""
        return tuple(self._steps)

    # --- time ---

    @property
    def edge(self) -> int:
        """The smallest distance from an instant that is surely on one side of it: T + 1."""
        return self.profile.tolerance_ms + 1

    @property
    def bound(self) -> int:
        """A wait after which everything that is due within R has been seen: R + T + 1."""
        return self.profile.reconnect_bound_ms + self.edge

    @property
    def deadline(self) -> int:
        """The end of the running grace: one grace after the later of entry into the background and last ping.

        Raises `DefinitionError` where the app is not in the background.
        """
        if self._entered is None:
            raise self._refused("deadline", "the app is not in the background")
        return max(self._entered, self._pinged or 0) + self.profile.grace_ms

    def instant(self, name: str) -> int:
        """When `deadline` or `entry` (the last one into the background) is, in milliseconds since the reset.

        Raises `DefinitionError` where there is none yet.
        """
        if name == "deadline":
            return self.deadline
        if self._entry is None:
            raise self._refused("entry", "the app has not been in the background")
        return self._entry

    def wait(self, ms: int) -> Self:
        """Let `ms` go by; waits in a row are one step, or as few as `in_waits` allows."""
        if ms < 0:
            raise self._refused(f"wait of {ms} ms", "time does not go back")
        self.now += ms
        while self._steps and isinstance(last := self._steps[-1], Advance):
            self._steps.pop()
            ms += last.ms
        self._steps.extend(in_waits(ms))
        return self

    def wait_until(self, instant: int) -> Self:
        """Let time go by until `instant`, in milliseconds since the reset."""
        return self.wait(instant - self.now)

    def to_deadline(self, offset: int = 0) -> Self:
        """Let time go by until `offset` after (negative: before) the deadline of the running grace."""
        return self.wait_until(self.deadline + offset)

    def before_deadline(self) -> Self:
        """Let time go by until the last instant that is surely inside the grace."""
        return self.to_deadline(-self.edge)

    def after_deadline(self) -> Self:
        """Let time go by until the first instant that is surely past the grace."""
        return self.to_deadline(self.edge)

    def observe(self) -> Self:
        """Wait until whatever is due within R has been seen."""
        return self.wait(self.bound)

    up = observe
    """`observe`, where the point of waiting is that the connection is up afterwards."""

    def linger(self) -> Self:
        """Wait until whatever is due within R or within a grace has been seen."""
        return self.wait(max(self.bound, self.profile.grace_ms + self.edge))

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

    # --- the world ---

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

    # --- any input, and the end ---

    def allows(self, received: InputName) -> bool:
        """Whether the protocol allows this input here."""
        return self.device.refusal(received) is None

    def inject(self, received: InputName) -> Self:
        """Any input, with a value that suits it."""
        match received:
            case InputName.CONNECT | InputName.DISCONNECT | InputName.PING:
                return self.do(received, self._fresh(received.value))
            case InputName.SERVER_MESSAGE:
                return self.message()
            case InputName.SERVER_CLOSE:
                return self.server_close()
            case InputName.LOGIN:
                return self.login()
            case _:
                return self.do(received)

    def do(self, received: InputName, value: str | int | None = None) -> Self:
        """One input, after T + 1 since the last one where T > 0. Raises `DefinitionError` where it is not allowed."""
        refusal = self.device.refusal(received)
        if refusal is not None:
            raise self._refused(received.value, refusal)
        if (value is None) == (received in INPUT_FIELDS):
            raise self._refused(
                f"{received.value} with value {value!r}", "see INPUT_FIELDS for what it carries"
            )
        if received is InputName.SERVER_CLOSE and value not in CLOSE_CODES:
            raise self._refused(
                f"server_close with code {value!r}", "a close code is 1000 to 1015 or 3000 to 4999"
            )
        self._settle()
        self._steps.append(_PLAIN[received] if value is None else Do(received, value))
        self._last_input = self.now
        self._keep_time(received)
        self.device.apply(received)
        return self

    def case(self, requirement: str, name: str, proves: str, *, group: str | None = None) -> Case:
        """The finished case `group/name` (group: the requirement unless given); it ends with a wait of R + T + 1."""
        last = self._steps[-1] if self._steps else None
        if not (isinstance(last, Advance) and last.ms >= self.bound):
            self.observe()
        return Case(f"{group or requirement}/{name}", self.mode, tuple(self._steps), requirement, proves)

    def _settle(self) -> None:
        if self.profile.tolerance_ms and self._last_input is not None:
            self.wait(max(0, self._last_input + self.edge - self.now))

    def _keep_time(self, received: InputName) -> None:
        if received is InputName.PING:
            self._pinged = self.now
        elif received is InputName.BACKGROUND and self._entered is None:
            self._entered = self._entry = self.now
        elif received in (InputName.FOREGROUND, InputName.KILL):
            self._entered = None

    def _fresh(self, kind: str) -> str:
        count = self._counts.get(kind, 0) + 1
        self._counts[kind] = count
        return f"{kind}-{count}"

    def _refused(self, what: str, why: str) -> DefinitionError:
        return DefinitionError(
            f"{what} at {self.now} ms, after step {len(self._steps)}: {why}; change the story before it"
        )
