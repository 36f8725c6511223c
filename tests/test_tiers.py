"""The quick tier: chosen by what modules use, itself and through helpers; its map in README.md is whole."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.tiers import GATES, ROOT, TAKES_LONG, is_quick, names_used, reasons

TESTS = ROOT / "tests"
MODULES = sorted(TESTS.rglob("test_*.py"))


def module(tmp_path: Path, text: str) -> Path:
    """A test module with that text."""
    made = tmp_path / "test_it.py"
    made.write_text(text, encoding="utf-8")
    return made


@pytest.mark.parametrize(
    "text",
    [
        "import subprocess",
        "from fakes.right import RIGHT",
        "from connref.verify import explore",
        "from connref import cases",
        "def test_it():\n    import hypothesis.strategies",
        "def test_it(pytester): ...",
        "from tests.model.oracle.playing import judged",
        "from tests.model.oracle import playing",
    ],
)
def test_a_module_that_uses_what_takes_long_is_left_out(tmp_path: Path, text: str) -> None:
    assert not is_quick(module(tmp_path, text))


@pytest.mark.parametrize(
    "text", ["import connref", "from connref.oracle.judge import Judge", "import fakes_of_ours"]
)
def test_any_other_module_is_quick(tmp_path: Path, text: str) -> None:
    assert is_quick(module(tmp_path, text))


def test_each_reason_leaves_out_some_module() -> None:
    told = {why for path in MODULES for why in reasons(path)}
    assert told == set(TAKES_LONG.values())


def test_the_gates_are_there_and_quick() -> None:
    assert all(is_quick(TESTS / name) for name in GATES)
    assert all((TESTS / name).is_file() for name in GATES)


def test_the_quick_tier_is_worth_running() -> None:
    quick = [path for path in MODULES if is_quick(path)]
    assert len(MODULES) / 4 < len(quick) < len(MODULES)
    assert {path.parts[len(TESTS.parts)] for path in quick} >= {"model", "adapters"}


def test_helpers_of_helpers_are_followed(tmp_path: Path) -> None:
    used = names_used(module(tmp_path, "from tests.same.__main__ import main"))
    assert "concurrent.futures.ThreadPoolExecutor" in used


def test_the_map_names_every_folder_of_the_tests() -> None:
    text = (TESTS / "README.md").read_text(encoding="utf-8")
    folders = {path.name for path in TESTS.iterdir() if path.is_dir() and path.name != "__pycache__"}
    assert [name for name in sorted(folders) if f"`{name}/`" not in text] == []


def test_the_map_names_everything_that_the_quick_tier_leaves_out() -> None:
    text = (TESTS / "README.md").read_text(encoding="utf-8")
    assert [name for name in TAKES_LONG if f"`{name}`" not in text] == []
