"""Structured logging: one record for each transition, with the requirement that it carries; no name, no token.

logging.getLogger("connref.runtime").addHandler(json_handler(sys.stderr))
ConnectionManager(store=…, observers=[StructuredLog()])
"""

from __future__ import annotations

import json
import logging
from typing import Any, TextIO

from connref.effects import CloseSocket, Effect, OpenSocket, ReportOutcome, StatusChanged
from connref.inputs import Closed, Input, OpenFailed, Rejected
from connref.spec.declare import Transition
from connref.spec.vocabulary import Event
from connref_adapters.runtime.settings import AppSettings

FIELDS = "connref"
"""The attribute of a log record that holds the fields."""


class StructuredLog:
    """An observer that logs: transitions at INFO, lost sockets at WARNING, the rest at DEBUG."""

    def __init__(self, logger: logging.Logger | None = None) -> None:
        self._logger = logging.getLogger("connref.runtime") if logger is None else logger

    def started(self, at: int, settings: AppSettings, user: str | None) -> None:
        """See `Observer.started`."""
        mode = "not chosen" if settings.mode is None else settings.mode.value
        self._log(logging.INFO, "started", at, mode=mode, reopened=user is not None)

    def received(self, at: int, received: Input) -> None:
        """See `Observer.received`."""
        match received:
            case Closed(socket, code, by):
                self._log(logging.WARNING, "socket closed", at, socket=socket, code=code, by=by.value)
            case OpenFailed(socket):
                self._log(logging.WARNING, "socket failed", at, socket=socket)
            case Rejected(socket):
                self._log(logging.WARNING, "credentials rejected", at, socket=socket)
            case _:
                pass

    def transition(self, at: int, rule: Transition) -> None:
        """See `Observer.transition`."""
        target = rule.destination
        if target == rule.source:
            return
        self._log(
            logging.INFO,
            f"{rule.requirement}: {rule.source} → {target}",
            at,
            requirement=rule.requirement,
            chart="policy" if isinstance(rule.event, Event) else "link",
            event=rule.event.value,
            source=rule.source,
            target=target,
        )

    def carried_out(self, at: int, effect: Effect) -> None:
        """See `Observer.carried_out`."""
        match effect:
            case StatusChanged(status):
                self._log(logging.INFO, f"status {status.value}", at, status=status.value)
            case OpenSocket(socket):
                self._log(logging.DEBUG, "socket opening", at, socket=socket)
            case CloseSocket(socket, reason):
                self._log(logging.DEBUG, "socket given up", at, socket=socket, reason=reason.value)
            case ReportOutcome(call, api, result, _):
                self._log(
                    logging.DEBUG,
                    f"{api.value}: {result.value}",
                    at,
                    call=call,
                    api=api.value,
                    result=result.value,
                )
            case _:
                pass

    def closed(self, at: int) -> None:
        """See `Observer.closed`."""
        self._log(logging.INFO, "closed", at)

    def _log(self, level: int, words: str, at: int, **fields: object) -> None:
        if self._logger.isEnabledFor(level):
            self._logger.log(level, words, extra={FIELDS: {"at_ms": at, **fields}})


class JsonFormatter(logging.Formatter):
    """One JSON object a line: time, level, logger, message, and the fields of the record."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as JSON."""
        body: dict[str, Any] = {
            "time": self.formatTime(record),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        body.update(getattr(record, FIELDS, {}))
        if record.exc_info:
            body["exception"] = self.formatException(record.exc_info)
        return json.dumps(body, ensure_ascii=False)


def json_handler(stream: TextIO) -> logging.Handler:
    """A handler that writes JSON lines to the stream."""
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonFormatter())
    return handler
