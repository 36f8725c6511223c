"""Drivers: what stands between the kit and one SDK, in this process or behind pipes (the driver protocol).

Example::

    with child_process(resolve("node my-driver.mjs")) as driver:
        print(driver.hello().implementation.name)
        for playback in driver.play_many(cases):
            ...
        driver.bye()
"""

from connref_adapters.drivers.channel import SupportsRequest
from connref_adapters.drivers.connection import Connection
from connref_adapters.drivers.driver import Driver, Limits
from connref_adapters.drivers.faults import DriverFault, FaultReason, RequestPlace
from connref_adapters.drivers.hello import Clock, Hello, Implementation
from connref_adapters.drivers.messages import Playback, PlaybackStatus, Reply
from connref_adapters.drivers.pool import DriverPool
from connref_adapters.drivers.registry import (
    DriverNameError,
    ShippedDriver,
    child_process,
    in_process,
    resolve,
    shipped_drivers,
)
from connref_adapters.drivers.serve import serve

__all__ = [
    "Clock",
    "Connection",
    "Driver",
    "DriverFault",
    "DriverNameError",
    "DriverPool",
    "FaultReason",
    "Hello",
    "Implementation",
    "Limits",
    "Playback",
    "PlaybackStatus",
    "Reply",
    "RequestPlace",
    "ShippedDriver",
    "SupportsRequest",
    "child_process",
    "in_process",
    "resolve",
    "serve",
    "shipped_drivers",
]
