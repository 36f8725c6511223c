"""From options to a driver that runs, and that is gone afterwards whatever happens."""

from __future__ import annotations

import time
from argparse import ArgumentParser

import pytest
from tests.adapters.cli.command import broken

from connref.protocol import Profile
from connref_adapters.cli.driver_options import DriverOptions, add_driver_arguments, driver_options, started
from connref_adapters.drivers import DriverFault, DriverNameError, Limits
from connref_adapters.drivers.attaching import Reach
from miniatures.support import nothing_left_behind


def parsed(*words: str, jobs: bool = True) -> DriverOptions:
    parser = ArgumentParser()
    add_driver_arguments(parser, jobs=jobs)
    return driver_options(parser.parse_args(words))


def test_what_is_not_said_has_its_standard() -> None:
    assert parsed("--driver", "reference") == DriverOptions(Reach("reference"))
    assert parsed("--driver", "reference", jobs=False).jobs == 1
    assert DriverOptions(Reach("x")).limits == Limits()


def test_a_limit_holds_for_the_first_reply_too() -> None:
    limits = parsed("--driver", "x", "--timeout", "2.5").limits
    assert (limits.reply_s, limits.start_s) == (2.5, 2.5)


def test_the_bound_replaces_the_one_of_the_driver_and_nothing_else() -> None:
    with started(DriverOptions(Reach(broken()))) as start:
        hello = start.hello()
    assert DriverOptions(Reach("x")).judged(hello) == hello
    assert parsed("--driver", "x", "--bound", "5").judged(hello).profile == Profile(30_000, 5, 0)
    document = parsed("--driver", "x", "--profile", "document", "--bound", "5")
    assert document.judged(hello).profile == Profile(30_000, 5, 0)


@pytest.mark.parametrize("jobs", [1, 2])
def test_nothing_is_left_of_a_driver(jobs: int) -> None:
    with nothing_left_behind(), started(DriverOptions(Reach(broken()), jobs=jobs)) as start:
        assert start.hello().implementation.name == "miniature"


def test_nobody_waits_for_a_driver_that_is_not_needed_any_more() -> None:
    began = time.monotonic()
    with (
        nothing_left_behind(),
        pytest.raises(ZeroDivisionError),
        started(DriverOptions(Reach(broken("hello-hang")))),
    ):
        raise ZeroDivisionError
    assert time.monotonic() - began < 10


def test_a_fault_at_the_introduction_is_raised_where_it_is_asked_for() -> None:
    with (
        started(DriverOptions(Reach(broken("hello-exit")))) as start,
        pytest.raises(DriverFault, match="ended early"),
    ):
        start.hello()


def test_a_driver_that_does_not_exist_is_not_started() -> None:
    with pytest.raises(DriverNameError), started(DriverOptions(Reach("no-such-program-at-all"))):
        pytest.fail("nothing can have been started")
