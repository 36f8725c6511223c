"""The proof of a variant of the product line: its tables, and every property of what it promises.

Our own machine keeps to the document, and so do the link and the device: they are no part of this proof. A `sometimes`
is a witness that the document's charts are not empty, and is left to them too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from connref.protocol import Mode
from connref.semantics.statechart import statechart
from connref.semantics.table import chart_of, compile_table
from connref.spec.variant import Variant
from connref.verify.explore import check
from connref.verify.monitor import Property, PropertyKind
from connref.verify.properties.features import FEATURE_PROPERTIES
from connref.verify.regions import RegionGraph
from connref.verify.report import VerifyReport, covered, judged
from connref.verify.statechart_check import of_mode, prove
from connref.verify.totality import totality
from connref.verify.witnesses import coverage


def verify_variant(variant: Variant, modes: Iterable[Mode], of_document: Iterable[Property]) -> VerifyReport:
    """Prove the tables of a variant in these modes, and of the document's properties those that it promises too."""
    graphs = {mode: RegionGraph(compile_table(mode, variant)) for mode in modes}
    tables = tuple(
        covered(
            graph.table,
            coverage(graph),
            prove(of_mode(graph.table, statechart(chart_of(mode, variant), f"{mode.value.title()}Variant"))),
            totality(graph.table),
        )
        for mode, graph in graphs.items()
    )
    asked = [each for each in promised(variant, of_document) if each.mode in graphs]
    return VerifyReport(tables, tuple(judged(each, check(graphs[each.mode], each)) for each in asked))


def promised(variant: Variant, of_document: Iterable[Property]) -> Iterator[Property]:
    """The properties that a variant promises: its features', and the document's but for what it replaces."""
    features = [each for each in FEATURE_PROPERTIES if each.speaks_of(variant)]
    yield from (each.property for each in features)
    without = variant.unjudged | variant.by_retry
    instead = {(each.property.mode, name) for each in features for name in each.instead_of}
    for each in of_document:
        replaced = each.requirement in without or (each.mode, each.name) in instead
        if not replaced and each.kind is not PropertyKind.SOMETIMES:
            yield each
