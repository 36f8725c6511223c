"""The options with which a command is told its driver, the values that they take, and how that driver is started."""

from __future__ import annotations

import math
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Callable, Generator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace

from connref.profiles import DOCUMENT_PROFILE, VendorProfile
from connref.protocol import Profile
from connref_adapters.cli.output import emit_error
from connref_adapters.drivers import Connection, DriverPool, Hello, Limits
from connref_adapters.drivers.attaching import Reach, opener
from connref_adapters.profiles import load_profile

MOST_JOBS = 64


def whole(least: int, most: int | None = None, unit: str = "") -> Callable[[str], int]:
    """A reader of whole numbers from `least` to `most`."""
    span = f"{least} or more" if most is None else f"{least} to {most}"
    words = f"a whole number{' of ' + unit if unit else ''}, {span}"

    def read(text: str) -> int:
        try:
            number = int(text)
        except ValueError:
            raise ArgumentTypeError(f"{text!r} is not {words}") from None
        if number < least or (most is not None and number > most):
            raise ArgumentTypeError(f"{text} is not {words}")
        return number

    return read


def seconds(text: str) -> float:
    """A time in seconds, more than 0."""
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    if not (number > 0 and math.isfinite(number)):
        raise ArgumentTypeError(f"{text!r} is not a time in seconds, more than 0")
    return number


_UNITS_S = {"": 1, "s": 1, "min": 60, "h": 3_600}


def span_s(text: str) -> float:
    """A length of time in seconds, more than 0: a number with a unit of s, min or h, or none for seconds."""
    number = text.rstrip("smhin ")
    unit = text[len(number) :].strip()
    if unit not in _UNITS_S:
        raise ArgumentTypeError(f"{text!r} is not a length of time such as 90s, 5min or 1h")
    return seconds(number) * _UNITS_S[unit]


@dataclass(frozen=True, slots=True)
class DriverOptions:
    """Which driver, and how it is held.

    `timeout_s` is for each reply; `bound_ms` is R where the SDK documents another one than its driver says. `vendor` is
    the profile that it is judged by, where that is not the one that its driver names.
    """

    reach: Reach
    jobs: int = 1
    strict: bool = False
    timeout_s: float | None = None
    bound_ms: int | None = None
    vendor: VendorProfile | None = None

    @property
    def limits(self) -> Limits:
        """The time limits; a limit that was asked for holds for the first reply too."""
        return Limits() if self.timeout_s is None else Limits(reply_s=self.timeout_s, start_s=self.timeout_s)

    @property
    def numbers(self) -> Profile:
        """The numbers of the profile that was asked for, before the driver has said what it states itself."""
        return (self.vendor or DOCUMENT_PROFILE).numbers

    def judged(self, hello: Hello) -> Hello:
        """The driver as it is judged: by the profile and the bound that were asked for. Raises `UsageError`."""
        judged = hello if self.vendor is None else hello.under(self.vendor)
        if self.bound_ms is None:
            return judged
        return replace(judged, profile=replace(judged.profile, reconnect_bound_ms=self.bound_ms))


@dataclass(frozen=True, slots=True)
class Started:
    """A driver on its way: `hello` waits for its introduction. Raises `DriverFault`."""

    driver: DriverPool
    hello: Callable[[], Hello]


def add_reach_arguments(parser: ArgumentParser) -> None:
    """Declare --driver and the other ways to reach one, with the limit that it is held to."""
    parser.add_argument(
        "--driver",
        metavar="CMD|NAME|ADDRESS",
        help="the command line of a driver, the name of one that ships (see `connref drivers`), or the address of one "
        "that listens: tcp://HOST:PORT, ws://HOST:PORT",
    )
    parser.add_argument(
        "--listen",
        metavar="ADDRESS",
        help="wait for a driver that dials in, instead of --driver (port 0: any)",
    )
    parser.add_argument(
        "--host",
        metavar="CMD|ADDRESS",
        help="the host half of a split driver, which kills and backgrounds the app and plays network and server",
    )
    parser.add_argument(
        "--remote", action="store_true", help="let an address lie beyond this machine; needs --token"
    )
    parser.add_argument(
        "--token", metavar="TEXT", help="what an attached driver has to know (16 characters or more)"
    )
    parser.add_argument(
        "--timeout",
        type=seconds,
        metavar="S",
        help="seconds that the driver has for each reply (10; 30 for the first); a real clock's waits come on top",
    )


def add_driver_arguments(parser: ArgumentParser, *, jobs: bool) -> None:
    """Declare the options of a command that judges an SDK: which driver, and what it is held to."""
    add_reach_arguments(parser)
    parser.add_argument(
        "--bound",
        type=whole(1, unit="milliseconds"),
        metavar="R",
        help="the reconnect bound in ms, where the SDK documents another one than its driver says (60000)",
    )
    parser.add_argument(
        "--profile",
        metavar="NAME|FILE",
        help="the profile to judge by (see `connref profiles`), where that is not the one that the driver names",
    )
    parser.add_argument(
        "--strict", action="store_true", help="hold every line to the JSON Schema of the protocol"
    )
    if jobs:
        parser.add_argument(
            "--jobs",
            type=whole(1, MOST_JOBS),
            default=1,
            metavar="N",
            help="drivers that run side by side (1)",
        )


def driver_options(args: Namespace) -> DriverOptions:
    """What the command line says about the driver."""
    reach = Reach(args.driver, args.listen, args.host, args.remote, args.token)
    given = vars(args)
    vendor = None if given.get("profile") is None else load_profile(args.profile)
    return DriverOptions(
        reach, given.get("jobs", 1), given.get("strict", False), args.timeout, given.get("bound"), vendor
    )


@contextmanager
def started(options: DriverOptions) -> Generator[Started]:
    """Start the driver and let it load while the caller does something else; it has ended afterwards, come what may.

    Raises `UsageError`, `DriverNameError` or `InstallError` where there is nothing to start, `DriverFault` where there
    is no address to listen at.
    """
    made: list[Connection] = []
    limits = options.limits
    with ExitStack() as held:
        channel = opener(options.reach, limits.start_s, emit_error, held)

        def make() -> Connection:
            made.append(Connection(channel, limits=limits, strict=options.strict, token=options.reach.token))
            return made[-1]

        with DriverPool(make, options.jobs) as driver, ThreadPoolExecutor(1) as waiting:
            greeting = waiting.submit(driver.hello)
            try:
                yield Started(driver, greeting.result)
            finally:
                if not greeting.done():
                    made[0].abort()
                    held.close()
