"""The model's own texts as the catalogue of reports."""

from __future__ import annotations

from connref.spec.interpretations import INTERPRETATIONS
from connref.spec.requirements import REQUIREMENTS
from connref_adapters.reports.data import Catalogue


def model_catalogue() -> Catalogue:
    """Every requirement and interpretation that the model knows, in the order of REQUIREMENTS.md."""
    return Catalogue(REQUIREMENTS, INTERPRETATIONS)
