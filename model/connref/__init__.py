"""connref: a formal reference model of how a chat SDK keeps its connection.

The model is pure: it reads no clock, waits for nothing and touches no socket. Time is an argument, in integer
milliseconds on a monotonic clock.

Example::

    import random

    from connref import Background, Connect, ConnectionMachine, Init, Login, Mode, Opened

    machine = ConnectionMachine(Mode.MANUAL, jitter=random.Random(7).random)
    machine.handle(Init(), 0)
    machine.handle(Login("alice"), 0)
    machine.handle(Connect("c1"), 0)      # -> OpenSocket(socket=1), …
    machine.handle(Opened(1), 40)         # -> ReportOutcome(call='c1', …), …
    machine.handle(Background(), 100)
    machine.next_deadline()               # -> 30100: the grace is over
"""

import importlib
import typing

from connref.effects import (
    Api,
    CloseReason,
    CloseSocket,
    Deliver,
    Effect,
    ForgetUser,
    OpenSocket,
    RefuseInput,
    ReportOutcome,
    ReportUser,
    Result,
    SaveUser,
    SendPing,
    Status,
    StatusChanged,
    Throw,
)
from connref.errors import (
    ClockError,
    ConnrefError,
    DefinitionError,
    ImpossibleInputError,
    ProtocolError,
    UsageError,
)
from connref.inputs import (
    Background,
    Closed,
    ClosedBy,
    Connect,
    Disconnect,
    Foreground,
    Init,
    Input,
    Kill,
    Login,
    Logout,
    MessageReceived,
    NetworkAvailable,
    NetworkChanged,
    NetworkLost,
    Opened,
    OpenFailed,
    Ping,
    PongReceived,
    Rejected,
    Resume,
    Suspend,
    Tick,
)
from connref.protocol import Advance, Case, Do, InputName, Mode, Observation, ObservationKind, Profile, Step
from connref.semantics.clock import FakeClock
from connref.semantics.machine import ConnectionMachine
from connref.semantics.retry import Jitter, RetryPolicy
from connref.semantics.table import PolicyTable, Row, compile_table
from connref.spec.interpretations import (
    DEFAULT,
    INTERPRETATIONS,
    LATITUDES,
    Interpretation,
    Latitude,
    Reading,
    reading,
)
from connref.spec.requirement import Kind, Requirement
from connref.spec.requirements import REQUIREMENTS

__version__ = "0.1.0"

if typing.TYPE_CHECKING:
    from connref.semantics.statechart import AutoModeChart, LinkChart, ManualModeChart, SessionChart
    from connref.simulation import FAIR, Simulation
    from connref.world import Latencies

_WHEN_ASKED_FOR = {
    "AutoModeChart": "connref.semantics.statechart",
    "LinkChart": "connref.semantics.statechart",
    "ManualModeChart": "connref.semantics.statechart",
    "SessionChart": "connref.semantics.statechart",
    "FAIR": "connref.simulation",
    "Simulation": "connref.simulation",
    "Latencies": "connref.world",
}
"""What an application does without stands in modules that are imported when it is first asked for."""


def __getattr__(name: str) -> object:
    if name not in _WHEN_ASKED_FOR:
        raise AttributeError(f"module 'connref' has no attribute {name!r}")
    return getattr(importlib.import_module(_WHEN_ASKED_FOR[name]), name)


__all__ = [
    "DEFAULT",
    "FAIR",
    "INTERPRETATIONS",
    "LATITUDES",
    "REQUIREMENTS",
    "Advance",
    "Api",
    "AutoModeChart",
    "Background",
    "Case",
    "ClockError",
    "CloseReason",
    "CloseSocket",
    "Closed",
    "ClosedBy",
    "Connect",
    "ConnectionMachine",
    "ConnrefError",
    "DefinitionError",
    "Deliver",
    "Disconnect",
    "Do",
    "Effect",
    "FakeClock",
    "Foreground",
    "ForgetUser",
    "ImpossibleInputError",
    "Init",
    "Input",
    "InputName",
    "Interpretation",
    "Jitter",
    "Kill",
    "Kind",
    "Latencies",
    "Latitude",
    "LinkChart",
    "Login",
    "Logout",
    "ManualModeChart",
    "MessageReceived",
    "Mode",
    "NetworkAvailable",
    "NetworkChanged",
    "NetworkLost",
    "Observation",
    "ObservationKind",
    "OpenFailed",
    "OpenSocket",
    "Opened",
    "Ping",
    "PolicyTable",
    "PongReceived",
    "Profile",
    "ProtocolError",
    "Reading",
    "RefuseInput",
    "Rejected",
    "ReportOutcome",
    "ReportUser",
    "Requirement",
    "Result",
    "Resume",
    "RetryPolicy",
    "Row",
    "SaveUser",
    "SendPing",
    "SessionChart",
    "Simulation",
    "Status",
    "StatusChanged",
    "Step",
    "Suspend",
    "Throw",
    "Tick",
    "UsageError",
    "__version__",
    "compile_table",
    "reading",
]
