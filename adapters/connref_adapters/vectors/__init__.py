"""Test vectors for other languages: the compiled policy tables and timed traces as JSON, and what replays them."""

from __future__ import annotations

from connref_adapters.vectors.tables import SCHEMA, policy_json
from connref_adapters.vectors.write import document, write_vectors

__all__ = ["SCHEMA", "document", "policy_json", "write_vectors"]
