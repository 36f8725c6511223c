"""Promela: every row stands in the model, and every requirement that `connref verify` proves is put to Spin too."""

from __future__ import annotations

import pytest

from connref.semantics.table import compile_table, link_table
from connref.spec.interpretations import INTERPRETATIONS, options_of
from connref.spec.vocabulary import Mode
from connref.verify import LINK_PROPERTIES, POLICY_PROPERTIES
from connref_adapters.export.charts import ident
from connref_adapters.export.promela import promela, rules_of
from connref_adapters.export.promela_rules import RULES, Rule

NOT_IN_THE_CHARTS = {"AUTO-DEFAULT"}
"""The machine chooses auto mode where the app chooses none: there is nothing of it in a chart."""


@pytest.mark.parametrize("mode", Mode)
def test_every_branch_of_the_table_stands_in_the_model(mode: Mode) -> None:
    table = compile_table(mode)
    lines = promela(mode).splitlines()
    branches = sum(len(row.branches) for row in table.rows.values())
    assert sum(1 for line in lines if line.startswith("      :: ev == E_")) == branches
    links = [line for line in lines if line.startswith("   :: link == K_") and "ev = " in line]
    within = {"want", "unwant", "process_killed"}
    assert len(links) == sum(1 for _, event in link_table(mode) if event.value not in within) + 2


@pytest.mark.parametrize("mode", Mode)
def test_every_requirement_that_verify_proves_has_a_statement_of_its_own(mode: Mode) -> None:
    properties = (*POLICY_PROPERTIES, *LINK_PROPERTIES)
    proved = {each.requirement for each in properties if each.mode is mode} - NOT_IN_THE_CHARTS
    assert proved - {rule.requirement for rule in rules_of(mode)} == set()


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule.mode.value}-{rule.requirement}")
def test_a_statement_names_what_it_reads_and_reads_what_it_names(rule: Rule) -> None:
    text = promela(rule.mode, rule)
    for name in INTERPRETATIONS:
        read = f"READS({ident(name)}," in rule.code
        through = name == "ping-counts-when" and "COUNTS" in rule.code
        assert (read or through) is (name in rule.names), name
    for name in rule.names:
        for option in options_of(name):
            assert f":: r_{ident(name)} = O_{ident(name)}_{ident(option)}" in text
