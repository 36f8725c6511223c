"""`python -m tests.fuzz.fuzzing --minutes 60`: each target in turn, until the time is over or an input breaks one."""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Sequence

from hypothesis import HealthCheck, Phase, given, settings
from tests.fuzz.targets import Target, inputs, targets

ROUND = 2_000


def fuzz(target: Target, examples: int, *, repeatable: bool = True) -> None:
    """Play so many inputs. Raises what the target raised for the smallest of them that broke it."""

    @settings(
        max_examples=examples,
        derandomize=repeatable,
        deadline=None,
        database=None,
        suppress_health_check=(HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much),
        phases=(Phase.generate, Phase.shrink),
    )
    @given(inputs(target))
    def once(data: bytes) -> None:
        target.play(data)

    once()


def main(arguments: Sequence[str] | None = None) -> int:
    """Print how many inputs each target was given; 1 where one broke, with the input."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=60.0, help="how long (60)")
    parser.add_argument("--only", default="", help="the target whose name begins so")
    options = parser.parse_args(arguments)
    chosen = [target for target in targets() if target.name.startswith(options.only)]
    played = Counter[str]()
    end = time.monotonic() + options.minutes * 60
    while time.monotonic() < end:
        for target in chosen:
            fuzz(target, ROUND, repeatable=False)
            played[target.name] += ROUND
            sys.stdout.write(f"\r{played.total():,} inputs, none broke anything ({target.name})   ")
            sys.stdout.flush()
    sys.stdout.write("\n" + "\n".join(f"{name}: {number:,}" for name, number in played.items()) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
