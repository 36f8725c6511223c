"""The plugin as a user meets it: items without test files, checked options, and nothing where it is not asked."""

from __future__ import annotations

import sys
import tomllib

import pytest
from tests.adapters.plugin_runs import FAILED, NO_TESTS, PASSED, ROOT, USAGE, fake, run_pytest

from connref.spec.requirements import REQUIREMENTS

pytest_plugins = ["pytester"]


def test_every_requirement_is_an_item_though_there_is_no_test_file(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    result = run_pytest(pytester, monkeypatch, "--connref-driver", fake("plain"), "--collect-only", "-q")
    assert result.ret == PASSED
    found = [line for line in result.outlines if line.startswith("connref::")]
    assert found == [f"connref::{requirement}" for requirement in REQUIREMENTS]


def test_collecting_starts_no_driver(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    driver = f"{sys.executable} -c \"open('started', 'w')\""
    result = run_pytest(pytester, monkeypatch, "--connref-driver", driver, "--collect-only", "-q")
    assert result.ret == PASSED
    assert not (pytester.path / "started").exists()


def test_a_right_sdk_passes_beside_the_tests_that_are_there(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytester.makepyfile("def test_own(): pass")
    result = run_pytest(
        pytester, monkeypatch, "--connref-driver", fake("plain"), "--connref-only", "EVT-STOPS", "-v"
    )
    result.assert_outcomes(passed=2, skipped=len(REQUIREMENTS) - 1)
    result.stdout.fnmatch_lines(
        ["connref: driver * -m fakes plain", "*::test_own PASSED*", "connref::EVT-STOPS PASSED*"]
    )
    assert result.ret == PASSED


def test_items_are_chosen_with_k(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    result = run_pytest(
        pytester,
        monkeypatch,
        "--connref-driver",
        fake("plain"),
        "--connref-only",
        "EVT-LOST",
        "-k",
        "EVT-LOST",
    )
    result.assert_outcomes(passed=1, deselected=len(REQUIREMENTS) - 1)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (
            ["--connref-driver", "no-such-program --x"],
            "--connref-driver: program 'no-such-program' was not found",
        ),
        (["--connref-driver", "referense"], "did you mean 'reference'?"),
        (["--connref-driver", "python", "--connref-only", "MAN-GRACES"], "only MAN-GRACES: no requirement"),
        (["--connref-driver", "python", "--connref-jobs", "0"], "--connref-jobs: a whole number, 1 or more"),
        (["--connref-driver", "python", "--connref-bound", "0"], "--connref-bound: a whole number"),
    ],
)
def test_wrong_use_ends_before_anything_runs(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, arguments: list[str], words: str
) -> None:
    result = run_pytest(pytester, monkeypatch, *arguments)
    assert result.ret == USAGE
    assert words in result.stderr.str()
    assert "Traceback" not in result.stderr.str()


def test_workers_of_xdist_are_refused_with_the_way_out(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    arguments = ("--connref-driver", fake("plain"), "--connref-only", "EVT-LOST")
    refused = run_pytest(pytester, monkeypatch, *arguments, "-n", "2", plugins=("xdist",))
    assert refused.ret == USAGE
    assert "leave -n out (or give -n 0), and use --connref-jobs" in refused.stderr.str()
    alone = run_pytest(
        pytester, monkeypatch, *arguments, "-n", "0", "--connref-jobs", "2", plugins=("xdist",)
    )
    alone.assert_outcomes(passed=1, skipped=len(REQUIREMENTS) - 1)


def test_workers_of_xdist_do_as_usual_without_a_driver(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytester.makepyfile("def test_own(): pass")
    run_pytest(pytester, monkeypatch, "-n", "2", plugins=("xdist",)).assert_outcomes(passed=1)


def test_without_its_options_nothing_of_the_kit_is_loaded(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytester.makepyfile(
        """
        import sys

        def test_modules():
            packages = ("connref", "statemachine", "rich", "jsonschema")
            loaded = {name for name in sys.modules if name.startswith(packages)}
            assert loaded == {"connref_adapters", "connref_adapters.pytest_plugin"}
        """
    )
    result = run_pytest(pytester, monkeypatch)
    result.assert_outcomes(passed=1)
    assert "connref" not in result.stdout.str()


def test_without_its_options_an_empty_folder_stays_empty(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run_pytest(pytester, monkeypatch).ret == NO_TESTS


def test_the_fixture_judges_an_sdk_in_this_process(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytester.makepyfile(
        """
        from fakes.__main__ import driver_named

        def test_right(connref_kit):
            connref_kit.assert_conforms(driver_named("plain"), only=["EVT-LOST"])

        def test_wrong(connref_kit):
            connref_kit.assert_conforms(driver_named("fetches-missed-messages"), only=["EVT-LOST"])
        """
    )
    result = run_pytest(pytester, monkeypatch)
    result.assert_outcomes(passed=1, failed=1)
    assert result.ret == FAILED
    result.stdout.fnmatch_lines(
        ["*AssertionError: wrong: * does not conform: EVT-LOST", "*expected: it is lost"]
    )


def test_the_plugin_is_declared_where_pytest_looks_for_it() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["entry-points"]["pytest11"] == {"connref": "connref_adapters.pytest_plugin"}
