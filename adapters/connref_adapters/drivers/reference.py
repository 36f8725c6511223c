"""The reference SDK behind the driver protocol: our own ConnectionMachine in a simulated device and world.

    python -m connref_adapters.drivers.reference --reading ping-at-deadline=inclusive --open-ms 0

It runs on a virtual clock and never waits. In process it is `ReferenceDriver().request(...)`.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Mapping, Sequence
from inspect import getfile
from pathlib import Path
from typing import Any

from connref import __version__
from connref.errors import ConnrefError, DefinitionError, ProtocolError, UsageError
from connref.protocol import Advance, InputName, Mode, ObservationKind, Profile, step_from_request
from connref.semantics.machine import DEFAULT_PROFILE
from connref.semantics.retry import RetryPolicy
from connref.simulation import FAIR, Simulation
from connref.spec.interpretations import DEFAULT, Reading, reading
from connref.world import Latencies
from connref_adapters.drivers.mistakes import error_reply
from connref_adapters.drivers.serve import serve

PROTOCOL = 1

OWN_FILES = tuple(Path(name).resolve() for name in (__file__, getfile(Simulation), getfile(Latencies)))
"""What is around the SDK here, and is not the SDK."""


class ReferenceDriver:
    """Answers every request of the driver protocol; each reset makes a new device, with the same seed for its jitter.

    `profile` and `latencies` are in milliseconds. Raises `DefinitionError` where no retry policy fits the profile's
    reconnect bound.
    """

    def __init__(
        self,
        *,
        reading: Reading = DEFAULT,
        profile: Profile = DEFAULT_PROFILE,
        latencies: Latencies = FAIR,
        seed: int = 0,
    ) -> None:
        self.reading = reading
        self.profile = profile
        self.latencies = latencies
        self.seed = seed
        self._retry = RetryPolicy.within(profile.reconnect_bound_ms)
        self._simulation: Simulation | None = None

    def request(self, request: Mapping[str, Any]) -> dict[str, Any]:
        """Answer one request. A request that cannot be carried out gets an error reply of kind `protocol`."""
        number = request.get("id")
        try:
            body = self._answer(request)
        except (ProtocolError, UsageError) as error:
            return {"id": number, "ok": False, "error": {"kind": "protocol", "message": str(error)}}
        except Exception as error:  # noqa: BLE001 - whatever it is, the kit is told whose it is
            return error_reply(request, error, OWN_FILES)
        return {"id": number, "ok": True, **body}

    def _answer(self, request: Mapping[str, Any]) -> dict[str, Any]:
        match request.get("op"):
            case "do" | "advance":
                return self._step(request)
            case "reset":
                return self._reset(request.get("mode"))
            case "hello":
                return self._hello(request)
            case "bye":
                return {}
            case op:
                raise ProtocolError("op", op, "expected hello, reset, do, advance or bye")

    def _step(self, request: Mapping[str, Any]) -> dict[str, Any]:
        simulation = self._simulation
        if simulation is None:
            raise ProtocolError("op", request["op"], "the first request after hello is a reset")
        step = step_from_request(request)
        if isinstance(step, Advance):
            simulation.advance(step.ms)
        else:
            simulation.do(step)
        return self._drained(simulation)

    def _reset(self, mode: object) -> dict[str, Any]:
        if mode not in ("auto", "manual", None):
            raise ProtocolError("mode", mode, 'expected "auto", "manual" or null')
        self._simulation = Simulation(
            None if mode is None else Mode(mode),
            # Each device anew: a case must not depend on the cases before it.
            jitter=random.Random(self.seed).random,
            reading=self.reading,
            profile=self.profile,
            retry=self._retry,
            latencies=self.latencies,
            traced=False,
        )
        return self._drained(self._simulation)

    def _drained(self, simulation: Simulation) -> dict[str, Any]:
        observations = [seen.to_json() for seen in simulation.observations]
        simulation.observations.clear()
        return {
            "now": simulation.clock.now,
            "observations": observations,
            "next": simulation.machine.next_deadline(),
        }

    def _hello(self, request: Mapping[str, Any]) -> dict[str, Any]:
        if request.get("protocol") != PROTOCOL:
            raise ProtocolError(
                "protocol", request.get("protocol"), f"this driver speaks protocol {PROTOCOL}"
            )
        return {
            "implementation": {"name": "connref-reference", "version": __version__, "language": "python"},
            "clock": "virtual",
            "tolerance_ms": 0,
            "inputs": [name.value for name in InputName],
            "observes": [kind.value for kind in ObservationKind],
            "profile": {
                "grace_ms": self.profile.grace_ms,
                "reconnect_bound_ms": self.profile.reconnect_bound_ms,
            },
        }


def driver_from_arguments(arguments: Sequence[str]) -> ReferenceDriver:
    """The driver that a command line asks for.

    Raises `DefinitionError` for values that cannot be; ends the process with status 2 on wrong use.
    """
    options = _parser().parse_args(arguments)
    return ReferenceDriver(
        reading=reading(dict(_choice(text) for text in options.reading)),
        profile=Profile(options.grace_ms, options.reconnect_bound_ms),
        latencies=Latencies(options.open_ms, options.auth_ms, options.reply_ms, options.message_ms),
        seed=options.seed,
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve the protocol on standard input and output; the exit status is 0 after bye, 2 for wrong use."""
    try:
        driver = driver_from_arguments(sys.argv[1:] if arguments is None else arguments)
    except ConnrefError as error:
        sys.stderr.write(f"reference driver: {error}\n")
        return 2
    return serve(driver, sys.stdin.buffer, sys.stdout.buffer)


def _choice(text: str) -> tuple[str, str]:
    name, equals, option = text.partition("=")
    if not equals:
        raise DefinitionError(
            f"--reading {text!r}: write it as ID=OPTION, such as ping-at-deadline=inclusive"
        )
    return name, option


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="reference", description="The reference SDK behind the driver protocol."
    )
    parser.add_argument(
        "--reading",
        action="append",
        default=[],
        metavar="ID=OPTION",
        help="an interpretation; may be repeated",
    )
    for name, default, words in (
        ("open", FAIR.open_ms, "a socket takes to reach the server"),
        ("auth", FAIR.auth_ms, "the server takes to authenticate a socket"),
        ("reply", FAIR.reply_ms, "a ping takes to be answered"),
        ("message", FAIR.message_ms, "a message takes to arrive"),
        ("grace", DEFAULT_PROFILE.grace_ms, "a connection is kept in the background"),
        ("reconnect-bound", DEFAULT_PROFILE.reconnect_bound_ms, "a reconnection may take"),
    ):
        parser.add_argument(
            f"--{name}-ms",
            type=int,
            default=default,
            metavar="MS",
            help=f"how long {words} (default {default})",
        )
    parser.add_argument("--seed", type=int, default=0, help="of the jitter between attempts (default 0)")
    return parser


if __name__ == "__main__":
    sys.exit(main())
