"""What `--driver` may say, and what is answered when it says something else."""

from __future__ import annotations

import sys

import pytest

from connref.errors import UsageError
from connref_adapters import sdks
from connref_adapters.drivers import DriverNameError, resolve, shipped_drivers


def test_every_shipped_driver_says_what_it_needs() -> None:
    assert [driver.name for driver in shipped_drivers()] == ["reference", "runtime", *sdks.NAMES]
    assert all(driver.needs.endswith(".") for driver in shipped_drivers())


def test_the_driver_of_an_sdk_is_what_the_sdks_say(monkeypatch: pytest.MonkeyPatch) -> None:
    def command(name: str) -> list[str]:
        return ["node", f"{name}.mjs"]

    monkeypatch.setattr(sdks, "command", command)
    assert resolve("react-native") == ["node", "react-native.mjs"]
    assert resolve(" pusher-js@8.4.0 ") == ["node", "pusher-js@8.4.0.mjs"]


@pytest.mark.parametrize("value", ["reference", " reference "])
def test_the_reference_is_a_module_of_ours_run_by_this_python(value: str) -> None:
    assert resolve(value) == [sys.executable, "-m", "connref_adapters.drivers.reference"]


def test_anything_else_is_a_command_line() -> None:
    assert resolve(f"{sys.executable} 'my driver.py' --fast") == [sys.executable, "my driver.py", "--fast"]


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("", "--driver is empty"),
        ("   ", "give a command line, or one of reference, "),
        ("node 'x", "No closing quotation"),
        ("referense", "did you mean 'reference'?"),
        ("React-Native", "did you mean 'react-native'?"),
        ("java-script", "did you mean 'javascript'?"),
        ("no-such-program-at-all x", "program 'no-such-program-at-all' was not found"),
        ("/no/such/file", "give a command line, or one of reference"),
    ],
)
def test_a_value_that_stands_for_nothing_is_explained(value: str, shown: str) -> None:
    with pytest.raises(DriverNameError) as caught:
        resolve(value)
    assert shown in str(caught.value)
    assert isinstance(caught.value, UsageError)
