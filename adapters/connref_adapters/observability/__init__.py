"""Watching a connection manager: structured logs, recordings for `connref check`, metrics (extra `otel`)."""

from connref_adapters.observability.session_log import SessionLog
from connref_adapters.observability.structured import JsonFormatter, StructuredLog, json_handler

__all__ = ["JsonFormatter", "SessionLog", "StructuredLog", "json_handler"]
