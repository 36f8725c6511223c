"""results.json as PROTOCOL.md has it: the same report gives the same bytes, apart from `seconds`."""

from __future__ import annotations

import json
from typing import Any

from connref_adapters.reports.data import Catalogue, Counterexample, RequirementResult, RunReport, complete

SCHEMA = "connref-results/1"


def results_json(report: RunReport, catalogue: Catalogue) -> bytes:
    """The results file: every requirement and interpretation id, in the catalogue's order.

    Characters beyond ASCII are escaped, so that nothing an SDK returned (a lone surrogate) can make the file
    unreadable. Raises `UnknownIdError` for an id that the catalogue does not have.
    """
    return (json.dumps(results_object(report, catalogue), indent=2) + "\n").encode("ascii")


def results_object(report: RunReport, catalogue: Catalogue) -> dict[str, Any]:
    """The results as plain data, in the order in which they are written."""
    full = complete(report, catalogue)
    who = full.implementation
    return {
        "schema": SCHEMA,
        "connref": full.connref,
        "seed": full.seed,
        "implementation": {"name": who.name, "version": who.version, "language": who.language},
        "clock": full.clock,
        "tolerance_ms": full.tolerance_ms,
        "verdict": full.verdict.value,
        "cases": full.cases,
        "steps": full.steps,
        "seconds": round(full.seconds, 3),
        "requirements": {id_: _requirement(result) for id_, result in full.requirements.items()},
        "interpretations": {id_: list(options) for id_, options in full.interpretations.items()},
    }


def _requirement(result: RequirementResult) -> dict[str, Any]:
    shown = None if result.counterexample is None else counterexample_object(result.counterexample)
    return {"verdict": result.verdict.value, "cases": result.cases, "counterexample": shown}


def counterexample_object(counterexample: Counterexample) -> dict[str, Any]:
    """A counterexample as plain data.

    `contradicts` is there only where two cases contradict each other: without the earlier one, a replay could not
    show the failure.
    """
    body: dict[str, Any] = {
        "mode": counterexample.mode,
        "steps": [dict(step) for step in counterexample.steps],
        "observations": [dict(observation) for observation in counterexample.observations],
        "expected": counterexample.expected,
        "observed": counterexample.observed,
    }
    if counterexample.contradicts is not None:
        body["contradicts"] = counterexample_object(counterexample.contradicts)
    return body
