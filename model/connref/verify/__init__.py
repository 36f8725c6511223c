"""The exhaustive proof: every requirement of the model's side, over every history, under every reading."""

from __future__ import annotations

from collections.abc import Iterable

from connref.protocol import Mode
from connref.semantics.table import compile_table
from connref.spec.variant import DOCUMENT, Variant
from connref.verify.explore import check
from connref.verify.machine_check import DEVICE_PROPERTIES, MACHINE_PROPERTIES, check_machines, check_session
from connref.verify.monitor import Property
from connref.verify.product_check import check_product
from connref.verify.properties.auto import AUTO_PROPERTIES
from connref.verify.properties.background import BACKGROUND_PROPERTIES
from connref.verify.properties.calls import CALL_PROPERTIES
from connref.verify.properties.link import LINK_PROPERTIES
from connref.verify.properties.manual import MANUAL_PROPERTIES
from connref.verify.properties.opening import OPENING_PROPERTIES
from connref.verify.properties.session import SESSION_PROPERTIES
from connref.verify.regions import RegionGraph
from connref.verify.report import (
    VerifyReport,
    covered,
    judged,
    judged_default,
    judged_link,
    judged_machine,
)
from connref.verify.statechart_check import of_link, of_mode, of_session, prove
from connref.verify.suspension_check import SUSPENSION_PROPERTIES, check_suspensions
from connref.verify.totality import totality
from connref.verify.variants import verify_variant
from connref.verify.witnesses import WITNESSES, coverage

__all__ = ["LINK_PROPERTIES", "POLICY_PROPERTIES", "VerifyReport", "verify"]

POLICY_PROPERTIES: tuple[Property, ...] = (
    *SESSION_PROPERTIES,
    *CALL_PROPERTIES,
    *AUTO_PROPERTIES,
    *MANUAL_PROPERTIES,
    *BACKGROUND_PROPERTIES,
    *OPENING_PROPERTIES,
    *WITNESSES,
)
"""Every property of the policies, in the order of the report."""


def verify(variant: Variant = DOCUMENT, modes: Iterable[Mode] = tuple(Mode)) -> VerifyReport:
    """Prove the tables against the charts, and every property of policy, link and machine under every reading.

    Of another variant than the document's, what it promises in these modes (`connref.verify.variants`).
    """
    if variant != DOCUMENT:
        return verify_variant(variant, modes, POLICY_PROPERTIES)
    graphs = {mode: RegionGraph(compile_table(mode)) for mode in Mode}
    tables = tuple(
        covered(each.table, coverage(each), prove(of_mode(each.table)), totality(each.table))
        for each in graphs.values()
    )
    policy = [judged(each, check(graphs[each.mode], each)) for each in POLICY_PROPERTIES]
    link = [judged_link(each, check_product(graphs[each.mode], each.check)) for each in LINK_PROPERTIES]
    machine = [
        found
        for each in graphs.values()
        for found in judged_machine(check_machines(each), MACHINE_PROPERTIES)
    ]
    device = [
        found
        for each in graphs.values()
        for found in judged_machine((check_session(each),), DEVICE_PROPERTIES)
    ]
    suspension = judged_machine(check_suspensions(), SUSPENSION_PROPERTIES)
    properties = (*policy, *link, *machine, *device, *suspension, judged_default())
    return VerifyReport(tables, properties, (prove(of_link()), prove(of_session())))
