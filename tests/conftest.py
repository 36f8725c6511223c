"""Settings of all tests: repeatable Hypothesis profiles, slow tests when asked for, an end for a test that hangs."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from tests.tiers import is_quick

# `default` draws the same examples every time, so that a red run is red again; `explore` looks for new ones.
# No deadline: a loaded machine must not fail a test whose subject is not speed.
settings.register_profile(
    "default", derandomize=True, deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("explore", max_examples=2_000, deadline=None, print_blob=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))

# A test that takes longer hangs: it fails with the stack of every thread, and the others run on. Far above what the
# longest one takes on a busy machine.
TEST_S = 300
SLOW_TEST_S = 3_600


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--run-slow", action="store_true", help="also run the tests marked slow (make mutants)")
    parser.addoption("--quick", action="store_true", help="only the quick tier (make quick; tests/tiers.py)")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "slow: the long version of a gate; runs only with --run-slow")


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Leave out, unimported, what the quick tier does not have."""
    is_left_out = (
        config.getoption("--quick")
        and collection_path.is_file()
        and collection_path.name.startswith("test_")
        and not is_quick(collection_path)
    )
    return True if is_left_out else None


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave the slow tests out unless they are asked for; give each test the time after which it has hung."""
    slow = [item for item in items if item.get_closest_marker("slow") is not None]
    quick = [item for item in items if item.get_closest_marker("slow") is None]
    for tier, seconds in ((slow, SLOW_TEST_S), (quick, TEST_S)):
        for item in tier:
            item.add_marker(pytest.mark.timeout(seconds))
    if slow and not config.getoption("--run-slow"):
        config.hook.pytest_deselected(items=slow)
        items[:] = quick
