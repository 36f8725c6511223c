"""`python -m benchmarks`: measure everything and print it, with the goals beside it."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from benchmarks.measure import construction_us, import_ms, machine_rate, rival_rates

TABLE, HAND, CHART = (
    "flat table from the chart",
    "written by hand (if/else)",
    "the chart, by python-statemachine",
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures; 0 always: a goal that is missed on a busy machine is for the reader to judge."""
    options = _parser().parse_args(arguments)
    rates = rival_rates(options.events, options.rounds)
    print(f"policy of manual mode, the same {options.events} events, median of {options.rounds} rounds:\n")
    for name, rate in sorted(rates.items(), key=lambda item: -item[1]):
        print(f"  {name:<34} {rate:>12,.0f} events/s   table is {rates[TABLE] / rate:>8,.1f} × as fast")
    handled = machine_rate(10 * options.events, options.rounds)
    rows = (
        ("table beside python-statemachine", f"{rates[TABLE] / rates[CHART]:,.0f} ×", "at least 50 ×"),
        ("table beside the hand-written function", f"{rates[TABLE] / rates[HAND]:.2f} ×", "at least 1 ×"),
        ("ConnectionMachine.handle, with effects", f"{handled:,.0f} inputs/s", "at least 1,000,000"),
        ("building a machine after the first", f"{construction_us(options.events):.1f} µs", "at most 20 µs"),
        ("import connref", f"{import_ms('connref', options.rounds):.0f} ms", "at most 150 ms"),
        (
            "import connref.semantics.machine",
            f"{import_ms('connref.semantics.machine', options.rounds):.0f} ms",
            "",
        ),
    )
    print()
    for what, figure, goal in rows:
        print(f"  {what:<40} {figure:>22}   {goal}".rstrip())
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--events", type=int, default=20_000, help="how many the rivals get (default 20000)")
    parser.add_argument("--rounds", type=int, default=5, help="how often each is run (default 5)")
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
