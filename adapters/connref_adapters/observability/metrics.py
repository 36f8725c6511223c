"""Metrics through OpenTelemetry (extra `otel`): what the connection does, counted; no user, no address.

The application sets up its own SDK and exporter; without one, every call here does nothing.
"""

from __future__ import annotations

from opentelemetry.metrics import MeterProvider, get_meter_provider

from connref.effects import CloseSocket, Deliver, Effect, OpenSocket, ReportOutcome, Status, StatusChanged
from connref.inputs import Closed, Input, Opened, OpenFailed, Rejected
from connref.spec.declare import Transition
from connref.spec.vocabulary import Event
from connref_adapters.runtime.settings import AppSettings


class Metrics:
    """An observer that counts. `provider` None takes the one that is set globally."""

    def __init__(self, provider: MeterProvider | None = None) -> None:
        meter = (provider or get_meter_provider()).get_meter("connref.runtime")
        self._transitions = meter.create_counter(
            "connref.transitions", description="transitions of the policy taken"
        )
        self._sockets = meter.create_counter("connref.sockets", description="what became of sockets")
        self._calls = meter.create_counter(
            "connref.calls", description="outcomes of connect, disconnect and ping"
        )
        self._messages = meter.create_counter("connref.messages", description="messages delivered")
        self._connected = meter.create_up_down_counter(
            "connref.connected", description="managers that are connected"
        )
        self._opening = meter.create_histogram(
            "connref.opening", unit="ms", description="from the start of an opening to authenticated"
        )
        self._opened_at = 0
        self._is_connected = False

    def started(self, at: int, settings: AppSettings, user: str | None) -> None:
        """See `Observer.started`; nothing to count."""

    def received(self, at: int, received: Input) -> None:
        """See `Observer.received`."""
        match received:
            case Opened():
                self._sockets.add(1, {"event": "opened"})
                self._opening.record(at - self._opened_at)
            case OpenFailed():
                self._sockets.add(1, {"event": "failed"})
            case Rejected():
                self._sockets.add(1, {"event": "rejected"})
            case Closed(_, code, by):
                self._sockets.add(1, {"event": "lost", "by": by.value, "code": code})
            case _:
                pass

    def transition(self, at: int, rule: Transition) -> None:
        """See `Observer.transition`."""
        del at
        if isinstance(rule.event, Event):
            self._transitions.add(1, {"requirement": rule.requirement, "event": rule.event.value})

    def carried_out(self, at: int, effect: Effect) -> None:
        """See `Observer.carried_out`."""
        match effect:
            case Deliver():
                self._messages.add(1)
            case OpenSocket():
                self._opened_at = at
            case CloseSocket(_, reason):
                self._sockets.add(1, {"event": "given up", "reason": reason.name.lower()})
            case ReportOutcome(_, api, result, _):
                self._calls.add(1, {"api": api.value, "result": result.value})
            case StatusChanged(status):
                self._count_connected(connected=status is Status.CONNECTED)
            case _:
                pass

    def closed(self, at: int) -> None:
        """See `Observer.closed`."""
        del at
        self._count_connected(connected=False)

    def _count_connected(self, *, connected: bool) -> None:
        if connected is not self._is_connected:
            self._is_connected = connected
            self._connected.add(1 if connected else -1)
