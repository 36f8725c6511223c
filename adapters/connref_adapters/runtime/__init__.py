"""The runtime: a connection manager for applications that obeys the model over real sockets."""

from connref_adapters.runtime.calls import PendingCall
from connref_adapters.runtime.clock import Clock, SystemClock
from connref_adapters.runtime.errors import (
    CallFailedError,
    LoginRejectedError,
    ManagerClosedError,
    NotConnectedError,
    RefusedError,
    RuntimeCallError,
)
from connref_adapters.runtime.listeners import ConnectionChange, ConnectionListener
from connref_adapters.runtime.login import Authenticator, CredentialIsToken
from connref_adapters.runtime.manager import ConnectionManager
from connref_adapters.runtime.observer import Observer
from connref_adapters.runtime.settings import AppSettings, AppSettingsBuilder
from connref_adapters.runtime.stream import MessageStream, Overflow
from connref_adapters.runtime.wire import ChatMessage

__all__ = [
    "AppSettings",
    "AppSettingsBuilder",
    "Authenticator",
    "CallFailedError",
    "ChatMessage",
    "Clock",
    "ConnectionChange",
    "ConnectionListener",
    "ConnectionManager",
    "CredentialIsToken",
    "LoginRejectedError",
    "ManagerClosedError",
    "MessageStream",
    "NotConnectedError",
    "Observer",
    "Overflow",
    "PendingCall",
    "RefusedError",
    "RuntimeCallError",
    "SystemClock",
]
