"""One driver under the kit's command: cases go out in one stream, playbacks come back in order.

The connection owns what the driver protocol asks of the kit: ids, pipelining, time limits, what follows an error reply,
and one restart after a fault. It judges nothing.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Generator, Iterable, Sequence
from dataclasses import replace
from types import TracebackType
from typing import Self

from connref.errors import UsageError
from connref.protocol import Case, Mode, Step
from connref_adapters.drivers.channel import Body, Channel, encode_json
from connref_adapters.drivers.driver import Limits
from connref_adapters.drivers.faults import DriverFault, FaultReason, RequestPlace, Trouble
from connref_adapters.drivers.flight import Flight, unplayable
from connref_adapters.drivers.hello import Clock, Hello
from connref_adapters.drivers.messages import ErrorKind, Playback, error_from_reply
from connref_adapters.drivers.reading import CaseReader, Strict, expect_goodbye, hello_request, introduction
from connref_adapters.drivers.restarts import Restarts

MOST_WAITS = 1
"""How often a case waits for a suspended device; one that is suspended at once again leaves it unplayed."""


class Connection:
    """A `Driver` over a channel that `open_channel` starts, and starts again after a fault.

    `token` is what both sides of an attached driver have to know. With `strict`, every line is held to the JSON Schema
    in both directions. `recovered` has the faults that a restart got over: worth a warning. One thread at a time; only
    `abort` may come from another.
    """

    def __init__(
        self,
        open_channel: Callable[[], Channel],
        *,
        limits: Limits | None = None,
        strict: bool = False,
        token: str | None = None,
    ) -> None:
        self._open_channel = open_channel
        self._limits = limits or Limits()
        self._token = token
        self._restarts = Restarts(self._limits.restarts)
        self._strict = Strict() if strict else None
        self._channel: Channel | None = None
        self._hello: Hello | None = None
        self._flights: deque[Flight] = deque()
        self._in_flight = 0
        self._last_id = 0
        self._failed: DriverFault | None = None
        self._aborted = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def recovered(self) -> list[DriverFault]:
        """The faults that a restart got over."""
        return self._restarts.recovered

    def hello(self) -> Hello:
        """The driver's introduction; starts it on the first call. Raises `DriverFault`."""
        return self._greeted()[1]

    def play(self, mode: Mode | None, steps: Sequence[Step], *, label: str = "single") -> Playback:
        """Play one case on a fresh device. Raises `DriverFault`."""
        return next(self.play_many([Case(label, mode, tuple(steps), "", "")]))

    def play_many(
        self, cases: Iterable[Case], *, window: int | None = None
    ) -> Generator[Playback, None, None]:
        """Play cases, as many in flight as the window takes. Raises `DriverFault` at the case at fault.

        On a virtual clock the iterable is read ahead; on a real one each case ends before the next begins.
        Calls may be nested and an iterator may be left half-way: what is in flight then is read and dropped.
        """
        room = (window or self._limits.window) if self.hello().clock is Clock.VIRTUAL else 1
        source = iter(cases)
        mine: deque[Flight] = deque()
        exhausted = False
        while mine or not exhausted:
            while not exhausted and self._has_room(mine, room):
                case = next(source, None)
                exhausted = case is None
                if case is not None:
                    mine.append(self._launch(case))
            if mine:
                yield self._land(mine.popleft())

    def _has_room(self, mine: Sequence[Flight], room: int) -> bool:
        """Whether to send another case before the first of mine is waited for."""
        return not mine or (mine[0].playback is None and self._in_flight < room and len(mine) < room)

    def bye(self) -> None:
        """Say goodbye and see the driver end. Raises `DriverFault` when it does not; it is killed then."""
        if self._channel is None:
            return
        while self._flights:
            self._land(self._flights[0])
        channel, _ = self._greeted()
        request: Body = {"id": self._next_id(), "op": "bye"}
        try:
            self._post(channel, [request])
            expect_goodbye(self._receive(channel, request, self._limits.reply_s))
            channel.finish(self._limits.reply_s)
        except Trouble as trouble:
            raise self._fault(trouble, RequestPlace(encode_json(request))) from trouble
        finally:
            self.close()

    def close(self) -> None:
        """End the driver whatever it does, and forget what is in flight; it starts anew when asked again."""
        if self._channel is not None:
            self._channel.close()
            self._channel = None
        self._flights.clear()
        self._in_flight = 0
        self._aborted = False

    def abort(self) -> None:
        """End the driver from another thread: whatever waits for it raises `DriverFault`; no restart."""
        self._aborted = True
        if (channel := self._channel) is not None:
            channel.kill()

    # Starting and restarting

    def _greeted(self) -> tuple[Channel, Hello]:
        while self._channel is None or self._hello is None:
            self._greet()
        return self._channel, self._hello

    def _greet(self) -> None:
        request = hello_request(self._next_id(), self._token)
        try:
            self._channel = channel = self._open_channel()
            if self._aborted:
                channel.kill()
            self._post(channel, [request])
            self._hello = self._read_hello(channel, self._receive(channel, request, self._limits.start_s))
        except Trouble as trouble:
            self._restart(trouble, RequestPlace(encode_json(request)))
        except BaseException:  # an interrupt, most likely: nobody knows where the driver stands now
            self.close()
            raise

    def _read_hello(self, channel: Channel, reply: Body) -> Hello:
        hello = introduction(reply, channel.last_received(), self._token)
        if self._hello not in (None, hello):
            raise Trouble(FaultReason.CHANGED, "it introduced itself differently after the restart")
        return hello

    def _restart(self, trouble: Trouble, place: RequestPlace) -> None:
        """Let go of the channel so that the next greeting starts anew, or raise when that was tried."""
        fault = self._fault(trouble, place)
        if self._channel is not None:
            self._channel.close()
        self._channel = None
        if self._aborted or not self._restarts.gets_over(fault):
            self._flights.clear()
            self._in_flight = 0
            self._failed = fault
            raise fault from trouble

    def _fault(self, trouble: Trouble, place: RequestPlace) -> DriverFault:
        channel = self._channel
        if channel is None:
            return DriverFault(trouble, place, earlier=tuple(self.recovered))
        status, log = channel.exit_status(), channel.log_tail()
        return DriverFault(trouble, place, exit_status=status, log_tail=log, earlier=tuple(self.recovered))

    # Cases out

    def _launch(self, case: Case) -> Flight:
        """Send a case, unless it needs an input that the driver does not have."""
        flight = Flight(case, unplayable(case, self.hello().inputs))
        if flight.playback is None:
            self._send(flight, alone=not self._flights)
            self._flights.append(flight)
        return flight

    def _send(self, flight: Flight, *, alone: bool) -> None:
        channel, _ = self._greeted()
        sent = flight.number(self._last_id + 1)
        self._last_id += sent
        flight.log_from = channel.log_position() if alone else None
        self._post(channel, flight.requests)
        self._in_flight += sent

    def _post(self, channel: Channel, requests: list[Body]) -> None:
        if self._strict is not None:
            for request in requests:
                self._strict.check_request(request)
        channel.post(requests)

    def _next_id(self) -> int:
        self._last_id += 1
        return self._last_id

    # Playbacks back

    def _land(self, flight: Flight) -> Playback:
        """Read on until this case is complete, and with it all that went out before."""
        while flight.playback is None:
            if not self._flights:
                raise self._failed or UsageError("the driver was closed while cases were in flight")
            self._land_first()
        return flight.playback

    def _land_first(self) -> None:
        flight = self._flights[0]
        channel, hello = self._greeted()
        reader = CaseReader(hello)
        try:
            self._read_case(channel, flight.requests, reader)
            if reader.suspended_at_reset and flight.waited < MOST_WAITS:
                self._await_device(channel)
                return
        except Trouble as trouble:
            self._restart(trouble, flight.place(0 if reader.suspended_at_reset else reader.taken))
            self._resume(reader.decided)
            return
        except BaseException:  # as in _greet
            self.close()
            raise
        flight.playback = self._with_log(flight, reader.playback(), channel)
        self._flights.popleft()
        self._in_flight -= len(flight.requests)

    def _with_log(self, flight: Flight, playback: Playback, channel: Channel) -> Playback:
        """What was logged meanwhile belongs to the case, where nothing else was in flight."""
        if flight.log_from is None or len(self._flights) > 1:
            return playback
        return replace(playback, log=channel.log_since(flight.log_from))

    def _await_device(self, channel: Channel) -> None:
        """Repeat the reset until a suspended device answers, and send again what was in flight. Raises `Trouble`."""
        for other in list(self._flights)[1:]:
            for request in other.requests:
                self._receive(channel, request, self._limits.reply_s)
        first = self._flights[0]
        first.waited += 1
        until = time.monotonic() + self._limits.reply_s
        while self._is_suspended(channel, first.case.mode):
            if time.monotonic() > until:
                raise Trouble(
                    FaultReason.SUSPENDED, f"no reset was carried out in {self._limits.reply_s:g} s"
                )
            time.sleep(self._limits.pause_s)
        self._resume(None)

    def _is_suspended(self, channel: Channel, mode: Mode | None) -> bool:
        request: Body = {"id": self._next_id(), "op": "reset", "mode": mode and mode.value}
        self._post(channel, [request])
        reply = self._receive(channel, request, self._limits.reply_s)
        return not reply["ok"] and error_from_reply(reply)[0] == ErrorKind.SUSPENDED

    def _read_case(self, channel: Channel, requests: list[Body], reader: CaseReader) -> None:
        limit_s = self._limits.reply_s
        waits = reader.hello.clock is Clock.REAL
        for request in requests:
            advanced = request.get("ms", 0)
            body = self._receive(channel, request, limit_s + advanced / 1000 if waits else limit_s)
            reader.take(body, advanced)

    def _receive(self, channel: Channel, request: Body, limit_s: float) -> Body:
        """The reply to `request`. Raises `Trouble`, with what came instead."""
        body = channel.receive(limit_s)
        ident = body.get("id")
        if ident != request["id"] or type(ident) is not int:
            raise Trouble(FaultReason.WRONG_ID, f"expected id {request['id']}, got {ident!r}")
        if type(body.get("ok")) is not bool:
            raise Trouble(FaultReason.FIELD, "field 'ok' must be true or false")
        if self._strict is not None:
            self._strict.check_reply(request["op"], body)
        return body

    def _resume(self, decided: Playback | None) -> None:
        """After a restart, send again what was in flight, save a case that an error reply had decided."""
        self.hello()
        if decided is not None:
            self._flights.popleft().playback = decided
        self._in_flight = 0
        for index, flight in enumerate(self._flights):
            self._send(flight, alone=not index)
