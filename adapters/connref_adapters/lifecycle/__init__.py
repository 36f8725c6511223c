"""Where news of the device comes from: the network, the app's state, terminal signals."""

from connref_adapters.lifecycle.app_state import AppState, AppStateListener, AppStateSource, bind_app_state
from connref_adapters.lifecycle.network import (
    NetworkListener,
    NetworkWatch,
    PollingWatch,
    follow_network,
    following_network,
    has_route,
    network_watch,
)

__all__ = [
    "AppState",
    "AppStateListener",
    "AppStateSource",
    "NetworkListener",
    "NetworkWatch",
    "PollingWatch",
    "bind_app_state",
    "follow_network",
    "following_network",
    "has_route",
    "network_watch",
]
