"""The socket keeper of the SDK: gets the connection that is wanted, keeps it, and answers the waiting calls."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from fakes.clock import Timer
    from fakes.device import Process
    from fakes.server import Socket


class Connection:
    """At most one socket, the timers around it, and the callbacks that are owed."""

    def __init__(self, process: Process) -> None:
        self.process = process
        self.options = process.options
        self.socket: Socket | None = None
        self.up = False
        self.wanted = False
        """A connection is wanted: an opening, a retry or a socket is there."""
        self.was_up = False
        """The connection that is wanted has been up since it was asked for."""
        self.failures = 0
        self.private_closes = 0
        self.waiting_connects: list[str] = []
        self.open_pings: dict[str, Timer] = {}
        self.retry_timer: Timer | None = None
        self.open_timer: Timer | None = None
        self.status = "disconnected"

    def start(self) -> None:
        """A connection is wanted from now on."""
        self.wanted = True
        self.was_up = False
        self.failures = 0
        self.open_socket()

    def open_socket(self) -> None:
        """Make an attempt, unless the network is known to be away."""
        self.stop_timer("retry_timer")
        self.set_status("connecting")
        if self.socket is not None or (self.options.network_notice and not self.process.online):
            return
        self.socket = self.process.world.open(self)
        if self.options.open_timeout_ms:
            self.open_timer = self.wake_at(
                self.process.now + self.options.open_timeout_ms, self.open_timed_out
            )

    def open_timed_out(self) -> None:
        """The server did not answer in time."""
        if self.socket is not None and not self.up:
            self.socket.fail("timeout")

    def retry_later(self) -> None:
        """Make the next attempt after the wait of the schedule."""
        self.set_status("connecting")
        delay = self.options.retry_delay_ms(self.failures)
        self.retry_timer = self.wake_at(self.process.now + delay, self.retry)

    def retry(self) -> None:
        """The wait is over."""
        self.retry_timer = None
        self.open_socket()

    def give_up(self) -> None:
        """No connection is wanted any more: nothing stays open, armed or pending."""
        self.wanted = False
        self.up = False
        self.stop_timer("retry_timer")
        self.stop_timer("open_timer")
        socket, self.socket = self.socket, None
        if socket is not None:
            socket.close()
        self.set_status("disconnected")
        self.fail_pending("connection given up")

    def fail_pending(self, why: str) -> None:
        """Report an error to all calls that still wait."""
        connects, self.waiting_connects = self.waiting_connects, []
        for call in connects:
            self.outcome(call, "connect", "error", why)
        for call in list(self.open_pings):
            self.ping_failed(call, why)

    def wake_at(self, instant: int, fire: Callable[[], None]) -> Timer:
        """Arm one of the SDK's own timers; an SDK that polls acts at a poll only."""
        tick = self.options.tick_ms
        if tick and instant > self.process.now:
            instant = -(-instant // tick) * tick
        return self.process.at(instant, fire)

    def stop_timer(self, name: str) -> None:
        """Cancel a timer and forget it."""
        timer: Timer | None = getattr(self, name)
        if timer is not None:
            timer.cancel()
        setattr(self, name, None)

    def set_status(self, status: str) -> None:
        """Tell the app's connection listener, when there is news."""
        if status != self.status:
            self.status = status
            delay = self.options.status_delay_ms
            if delay:
                self.process.at(self.process.now + delay, lambda: self.tell_status(status))
            else:
                self.tell_status(status)

    def tell_status(self, status: str) -> None:
        """The app's connection listener hears of it."""
        self.process.report("status", value=status)

    def send_ping(self, call: str) -> None:
        """Put a ping on the wire and wait for its answer."""
        if self.socket is None:
            return
        limit = self.process.now + self.options.ping_timeout_ms
        self.open_pings[call] = self.process.at(limit, lambda: self.ping_failed(call, "timeout"))
        self.socket.ping(call)

    def ping_failed(self, call: str, why: str) -> None:
        """No answer will come."""
        timer = self.open_pings.pop(call, None)
        if timer is not None:
            timer.cancel()
            self.outcome(call, "ping", "error", why)

    def ping_answered(self, call: str) -> None:
        """The answer has come."""
        self.outcome(call, "ping", "success")

    def outcome(self, call: str, api: str, result: str, detail: str | None = None) -> None:
        """Fire the callback of a call."""
        extra = {"detail": detail} if detail and result == "error" else {}
        self.process.report("outcome", call=call, api=api, result=result, **extra)

    def network_lost(self) -> None:
        """The operating system says that the network is gone; the socket's keep-alive decides about the socket."""

    def network_back(self) -> None:
        """The operating system says that the network is back."""
        if self.wanted and self.socket is None:
            if self.options.retry_on_network_up:
                self.failures = 0
                self.open_socket()
            elif self.retry_timer is None:
                self.retry_later()

    def network_told_again(self) -> None:
        """The operating system speaks of the network that is there."""
        if self.options.moves_when_told_again:
            self.network_changed()
        else:
            self.network_back()

    def network_changed(self) -> None:
        """The operating system says that the device is in another network: what was opened before is dead."""
        former, delay = self.socket, self.options.handover_delay_ms
        if delay and former is not None:
            self.wake_at(self.process.now + delay, lambda: self.leave(former))
        else:
            self.leave(former)

    def leave(self, former: Socket | None) -> None:
        """Replace a socket of the network that the device has left, or make the next attempt at once."""
        if former is None:
            self.network_back()
        elif former is self.socket and not self.keeps_cut_off():
            former.drop("network")
            former.fail("network")

    def keeps_cut_off(self) -> bool:
        """Whether a socket that carries nothing any more is kept here."""
        return False

    # What the socket tells

    def socket_opened(self, socket: Socket) -> None:
        """Authenticated: the connection is up."""
        if socket is not self.socket:
            return
        self.stop_timer("open_timer")
        self.up = True
        self.was_up = True
        self.failures = 0
        self.set_status("connected")
        calls, self.waiting_connects = self.waiting_connects, []
        for call in calls:
            self.outcome(call, "connect", "success")
        self.came_up()

    def came_up(self) -> None:
        """Each mode may have something to arm."""

    def socket_failed(self, socket: Socket, reason: str) -> None:
        """The attempt has failed."""
        if socket is not self.socket:
            return
        self.socket = None
        self.stop_timer("open_timer")
        self.failures += 1
        if reason == "rejected" and self.options.auth_rejected == "stops":
            self.stay_down()
        elif self.may_repeat(reason):
            self.retry_later()
        else:
            self.give_up()

    def may_repeat(self, _reason: str) -> bool:
        """Whether a failed attempt is repeated."""
        return True

    def socket_closed(self, socket: Socket, by: str, code: int | None) -> None:
        """The connection was lost."""
        if socket is not self.socket:
            return
        self.socket = None
        self.up = False
        for call in list(self.open_pings):
            self.ping_failed(call, "connection lost")
        self.lost(by, code)

    def lost(self, by: str, code: int | None) -> None:
        """Bring the connection back, or not."""
        if by == "server" and self.is_final(code):
            self.stay_down()
        else:
            self.failures = 0
            self.retry_later()

    def is_final(self, code: int | None) -> bool:
        """Whether the server has closed for good."""
        if code == 1000:
            return self.options.server_close == "stays-down"
        if code is None or not (code == 1008 or 3000 <= code <= 4999):
            return False
        self.private_closes += 1
        return self.options.private_close == "stays-down" or (
            self.options.private_close == "in-turn" and self.private_closes % 2 == 0
        )

    def stay_down(self) -> None:
        """The server does not want this connection."""
        self.give_up()

    def socket_message(self, socket: Socket, message: str) -> None:
        """Hand a chat message to the app's listener."""
        if socket is self.socket:
            self.process.report("delivered", message=message)

    def socket_pong(self, socket: Socket, token: str) -> None:
        """The server answered a ping."""
        if socket is not self.socket:
            return
        timer = self.open_pings.pop(token, None)
        if timer is not None:
            timer.cancel()
            self.ping_answered(token)
