"""The page of sentences: what decides each sentence of the document, with the file and line where that is declared.

Lines are looked up in the source of `connref.spec` whenever the page is made, so no line is ever written down.
"""

from __future__ import annotations

import ast
import inspect
import pkgutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from itertools import groupby

from connref import spec
from connref.spec.sentences import SENTENCES, Sentence

_REFERS = "sentences"
"""The module of `connref.spec` that refers to what the others declare."""

_CATALOGUES = ("requirements", "interpretations")
"""Where a row is about the ID that stands first in it; the rows of other modules are about every ID in them."""

_PAIR = 2
"""A tuple of no more than this names IDs inside a row; it is no row of a catalogue."""

_FEW = 4
"""More lines than this of one file are told as a range."""


@dataclass(frozen=True, slots=True, order=True)
class Site:
    """Where something is declared: a module of `connref.spec` and a line of it."""

    module: str
    line: int


def sentence_entries() -> str:
    """A table for each heading of the document: number, sentence in our words, what decides it and where."""
    lines: list[str] = []
    numbered = enumerate(SENTENCES, 1)
    for heading, group in groupby(numbered, lambda entry: entry[1].heading):
        lines += ["", f"## {heading}", "", "| no. | in our words | decided by |", "| --- | --- | --- |"]
        lines += [f"| {number} | {each.words} | {_decided(each)} |" for number, each in group]
    return "\n".join(lines) + "\n"


def sites_of(name: str) -> tuple[Site, ...]:
    """Every row of `connref.spec` that an ID stands in: where it is declared, and the transitions that carry it."""
    return tuple(sorted(_rows().get(name, ())))


def location_site(chart: str, location: str) -> Site:
    """Where a location of a chart is declared."""
    return _locations(chart)[location]


def _decided(sentence: Sentence) -> str:
    if sentence.aside:
        return f"nothing: {sentence.aside}"
    parts = [_linked("requirements", name) for name in sentence.requirements]
    parts += [f"leaves open {_linked('interpretations', name)}" for name in sentence.leaves_open]
    for chart, names in sentence.locations.items():
        parts += [f"{chart}: {name} {_told([location_site(chart, name)])}" for name in names]
    return "<br>".join(parts)


def _linked(page: str, name: str) -> str:
    return f"[{name}]({page}.md#{name.lower()}) {_told(sites_of(name))}"


def _told(sites: Iterable[Site]) -> str:
    """Files with their lines: "`spec/manual.py` 31, 40; `spec/auto.py` 51–73 (12 rows)"."""
    grouped = groupby(sites, lambda site: site.module)
    return "; ".join(
        f"`spec/{module}.py` {_lines([site.line for site in group])}" for module, group in grouped
    )


def _lines(lines: Sequence[int]) -> str:
    if len(lines) > _FEW:
        return f"{lines[0]}–{lines[-1]} ({len(lines)} rows)"
    return ", ".join(map(str, lines))


@cache
def _sources() -> Mapping[str, ast.Module]:
    names = [found.name for found in pkgutil.iter_modules(spec.__path__)]
    return {name: ast.parse(inspect.getsource(import_module(f"{spec.__name__}.{name}"))) for name in names}


@cache
def _rows() -> Mapping[str, set[Site]]:
    """The rows of all modules by the texts that stand in them."""
    found: dict[str, set[Site]] = {}
    for module, tree in _sources().items():
        if module != _REFERS:
            for row in ast.walk(tree):
                for text in _texts(row, first=module in _CATALOGUES):
                    found.setdefault(text, set()).add(Site(module, getattr(row, "lineno", 0)))
    return found


def _texts(row: ast.AST, *, first: bool) -> Iterator[str]:
    """The texts that stand directly in a row (a call or a tuple), or the one that stands first in it."""
    parts: Sequence[ast.expr] = ()
    if isinstance(row, ast.Call):
        parts = [*row.args, *(keyword.value for keyword in row.keywords)]
    elif isinstance(row, ast.Tuple):
        parts = row.elts
    if first:
        parts = parts[:1] if len(parts) > _PAIR else ()
    for part in parts:
        if isinstance(part, ast.Constant) and isinstance(part.value, str):
            yield part.value


@cache
def _locations(chart: str) -> Mapping[str, Site]:
    """The locations of a chart by their ids: what is assigned to a name that is spelled like it.

    They stand in the module of the chart, or in one of their own beside it.
    """
    return {
        target.id.lower(): Site(module, node.lineno)
        for module in (chart, f"{chart}_locations")
        if module in _sources()
        for node in ast.walk(_sources()[module])
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name) and isinstance(node.value, ast.Call)
    }
