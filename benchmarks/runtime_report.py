"""`python -m benchmarks.runtime_report`: the runtime over real loopback sockets, with the goals beside the figures."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from benchmarks.runtime_scale import crowd, wake_ms
from benchmarks.runtime_throughput import (
    BARE,
    DECODING,
    MANAGER,
    ONE_BY_ONE,
    READY_MADE,
    round_trip_s,
    throughput,
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures; 0 always: a goal that is missed on a busy machine is for the reader to judge."""
    options = _parser().parse_args(arguments)
    print(f"runtime over loopback, {options.messages} messages, median of {options.rounds} rounds in turn:\n")
    for rows in (_messages(options), _crowd(options), _waking(options)):
        for what, figure, goal in rows:
            print(f"  {what:<54} {figure:>22}   {goal}".rstrip(), flush=True)
    return 0


Row = tuple[str, str, str]


def _messages(options: argparse.Namespace) -> list[Row]:
    rates = throughput(options.messages, options.rounds, READY_MADE)
    served = throughput(options.messages, options.rounds, ONE_BY_ONE)
    trips = round_trip_s(max(1, options.messages // 10), options.rounds)
    # There and back is one message each way.
    added = (trips[MANAGER] - trips[BARE]) / 2 * 1e6
    return [
        *(
            (f"server sends one by one: {name}", f"{rate:,.0f} messages/s", "")
            for name, rate in served.items()
        ),
        ("  manager beside bare websockets", f"{served[MANAGER] / served[BARE]:.0%}", "at least 90 %"),
        *((f"ready-made flood: {name}", f"{rate:,.0f} messages/s", "") for name, rate in rates.items()),
        ("  manager beside bare websockets", f"{rates[MANAGER] / rates[BARE]:.0%}", ""),
        ("  manager beside bare websockets + json.loads", f"{rates[MANAGER] / rates[DECODING]:.0%}", ""),
        ("there and back, bare websockets", f"{trips[BARE] * 1e6:,.0f} µs", ""),
        ("added to each message by the manager", f"{added:,.0f} µs", ""),
    ]


def _crowd(options: argparse.Namespace) -> list[Row]:
    figures = crowd(options.managers)
    return [
        (f"{figures.managers} managers on one loop, memory each", f"{figures.memory_kib:,.0f} KiB", ""),
        ("after a crash of the server, first back", f"{figures.first_s:.2f} s", ""),
        ("after a crash of the server, all back", f"{figures.all_s:.2f} s", ""),
        (
            "first attempts in the busiest 0.1 s",
            f"{figures.busiest_share:.0%}",
            "20 % if spread evenly",
        ),
    ]


def _waking(options: argparse.Namespace) -> list[Row]:
    taken = wake_ms(options.wakes)
    return [
        ("from background to connected, median", f"{taken[len(taken) // 2]:.1f} ms", ""),
        ("from background to connected, p99", f"{taken[int(len(taken) * 0.99)]:.1f} ms", "at most 50 ms"),
    ]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.runtime_report", description=__doc__)
    for name, default, words in (
        ("messages", 20_000, "messages in a flood; a tenth of that there and back"),
        ("rounds", 5, "how often each is run"),
        ("managers", 1_000, "managers on one loop"),
        ("wakes", 300, "returns from the background"),
    ):
        parser.add_argument(f"--{name}", type=int, default=default, help=f"{words} (default {default})")
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
