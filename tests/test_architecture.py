"""Gates on the shape of the code: imports, no I/O in the model, size, docstrings, tests beside modules."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path

from connref import REQUIREMENTS
from connref.spec.auto import AUTO
from connref.spec.link import LINK
from connref.spec.manual import MANUAL

ROOT = Path(__file__).resolve().parent.parent
MODEL = ROOT / "model"
ADAPTERS = ROOT / "adapters"
TESTS = ROOT / "tests"

# What every module of the model may use beside itself and the pure part of the standard library.
LIBRARIES_OF_THE_MODEL = {"connref", "statemachine"}
# The names of built-ins that reach outside of the process, or run code that no gate can see.
IMPURE_BUILTINS = {"__import__", "breakpoint", "compile", "eval", "exec", "exit", "input", "open", "print"}
MOST_LINES = 300
# A test module goes through one subject with all of its stories.
MOST_LINES_OF_TESTS = 400
# With fewer statements than this inside functions, constructors left out, a module has nothing to test on its own:
# data, types, errors, re-exports.
FEWEST_STATEMENTS_TO_TEST = 9

# Modules, or whole packages by their folder, that are tested under another name: each with the test that covers it.
COVERED_ELSEWHERE: dict[str, str] = {
    # The verifier is judged as a whole: that it proves a property for each requirement, and its pinned counts.
    "model/connref/verify": "tests/model/verify/test_verify.py",
    # The checks of drivers are judged as a whole: each planted mistake is found, and nothing in right drivers.
    "adapters/connref_adapters/drivers/checking": "tests/adapters/drivers/checking/test_checking.py",
}

# Where what the document says is carried out: no requirement and no location of a chart is known there by its name.
WITHOUT_IDS = (
    MODEL / "connref" / "semantics",
    MODEL / "connref" / "oracle",
    ADAPTERS / "connref_adapters" / "kit",
    ADAPTERS / "connref_adapters" / "drawing",
)
# Words that are spelled like a location and mean something else there: the module, and what they mean.
OTHER_MEANING = {
    "model/connref/oracle/conditions.py": {"offline": "what stands in the way of an attempt"},
    "model/connref/oracle/obligations.py": {"up": "a word of a verdict", "down": "a word of a verdict"},
    "model/connref/oracle/phases.py": {"down": "a phase of the connection"},
    "model/connref/semantics/states.py": {"waiting": "an option of retry-at-entry"},
    "adapters/connref_adapters/drawing/picture.py": {"up": "a colour", "down": "a colour"},
    "adapters/connref_adapters/drawing/stories.py": {"grace": "the name of a picture"},
    "adapters/connref_adapters/drawing/charts.py": {"up": "a word of a box", "down": "a word of a box"},
}


def modules(*roots: Path) -> list[Path]:
    return sorted(path for root in roots for path in root.rglob("*.py") if "node_modules" not in path.parts)


def label(path: Path) -> str:
    """Return the path from the top of the checkout, as a test's name and in messages."""
    return path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else path.as_posix()


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def imports(path: Path) -> Iterator[tuple[str, str, int]]:
    """Yield (module, imported name or "", line) for every import, wherever in the module it stands."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name, "", node.lineno
        elif isinstance(node, ast.ImportFrom):
            for alias in node.names:
                yield "." * node.level + (node.module or ""), alias.name, node.lineno


def owner_of_private(module: str, name: str) -> str | None:
    """Return the package of ours that keeps this import to itself, or None where anyone may use it."""
    parts = [*module.split("."), *([name] if name else [])]
    hidden = [index for index, part in enumerate(parts) if part.startswith("_") and not part.startswith("__")]
    if parts[0] not in {"connref", "connref_adapters"} or not hidden:
        return None
    holder = parts[: hidden[0]]
    is_package = any(root.joinpath(*holder).is_dir() for root in (MODEL, ADAPTERS))
    return ".".join(holder if is_package else holder[:-1])


def home_of(path: Path) -> str:
    """Return the package that a module stands in; "" for tests, which stand outside of all."""
    root = next((root for root in (MODEL, ADAPTERS) if path.is_relative_to(root)), None)
    return ".".join(path.parent.relative_to(root).parts) if root else ""


def statements_in_functions(path: Path) -> int:
    return sum(
        not is_docstring(statement)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name != "__init__"
        for statement in node.body
    )


def is_docstring(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)


def own_tests(path: Path) -> list[Path]:
    """Return where the tests of a module may stand: at its mirror image, in one file or in several (test_NAME_*)."""
    root, mirror = (MODEL, TESTS / "model") if path.is_relative_to(MODEL) else (ADAPTERS, TESTS / "adapters")
    *packages, stem = path.relative_to(root).with_suffix("").parts[1:]
    *packages, stem = packages if stem == "__init__" and packages else [*packages, stem]
    folder = mirror.joinpath(*packages)
    return [folder / f"test_{stem.strip('_')}.py", *sorted(folder.glob(f"test_{stem.strip('_')}_*.py"))]


def listed_test(path: Path) -> Path | None:
    places = [path, *path.parents]
    return next(
        (ROOT / COVERED_ELSEWHERE[key] for key in map(label, places[:-1]) if key in COVERED_ELSEWHERE), None
    )


def test_import_contracts_hold() -> None:
    lint_imports = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run(
        [str(lint_imports), "--no-cache", "--no-logo"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_there_is_code_to_judge() -> None:
    assert len(modules(MODEL)) > 1
    assert len(modules(ADAPTERS)) > 1


def offenders(paths: Iterable[Path], check: Callable[[Path], Iterable[str]]) -> list[str]:
    """What the check says of every module, each with its file."""
    return [f"{label(path)}: {said}" for path in paths for said in check(path)]


def every_one_passes(paths: Iterable[Path], check: Callable[[Path], Iterable[str]]) -> None:
    """Fail with all that the check says of any module."""
    found = offenders(paths, check)
    assert not found, "\n".join(found)


def test_the_model_uses_only_the_standard_library_and_the_statechart_library() -> None:
    allowed = LIBRARIES_OF_THE_MODEL | set(sys.stdlib_module_names)

    def others(path: Path) -> Iterator[str]:
        used = ((line, name.partition(".")[0]) for name, _, line in imports(path))
        return (f"line {line}: {name}" for line, name in used if name not in allowed)

    every_one_passes(modules(MODEL), others)


def test_the_model_calls_no_builtin_that_reaches_outside() -> None:
    def impure(path: Path) -> Iterator[str]:
        names = [node for node in ast.walk(tree(path)) if isinstance(node, ast.Name)]
        parameters = {node.arg for node in ast.walk(tree(path)) if isinstance(node, ast.arg)}
        own = parameters | {node.id for node in names if isinstance(node.ctx, ast.Store)}
        return (f"line {node.lineno}: {node.id}" for node in names if node.id in IMPURE_BUILTINS - own)

    every_one_passes(modules(MODEL), impure)


def test_every_module_opens_with_a_docstring() -> None:
    def silent(path: Path) -> Iterator[str]:
        if path.name == "__init__.py" and path.is_relative_to(TESTS) and not tree(path).body:
            return
        first, *_ = (ast.get_docstring(tree(path)) or "").split("\n")
        if len(first) < len("One purpose."):
            yield "say in the first line what the module is for"

    every_one_passes(modules(MODEL, ADAPTERS, TESTS), silent)


def test_every_module_is_short_enough_to_have_one_purpose() -> None:
    def long(path: Path) -> Iterator[str]:
        lines = len(path.read_text(encoding="utf-8").splitlines())
        most = MOST_LINES_OF_TESTS if path.is_relative_to(TESTS) else MOST_LINES
        if lines > most:
            yield f"{lines} lines, and {most} is the most"

    every_one_passes(modules(MODEL, ADAPTERS, TESTS), long)


def test_the_data_of_the_catalogue_is_rows_of_text_and_nothing_else() -> None:
    def other(path: Path) -> Iterator[str]:
        _, *rest = tree(path).body
        for node in rest:
            match node:
                case ast.Assign(targets=[ast.Name()], value=ast.Constant(value=str())):
                    pass
                case _:
                    yield f"line {node.lineno}: keep rows of plain text here, and code beside the folder"

    rows = modules(MODEL / "connref" / "cases" / "data")
    assert len(rows) > 1
    assert offenders(rows, other) == []


def test_no_private_name_crosses_a_package() -> None:
    def borrowed(path: Path) -> Iterator[str]:
        home = f"{home_of(path)}."
        for module, name, line in imports(path):
            owner = owner_of_private(module, name)
            if owner is not None and not home.startswith(f"{owner}."):
                yield f"line {line}: {module} {name}"

    every_one_passes(modules(MODEL, ADAPTERS, TESTS), borrowed)


def test_every_module_has_its_tests() -> None:
    """But for a template, which is tested as the program that it becomes."""

    def untested(path: Path) -> Iterator[str]:
        if "templates" in path.parts or statements_in_functions(path) < FEWEST_STATEMENTS_TO_TEST:
            return
        places = own_tests(path)
        if not (any(place.is_file() for place in places) or listed_test(path)):
            yield f"write {label(places[0])}"

    every_one_passes(modules(MODEL, ADAPTERS), untested)


def test_every_exception_from_mirroring_is_still_needed() -> None:
    for place, test in COVERED_ELSEWHERE.items():
        covered = modules(ROOT / place) or [ROOT / place]
        assert covered[0].is_file(), f"{place} is gone: take it out of COVERED_ELSEWHERE"
        assert (ROOT / test).is_file(), f"{test} is gone"
        without = [path for path in covered if not any(own.is_file() for own in own_tests(path))]
        assert without, f"{place} has its own tests: take it out of COVERED_ELSEWHERE"


def ids_named_in(path: Path) -> Iterator[str]:
    """Requirements and locations that stand in a module as texts of their own."""
    locations = {name for chart in (AUTO, MANUAL, LINK) for name in chart.locations}
    known = {*REQUIREMENTS, *locations} - OTHER_MEANING.get(label(path), {}).keys()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Constant) and node.value in known:
            yield f"line {node.lineno}: {node.value!r}"


def test_what_carries_the_document_out_names_no_requirement_and_no_location() -> None:
    """A fact about one is a column of its row in the specification; where code has to name one, the name is there."""
    every_one_passes(modules(*WITHOUT_IDS), ids_named_in)


def test_every_word_of_another_meaning_is_still_used() -> None:
    for name, words in OTHER_MEANING.items():
        assert (ROOT / name).is_file(), f"{name} is gone: take it out of OTHER_MEANING"
        texts = {node.value for node in ast.walk(tree(ROOT / name)) if isinstance(node, ast.Constant)}
        assert words.keys() <= texts, f"{name} has not all of {sorted(words)} any more"
