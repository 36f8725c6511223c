"""The checks, one row each: what a driver has to have for it, how a mistake shows, and what to do about one.

A probe gives a sentence for each mistake that it finds, and none for a right driver, whatever the SDK behind it does
right or wrong.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from connref.protocol import InputName, ObservationKind
from connref_adapters.drivers.checking import device_probes as device
from connref_adapters.drivers.checking import reply_probes as reply
from connref_adapters.drivers.checking.bench import Bench
from connref_adapters.drivers.checking.words import Problems
from connref_adapters.drivers.hello import Clock

_KIND = ObservationKind
_IN = InputName


@dataclass(frozen=True, slots=True)
class Check:
    """One check, asked where the driver has the inputs and observes the kinds; `virtual`: on a virtual clock."""

    name: str
    find: Callable[[Bench], Problems]
    to_do: str
    inputs: tuple[InputName, ...] = ()
    observes: tuple[ObservationKind, ...] = ()
    virtual: bool = False


CHECKS: tuple[Check, ...] = (
    Check("hello", reply.introduction, "compare the hello with PROTOCOL's lists of inputs and observations."),
    Check(
        "up",
        device.comes_up,
        "look at the path from login and connect() to the server's approval: socket_open is what the server saw.",
        (_IN.INIT,),
    ),
    Check(
        "reset",
        device.stays_down_alone,
        "make storage, timers, sockets and SDK anew in reset; stop those of before.",
        (_IN.INIT,),
    ),
    Check(
        "repeats",
        reply.repeats,
        "take clock and random numbers from the world, seeded at each reset; nothing from the machine.",
        (_IN.INIT,),
        virtual=True,
    ),
    Check(
        "clock",
        reply.steps_alike,
        "fire what is due in order, the end instant included; stamp each observation with its timer's instant.",
        (_IN.INIT,),
        virtual=True,
    ),
    Check(
        "modes",
        device.modes_differ,
        "hand the mode of the last reset to init; leave out of the hello's modes what the SDK does not have.",
        (_IN.INIT, _IN.LOGIN),
        virtual=True,
    ),
    Check(
        "message",
        device.delivers,
        "send on an authenticated open socket, and report what the app's listener is given, text and all.",
        (_IN.SERVER_MESSAGE,),
        (_KIND.DELIVERED,),
    ),
    Check(
        "network",
        device.network_cuts,
        "while the network is down open sockets carry nothing and new ones fail.",
        (_IN.NETWORK_DOWN,),
    ),
    Check(
        "background",
        device.background_reaches,
        "hand background and foreground to what the SDK listens to; leave them out of inputs if it takes no notice.",
        (_IN.BACKGROUND,),
        virtual=True,
    ),
    Check(
        "kill",
        device.kill_is_death,
        "a kill stops the timers, forgets the sockets in silence and keeps the storage.",
        (_IN.KILL,),
    ),
    Check(
        "server-close",
        device.closes,
        "close what is open and report socket_closed by server.",
        (_IN.SERVER_CLOSE,),
    ),
    Check("refuse", device.refuses, "new sockets fail while the server refuses.", (_IN.SERVER_REFUSE,)),
    Check("reject", device.rejects, "no socket_open while the server rejects.", (_IN.SERVER_REJECT,)),
    Check("mute", device.mutes, "a mute server approves nothing.", (_IN.SERVER_MUTE,)),
    Check(
        "handover",
        device.strands,
        "mark the sockets of before the handover: they carry nothing more.",
        (_IN.NETWORK_HANDOVER, _IN.SERVER_MESSAGE),
        (_KIND.DELIVERED,),
    ),
    Check("suspend", device.freezes, "hold back timers and what arrives until resume.", (_IN.SUSPEND,)),
    Check(
        "ping",
        reply.pings,
        "report ping_sent where the server receives the ping of a ping() call.",
        (_IN.PING,),
        (_KIND.PING_SENT,),
    ),
    Check(
        "outcomes",
        reply.outcomes,
        "give each call both callbacks, and record each that fires.",
        observes=(_KIND.OUTCOME,),
    ),
    Check(
        "calls",
        reply.calls_fit,
        "repeat call and api of the request in its outcome.",
        observes=(_KIND.OUTCOME,),
    ),
    Check("sockets", reply.sockets_fit, "give each socket one number from its opening to its end."),
    Check(
        "errors",
        reply.survives_nonsense,
        "answer what you cannot do with an error of kind unsupported, and your own mistakes with kind driver.",
    ),
    Check("bye", reply.says_goodbye, "reply to bye, then exit with status 0."),
)
"""Every check, in the order in which they are asked: what comes first explains what comes later."""


def why_not(check: Check, bench: Bench) -> str | None:
    """Why a check cannot be asked of this driver, or None where it can."""
    hello = bench.hello
    missing: list[str] = [each.value for each in check.inputs if each not in hello.inputs]
    missing += [each.value for each in check.observes if each not in hello.observes]
    if missing:
        return f"it has no {', '.join(missing)}"
    if check.virtual and hello.clock is Clock.REAL:
        return "its clock is real"
    return None
