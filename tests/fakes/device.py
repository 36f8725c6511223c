"""The simulated device: one app process after another, a storage that outlives them, lifecycle, clock, world."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from fakes.clock import Timer, VirtualClock
from fakes.options import Options
from fakes.sdk import ChatSdk
from fakes.server import World

SdkFactory = Callable[["Process"], ChatSdk]


class Process:
    """All that an SDK can reach of its surroundings; what it armed dies with the process."""

    def __init__(self, device: Device) -> None:
        self.device = device
        self.options = device.options
        self.world = device.world
        self.storage = device.storage
        self.alive = True
        self.suspended_at: int | None = None
        self.stood_still_ms = 0
        """For how long the clock of this process has stood still so far."""
        self._armed: dict[Timer, None] = {}
        self._late: list[Timer] = []

    @property
    def now(self) -> int:
        """The monotonic clock of the process, in milliseconds."""
        return self.device.clock.now - self.stood_still_ms

    @property
    def app_in_background(self) -> bool:
        """What the operating system answers when asked."""
        return self.device.in_background

    @property
    def online(self) -> bool:
        """What the operating system says about the network when asked."""
        return self.world.network

    def at(self, instant: int, fire: Callable[[], None]) -> Timer:
        """Arm a timer that is forgotten when the process dies, and waits while it is suspended."""
        timer = self.device.clock.at(instant + self.stood_still_ms, lambda: self._due(timer, fire))
        self._armed[timer] = None
        return timer

    def _due(self, timer: Timer, fire: Callable[[], None]) -> None:
        if not self.alive:
            return
        if self.suspended_at is not None:
            self._late.append(timer)
            return
        self._armed.pop(timer, None)
        fire()

    def suspend(self) -> None:
        """The operating system freezes the process."""
        self.suspended_at = self.device.clock.now

    def resume(self) -> None:
        """The process runs on: what fell due meanwhile is due now, unless its clock stood still."""
        clock = self.device.clock
        paused = clock.now - (clock.now if self.suspended_at is None else self.suspended_at)
        self.suspended_at = None
        late, self._late = self._late, []
        if self.options.grace_while_suspended == "runs":
            for timer in late:
                clock.move(timer, clock.now)
            return
        self.stood_still_ms += paused
        for timer in list(self._armed):
            if timer.cancelled:
                del self._armed[timer]
            elif paused or timer in late:
                clock.move(timer, timer.at + paused)

    def report(self, kind: str, **fields: object) -> None:
        """The app sees something: an outcome, a message, a status."""
        if self.alive:
            self.device.note(kind, **fields)


class Device:
    """One device from reset to reset; every input of the protocol is a method `do_...`."""

    def __init__(self, options: Options, factory: SdkFactory) -> None:
        self.options = options
        self.clock = VirtualClock()
        self.observations: list[dict[str, Any]] = []
        self.world = World(self.clock, options, self.note)
        self.storage: dict[str, Any] = {}
        self.in_background = False
        self._factory = factory
        self._launch()

    def _launch(self) -> None:
        self.process = Process(self)
        self.sdk = self._factory(self.process)

    def note(self, kind: str, **fields: object) -> None:
        """Keep an observation for the next reply."""
        self.observations.append({"at": self.clock.now, "kind": kind, **fields})

    def _guard(self, fields: dict[str, str], call: Callable[[], object]) -> None:
        try:
            call()
        except Exception as error:  # noqa: BLE001 - whatever an SDK throws out of a call is an observation
            self.note("threw", **fields, detail=f"{type(error).__name__}: {error}")

    def do_init(self) -> None:
        """The app calls init, in a new process when the old one was killed."""
        if not self.process.alive:
            self._launch()
        self._guard({"input": "init"}, self.sdk.init)
        self.note("user", value=self.sdk.user)

    def do_login(self, user: str) -> None:
        """The app logs that user in."""
        self._guard({"input": "login"}, lambda: self.sdk.login(user))

    def do_logout(self) -> None:
        """The app logs the user out."""
        self._guard({"input": "logout"}, self.sdk.logout)

    def do_connect(self, call: str) -> None:
        """The API call connect."""
        self._guard({"call": call}, lambda: self.sdk.connect(call))

    def do_disconnect(self, call: str) -> None:
        """The API call disconnect."""
        self._guard({"call": call}, lambda: self.sdk.disconnect(call))

    def do_ping(self, call: str) -> None:
        """The API call ping."""
        self._guard({"call": call}, lambda: self.sdk.ping(call))

    def do_background(self) -> None:
        """The operating system tells the app that it is in the background."""
        self.in_background = True
        self._guard({"input": "background"}, self.sdk.app_backgrounded)

    def do_foreground(self) -> None:
        """The operating system tells the app that it is in the foreground."""
        self.in_background = False
        self._guard({"input": "foreground"}, self.sdk.app_foregrounded)

    def do_kill(self) -> None:
        """The process dies without a word; the next one starts in the foreground."""
        self.process.alive = False
        self.process.suspended_at = None
        self.in_background = False
        self.world.process_died()

    def do_suspend(self) -> None:
        """The operating system freezes the process."""
        self.process.suspend()
        self.world.process_frozen()

    def do_resume(self) -> None:
        """The process runs on, first with what it had armed itself, then with what has come for it."""
        self.process.resume()
        self.clock.run_due()
        self.world.process_thawed()

    def do_network_handover(self, notice: bool) -> None:
        """The device moves to another network."""
        self.world.hand_over(notice=notice)
        if notice:
            self._notice("network_changed")

    def do_network_down(self) -> None:
        """The internet is lost."""
        was_up = self.world.network
        self.world.network_down()
        if was_up:
            self._notice("network_lost")

    def do_network_up(self) -> None:
        """The internet is back."""
        was_up = self.world.network
        self.world.network_up()
        self._notice("network_told_again" if was_up else "network_back")

    def _notice(self, handler: str) -> None:
        if self.options.network_notice and self.process.alive:
            self.world.tell(getattr(self.sdk, handler))

    def do_server_close(self, code: int) -> None:
        """The server closes the open connection."""
        self.world.close(code)

    def do_server_mute(self) -> None:
        """The server falls silent."""
        self.world.set_mute(mute=True)

    def do_server_unmute(self) -> None:
        """The server answers again."""
        self.world.set_mute(mute=False)

    def do_server_refuse(self) -> None:
        """New sockets are refused."""
        self.world.refuses = True

    def do_server_accept(self) -> None:
        """New sockets are accepted again."""
        self.world.refuses = False

    def do_server_reject(self) -> None:
        """Credentials are rejected on new sockets."""
        self.world.rejects = True

    def do_server_approve(self) -> None:
        """Credentials are approved again."""
        self.world.rejects = False

    def do_server_message(self, message: str) -> None:
        """The server sends a chat message."""
        self.world.message(message)
