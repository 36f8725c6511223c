"""The items of the plugin: the counterexample is the failure, a skip says why, a driver's fault is one error."""

from __future__ import annotations

import sys

import pytest
from tests.adapters.plugin_runs import FAILED, PASSED, fake, run_pytest

from connref.spec.requirements import REQUIREMENTS

pytest_plugins = ["pytester"]


def test_a_failure_shows_the_counterexample_and_nothing_of_the_kit(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    result = run_pytest(
        pytester,
        monkeypatch,
        "--connref-driver",
        fake("ping-stays-local"),
        "--connref-only",
        "MAN-PING-SENDS",
    )
    assert result.ret == FAILED
    result.assert_outcomes(failed=1, skipped=len(REQUIREMENTS) - 1)
    result.stdout.fnmatch_lines(
        [
            "MAN-PING-SENDS: *",
            "  expected: *",
            "  observed: *",
            "*1. *init*",
            "*ping()*",
        ]
    )
    shown = result.stdout.str()
    assert "Traceback" not in shown
    assert ".py:" not in shown


def test_what_the_driver_cannot_do_is_skipped_with_the_reason(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    result = run_pytest(
        pytester, monkeypatch, "--connref-driver", fake("no-pings"), "--connref-only", "MAN-PING-SENDS", "-rs"
    )
    assert result.ret == PASSED
    shown = result.stdout.str()
    assert "unsupported: no observation ping_sent" in shown
    assert "unsupported: not selected" in shown


def test_a_driver_that_breaks_the_protocol_is_one_error(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytester.makepyfile(driver="print('hello yourself', flush=True)")
    result = run_pytest(pytester, monkeypatch, "--connref-driver", f"{sys.executable} driver.py")
    result.assert_outcomes(errors=1, skipped=len(REQUIREMENTS) - 1)
    assert result.ret == FAILED
    shown = result.stdout.str()
    assert shown.count("the driver is at fault (unreadable line)") == 1
    assert "hello yourself" in shown
    assert "to do:" in shown
    assert "Traceback" not in shown


def test_a_fault_in_the_middle_loses_nothing_that_was_found(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytester.makepyfile(
        driver="""
        import json, sys
        from fakes.__main__ import driver_named

        driver = driver_named("ping-stays-local")
        resets = 0
        for line in sys.stdin:
            request = json.loads(line)
            resets += request["op"] == "reset"
            if resets > 10:
                sys.exit(3)
            print(json.dumps(driver.request(request)), flush=True)
        """
    )
    result = run_pytest(
        pytester,
        monkeypatch,
        "--connref-driver",
        f"{sys.executable} driver.py",
        "--connref-only",
        "MAN-PING-SENDS",
        "-rs",
    )
    result.assert_outcomes(errors=1, failed=1, skipped=len(REQUIREMENTS) - 2)
    shown = result.stdout.str()
    assert "MAN-PING-SENDS: " in shown
    assert "ended early" in shown
    assert "the driver is at fault; see the error of the first requirement" in shown


def test_a_bound_of_its_own(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    arguments = (
        "--connref-driver",
        fake("reconnect-after-bound"),
        "--connref-only",
        "MAN-RECONNECT/momentary/1",
    )
    run_pytest(pytester, monkeypatch, *arguments).assert_outcomes(failed=1, skipped=len(REQUIREMENTS) - 1)
    longer = run_pytest(pytester, monkeypatch, *arguments, "--connref-bound", "600000")
    longer.assert_outcomes(passed=1, skipped=len(REQUIREMENTS) - 1)
