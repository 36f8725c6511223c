"""The runtime: a connection manager for applications that obeys the model over real sockets."""

from connref_adapters.runtime.calls import (
    CallFailedError,
    LoginRejectedError,
    ManagerClosedError,
    NotConnectedError,
    PendingCall,
    RefusedError,
    RuntimeCallError,
    StoppedError,
)
from connref_adapters.runtime.clock import Clock, SystemClock
from connref_adapters.runtime.listeners import ConnectionChange, ConnectionListener, Observer
from connref_adapters.runtime.manager import ConnectionManager
from connref_adapters.runtime.session_keeper import Authenticator, CredentialIsToken
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
    "StoppedError",
    "SystemClock",
]
