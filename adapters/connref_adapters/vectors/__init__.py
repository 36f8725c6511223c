"""Test vectors for other languages: the compiled policy tables and timed traces as JSON, and what replays them."""

from __future__ import annotations

from connref_adapters.vectors.write import SCHEMA, document, policy_json, write_vectors

__all__ = ["SCHEMA", "document", "policy_json", "write_vectors"]
