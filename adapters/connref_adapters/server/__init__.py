"""A small chat server over WebSockets, for demonstrations and tests: tokens, pings, messages, and faults on command.

Example::

    async with ChatServer() as server:
        token = server.tokens.issue("anna")
        print(server.url)  # ws://127.0.0.1:PORT/chat
        ...
        await server.send("anna", "hello", sender="bert")
        server.mute()
"""

from connref_adapters.server.access import Access, AccessError, find_access, publish_access
from connref_adapters.server.control import CONTROL_PATH, ControlClient, ControlError
from connref_adapters.server.server import CHAT_PATH, ChatServer
from connref_adapters.server.settings import ServerSettings, Tokens
from connref_adapters.server.wire import EventKind, FrameError, ServerEvent

__all__ = [
    "CHAT_PATH",
    "CONTROL_PATH",
    "Access",
    "AccessError",
    "ChatServer",
    "ControlClient",
    "ControlError",
    "EventKind",
    "FrameError",
    "ServerEvent",
    "ServerSettings",
    "Tokens",
    "find_access",
    "publish_access",
]
